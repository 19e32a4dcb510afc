#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void fuzz_fail(const char *condition, const char *file, int line)
{
    fprintf(stderr, "%s:%d: not so: %s\n", file, line, condition);
    abort();
}

/* -------------------------------------------------------------------------------------- Inputs */

static fuzz_bytes take(const uint8_t **data, size_t *size, size_t length, size_t more)
{
    fuzz_bytes bytes = {malloc(length + more ? length + more : 1), length};
    memcpy(bytes.start, *data, length);
    *data += length;
    *size -= length;
    return bytes;
}

fuzz_bytes fuzz_rest(const uint8_t **data, size_t *size)
{
    return take(data, size, *size, 0);
}

static fuzz_bytes part(const uint8_t **data, size_t *size, size_t more)
{
    const uint8_t *end = *size ? memchr(*data, 0x1e, *size) : NULL;
    fuzz_bytes bytes = take(data, size, end ? (size_t)(end - *data) : *size, more);
    if (end) {
        ++*data;
        --*size;
    }
    return bytes;
}

fuzz_bytes fuzz_part(const uint8_t **data, size_t *size)
{
    return part(data, size, 0);
}

char *fuzz_text(const uint8_t **data, size_t *size)
{
    fuzz_bytes bytes = part(data, size, 1);
    bytes.start[bytes.length] = 0;
    return bytes.start;
}

long long fuzz_number(const uint8_t **data, size_t *size)
{
    char *text = fuzz_text(data, size);
    long long number = strtoll(text, NULL, 10);
    free(text);
    return number;
}

dxi_http_response fuzz_response(const uint8_t **data, size_t *size, dxi_operation operation)
{
    dxi_http_response response = {.size = sizeof response, .operation = operation};
    response.delivery = (dxi_delivery)(fuzz_number(data, size) & 3);
    response.status = (int32_t)fuzz_number(data, size);
    response.now = fuzz_number(data, size);
    fuzz_bytes headers = fuzz_part(data, size), body = fuzz_rest(data, size);
    response.headers = headers.start;
    response.headers_length = headers.length;
    response.body = body.start;
    response.body_length = body.length;
    return response;
}

void fuzz_free_response(dxi_http_response *response)
{
    free((char *)response->headers);
    free((void *)response->body);
}

/* ------------------------------------------------------------------------------------- Strings */

bool fuzz_is_utf8(const char *text, size_t length)
{
    json_t *string = json_stringn(text, length);
    json_decref(string);
    return string != NULL;
}

void fuzz_check_string(const char *text, size_t length, const char *without)
{
    if (!text) {
        REQUIRE(!without);
        return;
    }
    REQUIRE(text[length] == 0);
    REQUIRE(fuzz_is_utf8(text, length));
    REQUIRE(without == (strlen(text) == length ? text : NULL));
}

/* -------------------------------------------------------------------------------------- Judges */

json_t *fuzz_document(char *text)
{
    REQUIRE(text);
    json_t *document = json_loads(text, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, NULL);
    REQUIRE(document);
    dxi_string_free(text);
    return document;
}

bool fuzz_is_excused(const json_error_t *error)
{
    return strstr(error->text, "overflow") || strstr(error->text, "too big") || strstr(error->text, "invalid Unicode") ||
           strstr(error->text, "NUL byte in object key") || strstr(error->text, "maximum parsing depth");
}

/* ------------------------------------------------------------------------------------ Problems */

bool fuzz_has_problem(const dxi_problems *problems, dxi_problem_code code)
{
    for (size_t i = 0; i < dxi_problems_count(problems); i++)
        if (dxi_problems_code(problems, i) == code)
            return true;
    return false;
}

static bool is_text(const json_t *document, const char *name, const char *text)
{
    const char *other = json_string_value(json_object_get(document, name));
    return text && other ? !strcmp(text, other) : text == other;
}

void fuzz_check_problems(const dxi_problems *problems, bool has_errors)
{
    size_t count = dxi_problems_count(problems), errors = 0;
    REQUIRE((count > 0) == (problems != NULL));
    char *text = NULL;
    REQUIRE(dxi_problems_to_json(problems, &text) == DXI_OK);
    json_t *document = fuzz_document(text);
    REQUIRE(json_array_size(document) == count);
    for (size_t i = 0; i < count; i++) {
        const json_t *entry = json_array_get(document, i);
        dxi_severity severity = dxi_problems_severity(problems, i);
        REQUIRE(severity == DXI_SEVERITY_ERROR || severity == DXI_SEVERITY_WARNING);
        errors += severity == DXI_SEVERITY_ERROR;
        REQUIRE(is_text(entry, "severity", severity == DXI_SEVERITY_ERROR ? "error" : "warning"));
        REQUIRE(is_text(entry, "code", dxi_problem_code_name(dxi_problems_code(problems, i))));
        const char *path = dxi_problems_path(problems, i), *message = dxi_problems_message(problems, i);
        REQUIRE(path && is_text(entry, "path", path));
        REQUIRE(message && *message && is_text(entry, "message", message));
        REQUIRE(is_text(entry, "suggestion", dxi_problems_suggestion(problems, i)));
        /* What is shown cannot move a terminal's cursor or forge a line of a log. */
        for (const char *c = message; *c; c++)
            REQUIRE((unsigned char)*c >= 0x20 && *c != 0x7f);
        size_t line = 0, column = 0, offset = 0;
        bool placed = dxi_problems_position(problems, i, &line, &column, &offset);
        REQUIRE(placed == (json_object_get(entry, "line") != NULL));
        if (placed)
            REQUIRE(line >= 1 && column >= 1 && column - 1 <= offset);
    }
    json_decref(document);
    REQUIRE(dxi_problems_error_count(problems) == errors);
    REQUIRE(has_errors == (errors > 0));
    REQUIRE(dxi_problems_severity(problems, count) == 0 && dxi_problems_code(problems, count) == 0);
    REQUIRE(!dxi_problems_path(problems, count) && !dxi_problems_message(problems, count));
    REQUIRE(!dxi_problems_suggestion(problems, count) && !dxi_problems_position(problems, count, NULL, NULL, NULL));
}
