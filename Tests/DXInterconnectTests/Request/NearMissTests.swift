import Testing

@testable import DXInterconnect

@Suite struct NearMissTests {
    @Test(
        arguments: [
            Case("InterconnectName", "interconnectName"), Case("interconnect_name", "interconnectName"),
            Case("INTERCONNECT-NAME", "interconnectName"),
            Case("interconectName", "interconnectName"), Case("interconnectNames", "interconnectName"), Case("lag_id", "lagId"),
            Case("LagID", "lagId"),
            Case("lagid", "lagId"), Case("locaton", "location"), Case("Location", "location"), Case("bandwith", "bandwidth"),
            Case("band_width", "bandwidth"),
            Case("Tags", "tags"), Case("provider", nil), Case("providername", "providerName"),
            Case("requestMacSec", "requestMACSec"), Case("request_mac_sec", "requestMACSec"), Case("requestMACSecurity", nil),
            Case("foo", nil), Case("name", nil), Case("", nil), Case("x", nil), Case("_", nil), Case("key", nil), Case("lo", nil),
            Case("interconnectId", nil),
            Case("locátion", "location"),
        ] as [Case<String?>])
    func ofARequest(_ row: Case<String?>) { #expect(nearest(.createInterconnectRequest, row.text) == row.expected) }

    @Test(
        arguments: [
            Case("Key", "key"), Case("KEY", "key"), Case("k_e_y", "key"), Case("keys", "key"), Case("Value", "value"),
            Case("val", nil), Case("vlaue", nil),
            Case("valeu", nil), Case("values", "value"),
        ] as [Case<String?>])
    func ofATag(_ row: Case<String?>) { #expect(nearest(.tag, row.text) == row.expected) }

    @Test func veryLongNames() {
        #expect(nearest(.createInterconnectRequest, repeated("location", 100_000)) == nil)
        #expect(nearest(.createInterconnectRequest, "location" + repeated("_", 100_000)) == "location")
    }

    private func nearest(_ shape: Shape, _ name: String) -> String? {
        name.withView { shape.nearestMember(to: $0) }.map { "\($0)" }
    }
}
