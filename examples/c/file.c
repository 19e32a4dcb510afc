#include "file.h"

#include <dxinterconnect.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *file_read(const char *path, size_t *length)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    if (file == NULL)
        return NULL;
    char *text = NULL;
    size_t capacity = 0;
    bool failed = false;
    *length = 0;
    /* A little more than the library takes is enough: it is the library that says that it is too much. */
    while (!failed && !feof(file) && *length <= DXI_MAXIMUM_LENGTH) {
        if (*length + 1 >= capacity) {
            capacity = capacity == 0 ? 4096 : capacity * 2;
            char *larger = realloc(text, capacity);
            failed = larger == NULL;
            if (failed)
                break;
            text = larger;
        }
        *length += fread(text + *length, 1, capacity - *length - 1, file);
        failed = ferror(file); /* of a directory, say, which can be opened all the same */
    }
    if (file != stdin)
        fclose(file);
    if (failed) {
        free(text);
        return NULL;
    }
    text[*length] = '\0';
    return text;
}
