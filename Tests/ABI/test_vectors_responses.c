/* Tests/Vectors/responses.json and describe_responses.json: what came back, through the getters and through the JSON document. */
#include "check.h"
#include "vectors.h"

static const char *const outcomes[] = {NULL, "created", "not_created", "unknown", "described", "not_described"};
static const char *const advices[] = {NULL, "done", "fix_request", "correct_clock", "resend", "look_first"};
static const char *const kinds[] = {
    NULL,   "DuplicateTagKeysException", "TooManyTagsException", "DirectConnectServerException", "DirectConnectClientException",
    "other"};
static const char *const states[] = {NULL, "requested", "pending", "available", "down", "deleting", "deleted", "unknown"};
static const char *const redundancies[] = {NULL, "unknown", "yes", "no"};

static int32_t number_of(const char *const *names, int32_t count, const char *name, int32_t otherwise)
{
    for (int32_t i = 0; i < count; i++)
        if (names[i] && !strcmp(names[i], name))
            return i;
    return otherwise;
}

typedef const char *string_getter(const dxi_interconnect *, size_t *);
static const struct {
    const char *name;
    string_getter *get;
} strings[] = {
    {"interconnectId", dxi_interconnect_interconnect_id},
    {"interconnectName", dxi_interconnect_interconnect_name},
    {"interconnectState", dxi_interconnect_interconnect_state_string},
    {"region", dxi_interconnect_region},
    {"location", dxi_interconnect_location},
    {"bandwidth", dxi_interconnect_bandwidth},
    {"lagId", dxi_interconnect_lag_id},
    {"awsDevice", dxi_interconnect_aws_device},
    {"awsDeviceV2", dxi_interconnect_aws_device_v2},
    {"awsLogicalDeviceId", dxi_interconnect_aws_logical_device_id},
    {"hasLogicalRedundancy", dxi_interconnect_has_logical_redundancy_string},
    {"providerName", dxi_interconnect_provider_name},
    {"portEncryptionStatus", dxi_interconnect_port_encryption_status},
    {"encryptionMode", dxi_interconnect_encryption_mode},
};

static void check_strings(const json_t *expected, const dxi_interconnect *interconnect)
{
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        size_t length = 0;
        const char *value = strings[i].get(interconnect, &length);
        vectors_check_member(expected, strings[i].name, value, length);
        /* Without a length a string that holds a NUL is not handed out. */
        CHECK(strings[i].get(interconnect, NULL) == (value && strlen(value) == length ? value : NULL));
    }
    const char *state = vectors_text(expected, "interconnectState");
    const char *redundancy = vectors_text(expected, "hasLogicalRedundancy");
    CHECK_NUMBER(dxi_interconnect_interconnect_state(interconnect),
                 state ? number_of(states, 8, state, DXI_INTERCONNECT_STATE_UNRECOGNISED) : DXI_INTERCONNECT_STATE_ABSENT);
    CHECK_NUMBER(dxi_interconnect_has_logical_redundancy(interconnect),
                 redundancy ? number_of(redundancies, 4, redundancy, DXI_LOGICAL_REDUNDANCY_UNRECOGNISED)
                            : DXI_LOGICAL_REDUNDANCY_ABSENT);
}

static void check_scalars(const json_t *expected, const dxi_interconnect *interconnect)
{
    const json_t *jumbo = json_object_get(expected, "jumboFrameCapable");
    const json_t *mac_sec = json_object_get(expected, "macSecCapable");
    const json_t *issued = json_object_get(expected, "loaIssueTime");
    bool value = !json_is_true(jumbo);
    int64_t microseconds = -7;
    CHECK_NUMBER(dxi_interconnect_jumbo_frame_capable(interconnect, &value), jumbo != NULL);
    CHECK(!jumbo || value == json_is_true(jumbo));
    value = !json_is_true(mac_sec);
    CHECK_NUMBER(dxi_interconnect_mac_sec_capable(interconnect, &value), mac_sec != NULL);
    CHECK(!mac_sec || value == json_is_true(mac_sec));
    CHECK_NUMBER(dxi_interconnect_loa_issue_time(interconnect, &microseconds), issued != NULL);
    CHECK_NUMBER(microseconds, issued ? json_integer_value(issued) : -7);
}

