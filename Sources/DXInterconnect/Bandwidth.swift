/// A bandwidth as AWS writes it: `^[1-9][0-9]*(M|G)bps$`, or the bare 1, 10 or 100 of its reference.
package struct Bandwidth {
    enum Unit { case mbps, gbps, none }

    /// As much as fits.
    let mbps: UInt64
    let unit: Unit

    init?(_ text: ByteView) {
        guard let unit = text.bandwidthUnit else {
            guard text == "1" || text == "10" || text == "100", let gbps = text.decimal else { return nil }
            (mbps, self.unit) = (gbps &* 1000, .none)
            return
        }
        let digits = text.prefix(text.count &- 4)
        // Digits that are no number are more than fit into one.
        guard digits[0] != UInt8(ascii: "0"),
            let number = digits.decimal ?? (digits.buffer.allSatisfy { $0.isDigit } ? UInt64.max : nil)
        else { return nil }
        let (value, overflow) = number.multipliedReportingOverflow(by: unit == .gbps ? 1000 : 1)
        mbps = overflow ? UInt64.max : value
        self.unit = unit
    }

    /// Whether this is one of the three that the reference of CreateInterconnect has, in the form that its
    /// examples have.
    var isDocumented: Bool { unit == .gbps && isDocumentedSpeed }
    var isDocumentedSpeed: Bool { mbps == 1000 || mbps == 10_000 || mbps == 100_000 }

    /// In the form that AWS's examples have.
    static func text(mbps: UInt64) -> Message {
        mbps % 1000 == 0 ? "\(Int64(clamping: mbps / 1000))Gbps" : "\(Int64(clamping: mbps))Mbps"
    }

    package static func text(gbps: UInt32) -> Message { text(mbps: UInt64(gbps) &* 1000) }

    /// What somebody meant who wrote `10G`, `10 Gbps`, `10gbps` or `10 Gbit/s`.
    init?(meant text: ByteView) {
        let text = text.trimmed
        var end = 0
        while text[end].isDigit { end &+= 1 }
        guard let number = text.prefix(end).decimal, number > 0 else { return nil }
        let unit = text.dropFirst(end).trimmed
        let isMega = unit[0].lowercasedASCII == UInt8(ascii: "m")
        guard isMega || unit[0].lowercasedASCII == UInt8(ascii: "g") else { return nil }
        let rest = unit.dropFirst(1)
        guard
            rest.isEmpty || rest.equalsIgnoringCase("b") || rest.equalsIgnoringCase("bps") || rest.equalsIgnoringCase("bit")
                || rest.equalsIgnoringCase("b/s") || rest.equalsIgnoringCase("bit/s") || rest.equalsIgnoringCase("bits")
        else { return nil }
        let (value, overflow) = number.multipliedReportingOverflow(by: isMega ? 1 : 1000)
        if overflow { return nil }
        mbps = value
        self.unit = .gbps
    }
}

extension ByteView {
    /// What `Mbps` or `Gbps` at the end says; nil without digits before it.
    fileprivate var bandwidthUnit: Bandwidth.Unit? {
        guard count > 4, dropFirst(count &- 3) == "bps" else { return nil }
        switch self[count &- 4] {
        case UInt8(ascii: "M"): return .mbps
        case UInt8(ascii: "G"): return .gbps
        default: return nil
        }
    }

    /// What is wrong with a bandwidth that is not one of the documented.
    var bandwidthFinding: StringFinding {
        guard let bandwidth = Bandwidth(self) else {
            return StringFinding(
                .error, .bandwidthForm, "expected a number and Mbps or Gbps, such as 10Gbps",
                suggestion: Bandwidth(meant: self).map { "write \"\(Bandwidth.text(mbps: $0.mbps))\"" })
        }
        if bandwidth.unit == .none {
            return StringFinding(
                .warning, .bandwidthWithoutUnit, "AWS's examples have the unit",
                suggestion: "write \"\(Bandwidth.text(mbps: bandwidth.mbps))\"")
        }
        return StringFinding(
            .warning, .bandwidthNotDocumented, "AWS documents 1Gbps, 10Gbps and 100Gbps for interconnects",
            suggestion: bandwidth.isDocumentedSpeed ? "write \"\(Bandwidth.text(mbps: bandwidth.mbps))\"" : nil)
    }
}
