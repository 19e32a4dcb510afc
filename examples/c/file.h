#ifndef FILE_H
#define FILE_H

#include <stddef.h>

/* The content of a file, or of standard input for "-", and a NUL after it; the caller frees it. NULL: see errno. */
char *file_read(const char *path, size_t *length);

#endif
