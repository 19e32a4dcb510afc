import Testing

@testable import DXInterconnect

/// `warning BANDWIDTH_NOT_DOCUMENTED`, with the suggestion.
private func verdict(_ text: String) -> [String] {
    CreateInterconnectRequest.good(but: .bandwidth, text).problems().map {
        "\($0.severity.name) \($0.code.name)" + ($0.suggestion.map { "; \($0)" } ?? "")
    }
}

@Suite struct BandwidthTests {
    @Test(arguments: ["1Gbps", "10Gbps", "100Gbps"])
    func documented(_ text: String) { #expect(verdict(text) == []) }

    @Test(arguments: [("1", "1Gbps"), ("10", "10Gbps"), ("100", "100Gbps")])
    func withoutUnit(_ text: String, _ meant: String) {
        #expect(verdict(text) == [#"warning BANDWIDTH_WITHOUT_UNIT; write "\#(meant)""#])
    }

    @Test(
        arguments: [
            Case("2Gbps", nil), Case("400Gbps", nil), Case("50Mbps", nil), Case("1Mbps", nil), Case("1000Mbps", "1Gbps"),
            Case("10000Mbps", "10Gbps"), Case("100000Mbps", "100Gbps"), Case("18446744073709551615Mbps", nil),
            Case("18446744073709551616Gbps", nil), Case("9999999999999999999999999999999999999999Gbps", nil),
        ] as [Case<String?>])
    func wellFormed(_ row: Case<String?>) {
        #expect(verdict(row.text) == ["warning BANDWIDTH_NOT_DOCUMENTED" + (row.expected.map { #"; write "\#($0)""# } ?? "")])
    }

    @Test(
        arguments: [
            Case("10G", "10Gbps"), Case("10g", "10Gbps"), Case("10 Gbps", "10Gbps"), Case("10gbps", "10Gbps"),
            Case("10GBPS", "10Gbps"),
            Case("10Gb/s", "10Gbps"), Case("10 Gbit/s", "10Gbps"), Case("10Gbit", "10Gbps"), Case(" 10Gbps", "10Gbps"),
            Case("10Gbps ", "10Gbps"),
            Case("10000M", "10Gbps"), Case("1000 mbps", "1Gbps"), Case("500M", "500Mbps"), Case("010Gbps", "10Gbps"),
            Case("1.5Gbps", nil), Case("0Gbps", nil), Case("0", nil), Case("-1Gbps", nil), Case("+1Gbps", nil), Case("Gbps", nil),
            Case("bps", nil), Case("10bps", nil), Case("10Tbps", nil), Case("10kbps", nil), Case("7 bananas", nil),
            Case("2", nil),
            Case("1000", nil), Case("10 G bananas", nil), Case("1O Gbps", nil), Case("١٠Gbps", nil), Case("ten", nil),
            Case("10Gbps10Gbps", nil),
            Case("18446744073709551615G", nil), Case("99999999999999999999999G", nil),
        ] as [Case<String?>])
    func malformed(_ row: Case<String?>) {
        #expect(verdict(row.text) == ["error BANDWIDTH_FORM" + (row.expected.map { #"; write "\#($0)""# } ?? "")])
    }

    @Test(arguments: [(1, "1Gbps"), (10, "10Gbps"), (0, "0Gbps"), (UInt32.max, "4294967295Gbps")])
    func asANumber(_ gbps: UInt32, _ text: String) {
        var request = CreateInterconnectRequest()
        request.setBandwidth(gbps: gbps)
        #expect(request.string(.bandwidth) == text)
    }

    /// What is suggested is itself without a problem of form.
    @Test func suggestionsAreGood() {
        for number in ["1", "7", "10", "100", "1000", "2500", "10000", "18446744073709551"] {
            for unit in ["G", "g", "M", "m", " Gb", " mbit/s", "GBPS"] {
                let suggestion = CreateInterconnectRequest.good(but: .bandwidth, number + unit).problems().first?.suggestion
                let text = suggestion?.dropFirst(7).dropLast() ?? ""
                #expect(!text.isEmpty && verdict(String(text)).allSatisfy { $0.hasPrefix("warning") }, "\(number)\(unit)")
            }
        }
    }
}
