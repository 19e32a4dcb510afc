/* Answers that no vector can hold: a body cut at every byte, bodies of any size and any nesting. */
#include "answer_body.h"
#include "check.h"
#include "dxinterconnect.h"

static dxi_answer *read_body(const void *body, size_t length, int32_t status)
{
    const dxi_http_response response = {.size = sizeof response, .status = status, .body = body, .body_length = length};
    dxi_answer *answer = NULL;
    CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_OK);
    return answer;
}

static bool has_problem(const dxi_answer *answer, dxi_problem_code code)
{
    const dxi_problems *problems = dxi_answer_problems(answer);
    for (size_t i = 0; i < dxi_problems_count(problems); i++)
        if (dxi_problems_code(problems, i) == code)
            return true;
    return false;
}

/* A copy that ends where its memory ends, so that valgrind sees a step too far. */
static dxi_answer *read_cut(const char *body, size_t length, int32_t status)
{
    char *copy = malloc(length ? length : 1);
    memcpy(copy, body, length);
    dxi_answer *answer = read_body(copy, length, status);
    free(copy);
    return answer;
}

/* Created exactly from the byte on that closes the id's value; whole only with the last byte. */
static void check_cut_body(const char *body)
{
    const char *value = strstr(body, "\"interconnectId\":\"dxcon-fg1a2b3c\"");
    size_t known_from = (size_t)(value - body) + strlen("\"interconnectId\":\"dxcon-fg1a2b3c\"");
    for (size_t length = 0; length <= strlen(body); length++) {
        dxi_answer *answer = read_cut(body, length, 200);
        bool created = length >= known_from;
        CHECK_NUMBER(dxi_answer_outcome(answer), created ? DXI_OUTCOME_CREATED : DXI_OUTCOME_UNKNOWN);
        CHECK_NUMBER(dxi_answer_advice(answer), created ? DXI_ADVICE_DONE : DXI_ADVICE_LOOK_FIRST);
        CHECK_TEXT(dxi_interconnect_interconnect_id(dxi_answer_interconnect(answer), NULL), created ? "dxcon-fg1a2b3c" : NULL);
        if (length)
            CHECK_NUMBER(has_problem(answer, DXI_PROBLEM_BODY_CUT_OFF), length < strlen(body));
        dxi_answer_free(answer);
    }
}

/* A cut error never becomes one that may be sent again as long as its code is not there in full. */
static void check_cut_error(void)
{
    const char *body = "{\"message\":\"slow\\u0020down\",\"__type\":\"com.amazonaws#ThrottlingException\",\"x\":1}";
    size_t known_from = (size_t)(strstr(body, "Exception\"") - body) + strlen("Exception\"");
    for (size_t length = 1; length <= strlen(body); length++) {
        dxi_answer *answer = read_cut(body, length, 400);
        CHECK_NUMBER(dxi_answer_outcome(answer), length >= known_from ? DXI_OUTCOME_NOT_CREATED : DXI_OUTCOME_UNKNOWN);
        CHECK_NUMBER(dxi_answer_advice(answer), length >= known_from ? DXI_ADVICE_RESEND : DXI_ADVICE_LOOK_FIRST);
        dxi_answer_free(answer);
    }
}

static void check_all_members_read(void)
{
    dxi_answer *answer = read_body(answer_body, strlen(answer_body), 200);
    const dxi_interconnect *interconnect = dxi_answer_interconnect(answer);
    size_t count = 0;
    CHECK(!dxi_answer_problems(answer));
    CHECK_TEXT(dxi_interconnect_provider_name(interconnect, NULL), "Acme Partner");
    CHECK(dxi_interconnect_tags(interconnect, &count));
    CHECK_NUMBER(count, 5);
    CHECK_TEXT(dxi_interconnect_tag_value(interconnect, 4, NULL), "Zürich 1");
    dxi_answer_free(answer);
}

