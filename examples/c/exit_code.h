/* What a script that calls the program needs to know. */
#ifndef EXIT_CODE_H
#define EXIT_CODE_H

enum {
    EXIT_CREATED = 0,     /* or there was nothing to create: --ensure, --dry-run, --help */
    EXIT_NOT_CREATED = 1, /* no port was ordered */
    EXIT_USAGE = 2,
    EXIT_UNKNOWN = 3      /* a port may be ordered: look before you order again */
};

#endif
