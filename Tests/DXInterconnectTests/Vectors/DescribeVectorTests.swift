import Foundation
import Testing

@testable import DXInterconnect

@Suite struct DescribeVectorTests {
    private static let requests = VectorFile<RequestVector>.load("describe_requests")
    private static let responses = VectorFile<ResponseVector>.load("describe_responses")

    @Test func count() {
        #expect(DescribeVectorTests.requests.count > 40)
        #expect(DescribeVectorTests.responses.count > 70)
    }

    @Test(arguments: requests)
    func request(_ vector: RequestVector) { vector.check(outcome(of: vector.text, ValidationRules(names: vector.rules))) }

    @Test(arguments: responses)
    func response(_ vector: ResponseVector) { vector.check(.describeInterconnects) }

    private func outcome(of text: [UInt8], _ rules: ValidationRules) -> (status: String, problems: [Problem], body: String?) {
        do throws(Problem) {
            let request = try DescribeInterconnectsRequest(json: text.span)
            let problems = request.problems(rules)
            if problems.errorCount > 0 { return ("INVALID_REQUEST", problems, nil) }
            return ("OK", problems, String(decoding: request.body, as: UTF8.self))
        } catch {
            return ("INVALID_JSON", [error], nil)
        }
    }
}
