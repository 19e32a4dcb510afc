// A Swift program with the ordinary runtime that uses the library beside it: objects of both live and die in turn, and
// neither runtime takes the other's for its own. Built against the shared library, and with the static one in it.
import CDXInterconnect

var passed = 0
var failed = 0

func check(_ isSo: Bool, _ what: String) {
    if isSo { passed += 1 } else { failed += 1 }
    if !isSo { print("not so: \(what)") }
}

/// Of the ordinary runtime: a class with a deinit, behind an existential, in a dictionary.
protocol Order { var name: String { get } }

final class Request: Order, CustomStringConvertible {
    nonisolated(unsafe) static var living = 0
    let name: String
    let handle: OpaquePointer

    init(_ name: String) {
        self.name = name
        handle = dxi_create_interconnect_request_new()
        check(dxi_create_interconnect_request_set_interconnect_name(handle, name, name.utf8.count) == DXI_OK, "name of \(name)")
        check(dxi_create_interconnect_request_set_bandwidth_gbps(handle, 10) == DXI_OK, "bandwidth")
        check(dxi_create_interconnect_request_set_location(handle, "EqDC2", 5) == DXI_OK, "location")
        Request.living += 1
    }

    deinit {
        dxi_create_interconnect_request_free(handle)
        Request.living -= 1
    }

    var description: String {
        var json: UnsafeMutablePointer<CChar>?
        guard dxi_create_interconnect_request_to_json(handle, &json) == DXI_OK, let json else { return "" }
        defer { dxi_string_free(json) }
        return String(cString: json)
    }
}

func makeSigner() -> OpaquePointer? {
    var options = dxi_signer_options()
    options.size = MemoryLayout<dxi_signer_options>.stride
    var signer: OpaquePointer?
    "AKIDEXAMPLE".withCString { key in
        "secret".withCString { secret in
            "us-east-1".withCString { region in
                (options.access_key_id, options.secret_access_key, options.region) = (key, secret, region)
                check(dxi_signer_new(&options, &signer, nil) == DXI_OK, "signer")
            }
        }
    }
    return signer
}

let signer = makeSigner()
var orders: [String: any Order] = [:]
for index in 0..<200 { orders["ordre-\(index)-é"] = Request("ordre-\(index)-é") }
check(Request.living == 200, "200 requests live")
var bodies: Set<String> = []
for order in orders.values {
    guard let request = order as? Request else { continue }
    var http: OpaquePointer?
    check(dxi_signer_sign(signer, request.handle, 1_767_323_045, nil, &http, nil) == DXI_OK, "signs")
    let body = String(cString: dxi_http_request_body(http, nil))
    check(body == request.description, "the body is the document")
    bodies.insert(body)
    dxi_http_request_free(http)
}
check(bodies.count == 200, "each its own")
orders = [:]
check(Request.living == 0, "none is left")
dxi_signer_free(signer)
print("\(passed) passed, \(failed) failed")
if failed > 0 { fatalError("a check failed") }