/* {"interconnectId":"a","new":FILL…}, of `size` bytes. */
static char *long_body(const char *before, char fill, const char *after, size_t size)
{
    char *body = malloc(size);
    size_t left = strlen(before), right = strlen(after);
    memset(body, fill, size);
    memcpy(body, before, left);
    memcpy(body + size - right, after, right);
    return body;
}

static void check_long_bodies(void)
{
    const size_t ten = 10 << 20;
    size_t length = 0;
    char *body = long_body("{\"interconnectId\":\"a\",\"new\":\"", 'x', "\"}", ten);
    dxi_answer *answer = read_body(body, ten, 200);
    CHECK_NUMBER(dxi_answer_outcome(answer), DXI_OUTCOME_CREATED);
    CHECK(!dxi_answer_problems(answer));
    CHECK(dxi_interconnect_unknown_member(dxi_answer_interconnect(answer), "new", DXI_NUL_TERMINATED, &length) != NULL);
    CHECK_NUMBER(length, ten - strlen("{\"interconnectId\":\"a\",\"new\":}"));
    dxi_answer_free(answer);
    free(body);

    /* The id comes after 10 MiB. */
    body = long_body("{\"new\":\"", 'x', "\",\"interconnectId\":\"a\"}", ten);
    answer = read_body(body, ten, 200);
    CHECK_NUMBER(dxi_answer_outcome(answer), DXI_OUTCOME_CREATED);
    dxi_answer_free(answer);
    free(body);
}

/* Read up to DXI_MAXIMUM_LENGTH, to the byte; what is beyond is cut off. */
static void check_maximum_length(void)
{
    const size_t most = DXI_MAXIMUM_LENGTH;
    char *body = long_body("{\"new\":\"", 'x', "\",\"interconnectId\":\"a\"}", most);
    dxi_answer *answer = read_body(body, most, 200);
    CHECK_NUMBER(dxi_answer_outcome(answer), DXI_OUTCOME_CREATED);
    CHECK(!has_problem(answer, DXI_PROBLEM_BODY_CUT_OFF));
    dxi_answer_free(answer);
    free(body);

    body = long_body("{\"new\":\"", 'x', "\",\"interconnectId\":\"a\"}", most + 2);
    answer = read_body(body, most + 2, 200);
    CHECK_NUMBER(dxi_answer_outcome(answer), DXI_OUTCOME_UNKNOWN);
    CHECK(has_problem(answer, DXI_PROBLEM_BODY_CUT_OFF));
    dxi_answer_free(answer);
    free(body);

    body = long_body("{\"interconnectId\":\"a\",\"new\":\"", 'x', "\"}", most + 2);
    answer = read_body(body, most + 2, 200);
    CHECK_NUMBER(dxi_answer_outcome(answer), DXI_OUTCOME_CREATED);
    CHECK(has_problem(answer, DXI_PROBLEM_BODY_CUT_OFF));
    dxi_answer_free(answer);
    /* Not a byte beyond the maximum is looked at: the length may be any. */
    answer = read_body(body, SIZE_MAX - 1, 200);
    CHECK_NUMBER(dxi_answer_outcome(answer), DXI_OUTCOME_CREATED);
    dxi_answer_free(answer);
    free(body);
}

static void check_nesting(size_t depth)
{
    const char *before = "{\"new\":", *after = ",\"interconnectId\":\"a\"}";
    size_t left = strlen(before), right = strlen(after), length = left + 2 * depth + right;
    char *body = malloc(length);
    memcpy(body, before, left);
    memset(body + left, '[', depth);
    memset(body + left + depth, ']', depth);
    memcpy(body + left + 2 * depth, after, right);
    dxi_answer *answer = read_body(body, length, 200);
    CHECK_NUMBER(dxi_answer_outcome(answer), DXI_OUTCOME_CREATED);
    CHECK(!dxi_answer_problems(answer));
    size_t json_length = 0;
    CHECK(dxi_interconnect_unknown_member(dxi_answer_interconnect(answer), "new", DXI_NUL_TERMINATED, &json_length) != NULL);
    CHECK_NUMBER(json_length, 2 * depth);
    dxi_answer_free(answer);

    /* Cut in the depths, and objects in place of lists. */
    answer = read_body(body, left + depth, 200);
    CHECK_NUMBER(dxi_answer_outcome(answer), DXI_OUTCOME_UNKNOWN);
    dxi_answer_free(answer);
    free(body);
}

