import Foundation
import Testing

@testable import DXInterconnect

struct ResponseVector: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let delivery: String?
    let status: Int32?
    let headers: String?
    let body: String?
    let bodyBase64: String?
    let now: Int64?
    let answer: JSONDocument

    var testDescription: String { name }
    var bytes: [UInt8] { body.map { Array($0.utf8) } ?? bodyBase64.flatMap { Data(base64Encoded: $0) }.map { Array($0) } ?? [] }
}

/// The answer's document as the header describes it, made from the core alone; of problems, code and path.
extension JSONDocument {
    fileprivate init(_ answer: Answer) {
        var members: [String: JSONDocument] = [
            "outcome": .string(answer.outcome.name.description), "advice": .string(answer.advice.name.description),
            "problems": .array(
                answer.problems.map { .object(["code": .string($0.code.name.description), "path": .string($0.path)]) }),
        ]
        if answer.httpStatus != 0 { members["httpStatus"] = .integer(Int64(answer.httpStatus)) }
        members["requestId"] = answer.text(answer.requestId).map { .string($0) }
        members["retryAfterMs"] = answer.retryAfterMs.map { .integer(Int64(clamping: $0)) }
        members["clockOffset"] = answer.clockOffset.map { .integer($0) }
        if answer.outcome == .described {
            members["interconnects"] = .array(
                (answer.document.elements(of: Interconnects.interconnects.rawValue) ?? []).map {
                    JSONDocument(answer.document, .interconnect, at: $0)
                })
            members["nextToken"] = answer.text(answer.nextToken).map { .string($0) }
        }
        if answer.outcome == .created { members["interconnect"] = JSONDocument(answer.document, .interconnect, at: 0) }
        if answer.serviceError != .none {
            var error: [String: JSONDocument] = ["kind": .string(answer.serviceError.name.description)]
            error["code"] = answer.text(answer.errorCode).map { .string($0) }
            error["message"] = answer.text(answer.errorMessage).map { .string($0) }
            members["error"] = .object(error)
        }
        self = .object(members)
    }

    private init(_ document: Document, _ shape: Shape, at structure: Int) {
        var members: [String: JSONDocument] = [:]
        for index in 0..<shape.memberCount {
            let member = shape.member(index)
            let value: JSONDocument?
            switch document[structure + index] {
            case .string(let range): value = .string(document.string(range))
            case .boolean(let boolean): value = .boolean(boolean)
            case .timestamp(let microseconds): value = .integer(microseconds)
            case .list(_, let count):
                guard case .list(let element) = member.kind else { continue }
                value = .array(
                    (0..<Int(count)).compactMap { place in
                        document.place(ofElement: place, of: structure + index).map { JSONDocument(document, element, at: $0) }
                    })
            default: value = nil
            }
            members[member.name.description] = value
        }
        let unknown = document.unknownMembers(of: structure).filter(\.isUTF8)
        if !unknown.isEmpty {
            members["unknownMembers"] = .object(
                Dictionary(unknown.map { (document.string($0.name), .string(document.string($0.json))) }) { $1 })
        }
        self = .object(members)
    }

    /// A document that names no problems has none.
    fileprivate var withProblems: JSONDocument {
        guard case .object(var members) = self else { return self }
        if members["problems"] == nil { members["problems"] = .array([]) }
        return .object(members)
    }
}

extension ResponseVector {
    /// Reads it; nil for a delivery that there is not.
    func read(_ operation: DXInterconnect.Operation) -> Answer? {
        let delivery: Delivery? =
            switch delivery {
            case nil, "COMPLETE": .complete
            case "NOTHING_SENT": .nothingSent
            case "NO_ANSWER": .noAnswer
            case "ANSWER_CUT_OFF": .answerCutOff
            default: nil
            }
        return delivery.map {
            DXInterconnectTests.answer(status ?? 0, bytes, headers: headers ?? "", delivery: $0, now: now, operation: operation)
        }
    }

    func check(_ operation: DXInterconnect.Operation) {
        #expect(read(operation).map { JSONDocument($0) } == answer.withProblems)
    }
}

@Suite struct ResponseVectorTests {
    private static let cases = VectorFile<ResponseVector>.load("responses")

    @Test func count() { #expect(ResponseVectorTests.cases.count > 300) }

    @Test(arguments: cases)
    func response(_ vector: ResponseVector) { vector.check(.createInterconnect) }
}
