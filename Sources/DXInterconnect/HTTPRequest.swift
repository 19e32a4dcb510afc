/// What to send, ready to be handed to any HTTP stack. Every text stands in one buffer, each with a NUL after
/// it, and is wiped with it: the session token and the signature are among them.
package struct HTTPRequest: ~Copyable, ByteSink {
    /// A text of the buffer.
    package struct Text {
        fileprivate var offset = 0
        package fileprivate(set) var count = 0

        func prefix(_ length: Int) -> Text { Text(offset: offset, count: min(length, count)) }
    }

    package struct Header {
        package var name: StaticString = ""
        package var value = Text()
    }

    package internal(set) var method = Text()
    package internal(set) var url = Text()
    package internal(set) var host = Text()
    package internal(set) var path = Text()
    package internal(set) var body = Text()
    package internal(set) var canonicalRequest = Text()
    package internal(set) var stringToSign = Text()
    package internal(set) var signature = Text()
    package private(set) var headerCount = 0
    private var headers = InlineArray<9, Header>(repeating: Header())
    private var buffer: TextBuffer
    /// Where the text that is being written begins.
    private var start = 0

    /// Whether there was no memory for it: then it is not to be sent.
    package var hasFailed: Bool { buffer.hasFailed }

    @_optimize(speed)
    init(reserving capacity: Int) { buffer = TextBuffer(capacity: capacity) }

    /// A text; it is borrowed, and lives as long as the request.
    package func view(_ text: Text) -> ByteView { buffer.view.slice(text.offset, text.offset &+ text.count) }

    package func header(_ index: Int) -> Header? { index >= 0 && index < headerCount ? headers[index] : nil }

    // MARK: Writing

    package mutating func append(_ byte: UInt8) { buffer.append(byte) }
    package mutating func append(_ view: ByteView) { buffer.append(view) }
    mutating func append(_ document: Document) { document.write(to: &buffer) }
    mutating func appendHex(_ digest: Digest) { digest.withView { buffer.appendHex($0) } }
    @inline(never)
    mutating func append(_ text: Text) { buffer.appendCopy(of: text.offset, text.count) }

    /// Ends the text that was being written, and begins the next one.
    @inline(never)
    mutating func endText() -> Text {
        let text = Text(offset: start, count: buffer.count &- start)
        append(UInt8(0))
        start = buffer.count
        return text
    }

    @inline(never)
    mutating func text(_ view: ByteView) -> Text {
        append(view)
        return endText()
    }

    @inline(never)
    mutating func addHeader(_ name: StaticString, _ value: Text) {
        guard headerCount < headers.count else { return }
        headers[headerCount] = Header(name: name, value: value)
        headerCount &+= 1
    }
}

/// A request that is signed and changes no more. A class, since Embedded Swift lets no other module end a
/// value that cleans up after itself.
package final class SignedRequest {
    package let http: HTTPRequest

    init(_ http: consuming HTTPRequest) { self.http = http }
}
