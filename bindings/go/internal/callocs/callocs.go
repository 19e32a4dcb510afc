// Package callocs counts what C has allocated, for the tests to see leaks with.
package callocs

// #include <malloc.h>
// #include <stdlib.h>
// static size_t in_use(void)
// {
//     struct mallinfo2 info = mallinfo2();
//     return info.uordblks + info.hblkhd;
// }
// static void leak(size_t size) { *(volatile char *)malloc(size) = 1; }
import "C"

// InUse is how many bytes malloc has handed out and not got back, over all threads.
func InUse() int { return int(C.in_use()) }

// Leak leaks, for the test of the leak check.
func Leak(size int) { C.leak(C.size_t(size)) }
