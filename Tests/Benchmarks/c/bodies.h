/* Long bodies of a success: of one string, of a list of tags, of a list of numbers. */
#ifndef BODIES_H
#define BODIES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *long_body(const char *kind, size_t bytes, size_t *length)
{
    char *body = malloc(bytes + 200), *end = body;
    end += sprintf(end, "{\"interconnectId\":\"dxcon-fg1a2b3c\",");
    if (!strcmp(kind, "string")) {
        end += sprintf(end, "\"providerName\":\"");
        memset(end, 'x', bytes - (size_t)(end - body) - 2);
        end = body + bytes - 2;
        end += sprintf(end, "\"");
    } else if (!strcmp(kind, "tags")) {
        end += sprintf(end, "\"tags\":[");
        for (unsigned i = 0; (size_t)(end - body) < bytes - 60; i++)
            end += sprintf(end, "%s{\"key\":\"key-%u\",\"value\":\"value\"}", i ? "," : "", i);
        end += sprintf(end, "]");
    } else {
        end += sprintf(end, "\"new\":[0");
        while ((size_t)(end - body) < bytes - 20)
            end += sprintf(end, ",1.5,[true]");
        end += sprintf(end, "]");
    }
    end += sprintf(end, "}");
    *length = (size_t)(end - body);
    return body;
}

#endif
