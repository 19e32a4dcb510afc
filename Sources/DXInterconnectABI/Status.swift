import CDXInterconnect

/// What a function says of its own call.
enum Status: dxi_status {
    case ok = 0
    case nullArgument, invalidArgument, invalidUTF8, invalidJSON, invalidRequest, invalidOptions, noMemory, incompleteList

    var name: StaticString {
        switch self {
        case .ok: "OK"
        case .nullArgument: "NULL_ARGUMENT"
        case .invalidArgument: "INVALID_ARGUMENT"
        case .invalidUTF8: "INVALID_UTF8"
        case .invalidJSON: "INVALID_JSON"
        case .invalidRequest: "INVALID_REQUEST"
        case .invalidOptions: "INVALID_OPTIONS"
        case .noMemory: "NO_MEMORY"
        case .incompleteList: "INCOMPLETE_LIST"
        }
    }

    var message: StaticString {
        switch self {
        case .ok: "Nothing is wrong."
        case .nullArgument: "A handle, a string or an output that must be given is NULL."
        case .invalidArgument: "A length, a size, an index or a constant cannot be: check it against the header."
        case .invalidUTF8: "A string is not UTF-8: encode it before it is set."
        case .invalidJSON: "The text is no JSON object: the problems say where."
        case .invalidRequest: "The request has errors and was refused: mend what the problems name."
        case .invalidOptions: "Credentials, region, endpoint, time or header text cannot be used: the problems say why."
        case .noMemory: "There is no memory for what would be returned: free some, and call again."
        case .incompleteList:
            "The list of interconnects does not show what is there: describe them anew, every page, or do what the problems say."
        }
    }
}

@_cdecl("dxi_status_name") @implementation
public func dxi_status_name(_ status: dxi_status) -> UnsafePointer<CChar>? {
    Status(rawValue: status).flatMap { cString($0.name) }
}

@_cdecl("dxi_status_message") @implementation
public func dxi_status_message(_ status: dxi_status) -> UnsafePointer<CChar>? {
    Status(rawValue: status).flatMap { cString($0.message) }
}
