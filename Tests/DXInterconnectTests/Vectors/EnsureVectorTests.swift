import Foundation
import Testing

@testable import DXInterconnect

struct EnsureVector: Decodable, Sendable, CustomTestStringConvertible {
    struct Response: Decodable, Sendable {
        let delivery: String?
        let status: Int32?
        let headers: String?
        let body: String?
    }

    struct Refused: Decodable, Sendable {
        let operation: String
        let receive: Response
    }

    struct Step: Decodable, Sendable {
        let now: Int64
        let random: Double?
        let step: String
        let look: JSONDocument?
        let waitMs: UInt64?
        let receive: Response?
        let refuse: [Refused]?
    }

    let name: String
    let desired: JSONDocument
    let options: ReconcileOptions?
    let steps: [Step]
    let result: String
    let looks: UInt32
    let orders: UInt32
    let foundAfterUnknown: Bool?
    let interconnectId: String?
    let decision: String?

    var testDescription: String { name }
}

extension EnsureVector.Response {
    fileprivate func answer(_ operation: DXInterconnect.Operation) -> Answer {
        let delivery: Delivery =
            switch delivery {
            case "NOTHING_SENT": .nothingSent
            case "NO_ANSWER": .noAnswer
            case "ANSWER_CUT_OFF": .answerCutOff
            default: .complete
            }
        return DXInterconnectTests.answer(
            status ?? 0, body ?? "", headers: headers ?? "", delivery: delivery, operation: operation)
    }
}

@Suite struct EnsureVectorTests {
    private static let cases = VectorFile<EnsureVector>.load("ensure")

    @Test func count() { #expect(EnsureVectorTests.cases.count > 40) }

    @Test(arguments: cases)
    func conversation(_ vector: EnsureVector) throws {
        var options = Ensure.Options()
        options.identity = vector.options?.identity ?? options.identity
        options.lookAgainMs = vector.options?.lookAgainMs ?? options.lookAgainMs
        options.orderAgainAfterLooks = vector.options?.orderAgainAfterLooks ?? 0
        options.orderAgainAfterMs = vector.options?.orderAgainAfterMs ?? 0
        var ensure = Ensure(try #require(vector.desired.request), options)
        for (index, expected) in vector.steps.enumerated() {
            let step = ensure.next(nowMs: expected.now, random: expected.random ?? 0)
            #expect("\(step)".uppercased() == expected.step, "step \(index)")
            if let waitMs = expected.waitMs { #expect(ensure.waitMs == waitMs, "step \(index)") }
            if let look = expected.look { #expect(ensure.look.body == look.text, "step \(index)") }
            for refused in expected.refuse ?? [] {
                let isOrder = refused.operation == "CreateInterconnect"
                let isTaken = ensure.receive(refused.receive.answer(isOrder ? .createInterconnect : .describeInterconnects))
                #expect(!isTaken, "step \(index)")
            }
            guard let response = expected.receive else { continue }
            let answer = response.answer(step == .order ? .createInterconnect : .describeInterconnects)
            let isTaken = [ensure.receive(answer), ensure.receive(answer)]
            #expect(isTaken == [true, false], "step \(index)")
        }
        #expect(ensure.result?.name.description == vector.result)
        #expect(ensure.looks == vector.looks)
        #expect(ensure.orders == vector.orders)
        #expect(ensure.wasFoundAfterUnknown == (vector.foundAfterUnknown ?? false))
        #expect(ensure.interconnect?.id == vector.interconnectId)
        #expect(ensure.reconciliation?.decision.name.description == vector.decision)
    }
}
