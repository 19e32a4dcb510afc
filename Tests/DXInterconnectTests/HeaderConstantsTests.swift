import CDXInterconnect
import Foundation
import Testing

@testable import DXInterconnect
@testable import DXInterconnectABI

/// What the header pins and what the sources say are the same, both ways.
@Suite struct HeaderConstantsTests {
    /// Name without prefix, and number, of each constant of a family.
    private static func constants(_ prefix: String) throws -> [String: Int32] {
        let header = try String(contentsOf: packageRoot.appending(path: "Include/dxinterconnect.h"), encoding: .utf8)
        var constants: [String: Int32] = [:]
        for line in header.split(separator: "\n") {
            guard let match = line.wholeMatch(of: /\s*DXI_([A-Z0-9_]+) = ([0-9]+),?.*/), match.1.hasPrefix(prefix) else {
                continue
            }
            constants[String(match.1.dropFirst(prefix.count))] = Int32(match.2)
        }
        return constants
    }

    @Test func problemCodes() throws {
        let named = Problem.Code.allCases.map { ($0.name.description, $0.rawValue) }
        #expect(Dictionary(uniqueKeysWithValues: named) == (try HeaderConstantsTests.constants("PROBLEM_")))
        #expect(Set(named.map(\.1)).count == named.count)
        #expect(Problem.Code.missingMember.rawValue == Int32(DXI_PROBLEM_MISSING_MEMBER))
        #expect(Problem.Code.noInterconnectId.rawValue == Int32(DXI_PROBLEM_NO_INTERCONNECT_ID))
    }

    /// `invalidUTF8` is `INVALID_UTF8`: no two names were swapped.
    @Test(arguments: Problem.Code.allCases)
    func problemNames(_ code: Problem.Code) {
        #expect(code.name.description.replacing("_", with: "").lowercased() == "\(code)".lowercased())
    }

    @Test func statuses() throws {
        var named: [String: Int32] = [:]
        for number in Int32(-10)...1000 {
            if let status = Status(rawValue: number) { named[status.name.description] = number }
        }
        var expected = try HeaderConstantsTests.constants("ERROR_")
        expected["OK"] = Int32(DXI_OK)
        #expect(named == expected)
        for number in named.values {
            #expect(Status(rawValue: number).map { $0.message.description.hasSuffix(".") } == true)
        }
    }

    @Test func otherConstants() throws {
        func check(_ prefix: String, _ name: (Int32) -> String?) throws {
            let constants = try HeaderConstantsTests.constants(prefix)
            #expect(!constants.isEmpty)
            for number in Int32(-1)...120 {
                let expected = constants.first { $0.value == number }?.key.replacing("_", with: "").lowercased()
                #expect(name(number)?.lowercased() == expected, "\(prefix)\(number)")
            }
        }
        try check("OUTCOME_") { Outcome(rawValue: $0).map { "\($0)" } }
        try check("OPERATION_") { Operation(rawValue: $0).map { "\($0)" } }
        try check("DECISION_") { Reconciliation.Decision(rawValue: $0).map { "\($0)" } }
        try check("STEP_") { Ensure.Step(rawValue: $0).map { "\($0)" } }
        try check("ENSURED_") { Ensure.Result(rawValue: $0).map { "\($0)" } }
        try check("ADVICE_") { Advice(rawValue: $0).map { "\($0)" } }
        try check("DELIVERY_") { Delivery(rawValue: $0).map { "\($0)" } }
        try check("SERVICE_ERROR_") { ServiceErrorKind(rawValue: $0).map { "\($0)" } }
        try check("INTERCONNECT_STATE_") { InterconnectState(rawValue: $0).map { "\($0)" } }
        try check("LOGICAL_REDUNDANCY_") { LogicalRedundancy(rawValue: $0).map { "\($0)" } }
        try check("SEVERITY_") { Problem.Severity(rawValue: $0).map { "\($0)" } }
        try check("REQUEST_") { CreateInterconnectRequest.Member(rawValue: Int($0)).map { "\($0)" } }
        #expect(ValidationRules.allowUnknownMembers.rawValue == UInt32(DXI_ALLOW_UNKNOWN_MEMBERS))
        #expect(ValidationRules.warningsAsErrors.rawValue == UInt32(DXI_WARNINGS_AS_ERRORS))
    }

    @Test func versions() throws {
        let file = try String(contentsOf: packageRoot.appending(path: "VERSION"), encoding: .utf8).trimmingCharacters(
            in: .whitespacesAndNewlines)
        #expect(DXI_VERSION == file && version.description == file)
        #expect(HTTPResponse.maximumBodyLength == 16_777_216)
        #expect(
            try String(contentsOf: packageRoot.appending(path: "Include/dxinterconnect.h"), encoding: .utf8).contains(
                "DXI_MAXIMUM_LENGTH ((size_t)16777216)"))
    }

    /// The tables' names are the model's, in its order: the enum and the table say the same.
    @Test func membersOfShapes() {
        let members: [(Shape, [String])] = [
            (.createInterconnectRequest, CreateInterconnectRequest.Member.allCases.map { "\($0)" }),
            (.describeInterconnectsRequest, DescribeInterconnectsRequest.Member.allCases.map { "\($0)" }),
            (.interconnects, Interconnects.allCases.map { "\($0)" }),
            (.interconnect, (0..<100).compactMap { Interconnect(rawValue: $0).map { "\($0)" } }),
            (.macSecKey, (0..<100).compactMap { MacSecKey(rawValue: $0).map { "\($0)" } }), (.tag, ["key", "value"]),
            (.serviceError, ["code", "__type", "message", "Message", "interconnectId"]),
        ]
        for (shape, names) in members {
            #expect((0..<shape.memberCount).map { shape.member($0).name.description } == names)
        }
        #expect((0..<100).compactMap { ServiceError(rawValue: $0) }.count == Shape.serviceError.memberCount)
    }
}
