/*
 * Starts a program and says how long it lived, in nanoseconds, and the most memory that it had, in KiB: launch PROGRAM
 * [ARGUMENT]… What a child has had includes what its parent had when it was started, and so the parent is this small.
 */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long nanoseconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (long long)time.tv_sec * 1000000000 + time.tv_nsec;
}

int main(int arguments, char **argument)
{
    struct rusage usage;
    int status;
    if (arguments < 2)
        return 2;
    long long start = nanoseconds();
    pid_t child = vfork();
    if (child == 0) {
        int nothing = open("/dev/null", O_WRONLY);
        dup2(nothing, STDOUT_FILENO);
        execv(argument[1], argument + 1);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) < 0)
        return 1;
    long long taken = nanoseconds() - start;
    printf("%lld %ld\n", taken, usage.ru_maxrss);
    return status != 0;
}
