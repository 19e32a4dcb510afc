import Foundation
import Testing

@testable import DXInterconnect

/// What a vector says of identity, rules and delays.
struct ReconcileOptions: Decodable, Sendable {
    let rules: [String]?
    let matchLocation: Bool?
    let identityTagKey: String?
    let lookAgainMs: UInt64?
    let orderAgainAfterLooks: UInt32?
    let orderAgainAfterMs: UInt64?

    var identity: Reconciliation.Identity {
        var identity = Reconciliation.Identity()
        identity.matchesLocation = matchLocation ?? false
        identity.tagKey = identityTagKey.map { Array($0.utf8) }
        return identity
    }
}

struct ReconcileVector: Decodable, Sendable, CustomTestStringConvertible {
    struct Difference: Decodable, Equatable {
        let path: String
        let desired: String?
        let actual: String?
        let conflict: Bool
    }

    let name: String
    let desired: JSONDocument
    let pages: [JSONDocument]
    let options: ReconcileOptions?
    let status: String
    let problems: [String]?
    let decision: String?
    let matches: [String?]?
    let differences: [Difference]?

    var testDescription: String { name }
}

extension JSONDocument {
    /// The request that it is.
    var request: Document? { try? CreateInterconnectRequest(json: text.span).document }

    /// The compact text.
    var text: [UInt8] {
        switch self {
        case .null: Array("null".utf8)
        case .boolean(let value): Array("\(value)".utf8)
        case .integer(let value): Array("\(value)".utf8)
        case .number(let value): Array("\(value)".utf8)
        case .string(let value): value.jsonString
        case .array(let values): Array("[".utf8) + values.map(\.text).joined(separator: Array(",".utf8)) + Array("]".utf8)
        case .object(let members):
            Array("{".utf8)
                + members.map { $0.jsonString + Array(":".utf8) + $1.text }.joined(separator: Array(",".utf8)) + Array("}".utf8)
        }
    }
}

extension String {
    fileprivate var jsonString: [UInt8] { (try? JSONEncoder().encode(self)).map { Array($0) } ?? [] }
}

extension Reconciliation.Match {
    var id: String? {
        guard case .string(let range) = page.document[structure + Interconnect.interconnectId.rawValue] else { return nil }
        return page.document.string(range)
    }
}

@Suite struct ReconcileVectorTests {
    private static let cases = VectorFile<ReconcileVector>.load("reconcile")

    @Test func count() { #expect(ReconcileVectorTests.cases.count > 80) }

    @Test(arguments: cases)
    func reconcile(_ vector: ReconcileVector) throws {
        let desired = try #require(vector.desired.request)
        let answers = vector.pages.map { answer(200, $0.text, operation: .describeInterconnects) }
        guard answers.allSatisfy({ $0.outcome == .described }) else {
            #expect(vector.status == "INCOMPLETE_LIST")
            return
        }
        let pages = answers.map { SharedDocument($0.document) }
        let rules = ValidationRules(names: vector.options?.rules)
        do throws(ReconcileError) {
            let found = try Reconciliation(desired, pages, vector.options?.identity ?? .init(), rules: rules)
            #expect(vector.status == "OK")
            #expect(found.decision.name.description == vector.decision)
            #expect(found.matches.map(\.id) == vector.matches)
            #expect(
                found.differences.map {
                    .init(path: $0.path.string, desired: $0.desired?.string, actual: $0.actual?.string, conflict: $0.isConflict)
                } == vector.differences)
        } catch {
            switch error {
            case .incompleteList(let problems):
                #expect(vector.status == "INCOMPLETE_LIST")
                #expect(problems.map { $0.code.name.description } == vector.problems ?? [])
            case .invalidRequest(let problems):
                #expect(vector.status == "INVALID_REQUEST")
                #expect(problems.map { $0.code.name.description } == vector.problems)
            }
        }
    }
}
