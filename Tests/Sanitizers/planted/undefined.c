/* Adds one to the largest number. */
#include <limits.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    return INT_MAX - 1 + argc + 1 == atoi(argv[0]);
}
