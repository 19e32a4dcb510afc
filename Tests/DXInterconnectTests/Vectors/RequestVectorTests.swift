import Foundation
import Testing

@testable import DXInterconnect

struct RequestVector: Decodable, Sendable, CustomTestStringConvertible {
    struct Problem: Decodable, Sendable {
        let severity: String
        let code: String
        let path: String
        let suggestion: String?
        let line: Int?
        let column: Int?
        let offset: Int?
        let message: String?
        let messageHolds: [String]?
        let messageLacks: [String]?
    }

    let name: String
    let json: String?
    let base64: String?
    let rules: [String]?
    let status: String
    let problems: [Problem]
    let body: String?

    var testDescription: String { name }
    var text: [UInt8] { json.map { Array($0.utf8) } ?? base64.flatMap { Data(base64Encoded: $0) }.map { Array($0) } ?? [] }
}

@Suite struct RequestVectorTests {
    private static let cases = VectorFile<RequestVector>.load("requests")

    @Test func count() { #expect(RequestVectorTests.cases.count > 200) }

    @Test(arguments: cases)
    func request(_ vector: RequestVector) {
        var rules: ValidationRules = []
        for rule in vector.rules ?? [] {
            switch rule {
            case "ALLOW_UNKNOWN_MEMBERS": rules.insert(.allowUnknownMembers)
            case "WARNINGS_AS_ERRORS": rules.insert(.warningsAsErrors)
            default: Issue.record("unknown rule \(rule)")
            }
        }
        let (status, problems, body) = outcome(of: vector.text, rules)
        #expect(status == vector.status)
        #expect(body == vector.body)
        #expect(problems.map(\.summary) == vector.problems.map { "\($0.severity) \($0.code) \($0.path)" })
        for (problem, expected) in zip(problems, vector.problems) {
            #expect(problem.suggestion == expected.suggestion)
            #expect(problem.position?.line == expected.line)
            #expect(problem.position?.column == expected.column)
            #expect(problem.position?.offset == expected.offset)
            if let message = expected.message { #expect(problem.message == message) }
            for part in expected.messageHolds ?? [] { #expect(problem.message.contains(part)) }
            for part in expected.messageLacks ?? [] { #expect(!problem.message.contains(part), "\(problem.message)") }
        }
    }

    /// What passes at little cost has no problems, and what has none passes.
    @Test(arguments: cases)
    func flawless(_ vector: RequestVector) {
        guard let request = try? CreateInterconnectRequest(json: vector.text.span) else { return }
        #expect(request.document.isFlawless == request.document.findProblems([]).isEmpty)
    }

    private func outcome(of text: [UInt8], _ rules: ValidationRules) -> (status: String, problems: [Problem], body: String?) {
        do throws(Problem) {
            let request = try CreateInterconnectRequest(json: text.span)
            let problems = request.problems(rules)
            return problems.errorCount > 0 ? ("INVALID_REQUEST", problems, nil) : ("OK", problems, request.json)
        } catch {
            return ("INVALID_JSON", [error], nil)
        }
    }
}
