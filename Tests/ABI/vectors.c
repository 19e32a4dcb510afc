#include "vectors.h"

#include "check.h"

void vectors_run(const char *path, void (*check)(const json_t *test_case))
{
    json_error_t error;
    json_t *document = json_load_file(path, JSON_ALLOW_NUL, &error), *test_case;
    const json_t *cases = json_object_get(document, "cases");
    size_t i;
    if (!json_array_size(cases)) {
        printf("%s: no cases: line %d: %s\n", path, error.line, error.text);
        exit(1);
    }
    json_array_foreach(cases, i, test_case)
    {
        check_case = vectors_text(test_case, "name");
        check(test_case);
    }
    check_case = "";
    json_decref(document);
}

static char *from_base64(const char *text, size_t *length)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *bytes = malloc(strlen(text) + 1);
    uint32_t bits = 0;
    int count = 0;
    *length = 0;
    for (; *text && *text != '='; text++) {
        bits = bits << 6 | (uint32_t)(strchr(digits, *text) - digits);
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes[(*length)++] = (char)(bits >> count & 0xff);
        }
    }
    return bytes;
}

char *vectors_bytes(const json_t *test_case, const char *name, const char *base64_name, size_t *length)
{
    json_t *plain = json_object_get(test_case, name);
    const char *base64 = vectors_text(test_case, base64_name);
    *length = 0;
    if (base64)
        return from_base64(base64, length);
    if (!plain)
        return NULL;
    /* Exactly as long as it is, so that valgrind sees a step beyond the end. */
    *length = json_string_length(plain);
    char *bytes = malloc(*length ? *length : 1);
    memcpy(bytes, json_string_value(plain), *length);
    return bytes;
}

const char *vectors_text(const json_t *test_case, const char *name)
{
    return json_string_value(json_object_get(test_case, name));
}

bool vectors_flag(const json_t *test_case, const char *name)
{
    return json_is_true(json_object_get(test_case, name));
}

bool vectors_check_member(const json_t *document, const char *name, const char *actual, size_t length)
{
    json_t *expected = json_object_get(document, name);
    bool same = check_bytes(actual, length, json_string_value(expected), json_string_length(expected), name, __FILE__, __LINE__);
    return (!actual || CHECK_NUMBER(actual[length], 0)) && same;
}

dxi_status vectors_status(const char *name)
{
    for (dxi_status status = 0; dxi_status_name(status); status++)
        if (!strcmp(dxi_status_name(status), name))
            return status;
    printf("no status is named %s\n", name);
    exit(1);
}

static void check_problem(const json_t *expected, const dxi_problems *problems, size_t index, const json_t *document)
{
    const char *severity = dxi_problems_severity(problems, index) == DXI_SEVERITY_ERROR ? "error" : "warning";
    const char *code = dxi_problem_code_name(dxi_problems_code(problems, index));
    const char *path = dxi_problems_path(problems, index);
    const char *message = dxi_problems_message(problems, index);
    const char *suggestion = dxi_problems_suggestion(problems, index);

    if (vectors_text(expected, "severity"))
        CHECK_TEXT(severity, vectors_text(expected, "severity"));
    CHECK_TEXT(code, vectors_text(expected, "code"));
    CHECK_TEXT(path, vectors_text(expected, "path"));
    CHECK(message && *message);
    if (vectors_text(expected, "message"))
        CHECK_TEXT(message, vectors_text(expected, "message"));
    size_t i;
    json_t *part;
    json_array_foreach(json_object_get(expected, "messageHolds"), i,
                       part) if (!CHECK(message && strstr(message, json_string_value(part))))
        printf("    %s lacks %s\n", message, json_string_value(part));
    json_array_foreach(json_object_get(expected, "messageLacks"), i,
                       part) if (!CHECK(message && !strstr(message, json_string_value(part))))
        printf("    %s holds %s\n", message, json_string_value(part));
    CHECK_TEXT(suggestion, vectors_text(expected, "suggestion"));

    size_t line = 0, column = 0, offset = 0;
    bool placed = dxi_problems_position(problems, index, &line, &column, &offset);
    if (CHECK_NUMBER(placed, json_object_get(expected, "line") != NULL) && placed) {
        CHECK_NUMBER(line, json_integer_value(json_object_get(expected, "line")));
        CHECK_NUMBER(column, json_integer_value(json_object_get(expected, "column")));
        CHECK_NUMBER(offset, json_integer_value(json_object_get(expected, "offset")));
    }

    json_t *same = json_pack("{s:s,s:s,s:i,s:s?,s:s?}", "severity", severity, "code", code, "number",
                             dxi_problems_code(problems, index), "path", path, "message", message);
    if (suggestion)
        json_object_set_new(same, "suggestion", json_string(suggestion));
    if (placed) {
        json_object_set_new(same, "line", json_integer((json_int_t)line));
        json_object_set_new(same, "column", json_integer((json_int_t)column));
        json_object_set_new(same, "offset", json_integer((json_int_t)offset));
    }
    CHECK(json_equal(document, same));
    json_decref(same);
}

