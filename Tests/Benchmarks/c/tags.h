/* The tags of a request: those of inputs.json, or as many as are asked for. */
#ifndef TAGS_H
#define TAGS_H

#include <stdio.h>
#include <stdint.h>

struct tag {
    const char *key, *value;
};

static const struct tag *take_tags(size_t *count)
{
    static const struct tag usual[] = {TAGS};
    static struct tag many[50];
    static char texts[50][2][16];
    if (*count == SIZE_MAX) {
        *count = sizeof usual / sizeof *usual;
        return usual;
    }
    for (unsigned i = 0; !many[49].key && i < 50; i++) {
        sprintf(texts[i][0], "key-%u", i);
        sprintf(texts[i][1], "value-%u", i);
        many[i] = (struct tag){texts[i][0], texts[i][1]};
    }
    return many;
}

#endif
