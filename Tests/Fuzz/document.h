/* The tables of the shapes once more, as the judge sees them. */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include <jansson.h>
#include <stdbool.h>

enum document_kind { KIND_STRING, KIND_BOOLEAN, KIND_TIMESTAMP, KIND_LIST };

typedef struct document_member {
    const char *name; /* NULL ends a table */
    enum document_kind kind;
    const struct document_member *elements;
} document_member;

extern const document_member document_request[], document_interconnect[];

/* A document of the library's says what jansson reads in the text: of an answer what fits, of a request everything. */
void document_check(const json_t *document, const json_t *tree, const document_member *shape, bool of_answer);

#endif
