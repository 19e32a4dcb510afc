import Testing

@testable import DXInterconnect

@Suite struct InterconnectStatesTests {
    private static let known: [InterconnectState] = [.requested, .pending, .available, .down, .deleting, .deleted]
    private static let silent: [InterconnectState] = [.absent, .unknown, .unrecognised]

    @Test func steps() {
        let steps = InterconnectStatesTests.known.map { from in
            "\(from): " + InterconnectStatesTests.known.filter { from.canBecome($0) }.map { "\($0)" }.joined(separator: " ")
        }
        #expect(
            steps == [
                "requested: pending deleting", "pending: available down deleting", "available: down deleting",
                "down: available deleting", "deleting: deleted", "deleted: ",
            ])
    }

    @Test func goals() {
        let goals = InterconnectStatesTests.known.map { from in
            "\(from): " + InterconnectStatesTests.known.filter { from.canReach($0) }.map { "\($0)" }.joined(separator: " ")
        }
        #expect(
            goals == [
                "requested: requested pending available down deleting deleted",
                "pending: pending available down deleting deleted",
                "available: available down deleting deleted", "down: available down deleting deleted",
                "deleting: deleting deleted", "deleted: deleted",
            ])
    }

    @Test func statesThatSayNothing() {
        for silent in InterconnectStatesTests.silent {
            for known in InterconnectStatesTests.known {
                #expect(silent.canBecome(known) && silent.canReach(known))
                #expect(known.canBecome(silent) == (known != .deleted))
                #expect(known.canReach(silent) == (known != .deleted))
            }
        }
    }

    @Test func onlyDeletedIsFinal() {
        for state in InterconnectStatesTests.known + InterconnectStatesTests.silent {
            #expect(state.isFinal == (state == .deleted))
            #expect(!state.canBecome(state) && state.canReach(state))
        }
    }

    @Test func delays() {
        func delays(_ random: Double) -> [UInt64] {
            [0, 1, 2, 3, 4, 5, 99, .max].map { pollDelay(poll: $0, random: random, minimumMs: 1000, maximumMs: 10_000) }
        }
        #expect(delays(1) == [1000, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000])
        #expect(delays(0) == [500, 500, 1000, 2000, 4000, 5000, 5000, 5000])
        #expect(delays(.nan) == delays(1) && delays(-1) == delays(1) && delays(.infinity) == delays(1))
        #expect(pollDelay(poll: 5, random: 1, minimumMs: 0, maximumMs: .max) == 0)
        #expect(pollDelay(poll: 9, random: 1, minimumMs: .max, maximumMs: .max) == UInt64(UInt32.max))
        #expect(pollDelay(poll: 9, random: 0.5, minimumMs: 10, maximumMs: 5) == 4)
    }
}
