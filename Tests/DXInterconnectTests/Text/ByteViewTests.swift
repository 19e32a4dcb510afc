import Testing

@testable import DXInterconnect

@Suite struct ByteViewTests {
    @Test func readsNothingPastItsEnds() {
        "abc".withView { view in
            #expect([view[-1], view[0], view[2], view[3], view[Int.max], view[Int.min]] == [0, 97, 99, 0, 0, 0])
        }
        let nothing = ByteView(UnsafeBufferPointer<UInt8>(start: nil, count: 0))
        #expect(nothing.isEmpty && nothing[0] == 0 && nothing.string.isEmpty && nothing == "")
        #expect(nothing.slice(0, 5).isEmpty && nothing.firstIndex(of: 0) == nil && nothing.trimmed.isEmpty)
    }

    @Test(arguments: [
        (0, 3, "abc"), (1, 2, "b"), (1, 1, ""), (2, 1, ""), (-5, 2, "ab"), (1, 99, "bc"), (99, 100, ""),
        (Int.min, Int.max, "abc"),
        (Int.max, Int.min, ""),
    ])
    func slices(_ lower: Int, _ upper: Int, _ expected: String) {
        "abc".withView { view in #expect(view.slice(lower, upper).string == expected) }
    }

    @Test(
        arguments: [
            Case("0", 0), Case("7", 7), Case("007", 7), Case("18446744073709551615", 18_446_744_073_709_551_615),
            Case("18446744073709551616", nil),
            Case("99999999999999999999", nil), Case("", nil), Case("-1", nil), Case("+1", nil), Case("1 ", nil), Case("1.0", nil),
            Case("٣", nil),
        ] as [Case<UInt64?>])
    func decimal(_ row: Case<UInt64?>) { #expect(row.text.withView { $0.decimal } == row.expected) }

    @Test(arguments: [
        Case("", ""), Case("  \t ", ""), Case(" a b\t", "a b"), Case("\na", "\na"), Case("\u{a0}a", "\u{a0}a"),
    ])
    func trimmed(_ row: Case<String>) { #expect(row.text.withView { $0.trimmed.string } == row.expected) }

    @Test func comparesBytes() {
        for (left, right) in [("", "a"), ("a", "b"), ("a", "aa"), ("Z", "a"), ("z", "é"), ("é", "€")] {
            left.withView { left in
                right.withView { right in
                    #expect(left < right && !(right < left) && !(left < left) && left == left && !(left == right))
                }
            }
        }
    }

    @Test func ignoresTheCaseOfASCIIOnly() {
        #expect("X-AMZN-requestid".withView { $0.equalsIgnoringCase("x-amzn-RequestId") })
        #expect(!"x-amzn-request".withView { $0.equalsIgnoringCase("x-amzn-RequestId") })
        // [ and { differ by the bit that the letters' cases differ by.
        #expect(!"[".withView { $0.equalsIgnoringCase("{") })
        #expect(!"@".withView { $0.equalsIgnoringCase("`") })
        #expect(!"É".withView { $0.equalsIgnoringCase("é") })
    }

    @Test func finds() {
        "a:b:c".withView { view in
            #expect(view.firstIndex(of: UInt8(ascii: ":")) == 1)
            #expect(view.firstIndex(of: UInt8(ascii: ":"), from: 2) == 3)
            #expect(view.firstIndex(of: UInt8(ascii: ":"), from: 4) == nil)
            #expect(view.firstIndex(of: UInt8(ascii: "a"), from: 99) == nil)
            #expect(view.firstIndex(of: 0) == nil)
            #expect(view.hasPrefix("a:") && view.hasPrefix("") && !view.hasPrefix("a:b:c:") && !view.hasPrefix("b"))
        }
    }
}
