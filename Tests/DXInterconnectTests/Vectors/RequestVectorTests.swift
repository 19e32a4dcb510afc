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

extension ValidationRules {
    /// By the names of the header, without their prefix.
    init(names: [String]?) {
        self = []
        for name in names ?? [] {
            switch name {
            case "ALLOW_UNKNOWN_MEMBERS": insert(.allowUnknownMembers)
            case "WARNINGS_AS_ERRORS": insert(.warningsAsErrors)
            default: Issue.record("unknown rule \(name)")
            }
        }
    }
}

extension RequestVector {
    /// What reading, validating and writing say of it.
    func check(_ outcome: (status: String, problems: [DXInterconnect.Problem], body: String?)) {
        #expect(outcome.status == status)
        #expect(outcome.body == body)
        #expect(outcome.problems.map(\.summary) == problems.map { "\($0.severity) \($0.code) \($0.path)" })
        for (problem, expected) in zip(outcome.problems, problems) {
            #expect(problem.suggestion == expected.suggestion)
            #expect(problem.position?.line == expected.line)
            #expect(problem.position?.column == expected.column)
            #expect(problem.position?.offset == expected.offset)
            if let message = expected.message { #expect(problem.message == message) }
            for part in expected.messageHolds ?? [] { #expect(problem.message.contains(part)) }
            for part in expected.messageLacks ?? [] { #expect(!problem.message.contains(part), "\(problem.message)") }
        }
    }
}

@Suite struct RequestVectorTests {
    private static let cases = VectorFile<RequestVector>.load("requests")

    @Test func count() { #expect(RequestVectorTests.cases.count > 200) }

    @Test(arguments: cases)
    func request(_ vector: RequestVector) { vector.check(outcome(of: vector.text, ValidationRules(names: vector.rules))) }

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