static void check_lists(const json_t *expected, const dxi_interconnect *interconnect)
{
    const json_t *tags = json_object_get(expected, "tags"), *keys = json_object_get(expected, "macSecKeys");
    size_t count = 0, i;
    CHECK_NUMBER(dxi_interconnect_tags(interconnect, &count), tags != NULL);
    CHECK_NUMBER(count, json_array_size(tags));
    for (i = 0; i <= json_array_size(tags); i++) { /* one further than there are */
        const json_t *tag = json_array_get(tags, i);
        VECTORS_CHECK(tag, "key", dxi_interconnect_tag_key(interconnect, i, &length));
        VECTORS_CHECK(tag, "value", dxi_interconnect_tag_value(interconnect, i, &length));
    }
    count = 0;
    CHECK_NUMBER(dxi_interconnect_mac_sec_keys(interconnect, &count), keys != NULL);
    CHECK_NUMBER(count, json_array_size(keys));
    for (i = 0; i <= json_array_size(keys); i++) {
        const json_t *key = json_array_get(keys, i);
        VECTORS_CHECK(key, "secretARN", dxi_interconnect_mac_sec_key_secret_arn(interconnect, i, &length));
        VECTORS_CHECK(key, "ckn", dxi_interconnect_mac_sec_key_ckn(interconnect, i, &length));
        VECTORS_CHECK(key, "state", dxi_interconnect_mac_sec_key_state(interconnect, i, &length));
        VECTORS_CHECK(key, "startOn", dxi_interconnect_mac_sec_key_start_on(interconnect, i, &length));
    }
}

static void check_unknown_members(const json_t *expected, const dxi_interconnect *interconnect)
{
    json_t *unknown = json_object_get(expected, "unknownMembers"), *text;
    const char *name;
    size_t seen = 0;
    json_object_foreach(unknown, name, text)
    {
        VECTORS_CHECK(unknown, name, dxi_interconnect_unknown_member(interconnect, name, DXI_NUL_TERMINATED, &length));
    }
    for (size_t i = 0; i < dxi_interconnect_unknown_member_count(interconnect); i++) {
        name = dxi_interconnect_unknown_member_name(interconnect, i, NULL);
        seen += json_object_get(unknown, name ? name : "") != NULL;
        CHECK(dxi_interconnect_unknown_member_json(interconnect, i, NULL) != NULL);
    }
    /* A name that came twice may stand there twice. */
    CHECK_NUMBER(seen, dxi_interconnect_unknown_member_count(interconnect));
    CHECK(seen >= json_object_size(unknown));
}

static void check_interconnect(const json_t *expected, const dxi_interconnect *interconnect)
{
    check_strings(expected, interconnect);
    check_scalars(expected, interconnect);
    check_lists(expected, interconnect);
    check_unknown_members(expected, interconnect);
}