static void check_nested_objects(size_t depth)
{
    char *body = malloc(depth * 5 + 64), *end = body;
    end += sprintf(end, "{\"new\":");
    for (size_t i = 0; i < depth; i++)
        end += sprintf(end, "{\"\":");
    end += sprintf(end, "0");
    memset(end, '}', depth);
    end += depth;
    end += sprintf(end, ",\"interconnectId\":\"a\"}");
    dxi_answer *answer = read_body(body, (size_t)(end - body), 200);
    CHECK_NUMBER(dxi_answer_outcome(answer), DXI_OUTCOME_CREATED);
    CHECK(!dxi_answer_problems(answer));
    dxi_answer_free(answer);
    free(body);
}

/* A great many members, tags and headers: an answer, and all of them. */
static void check_many(void)
{
    enum { many = 20000 };
    char *body = malloc(many * 64), *end = body;
    end += sprintf(end, "{\"interconnectId\":\"a\",\"tags\":[");
    for (int i = 0; i < many; i++)
        end += sprintf(end, "%s{\"key\":\"k%d\",\"value\":\"v\"}", i ? "," : "", i);
    end += sprintf(end, "]");
    for (int i = 0; i < many; i++)
        end += sprintf(end, ",\"n%d\":%d", i, i);
    end += sprintf(end, "}");
    dxi_answer *answer = read_body(body, (size_t)(end - body), 200);
    const dxi_interconnect *interconnect = dxi_answer_interconnect(answer);
    size_t count = 0;
    CHECK(dxi_interconnect_tags(interconnect, &count));
    CHECK_NUMBER(count, many);
    CHECK_TEXT(dxi_interconnect_tag_key(interconnect, many - 1, NULL), "k19999");
    CHECK_NUMBER(dxi_interconnect_unknown_member_count(interconnect), many);
    CHECK_TEXT(dxi_interconnect_unknown_member_name(interconnect, 7, NULL), "n7");
    CHECK_TEXT(dxi_interconnect_unknown_member_json(interconnect, many - 1, NULL), "19999");
    CHECK_TEXT(dxi_interconnect_unknown_member(interconnect, "n12345", DXI_NUL_TERMINATED, NULL), "12345");
    CHECK_TEXT(dxi_interconnect_unknown_member(interconnect, "n12345", 4, NULL), "123");
    dxi_answer_free(answer);
    free(body);
}

/* Of a body with no end of mistakes the problems do not grow without end, and there is an answer. */
static void check_many_mistakes(void)
{
    enum { many = 100000 };
    char *body = malloc(many * 4 + 64), *end = body;
    end += sprintf(end, "{\"interconnectId\":\"a\",\"tags\":[0");
    for (int i = 1; i < many; i++)
        end += sprintf(end, ",5");
    end += sprintf(end, "]}");
    dxi_answer *answer = read_body(body, (size_t)(end - body), 200);
    CHECK_NUMBER(dxi_answer_outcome(answer), DXI_OUTCOME_CREATED);
    CHECK(dxi_problems_count(dxi_answer_problems(answer)) > 0);
    CHECK(dxi_problems_count(dxi_answer_problems(answer)) <= many);
    dxi_answer_free(answer);
    free(body);
}

