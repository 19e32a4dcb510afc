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

/* Embedded Swift has no Mutex on Linux. */
static inline int dxi_shim_mutex_init(pthread_mutex_t *mutex) { return pthread_mutex_init(mutex, NULL); }
static inline void dxi_shim_mutex_destroy(pthread_mutex_t *mutex) { pthread_mutex_destroy(mutex); }
static inline void dxi_shim_mutex_lock(pthread_mutex_t *mutex) { pthread_mutex_lock(mutex); }
static inline void dxi_shim_mutex_unlock(pthread_mutex_t *mutex) { pthread_mutex_unlock(mutex); }

#endif
