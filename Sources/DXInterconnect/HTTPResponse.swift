/// What the host got.
package struct HTTPResponse {
    /// What was sent.
    package let operation: Operation
    package let delivery: Delivery
    package let status: Int32
    /// Header lines as they were received.
    package let headers: ByteView
    package let body: ByteView
    /// The host's time in seconds since 1970; nil if it is not known.
    package let now: Int64?

    package init(
        operation: Operation = .createInterconnect, delivery: Delivery, status: Int32, headers: ByteView, body: ByteView,
        now: Int64?
    ) {
        self.operation = operation
        self.delivery = delivery
        self.status = status
        self.headers = headers
        self.body = body
        self.now = now
    }

    /// Whether nothing of an answer is here.
    var isEmpty: Bool { status == 0 && headers.isEmpty && body.isEmpty }

    package static let maximumBodyLength = 16_777_216
}