static void check_getters(const json_t *expected, const dxi_answer *answer)
{
    const json_t *interconnect = json_object_get(expected, "interconnect"), *error = json_object_get(expected, "error");
    const json_t *retry = json_object_get(expected, "retryAfterMs"), *offset = json_object_get(expected, "clockOffset");
    CHECK_NUMBER(dxi_answer_outcome(answer), number_of(outcomes, 6, vectors_text(expected, "outcome"), -1));
    CHECK_NUMBER(dxi_answer_advice(answer), number_of(advices, 6, vectors_text(expected, "advice"), -1));
    CHECK_NUMBER(dxi_answer_http_status(answer), json_integer_value(json_object_get(expected, "httpStatus")));
    CHECK_NUMBER(dxi_answer_service_error(answer),
                 error ? number_of(kinds, 6, vectors_text(error, "kind"), -1) : DXI_SERVICE_ERROR_NONE);
    VECTORS_CHECK(expected, "requestId", dxi_answer_request_id(answer, &length));
    VECTORS_CHECK(error, "code", dxi_answer_error_code(answer, &length));
    VECTORS_CHECK(error, "message", dxi_answer_error_message(answer, &length));

    uint64_t milliseconds = 0;
    int64_t seconds = 0;
    CHECK_NUMBER(dxi_answer_retry_after_ms(answer, &milliseconds), retry != NULL);
    CHECK_NUMBER(milliseconds, json_integer_value(retry));
    CHECK_NUMBER(dxi_answer_clock_offset(answer, &seconds), offset != NULL);
    CHECK_NUMBER(seconds, json_integer_value(offset));
    CHECK_NUMBER(dxi_answer_delay_ms(answer, 2, 0.5), dxi_backoff_ms(2, 0.5, milliseconds));

    const dxi_interconnect *actual = dxi_answer_interconnect(answer);
    if (CHECK_NUMBER(actual != NULL, interconnect != NULL) && actual) {
        check_interconnect(interconnect, actual);
        /* What was created is the only one of a list. */
        CHECK_NUMBER(dxi_answer_interconnect_count(answer), 1);
        check_interconnect(interconnect, dxi_answer_interconnect_at(answer, 0));
    } else {
        const json_t *list = json_object_get(expected, "interconnects");
        if (CHECK_NUMBER(dxi_answer_interconnect_count(answer), json_array_size(list)))
            for (size_t i = 0; i < json_array_size(list); i++)
                check_interconnect(json_array_get(list, i), dxi_answer_interconnect_at(answer, i));
    }
    CHECK(!dxi_answer_interconnect_at(answer, dxi_answer_interconnect_count(answer)));
    VECTORS_CHECK(expected, "nextToken", dxi_answer_next_token(answer, &length));
}

/* The document without what is for people: the explanation, and of problems all but code and path. */
static json_t *reduced(const char *text)
{
    json_t *document = json_loads(text ? text : "", JSON_ALLOW_NUL, NULL), *problems = json_array(), *problem;
    size_t i;
    CHECK(json_string_length(json_object_get(document, "explanation")) > 0);
    json_object_del(document, "explanation");
    json_array_foreach(json_object_get(document, "problems"), i, problem) json_array_append_new(
        problems, json_pack("{s:O?,s:O?}", "code", json_object_get(problem, "code"), "path", json_object_get(problem, "path")));
    json_object_set_new(document, "problems", problems);
    return document;
}

static void check_response(const json_t *test_case, dxi_operation operation)
{
    const json_t *expected = json_object_get(test_case, "answer");
    const dxi_http_response response = vectors_response(test_case, operation);
    dxi_answer *answer = NULL;
    char *json = NULL, *same = NULL;
    if (CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_OK)) {
        check_getters(expected, answer);
        CHECK_NUMBER(dxi_answer_to_json(answer, &json), DXI_OK);
        CHECK_NUMBER(dxi_answer_read_json(&response, &same), DXI_OK);
        CHECK_TEXT(same, json);
        json_t *document = reduced(json);
        if (!CHECK(json_equal(document, expected))) {
            char *left = json_dumps(document, JSON_SORT_KEYS | JSON_COMPACT),
                 *right = json_dumps(expected, JSON_SORT_KEYS | JSON_COMPACT);
            printf("    got      %s\n    expected %s\n", left, right);
            free(left);
            free(right);
        }
        json_decref(document);
    }
    dxi_string_free(json);
    dxi_string_free(same);
    dxi_answer_free(answer);
    vectors_free_response(&response);
}

static void check_order(const json_t *test_case) { check_response(test_case, DXI_OPERATION_CREATE_INTERCONNECT); }

static void check_look(const json_t *test_case) { check_response(test_case, DXI_OPERATION_DESCRIBE_INTERCONNECTS); }

int main(void)
{
    vectors_run("Tests/Vectors/responses.json", check_order);
    vectors_run("Tests/Vectors/describe_responses.json", check_look);
    return check_finish();
}