/* Headers of any kind: a length, NUL-terminated, none, no text at all. */
static void check_headers(void)
{
    const char *headers = "x-amzn-RequestId: RID\r\n";
    dxi_http_response response = {
        .size = sizeof response, .status = 200, .headers = headers, .headers_length = DXI_NUL_TERMINATED};
    for (int time = 0; time < 3; time++) {
        dxi_answer *answer = NULL;
        size_t length = 0;
        if (time == 1)
            response.headers_length = strlen("x-amzn-RequestId: R");
        if (time == 2)
            response.headers_length = 0;
        CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_OK);
        CHECK_TEXT(dxi_answer_request_id(answer, &length), time == 0 ? "RID" : time == 1 ? "R" : NULL);
        dxi_answer_free(answer);
    }
    for (int byte = 0; byte < 256; byte++) {
        char text[3 + 30] = {0};
        dxi_answer *answer = NULL;
        sprintf(text, "x-amzn-requestid: a%cb\r\n", byte);
        response.headers = text;
        response.headers_length = strlen("x-amzn-requestid: a.b\r\n");
        CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_OK);
        CHECK_NUMBER(dxi_answer_outcome(answer), DXI_OUTCOME_UNKNOWN);
        dxi_answer_free(answer);
    }
    /* A code that is no text may have been the one that leaves open what became of the order. */
    const char *code = "x-amzn-ErrorType: DirectConnectServerException\xff\r\n";
    const dxi_http_response unreadable = {
        .size = sizeof unreadable, .status = 400, .headers = code, .headers_length = DXI_NUL_TERMINATED, .body = "{}", .body_length = 2};
    dxi_answer *answer = NULL;
    CHECK_NUMBER(dxi_answer_read(&unreadable, &answer), DXI_OK);
    CHECK_NUMBER(dxi_answer_outcome(answer), DXI_OUTCOME_UNKNOWN);
    CHECK_TEXT(dxi_answer_error_code(answer, NULL), NULL);
    dxi_answer_free(answer);
}

/* Numbers that come from the server may be as large as they like. */
static void check_large_hints(void)
{
    const char *values[] = {"18446744073709551615",
                            "18446744073709551616",
                            "99999999999999999999999999",
                            "9223372036854775807",
                            "1e999",
                            "-1",
                            " ",
                            "0x10"};
    const char *names[] = {"Retry-After", "x-amz-retry-after", "Date"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        for (size_t j = 0; j < 3; j++)
            for (int k = 0; k < 3; k++) {
                char headers[100];
                dxi_answer *answer = NULL;
                snprintf(headers, sizeof headers, "%s: %s\r\n", names[j], values[i]);
                const dxi_http_response response = {.size = sizeof response,
                                                    .status = 429,
                                                    .headers = headers,
                                                    .headers_length = DXI_NUL_TERMINATED,
                                                    .now = k == 0   ? 0
                                                           : k == 1 ? INT64_MIN
                                                                    : INT64_MAX};
                CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_OK);
                CHECK_NUMBER(dxi_answer_advice(answer), DXI_ADVICE_RESEND);
                CHECK(!dxi_answer_clock_offset(answer, NULL));
                dxi_answer_delay_ms(answer, 3, 0.5);
                dxi_answer_free(answer);
            }
    const char *headers = "Date: Sat, 07 Nov 2026 00:00:00 GMT\r\nRetry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n";
    for (int k = 0; k < 2; k++) {
        dxi_answer *answer = NULL;
        const dxi_http_response response = {.size = sizeof response,
                                            .status = 429,
                                            .headers = headers,
                                            .headers_length = DXI_NUL_TERMINATED,
                                            .now = k ? INT64_MIN : INT64_MAX};
        CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_OK);
        CHECK_NUMBER(dxi_answer_advice(answer), DXI_ADVICE_RESEND);
        dxi_answer_free(answer);
    }
}

int main(void)
{
    check_all_members_read();
    check_cut_body(answer_body);
    check_cut_body("{\"a\":[1,{\"b\":\"\\u00e9\\n\"}],\"interconnectId\":\"dxcon-fg1a2b3c\",\"b\":-1.5e3,\"c\":true,\"d\":null}");
    check_cut_error();
    check_long_bodies();
    check_maximum_length();
    check_nesting(1000);
    check_nesting(1000000);
    check_nested_objects(1000000);
    check_many();
    check_many_mistakes();
    check_headers();
    check_large_hints();
    return check_finish();
}
