/// An operation of the service: what the operations differ in. Numbered as in the C interface.
package enum Operation: Int32, CaseIterable, Sendable {
    case createInterconnect = 0
    case describeInterconnects

    /// As in X-Amz-Target.
    var target: StaticString {
        switch self {
        case .createInterconnect: "OvertureService.CreateInterconnect"
        case .describeInterconnects: "OvertureService.DescribeInterconnects"
        }
    }

    package var request: Shape {
        switch self {
        case .createInterconnect: .createInterconnectRequest
        case .describeInterconnects: .describeInterconnectsRequest
        }
    }

    /// What the body of a success holds.
    package var result: Shape {
        switch self {
        case .createInterconnect: .interconnect
        case .describeInterconnects: .interconnects
        }
    }

    /// Whether it may be sent again whatever became of it. CreateInterconnect has no idempotency token: sent
    /// twice, it orders two ports.
    var mayBeResentBlindly: Bool { self == .describeInterconnects }

    /// What to do where nobody knows what became of it.
    var adviceWhenUnknown: Advice { mayBeResentBlindly ? .resend : .lookFirst }

    /// What became of it, by what there is to do next.
    func outcome(_ advice: Advice) -> Outcome {
        switch (self, advice) {
        case (.createInterconnect, .done): .created
        case (.createInterconnect, .lookFirst): .unknown
        case (.createInterconnect, _): .notCreated
        case (.describeInterconnects, .done): .described
        case (.describeInterconnects, _): .notDescribed
        }
    }

    package init(request shape: Shape) {
        self = shape == .describeInterconnectsRequest ? .describeInterconnects : .createInterconnect
    }
}

/// What is the same for every operation.
enum Service {
    static var signingName: StaticString { "directconnect" }
    static var contentType: StaticString { "application/x-amz-json-1.1" }
}
