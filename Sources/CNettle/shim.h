#ifndef DXI_NETTLE_SHIM_H
#define DXI_NETTLE_SHIM_H

#include <nettle/hmac.h>
#include <nettle/sha2.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* A wipe that is not optimised away, and needs no newer libc than the library does (explicit_bzero is of 2.25). */
static inline void dxi_shim_wipe(void *memory, size_t count) {
    memset(memory, 0, count);
    /* Says that the memory is read after this, so that the memset stays. */
    __asm__ __volatile__("" : : "r"(memory) : "memory");
}

/*
 * Room for a value; traps where memory has run out, as Swift's own allocations do. Not by a Swift pointer's `allocate`:
 * Embedded Swift's does not look whether there was any, and what follows would write to address 0.
 */
static inline void *dxi_shim_allocate(size_t alignment, size_t size) {
    void *memory;
    if (posix_memalign(&memory, alignment < sizeof memory ? sizeof memory : alignment, size) != 0) __builtin_trap();
    return memory;
}

/*
 * Wipes what functions that have returned left behind. On the stack below the caller's frame: Swift copies values as it
 * likes, and nettle leaves a padded key there (3 KB in all). In the registers, which the dynamic linker writes to the stack when a
 * function is called for the first time; so they come first.
 */
__attribute__((noinline, unused, zero_call_used_regs("all"))) static void dxi_shim_wipe_registers(void) {
    __asm__ __volatile__("");
}

__attribute__((noinline, unused)) static void dxi_shim_wipe_stack(void) {
    static const char nothing[512];
    const char *source = nothing;
    char below[8192];
    dxi_shim_wipe_registers();
    /* Registers that only some processors have, and libc's memcpy uses there: the same copies, of no secret. */
    __asm__ __volatile__("" : "+r"(source));
    memcpy(below, source, 256);
    memcpy(below + 512, source, 512);
    __asm__ __volatile__("" : : "r"(below) : "memory");
    dxi_shim_wipe(below, sizeof below);
}

/* libc's sort with a context, which its header only shows to those who ask for GNU's extensions. */
typedef int (*dxi_shim_order)(const void *, const void *, void *);
extern void qsort_r(void *, size_t, size_t, dxi_shim_order, void *);

/* Embedded Swift has no Mutex on Linux. */
static inline int dxi_shim_mutex_init(pthread_mutex_t *mutex) { return pthread_mutex_init(mutex, NULL); }
static inline void dxi_shim_mutex_destroy(pthread_mutex_t *mutex) { pthread_mutex_destroy(mutex); }
static inline void dxi_shim_mutex_lock(pthread_mutex_t *mutex) { pthread_mutex_lock(mutex); }
static inline void dxi_shim_mutex_unlock(pthread_mutex_t *mutex) { pthread_mutex_unlock(mutex); }

#endif
