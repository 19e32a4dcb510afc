/*
 * How every program here is driven.
 *
 *   PROGRAM OPERATION COUNT [SIZE]   does an operation so many times; for callgrind
 *   PROGRAM                          reads such lines, and answers each with the nanoseconds of processor that it took
 *
 * With a COUNT of 0 it is done once and shows what came of it, for all peers to be held against each other first. SIZE is
 * what the operation says: a number of tags, of bytes, of threads.
 */
#ifndef WORKER_H
#define WORKER_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct operation {
    const char *name;
    void (*run)(size_t size);
    void (*prepare)(size_t size); /* what is not measured; may be NULL */
};

#define USUAL_SIZE SIZE_MAX

/* Where results go, so that no compiler leaves the work out. */
static volatile uint64_t sink;
static bool is_showing;

static inline void must(bool done)
{
    if (!done) {
        fprintf(stderr, "an operation failed\n");
        exit(1);
    }
}

static inline void use(const char *text, size_t length)
{
    if (text)
        sink += (unsigned char)text[0] + length;
    if (is_showing)
        printf("%.*s|", text ? (int)length : 0, text ? text : "");
}

static inline void use_number(int64_t number)
{
    sink += (uint64_t)number;
    if (is_showing)
        printf("%lld|", (long long)number);
}

static inline int64_t nanoseconds(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int64_t measure(const struct operation *operation, long count, size_t size)
{
    is_showing = false;
    if (operation->prepare)
        operation->prepare(size);
    is_showing = count == 0;
    /* Of the processor, all threads together, but where the threads are what is measured. */
    clockid_t clock = strcmp(operation->name, "threads") ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC;
    int64_t start = nanoseconds(clock);
    do
        operation->run(size);
    while (--count > 0);
    return nanoseconds(clock) - start;
}

static int work(const struct operation *operations, int arguments, char **argument)
{
    char line[200], name[32];
    for (;;) {
        long count = 0;
        unsigned long size = USUAL_SIZE;
        if (arguments > 2) {
            snprintf(name, sizeof name, "%s", argument[1]);
            count = atol(argument[2]);
            if (arguments > 3)
                size = strtoul(argument[3], NULL, 10);
        } else if (!fgets(line, sizeof line, stdin) || sscanf(line, "%31s %ld %lu", name, &count, &size) < 2) {
            return 0;
        }
        const struct operation *operation = operations;
        while (operation->name && strcmp(operation->name, name))
            operation++;
        if (!operation->name)
            return 2;
        int64_t time = measure(operation, count, size);
        if (is_showing)
            puts("");
        else if (arguments <= 2)
            printf("%lld\n", (long long)time);
        fflush(stdout);
        if (arguments > 2)
            return 0;
    }
}

#endif
