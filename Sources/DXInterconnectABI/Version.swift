import CDXInterconnect

/// As in the file VERSION: `make version` writes both.
let version: StaticString = "0.1.0"

@_cdecl("dxi_version") @implementation
public func dxi_version() -> UnsafePointer<CChar>? { cString(version) }

@_cdecl("dxi_abi_version") @implementation
public func dxi_abi_version() -> Int32 { Int32(DXI_ABI_VERSION) }
