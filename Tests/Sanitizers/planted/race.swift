// Two threads count with the same numbers: many, so that chance cannot hide it.
import Glibc

let counts = UnsafeMutablePointer<Int>.allocate(capacity: 10_000)
counts.initialize(repeating: 0, count: 10_000)

@inline(never)
func count(_ numbers: UnsafeMutablePointer<Int>) { for index in 0..<10_000 { numbers[index] &+= 1 } }

var thread = pthread_t()
pthread_create(
    &thread, nil,
    { numbers in
        if let numbers { count(numbers.assumingMemoryBound(to: Int.self)) }
        return nil
    }, counts)
count(counts)
pthread_join(thread, nil)
