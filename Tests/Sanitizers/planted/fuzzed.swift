// A trap behind six bytes that only a fuzzer that sees where it runs can find.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> Int32 {
    if size > 5, data[0] == 0x64, data[1] == 0x78, data[2] == 0x69, data[3] == 0x5f, data[4] == 0x21, data[5] == 0x3f {
        fatalError("found")
    }
    return 0
}
