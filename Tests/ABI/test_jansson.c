/*
 * jansson as the judge of our reader: thousands of texts, most of them nearly JSON, must be JSON to both or to neither,
 * and their strings the same. What may differ: numbers that fit no double or no 64 bits, half surrogate pairs and NUL in
 * a name, which jansson refuses; names that come twice, which we refuse.
 */
#include <jansson.h>

#include "check.h"
#include "dxinterconnect.h"

enum { TEXTS = 6000, MOST = 2000 };

static uint32_t state = 20260102;

/* A number below `limit`; the same ones in every run. */
static uint32_t pick(uint32_t limit)
{
    state = state * 1664525 + 1013904223;
    return (uint32_t)(((uint64_t)(state >> 8) * limit) >> 24);
}

static char text[MOST + 100];
static size_t length;

static void put(const char *part)
{
    size_t more = strlen(part);
    if (length + more < MOST) {
        memcpy(text + length, part, more);
        length += more;
    }
}

static const char *one_of(const char *const *parts, uint32_t count)
{
    return parts[pick(count)];
}

#define ONE_OF(parts) one_of((parts), (uint32_t)(sizeof(parts) / sizeof *(parts)))

static void put_string(void)
{
    static const char *const parts[] = {"a",  "Gbps",           "é",       "\\u00e9", "\\n", "\\\\", "\\\"",   "\\/",
                                        "😀", "\\ud83d\\ude00", "\\u0000", "\\ud800", " ",   "\x7f", "\\uFFFF"};
    put("\"");
    for (uint32_t count = pick(5); count-- > 0;)
        put(ONE_OF(parts));
    put("\"");
}

static void put_value(int depth)
{
    static const char *const scalars[] = {
        "0", "-0", "1", "-1.5", "1e5", "1E-5", "1.25e+3", "true", "false", "null", "12345678901234567890", "1e999", "0.1"};
    static const char *const blanks[] = {"", "", "", " ", "\n", "\t", "\r\n "};
    put(ONE_OF(blanks));
    uint32_t kind = pick(depth > 4 ? 4 : 6);
    if (kind < 2) {
        put(ONE_OF(scalars));
    } else if (kind < 4) {
        put_string();
    } else {
        put(kind == 4 ? "[" : "{");
        for (uint32_t count = pick(4), i = 0; i < count; i++) {
            put(i ? "," : "");
            if (kind == 5) {
                put_string();
                put(":");
            }
            put_value(depth + 1);
        }
        put(kind == 4 ? "]" : "}");
    }
    put(ONE_OF(blanks));
}

static const char *const names[] = {"interconnectName", "bandwidth", "location", "lagId", "providerName"};
enum { NAMES = sizeof names / sizeof *names };

static void make_text(void)
{
    length = 0;
    put("{");
    for (uint32_t i = 0; i < 6; i++) {
        if (!pick(3))
            continue;
        put(length > 1 ? ",\"" : "\"");
        put(i < NAMES ? names[i] : "tags");
        put("\":");
        if (i < NAMES && pick(3))
            put_string();
        else
            put_value(0);
    }
    put("}");
    /* A slip or two, in a third of the texts none. */
    for (uint32_t slips = pick(3); slips-- > 0 && length;) {
        /* No NUL: jansson passes over one between two tokens. */
        static const char bytes[] = "{}[],:\"\\ \n0123456789.eE+-truefalsn\xff\xc3\xa9\xed\xa0\x80\x01";
        uint32_t place = pick((uint32_t)length);
        switch (pick(3)) {
        case 0:
            text[place] = bytes[pick(sizeof bytes - 1)];
            break;
        case 1:
            memmove(text + place, text + place + 1, --length - place);
            break;
        default:
            memmove(text + place + 1, text + place, length++ - place);
            text[place] = bytes[pick(sizeof bytes - 1)];
        }
    }
}

typedef const char *getter(const dxi_create_interconnect_request *, size_t *);
static getter *const getters[NAMES] = {
    dxi_create_interconnect_request_interconnect_name, dxi_create_interconnect_request_bandwidth,
    dxi_create_interconnect_request_location,          dxi_create_interconnect_request_lag_id,
    dxi_create_interconnect_request_provider_name,
};

