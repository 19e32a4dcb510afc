// What can become of an interconnect, by what AWS says of its states.

extension InterconnectState {
    private static var known: [InterconnectState] { [.requested, .pending, .available, .down, .deleting, .deleted] }

    /// The table: what comes next, one step on.
    private var successors: [InterconnectState] {
        switch self {
        case .requested: [.pending, .deleting]
        case .pending: [.available, .down, .deleting]
        case .available: [.down, .deleting]
        case .down: [.available, .deleting]
        case .deleting: [.deleted]
        case .deleted: []
        case .absent, .unknown, .unrecognised: InterconnectState.known
        }
    }

    /// Whether it says where in its life the interconnect is.
    private var isKnown: Bool {
        switch self {
        case .absent, .unknown, .unrecognised: false
        default: true
        }
    }

    /// Whether nothing can follow.
    package var isFinal: Bool { self == .deleted }

    /// Whether an interconnect of this state still stands, as far as anybody can tell.
    var isStanding: Bool { self != .deleting && self != .deleted }

    /// Whether one step leads to another state. AWS may say "unknown" of all that is not deleted.
    package func canBecome(_ next: InterconnectState) -> Bool {
        if self == next || isFinal { return false }
        return !next.isKnown || successors.contains { $0 == next }
    }

    /// Whether any number of steps, none among them, leads to a state.
    package func canReach(_ goal: InterconnectState) -> Bool {
        if self == goal { return true }
        // What says nothing is no way back from what does: from deleting, "unknown" leads to nothing but deleted.
        if !goal.isKnown || !isKnown { return !isFinal }
        var reached = [self]
        var index = 0
        while index < reached.count {
            for state in reached[index].successors where !reached.contains(where: { $0 == state }) { reached.append(state) }
            index &+= 1
        }
        return reached.contains { $0 == goal }
    }
}

/// Milliseconds to wait before poll number `poll`, from 1: doubling from `minimum` to `maximum`, of which a random
/// half is taken off, so that many who wait do not come together.
package func pollDelay(poll: UInt32, random: Double, minimumMs: UInt64, maximumMs: UInt64) -> UInt64 {
    // What is over 49 days does not grow: a Double counts what is under it exactly.
    let maximum = min(maximumMs, UInt64(UInt32.max))
    var delay = min(minimumMs, maximum)
    for _ in 1..<max(min(poll, 33), 1) { delay = min(delay &* 2, maximum) }
    let fraction = random >= 0 && random <= 1 ? random : 1
    return delay &- UInt64(Double(delay / 2) * (1 - fraction))
}
