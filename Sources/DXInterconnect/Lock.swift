import CNettle

/// A mutual exclusion, which Embedded Swift has not on Linux. Not one that is only tried, which would outlive a
/// fork: pthread_mutex_trylock came to libc with GLIBC_2.34.
struct Lock: ~Copyable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>

    init() {
        mutex = allocate(pthread_mutex_t.self)
        mutex.initialize(to: pthread_mutex_t())
        _ = dxi_shim_mutex_init(mutex)
    }

    deinit {
        dxi_shim_mutex_destroy(mutex)
        deallocate(mutex)
    }

    func withLock<Result>(_ body: () -> Result) -> Result {
        dxi_shim_mutex_lock(mutex)
        defer { dxi_shim_mutex_unlock(mutex) }
        return body()
    }
}
