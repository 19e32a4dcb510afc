// A thread and its parent count with one number.
import Glibc

let count = UnsafeMutablePointer<Int>.allocate(capacity: 1)
count.initialize(to: 0)
var thread = pthread_t()
pthread_create(
    &thread, nil,
    { count in
        for _ in 0..<100_000 { count?.assumingMemoryBound(to: Int.self).pointee &+= 1 }
        return nil
    }, count)
for _ in 0..<100_000 { count.pointee &+= 1 }
pthread_join(thread, nil)
