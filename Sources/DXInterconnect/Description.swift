/// What would be sent, to be shown: without session token and signature.
extension HTTPRequest {
    package static var mask: StaticString { "***" }

    /// A header's value as it may be shown.
    package func shown(_ header: Header) -> [UInt8] {
        let value = view(header.value)
        if ByteView(header.name) == "X-Amz-Security-Token" { return Array(ByteView(HTTPRequest.mask).buffer) }
        guard ByteView(header.name) == "Authorization" else { return Array(value.buffer) }
        var text = Array(value.prefix(value.count &- signature.count).buffer)
        text.append(HTTPRequest.mask)
        return text
    }

    /// The canonical request without the session token.
    package var shownCanonicalRequest: [UInt8] {
        var text: [UInt8] = []
        var rest = view(canonicalRequest)
        while true {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.count
            let name: StaticString = "x-amz-security-token:"
            if rest.hasPrefix(name) {
                text.append(name)
                text.append(HTTPRequest.mask)
            } else {
                text.append(rest.prefix(end))
            }
            guard end < rest.count else { return text }
            text.append(UInt8(ascii: "\n"))
            rest = rest.dropFirst(end &+ 1)
        }
    }

    /// A command line that sends the same request, credentials as shell variables.
    package func curlCommand(region: ByteView) -> [UInt8] {
        var text: [UInt8] = []
        text.append("curl --aws-sigv4 'aws:amz:")
        text.append(region)
        text.append(":directconnect' --user \"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\"")
        for index in 0..<headerCount {
            guard let header = header(index) else { break }
            let name = ByteView(header.name)
            // curl writes these itself.
            if name == "Host" || name == "X-Amz-Date" || name == "Authorization" { continue }
            text.append(" \\\n  -H ")
            if name == "X-Amz-Security-Token" {
                text.append("\"X-Amz-Security-Token: $AWS_SESSION_TOKEN\"")
            } else {
                text.appendShellQuoted(name, ": ", view(header.value))
            }
        }
        text.append(" \\\n  --data-binary ")
        text.appendShellQuoted(view(body))
        text.append(" \\\n  ")
        text.appendShellQuoted(view(url))
        return text
    }

    /// Everything, for people.
    package func describe(region: ByteView, _ problems: [Problem]) -> [UInt8] {
        var text: [UInt8] = []
        text.append(view(method))
        text.append(" ")
        text.append(view(url))
        text.append("\n")
        for index in 0..<headerCount {
            guard let header = header(index) else { break }
            text.append(header.name)
            text.append(": ")
            text.append(contentsOf: shown(header))
            text.append("\n")
        }
        text.append("\n")
        text.append(view(body))
        text.append("\n\nCanonical request:\n")
        text.append(contentsOf: shownCanonicalRequest)
        text.append("\n\nString to sign:\n")
        text.append(view(stringToSign))
        text.append("\n")
        for (index, problem) in problems.enumerated() {
            text.append(index == 0 ? "\nProblems:\n" : "")
            let suggestion: Message = problem.texts.suggestion.map { "; \($0)" } ?? ""
            text += Message("\(problem.severity.name): \(problem.texts.message)\(suggestion)\n").utf8
        }
        text.append("\nThe same with curl:\n")
        text.append(contentsOf: curlCommand(region: region))
        text.append("\n")
        return text
    }
}

extension Problem.Severity {
    package var name: StaticString { self == .error ? "error" : "warning" }
}

extension [UInt8] {
    /// In single quotes, as one word of a POSIX shell.
    fileprivate mutating func appendShellQuoted(_ parts: ByteView...) {
        append("'")
        for part in parts {
            for byte in part.buffer {
                if byte == UInt8(ascii: "'") { append("'\\''") } else { append(byte) }
            }
        }
        append("'")
    }

    fileprivate mutating func appendShellQuoted(_ name: ByteView, _ separator: StaticString, _ value: ByteView) {
        appendShellQuoted(name, ByteView(separator), value)
    }
}
