/// What the operations of the service differ in, besides their shapes.
package struct Operation: Sendable {
    /// As in X-Amz-Target.
    package let target: StaticString

    /// It has no idempotency token: sent twice, it orders two ports.
    package static var createInterconnect: Operation { Operation(target: "OvertureService.CreateInterconnect") }
}

/// What is the same for every operation.
enum Service {
    static var signingName: StaticString { "directconnect" }
    static var contentType: StaticString { "application/x-amz-json-1.1" }
}
