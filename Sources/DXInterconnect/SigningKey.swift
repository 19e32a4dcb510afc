/// Keeps the key that was derived last: it serves for a day.
struct SigningKeyCache: ~Copyable {
    /// The day, and the key of that day. On the heap, so that there is one copy to wipe.
    private struct Entry {
        var day = Int64.min
        var key = HMACKey()
    }

    private let lock = Lock()
    private let entry: UnsafeMutablePointer<Entry>

    init() {
        entry = allocate(Entry.self)
        entry.initialize(to: Entry())
    }

    deinit {
        entry.pointee.key.wipe()
        deallocate(entry)
    }

    /// The digest of a message under the key of a day. Copies of keys stay on the stack: the caller wipes it.
    @inline(never)
    func authenticate(_ message: ByteView, day: Int64, derive: () -> HMACKey) -> Digest {
        var key = lock.withLock {
            if entry.pointee.day != day {
                entry.pointee.key.wipe()
                entry.pointee = Entry(day: day, key: derive())
            }
            return entry.pointee.key
        }
        return key.authenticate(message)
    }
}

extension HMACKey {
    /// SigV4's chain: "AWS4" and the secret, date, region, service, "aws4_request".
    init(prefixedSecret: ByteView, date: ByteView, region: ByteView, service: ByteView) {
        self.init(prefixedSecret)
        derive(date)
        derive(region)
        derive(service)
        derive(ByteView("aws4_request"))
    }

    /// Becomes the key that this one makes of a message.
    private mutating func derive(_ message: ByteView) {
        self = authenticate(message).withView { HMACKey($0) }
    }
}