/* jansson's reason is one of those that the head of this file names. */
static bool is_excused(const json_error_t *error)
{
    return strstr(error->text, "overflow") || strstr(error->text, "too big integer") || strstr(error->text, "invalid Unicode") ||
           strstr(error->text, "NUL byte in object key");
}

static void check_text_by_judge(unsigned long *agreed_on_json)
{
    json_error_t error = {.text = ""};
    json_t *judged = json_loadb(text, length, JSON_ALLOW_NUL, &error);
    dxi_create_interconnect_request *request = NULL;
    dxi_problems *problems = NULL;
    bool ours = dxi_create_interconnect_request_from_json(text, length, &request, &problems) == DXI_OK;
    bool same = ours == json_is_object(judged) || (ours && is_excused(&error)) ||
                dxi_problems_code(problems, 0) == DXI_PROBLEM_DUPLICATE_MEMBER;
    if (!CHECK(same))
        printf("    we %s, jansson says \"%s\" of %.*s\n", ours ? "take it" : dxi_problems_message(problems, 0), error.text,
               (int)length, text);
    if (ours && judged) {
        ++*agreed_on_json;
        for (int i = 0; i < NAMES; i++) {
            const json_t *value = json_object_get(judged, names[i]);
            size_t our_length = 0;
            const char *our_value = getters[i](request, &our_length);
            CHECK_BYTES(our_value, our_length, json_string_value(value), json_string_length(value));
        }
    }
    json_decref(judged);
    dxi_problems_free(problems);
    dxi_create_interconnect_request_free(request);
}

static bool is_bad_body(const dxi_problems *problems)
{
    for (size_t i = 0; i < dxi_problems_count(problems); i++)
        if (dxi_problems_code(problems, i) == DXI_PROBLEM_BODY_NOT_JSON ||
            dxi_problems_code(problems, i) == DXI_PROBLEM_BODY_CUT_OFF)
            return true;
    return false;
}

typedef const char *answer_getter(const dxi_interconnect *, size_t *);
static answer_getter *const answer_getters[NAMES] = {
    dxi_interconnect_interconnect_name, dxi_interconnect_bandwidth, dxi_interconnect_location, dxi_interconnect_lag_id,
    dxi_interconnect_provider_name,
};

/*
 * The same text as the rest of an answer's body, after an id: created whatever follows, and the rest as jansson reads it.
 * There, bad UTF-8 costs its member alone, and of a name that comes twice the last one counts for both.
 */
static void check_answer_by_judge(void)
{
    static const char id[] = "{\"interconnectId\":\"x\",";
    static char body[sizeof id + sizeof text];
    memcpy(body, id, sizeof id - 1);
    memcpy(body + sizeof id - 1, text + 1, length ? length - 1 : 0);
    size_t body_length = sizeof id - 1 + (length ? length - 1 : 0);

    json_error_t error = {.text = ""};
    json_t *judged = json_loadb(body, body_length, JSON_ALLOW_NUL, &error);
    const dxi_http_response response = {.size = sizeof response, .status = 200, .body = body, .body_length = body_length};
    dxi_answer *answer = NULL;
    CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_OK);
    CHECK_NUMBER(dxi_answer_outcome(answer), DXI_OUTCOME_CREATED);
    bool ours = !is_bad_body(dxi_answer_problems(answer));
    if (!CHECK(ours == (judged != NULL) || (ours && (is_excused(&error) || strstr(error.text, "unable to decode byte")))))
        printf("    we %s, jansson says \"%s\" of %.*s\n", ours ? "take it" : "do not", error.text, (int)body_length, body);
    for (int i = 0; ours && judged && i < NAMES; i++) {
        const json_t *value = json_object_get(judged, names[i]);
        size_t our_length = 0;
        const char *our_value = answer_getters[i](dxi_answer_interconnect(answer), &our_length);
        CHECK_BYTES(our_value, our_length, json_string_value(value), json_string_length(value));
    }
    json_decref(judged);
    dxi_answer_free(answer);
}

int main(void)
{
    unsigned long agreed_on_json = 0;
    for (int i = 0; i < TEXTS; i++) {
        make_text();
        check_text_by_judge(&agreed_on_json);
        check_answer_by_judge();
    }
    /* Both kinds of texts were there. */
    CHECK(agreed_on_json > TEXTS / 5 && agreed_on_json < TEXTS * 4 / 5);
    return check_finish();
}
