/// The parts of a custom endpoint's URL: `http(s)://host[:port][/prefix]`.
struct CustomURL {
    let isSecure: Bool
    let host: ByteView
    let port: UInt64?
    let path: ByteView

    static func parse(_ url: ByteView) -> Result<CustomURL, Problem> {
        func refuse(_ rule: StaticString) -> Result<CustomURL, Problem> {
            // A URL with user info may hold a password: what stands before the @ is not shown.
            let shown = url.buffer.lastIndex(of: UInt8(ascii: "@")).map { url.dropFirst($0) } ?? url
            return .failure(
                Problem(
                    .error, .invalidEndpoint, "endpoint_url", "Invalid endpoint: \(shown.excerpt): \(rule)",
                    suggestion: "write it as in \"https://host:8443/prefix\""))
        }
        guard url.count <= 2048 else { return refuse("it is longer than 2048 characters") }
        guard url.buffer.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            return refuse("it must not hold blanks, control characters or letters outside of ASCII")
        }
        guard let colon = url.firstIndex(of: UInt8(ascii: ":")), url.dropFirst(colon).hasPrefix("://") else {
            return refuse("it has no scheme: expected http:// or https://")
        }
        let scheme = url.prefix(colon)
        let isSecure = scheme.equalsIgnoringCase("https")
        guard isSecure || scheme.equalsIgnoringCase("http") else { return refuse("the scheme must be http or https") }
        let rest = url.dropFirst(colon &+ 3)
        if rest.firstIndex(of: UInt8(ascii: "?")) != nil { return refuse("it must not have a query") }
        if rest.firstIndex(of: UInt8(ascii: "#")) != nil { return refuse("it must not have a fragment") }
        let slash = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.count
        let (authority, path) = (rest.prefix(slash), rest.dropFirst(slash))
        if authority.firstIndex(of: UInt8(ascii: "@")) != nil { return refuse("it must not have user info") }
        guard let hostEnd = authority.hostEnd else { return refuse("it has no valid host") }
        var port: UInt64?
        if hostEnd < authority.count {
            port = authority.dropFirst(hostEnd &+ 1).decimal
            guard authority[hostEnd] == UInt8(ascii: ":"), let port, (1...65535).contains(port) else {
                return refuse("the port must be a number from 1 to 65535")
            }
        }
        if let rule = path.flawOfPath { return refuse(rule) }
        return .success(CustomURL(isSecure: isSecure, host: authority.prefix(hostEnd), port: port, path: path))
    }

    /// Whether what is sent stays on this machine.
    var isLoopback: Bool {
        if host.equalsIgnoringCase("localhost") || host == "[::1]" { return true }
        return host.isIPv4 && host.hasPrefix("127.")
    }
}

extension ByteView {
    /// Where the host of `host[:port]` ends; nil if there is no valid one.
    fileprivate var hostEnd: Int? {
        if self[0] == UInt8(ascii: "[") {
            guard let end = firstIndex(of: UInt8(ascii: "]")), end > 2 else { return nil }
            return slice(1, end).isIPv6 ? end &+ 1 : nil
        }
        let end = firstIndex(of: UInt8(ascii: ":")) ?? count
        let host = prefix(end)
        guard (1...253).contains(end), host[0] != UInt8(ascii: ".") else { return nil }
        var last = host
        var rest = host
        while !rest.isEmpty {
            let dot = rest.firstIndex(of: UInt8(ascii: ".")) ?? rest.count
            last = rest.prefix(dot)
            guard (1...63).contains(last.count), last[0] != UInt8(ascii: "-"), last[last.count &- 1] != UInt8(ascii: "-"),
                last.buffer.allSatisfy({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") })
            else { return nil }
            rest = rest.dropFirst(dot &+ 1)
        }
        // What ends in a number is an address, and must be one.
        if last.buffer.allSatisfy({ $0.isDigit }), !host.isIPv4 { return nil }
        return end
    }

    /// Four numbers. None has a zero in front, which some read as octal.
    fileprivate var isIPv4: Bool {
        var numbers = 0
        var rest = self
        while !rest.isEmpty {
            let dot = rest.firstIndex(of: UInt8(ascii: ".")) ?? rest.count
            let digits = rest.prefix(dot)
            guard let number = digits.decimal, number < 256, digits.count == 1 || digits[0] != UInt8(ascii: "0") else {
                return false
            }
            numbers &+= 1
            rest = rest.dropFirst(dot &+ 1)
        }
        return numbers == 4
    }

    /// Eight groups of up to four digits, or fewer around one `::`; the last two may be an IPv4 address.
    private var isIPv6: Bool {
        var groups = 0
        var gaps = 0
        var rest = self
        while !rest.isEmpty {
            let colon = rest.firstIndex(of: UInt8(ascii: ":")) ?? rest.count
            let group = rest.prefix(colon)
            if group.isEmpty {
                // A colon at the beginning or the end belongs to a gap, or is wrong.
                guard rest[1] == UInt8(ascii: ":") || groups > 0 else { return false }
                gaps &+= groups == 0 || rest[1] != UInt8(ascii: ":") ? 1 : 2
                rest = rest.dropFirst(groups == 0 ? 2 : 1)
                continue
            }
            if colon == rest.count, group.firstIndex(of: UInt8(ascii: ".")) != nil {
                guard group.isIPv4 else { return false }
                groups &+= 1
            } else if group.count > 4 || !group.buffer.allSatisfy({ $0.hexValue != nil }) {
                return false
            }
            groups &+= 1
            rest = rest.dropFirst(colon &+ 1)
            if rest.isEmpty, colon < count, self[count &- 1] == UInt8(ascii: ":"), self[count &- 2] != UInt8(ascii: ":") {
                return false
            }
        }
        return gaps == 0 ? groups == 8 : gaps == 1 && groups < 8
    }

    /// What is wrong with a path of a URL. Segments of dots are refused since HTTP stacks rewrite them, which
    /// would break the signature.
    fileprivate var flawOfPath: StaticString? {
        var rest = dropFirst(1)
        while !rest.isEmpty {
            let slash = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.count
            let segment = rest.prefix(slash)
            if segment.isDots { return "the path must not have '.' or '..' in it" }
            var index = 0
            while index < segment.count {
                let byte = segment[index]
                switch byte {
                case UInt8(ascii: "%"):
                    guard segment[index &+ 1].hexValue != nil, segment[index &+ 2].hexValue != nil else {
                        return "a '%' of the path must be followed by two hexadecimal digits"
                    }
                case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "^"),
                    UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"), UInt8(ascii: "["),
                    UInt8(ascii: "]"):
                    return "the path holds a character that must be written as %XX"
                default: break
                }
                index &+= 1
            }
            rest = rest.dropFirst(slash &+ 1)
        }
        return nil
    }

    /// `.` or `..`, in whatever way they are written.
    private var isDots: Bool {
        var dots = 0
        var index = 0
        while index < count {
            if self[index] == UInt8(ascii: ".") {
                index &+= 1
            } else if slice(index, index &+ 3).equalsIgnoringCase("%2e") {
                index &+= 3
            } else {
                return false
            }
            dots &+= 1
        }
        return dots == 1 || dots == 2
    }
}
