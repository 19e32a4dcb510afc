import Testing

@testable import DXInterconnect

/// Resolves a choice: the URL, or the codes of the problems.
func resolve(
    region: String? = "us-east-1", url: String? = nil, fips: Bool = false, dualStack: Bool = false, plaintext: Bool = false
) -> (endpoint: Endpoint?, problems: [Problem]) {
    let region = region.map { Array($0.utf8) }
    let url = url.map { Array($0.utf8) }
    func view<Result>(_ text: [UInt8]?, _ body: (ByteView?) -> Result) -> Result {
        text.map { $0.withView { body($0) } } ?? body(nil)
    }
    return view(region) { region in
        view(url) { url in
            Endpoint.resolve(
                Endpoint.Choice(region: region, url: url, usesFIPS: fips, usesDualStack: dualStack, allowsPlaintext: plaintext))
        }
    }
}

func text(_ bytes: [UInt8]?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

let longLabel = repeated("a", 63)

@Suite struct EndpointTests {
    @Test(arguments: [
        (
            "aws",
            "us-east-1 eu-west-3 ap-southeast-10 sa-east-1 ca-central-1 me-south-1 af-south-1 il-central-1 mx-central-1 aws-global",
            "amazonaws.com", "api.aws"
        ),
        ("aws-cn", "cn-north-1 cn-northwest-1 cn-x-0 aws-cn-global", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
        ("aws-us-gov", "us-gov-west-1 us-gov-east-1 aws-us-gov-global", "amazonaws.com", "api.aws"),
        ("aws-iso", "us-iso-east-1 us-iso-west-1 aws-iso-global", "c2s.ic.gov", "api.aws.ic.gov"),
        ("aws-iso-b", "us-isob-east-1 us-isob-west-1 aws-iso-b-global", "sc2s.sgov.gov", "api.aws.scloud"),
        ("aws-iso-e", "eu-isoe-west-1 aws-iso-e-global", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"),
        ("aws-iso-f", "us-isof-south-1 us-isof-east-1 aws-iso-f-global", "csp.hci.ic.gov", "api.aws.hci.ic.gov"),
        ("aws-eusc", "eusc-de-east-1 eusc-de-x-12", "amazonaws.eu", "api.amazonwebservices.eu"),
        // What belongs to no partition belongs to aws.
        (
            "none", "xx-east-1 us-gov us-east us-east-1a us-east-one cn-north eusc-fr-east-1 banana 1 cnx-north-1 us-iso-1 us--1",
            "amazonaws.com", "api.aws"
        ),
    ])
    func partitions(_ name: String, _ regions: String, _ suffix: String, _ dualStackSuffix: String) {
        for region in regions.split(separator: " ").map(String.init) {
            func url(fips: Bool, dualStack: Bool) -> String? {
                text(resolve(region: region, fips: fips, dualStack: dualStack).endpoint?.url)
            }
            #expect(url(fips: false, dualStack: false) == "https://directconnect.\(region).\(suffix)/")
            #expect(url(fips: true, dualStack: false) == "https://directconnect-fips.\(region).\(suffix)/")
            #expect(url(fips: false, dualStack: true) == "https://directconnect.\(region).\(dualStackSuffix)/")
            #expect(url(fips: true, dualStack: true) == "https://directconnect-fips.\(region).\(dualStackSuffix)/")
            #expect(text(resolve(region: region).endpoint?.region) == region)
        }
    }

    @Test(arguments: ["fips-us-east-1", "us-east-1-fips"])
    func pseudoRegions(_ region: String) {
        let (endpoint, problems) = resolve(region: region)
        #expect(problems.isEmpty)
        #expect(text(endpoint?.url) == "https://directconnect-fips.us-east-1.amazonaws.com/")
        #expect(text(endpoint?.host) == "directconnect-fips.us-east-1.amazonaws.com")
        #expect(text(endpoint?.region) == "us-east-1")
        #expect(resolve(region: region, url: "https://example.com").problems.map(\.code) == [.endpointWithVariant])
    }

    @Test(arguments: [longLabel, "a", "1", "a-b", "US-EAST-1", "a--b"])
    func hostLabels(_ region: String) { #expect(resolve(region: region).problems.isEmpty) }

    @Test(arguments: [
        "", "-", "-a", "a-", longLabel + "a", "a/b", "a.b", "a b", " us-east-1", "us-east-1\n", "us_east_1", "a@b", "a:b", "é",
        "a\0", "a%2fb", "fips-", "-fips",
        "fips--", "#", "?", "us-east-1\u{202e}",
    ])
    func noHostLabels(_ region: String) {
        let problems = resolve(region: region).problems
        #expect(problems.map(\.summary) == ["error INVALID_REGION region"])
        #expect(problems.allSatisfy { $0.message.unicodeScalars.allSatisfy { !$0.isControlInText } })
        #expect(resolve(region: region, url: "https://example.com").problems.first?.code == .invalidRegion)
    }

    @Test func noRegion() {
        #expect(resolve(region: nil).problems.map(\.message) == ["Invalid Configuration: Missing Region"])
        let (endpoint, problems) = resolve(region: nil, url: "https://example.com")
        #expect(problems.isEmpty && endpoint?.region == [])
    }

    @Test func everythingWrongAtOnce() {
        #expect(
            resolve(region: "a/b", url: "ftp://x", fips: true, dualStack: true).problems.map(\.code)
                == [.invalidRegion, .endpointWithVariant, .endpointWithVariant, .invalidEndpoint])
        #expect(
            resolve(region: "a/b", url: "http://example.com", dualStack: true).problems.map(\.code) == [
                .invalidRegion, .endpointWithVariant, .plaintextEndpoint,
            ])
    }
}
