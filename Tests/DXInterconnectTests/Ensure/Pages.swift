@testable import DXInterconnect

/// An answer to DescribeInterconnects.
func described(_ body: String, status: Int32 = 200, delivery: Delivery = .complete) -> Answer {
    body.withView { body in
        Answer(
            HTTPResponse(
                operation: .describeInterconnects, delivery: delivery, status: status, headers: ByteView(""), body: body, now: nil
            ))
    }
}

/// A page of interconnects, each given by its members.
func page(_ interconnects: String..., next: String? = nil) -> Answer {
    let token = next.map { "\"\($0)\"" } ?? "null"
    return described("{\"interconnects\":[\(interconnects.joined(separator: ","))],\"nextToken\":\(token)}")
}

/// What is there after `CreateInterconnectRequest.good`.
func interconnect(
    _ id: String = "dxcon-fg1a2b3c", name: String = "acme-iad-1", state: String = "requested", bandwidth: String = "10Gbps",
    location: String = "EqDC2", more: String = ""
) -> String {
    """
    {"interconnectId":"\(id)","interconnectName":"\(name)","interconnectState":"\(state)","bandwidth":"\(bandwidth)",\
    "location":"\(location)"\(more)}
    """
}
