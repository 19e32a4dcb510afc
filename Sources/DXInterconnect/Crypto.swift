import CNettle

// Nettle's SHA-256 and HMAC. This is the one file that touches them.

/// 32 bytes.
struct Digest {
    private var bytes = InlineArray<32, UInt8>(repeating: 0)

    /// SHA-256 of bytes.
    @inline(never)
    init(of view: ByteView) {
        var context = sha256_ctx()
        nettle_sha256_init(&context)
        nettle_sha256_update(&context, view.count, view.buffer.baseAddress)
        fill { nettle_sha256_digest(&context, 32, $0) }
    }

    fileprivate init() {}

    fileprivate mutating func fill(_ write: (UnsafeMutablePointer<UInt8>) -> Void) {
        withUnsafeMutableBytes(of: &bytes) { buffer in
            if let start = buffer.baseAddress { write(start.assumingMemoryBound(to: UInt8.self)) }
        }
    }

    func withView<Result>(_ body: (ByteView) -> Result) -> Result {
        withUnsafeBytes(of: bytes) { $0.withMemoryRebound(to: UInt8.self) { body(ByteView($0)) } }
    }
}

/// A key that is ready to authenticate with: to use it costs no hashing of the key again.
struct HMACKey {
    private var context = hmac_sha256_ctx()

    init() {}

    @inline(never)
    init(_ key: ByteView) { nettle_hmac_sha256_set_key(&context, key.count, key.buffer.baseAddress) }

    /// The digest of a message. The key stays as it was.
    @inline(never)
    mutating func authenticate(_ message: ByteView) -> Digest {
        nettle_hmac_sha256_update(&context, message.count, message.buffer.baseAddress)
        var digest = Digest()
        digest.fill { nettle_hmac_sha256_digest(&context, 32, $0) }
        return digest
    }

    /// Of a key on the heap. On the stack there are more copies of a value than can be named: see `wipeStack`.
    mutating func wipe() { withUnsafeMutableBytes(of: &context) { dxi_shim_wipe($0.baseAddress, $0.count) } }
}
