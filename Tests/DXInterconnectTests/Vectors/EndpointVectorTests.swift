import Testing

@testable import DXInterconnect

struct EndpointVector: Decodable, Sendable, CustomTestStringConvertible {
    struct Options: Decodable, Sendable {
        let region: String?
        let endpointUrl: String?
        let useFips: Bool?
        let useDualstack: Bool?
        let allowPlaintext: Bool?
    }

    let name: String
    let options: Options
    let url: String?
    let region: String?
    let problems: [String]?

    var testDescription: String { name }
}

@Suite struct EndpointVectorTests {
    private static let cases = VectorFile<EndpointVector>.load("endpoints")

    @Test func count() { #expect(EndpointVectorTests.cases.count > 100) }

    @Test(arguments: cases)
    func endpoint(_ vector: EndpointVector) {
        let options = vector.options
        var (endpoint, problems) = resolve(
            region: options.region, url: options.endpointUrl, fips: options.useFips ?? false,
            dualStack: options.useDualstack ?? false,
            plaintext: options.allowPlaintext ?? false)
        // A signer wants the region besides.
        if endpoint?.region.isEmpty == true {
            problems.append(.regionForSigning)
            endpoint = nil
        }
        #expect(text(endpoint?.url) == vector.url)
        #expect(text(endpoint?.region) == vector.region)
        #expect(problems.map(\.code.name.description) == vector.problems ?? [])
    }
}
