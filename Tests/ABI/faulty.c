/*
 * Programs with a fault, by which check-programs sees that memcheck and helgrind look into the library, and
 * UndefinedBehaviorSanitizer into the programs: faulty leak|freed|race|overflow.
 */
#define _POSIX_C_SOURCE 200809L
#include <dxinterconnect.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static dxi_create_interconnect_request *request;

/* Two threads change one request, which wants one of them at a time. */
static void *change(void *location)
{
    for (int i = 0; i < 100; i++)
        dxi_create_interconnect_request_set_location(request, location, DXI_NUL_TERMINATED);
    return NULL;
}

int main(int count, char **arguments)
{
    const char *fault = count > 1 ? arguments[1] : "";
    request = dxi_create_interconnect_request_new();
    dxi_create_interconnect_request_set_location(request, "EqDC2", DXI_NUL_TERMINATED);
    if (!strcmp(fault, "race")) {
        pthread_t threads[2];
        pthread_create(&threads[0], NULL, change, "EqDC2");
        pthread_create(&threads[1], NULL, change, "CSVA1");
        pthread_join(threads[0], NULL);
        pthread_join(threads[1], NULL);
    }
    if (!strcmp(fault, "leak"))
        request = NULL;
    const char *location = dxi_create_interconnect_request_location(request, NULL);
    dxi_create_interconnect_request_free(request);
    if (!strcmp(fault, "freed"))
        puts(location);
    if (!strcmp(fault, "overflow"))
        return INT_MAX - 1 + count;
    return 0;
}
