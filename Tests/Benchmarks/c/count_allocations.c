/*
 * LD_PRELOAD: counts allocations and the most bytes that were ever in use, and says so on standard error at the end:
 * "allocations N peak N". A realloc that moves or grows is an allocation too.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static unsigned long allocations;
static size_t in_use, peak;

static void *note(void *block)
{
    if (block) {
        allocations++;
        in_use += malloc_usable_size(block);
        if (in_use > peak)
            peak = in_use;
    }
    return block;
}

static void forget(void *block)
{
    if (block)
        in_use -= malloc_usable_size(block);
}

void *malloc(size_t size)
{
    return note(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    return note(__libc_calloc(count, size));
}

void *realloc(void *block, size_t size)
{
    forget(block);
    return note(__libc_realloc(block, size));
}

void *memalign(size_t alignment, size_t size)
{
    return note(__libc_memalign(alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
    *block = memalign(alignment, size);
    return *block ? 0 : ENOMEM;
}

void free(void *block)
{
    forget(block);
    __libc_free(block);
}

__attribute__((destructor)) static void say(void)
{
    char line[80];
    int length = snprintf(line, sizeof line, "allocations %lu peak %zu\n", allocations, peak);
    if (write(STDERR_FILENO, line, (size_t)length) < 0)
        _exit(1);
}
