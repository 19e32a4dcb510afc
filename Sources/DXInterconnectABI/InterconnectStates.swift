import CDXInterconnect
import DXInterconnect

/// A number that is none of the states counts as one that the library does not know.
private func state(_ number: dxi_interconnect_state) -> InterconnectState { InterconnectState(rawValue: number) ?? .unrecognised }

@_cdecl("dxi_interconnect_state_from_string") @implementation
public func dxi_interconnect_state_from_string(_ text: UnsafePointer<CChar>?, _ length: Int) -> dxi_interconnect_state {
    let argument = StringArgument(text, length)
    if case .null = argument { return InterconnectState.absent.rawValue }
    return (argument.view.map { InterconnectState($0) } ?? .unrecognised).rawValue
}

@_cdecl("dxi_interconnect_state_can_become") @implementation
public func dxi_interconnect_state_can_become(_ from: dxi_interconnect_state, _ to: dxi_interconnect_state) -> Bool {
    state(from).canBecome(state(to))
}

@_cdecl("dxi_interconnect_state_can_reach") @implementation
public func dxi_interconnect_state_can_reach(_ from: dxi_interconnect_state, _ to: dxi_interconnect_state) -> Bool {
    state(from).canReach(state(to))
}

@_cdecl("dxi_interconnect_state_is_final") @implementation
public func dxi_interconnect_state_is_final(_ from: dxi_interconnect_state) -> Bool { state(from).isFinal }

@_cdecl("dxi_poll_delay_ms") @implementation
public func dxi_poll_delay_ms(_ poll: UInt32, _ random: Double, _ minimumMs: UInt64, _ maximumMs: UInt64) -> UInt64 {
    pollDelay(poll: poll, random: random, minimumMs: minimumMs, maximumMs: maximumMs)
}
