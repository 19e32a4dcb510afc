/* Threads that each do whole orders: those of the file that includes this. */
#ifndef THREADS_H
#define THREADS_H

#include <pthread.h>

enum { CALLS_OF_A_THREAD = 2000 };

static void *calls(void *unused)
{
    for (int i = 0; i < CALLS_OF_A_THREAD; i++)
        call(USUAL_SIZE);
    return unused;
}

/* So many threads, one signing key. */
static void run_threads(size_t count)
{
    pthread_t threads[64];
    must(count <= 64);
    for (size_t i = 0; i < count; i++)
        must(!pthread_create(&threads[i], NULL, calls, NULL));
    for (size_t i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
}

#endif
