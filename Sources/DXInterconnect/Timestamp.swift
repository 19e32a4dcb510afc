/// A time, exact to the microsecond, from year 1 to 9999.
package struct Timestamp {
    /// Since 1970-01-01T00:00:00Z.
    package let microseconds: Int64

    private init?(seconds: Int64, microseconds: Int64 = 0) {
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, carry) = whole.addingReportingOverflow(microseconds)
        // 0001-01-01T00:00:00Z and 10000-01-01T00:00:00Z
        guard !overflow, !carry, sum >= -62_135_596_800_000_000, sum < 253_402_300_800_000_000 else { return nil }
        self.microseconds = sum
    }

    /// What AWS's services are known to write: epoch seconds in any form of a JSON number, ISO 8601, RFC 822.
    package init?(_ text: ByteView) {
        guard let time = Timestamp(epochSeconds: text) ?? Timestamp(iso8601: text) ?? Timestamp(rfc822: text) else {
            return nil
        }
        self = time
    }

    /// A decimal number of seconds, in exact arithmetic; half a microsecond goes to the even one.
    init?(epochSeconds text: ByteView) {
        var scanner = Scanner(text)
        let isNegative = scanner.take("-")
        if !isNegative { _ = scanner.take("+") }
        let start = scanner.index
        var digits = 0
        // How many digits stand before the point.
        var point: Int?
        while true {
            if scanner.peek.isDigit {
                digits &+= 1
            } else if scanner.peek == UInt8(ascii: "."), point == nil {
                point = digits
            } else {
                break
            }
            scanner.index &+= 1
        }
        let end = scanner.index
        guard digits > 0, text[end &- 1].isDigit else { return nil }
        // How many of the digits count whole microseconds; those that are missing are zeros.
        var whole = (point ?? digits) &+ 6
        if scanner.take("e") || scanner.take("E") {
            let isSmall = scanner.take("-")
            if !isSmall { _ = scanner.take("+") }
            let exponent = scanner.rest
            guard !exponent.isEmpty, exponent.buffer.allSatisfy({ $0.isDigit }) else { return nil }
            // Past every year that counts, however many digits there are.
            let bounded = Int(truncatingIfNeeded: min(exponent.decimal ?? UInt64.max, 100_000_000))
            whole = isSmall ? whole &- bounded : whole &+ bounded
        } else if !scanner.isAtEnd {
            return nil
        }

        var value: Int64 = 0
        var place = 0
        var index = start
        var half: UInt8 = 0
        var isMoreThanHalf = false
        while index < end {
            let byte = text[index]
            index &+= 1
            guard byte.isDigit else { continue }
            let digit = byte &- UInt8(ascii: "0")
            if place < whole {
                guard value < 100_000_000_000_000_000 else { return nil }
                value = value &* 10 &+ Int64(digit)
            } else if place == whole {
                half = digit
            } else if digit > 0 {
                isMoreThanHalf = true
            }
            place &+= 1
        }
        while place < whole, value > 0 {
            guard value < 100_000_000_000_000_000 else { return nil }
            value &*= 10
            place &+= 1
        }
        if half > 5 || half == 5 && (isMoreThanHalf || value & 1 == 1) { value &+= 1 }
        self.init(seconds: 0, microseconds: isNegative ? 0 &- value : value)
    }

    /// The digits after a point.
    private init?(fraction digits: ByteView) {
        var text: [UInt8] = [UInt8(ascii: "0"), UInt8(ascii: ".")]
        text.append(digits)
        guard let time = text.withView({ Timestamp(epochSeconds: $0) }) else { return nil }
        self = time
    }

    /// `2016-01-25T21:30:21.5Z`; without an offset it is UTC, without a time midnight.
    init?(iso8601 text: ByteView) {
        var scanner = Scanner(text)
        guard let year = scanner.number(digits: 4), scanner.take("-"), let month = scanner.number(digits: 2),
            scanner.take("-"), let day = scanner.number(digits: 2)
        else { return nil }
        var clock = Clock()
        var offset: Int64 = 0
        if scanner.take("T") || scanner.take("t") || scanner.take(" ") {
            guard let time = scanner.clock() else { return nil }
            clock = time
            if !scanner.isAtEnd {
                guard let zone = scanner.zone() else { return nil }
                offset = zone
            }
        }
        guard scanner.isAtEnd else { return nil }
        self.init(year: year, month: month, day: day, clock: clock, offset: offset)
    }

    /// `Mon, 25 Jan 2016 21:30:21 GMT`: also HTTP's date.
    @_optimize(speed)
    package init?(rfc822 text: ByteView) {
        var scanner = Scanner(text)
        if let comma = text.firstIndex(of: UInt8(ascii: ",")) {
            guard comma == 3, scanner.name(from: "MonTueWedThuFriSatSun") != nil, scanner.take(",") else { return nil }
            scanner.skipBlanks()
        }
        guard let day = scanner.number(digits: 2) ?? scanner.number(digits: 1), scanner.take(" "),
            let month = scanner.name(from: "JanFebMarAprMayJunJulAugSepOctNovDec"), scanner.take(" "),
            let year = scanner.number(digits: 4), scanner.take(" "), let clock = scanner.clock()
        else { return nil }
        scanner.skipBlanks()
        guard let offset = scanner.zone(), scanner.isAtEnd else { return nil }
        self.init(year: year, month: month &+ 1, day: day, clock: clock, offset: offset)
    }

    private struct Clock {
        var hour: Int64 = 0
        var minute: Int64 = 0
        var second: Int64 = 0
        var microsecond: Int64 = 0
    }

    private init?(year: Int64, month: Int64, day: Int64, clock: Clock, offset: Int64) {
        guard 1...12 ~= month, day >= 1, day <= CivilDate.days(inMonth: month, of: year) else { return nil }
        let days = CivilDate(year: year, month: month, day: day).daysSince1970
        let seconds = days &* 86400 &+ clock.hour &* 3600 &+ clock.minute &* 60 &+ clock.second &- offset
        self.init(seconds: seconds, microseconds: clock.microsecond)
    }

    // MARK: Scanning

    private struct Scanner {
        let text: ByteView
        var index = 0

        init(_ text: ByteView) { self.text = text }

        var peek: UInt8 { text[index] }
        var isAtEnd: Bool { index >= text.count }
        var rest: ByteView { text.dropFirst(index) }

        @inline(__always)
        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard !isAtEnd, UInt32(peek) == character.value else { return false }
            index &+= 1
            return true
        }

        mutating func skipBlanks() { while take(" ") {} }

        /// A number of exactly so many digits.
        @inline(__always)
        mutating func number(digits: Int) -> Int64? {
            let part = text.slice(index, index &+ digits)
            guard part.count == digits, let value = part.decimal else { return nil }
            index &+= digits
            return Int64(truncatingIfNeeded: value)
        }

        /// The index of a three-letter name.
        mutating func name(from names: StaticString) -> Int64? {
            let names = ByteView(names)
            var place = 0
            while place < names.count {
                if text.slice(index, index &+ 3) == names.slice(place, place &+ 3) {
                    index &+= 3
                    return Int64(place / 3)
                }
                place &+= 3
            }
            return nil
        }

        /// `21:30`, `21:30:21` or `21:30:21.123456789`.
        mutating func clock() -> Clock? {
            guard let hour = number(digits: 2), hour < 24, take(":"), let minute = number(digits: 2), minute < 60 else {
                return nil
            }
            var clock = Clock(hour: hour, minute: minute)
            guard take(":") else { return clock }
            // A leap second counts as the next one's beginning.
            guard let second = number(digits: 2), second <= 60 else { return nil }
            clock.second = second
            if take(".") || take(",") {
                let start = index
                while peek.isDigit { index &+= 1 }
                guard index > start, let fraction = Timestamp(fraction: text.slice(start, index)) else { return nil }
                clock.microsecond = fraction.microseconds
            }
            return clock
        }

        /// Seconds east of UTC.
        mutating func zone() -> Int64? {
            if take("Z") || take("z") { return 0 }
            if rest == "GMT" || rest == "UTC" || rest == "UT" {
                index = text.count
                return 0
            }
            let isWest = peek == UInt8(ascii: "-")
            guard take("+") || take("-"), let hours = number(digits: 2), hours < 24 else { return nil }
            _ = take(":")
            let minutes = isAtEnd ? 0 : number(digits: 2)
            guard let minutes, minutes < 60 else { return nil }
            let seconds = hours &* 3600 &+ minutes &* 60
            return isWest ? 0 &- seconds : seconds
        }
    }
}