void vectors_check_problems(const json_t *expected, const dxi_problems *problems)
{
    size_t errors = 0, count = dxi_problems_count(problems);
    char *json = NULL;
    CHECK_NUMBER(dxi_problems_to_json(problems, &json), DXI_OK);
    json_t *document = json_loads(json ? json : "", 0, NULL);
    CHECK_NUMBER(json_array_size(document), count);

    if (!CHECK_NUMBER(count, json_array_size(expected)))
        for (size_t i = 0; i < count; i++)
            printf("    got %s at %s: %s\n", dxi_problem_code_name(dxi_problems_code(problems, i)),
                   dxi_problems_path(problems, i), dxi_problems_message(problems, i));
    for (size_t i = 0; i < count; i++)
        errors += dxi_problems_severity(problems, i) == DXI_SEVERITY_ERROR;
    CHECK_NUMBER(dxi_problems_error_count(problems), errors);
    for (size_t i = 0; i < count && i < json_array_size(expected); i++)
        check_problem(json_array_get(expected, i), problems, i, json_array_get(document, i));
    json_decref(document);
    dxi_string_free(json);
}

uint32_t vectors_rules(const json_t *names)
{
    uint32_t rules = 0;
    size_t i;
    json_t *name;
    json_array_foreach(names, i, name) rules |=
        !strcmp(json_string_value(name), "WARNINGS_AS_ERRORS") ? DXI_WARNINGS_AS_ERRORS : DXI_ALLOW_UNKNOWN_MEMBERS;
    return rules;
}

static dxi_delivery delivery_of(const char *name)
{
    static const char *const names[] = {"COMPLETE", "NOTHING_SENT", "NO_ANSWER", "ANSWER_CUT_OFF"};
    for (dxi_delivery delivery = 0; name && delivery < 4; delivery++)
        if (!strcmp(names[delivery], name))
            return delivery;
    return name ? -1 : DXI_DELIVERY_COMPLETE;
}

dxi_http_response vectors_response(const json_t *response, dxi_operation operation)
{
    size_t body_length, headers_length;
    char *body = vectors_bytes(response, "body", "bodyBase64", &body_length);
    char *headers = vectors_bytes(response, "headers", "headersBase64", &headers_length);
    return (dxi_http_response){
        .size = sizeof(dxi_http_response),
        .delivery = delivery_of(vectors_text(response, "delivery")),
        .status = (int32_t)json_integer_value(json_object_get(response, "status")),
        .headers = headers,
        .headers_length = headers_length,
        .body = body,
        .body_length = body_length,
        .now = json_integer_value(json_object_get(response, "now")),
        .operation = operation,
    };
}

void vectors_free_response(const dxi_http_response *response)
{
    free((char *)response->headers);
    free((char *)response->body);
}

dxi_answer *vectors_answer(const json_t *response, dxi_operation operation)
{
    const dxi_http_response http_response = vectors_response(response, operation);
    dxi_answer *answer = NULL;
    CHECK_NUMBER(dxi_answer_read(&http_response, &answer), DXI_OK);
    vectors_free_response(&http_response);
    return answer;
}

dxi_create_interconnect_request *vectors_request(const json_t *members)
{
    char *text = json_dumps(members, JSON_COMPACT);
    dxi_create_interconnect_request *request = NULL;
    CHECK_NUMBER(dxi_create_interconnect_request_from_json(text, DXI_NUL_TERMINATED, &request, NULL), DXI_OK);
    free(text);
    return request;
}
