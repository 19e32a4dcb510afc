// The texts of AWS Signature Version 4, as this service wants them: signed headers in the order of their
// names, and no x-amz-content-sha256.

/// A time in the two forms that a signature has it in. From 1970 to 9999.
struct SigningTime {
    /// Days since 1970.
    let day: Int64
    private let secondOfDay: Int64

    init(_ seconds: Int64) {
        day = seconds / 86400
        secondOfDay = seconds % 86400
    }

    fileprivate var date: CivilDate { CivilDate(daysSince1970: day) }
    fileprivate var hour: Int64 { secondOfDay / 3600 }
    fileprivate var minute: Int64 { secondOfDay / 60 % 60 }
    fileprivate var second: Int64 { secondOfDay % 60 }
}

extension ByteSink where Self: ~Copyable {
    /// `20260102`
    mutating func appendDate(_ time: SigningTime) {
        let date = time.date
        appendTwoDigits(date.year / 100)
        appendTwoDigits(date.year % 100)
        appendTwoDigits(date.month)
        appendTwoDigits(date.day)
    }

    /// `20260102T030405Z`
    mutating func appendISO8601(_ time: SigningTime) {
        appendDate(time)
        append("T")
        appendTwoDigits(time.hour)
        appendTwoDigits(time.minute)
        appendTwoDigits(time.second)
        append("Z")
    }

    /// A number of 0 to 99.
    private mutating func appendTwoDigits(_ number: Int64) {
        append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number / 10))
        append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number % 10))
    }

    fileprivate mutating func appendSignedHeaders(hasToken: Bool) {
        append("content-type;host;x-amz-date;")
        if hasToken { append("x-amz-security-token;") }
        append("x-amz-target")
    }

    /// A path as it is signed: repeated slashes become one, and everything but unreserved characters is
    /// percent-encoded, `%` included.
    fileprivate mutating func appendCanonicalPath(_ path: ByteView) {
        var index = 0
        while index < path.count {
            let byte = path[index]
            switch byte {
            case UInt8(ascii: "/"):
                if index == 0 || path[index &- 1] != UInt8(ascii: "/") { append(byte) }
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "~"):
                append(byte)
            default:
                if byte.isLetter || byte.isDigit { append(byte) } else { appendPercentEncoded(byte) }
            }
            index &+= 1
        }
    }

    private mutating func appendPercentEncoded(_ byte: UInt8) {
        func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") &+ value : UInt8(ascii: "A") &+ value &- 10 }
        append(UInt8(ascii: "%"))
        append(digit(byte &>> 4))
        append(digit(byte & 15))
    }
}

extension HTTPRequest {
    /// `20260102/us-east-1/directconnect/aws4_request`, of the date in ISO 8601.
    mutating func appendScope(date: Text, region: [UInt8]) {
        append(date.prefix(8))
        append("/")
        region.withView { append($0) }
        append("/")
        append(Service.signingName)
        append("/aws4_request")
    }

    mutating func appendCanonicalRequest(path: [UInt8], contentType: Text, date: Text, token: Text?, target: Text) {
        append("POST\n")
        path.withView { appendCanonicalPath($0) }
        append("\n\ncontent-type:")
        append(contentType)
        append("\nhost:")
        append(host)
        append("\nx-amz-date:")
        append(date)
        if let token {
            append("\nx-amz-security-token:")
            append(token)
        }
        append("\nx-amz-target:")
        append(target)
        append("\n\n")
        appendSignedHeaders(hasToken: token != nil)
        append("\n")
        appendHex(Digest(of: view(body)))
    }

    mutating func appendStringToSign(date: Text, scope: Text) {
        append("AWS4-HMAC-SHA256\n")
        append(date)
        append("\n")
        append(scope)
        append("\n")
        appendHex(Digest(of: view(canonicalRequest)))
    }

    mutating func appendAuthorization(_ accessKeyId: ByteView, scope: Text, hasToken: Bool) {
        append("AWS4-HMAC-SHA256 Credential=")
        append(accessKeyId)
        append("/")
        append(scope)
        append(", SignedHeaders=")
        appendSignedHeaders(hasToken: hasToken)
        append(", Signature=")
        append(signature)
    }
}
