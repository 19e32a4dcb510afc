/* Answers and interconnects in bad use: NULL, sizes, indexes and constants that cannot be. */
#include "check.h"
#include "dxinterconnect.h"

#define NUL DXI_NUL_TERMINATED

static void check_answer(void)
{
    dxi_answer *answer = NULL;
    dxi_http_response response = {.size = sizeof response, .status = 200};
    CHECK_NUMBER(dxi_answer_read(NULL, &answer), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_answer_read(&response, NULL), DXI_ERROR_NULL_ARGUMENT);
    char *json = "untouched";
    CHECK_NUMBER(dxi_answer_read_json(NULL, &json), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_answer_read_json(&response, NULL), DXI_ERROR_NULL_ARGUMENT);
    response.body_length = 1;
    CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_ERROR_NULL_ARGUMENT);
    /* A body has no NUL at its end. */
    response.body = "{}";
    response.body_length = DXI_NUL_TERMINATED;
    CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_ERROR_INVALID_ARGUMENT);
    response.body = NULL;
    response.body_length = 0;
    response.headers_length = 1;
    CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_ERROR_NULL_ARGUMENT);
    response.headers_length = DXI_NUL_TERMINATED;
    CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_ERROR_NULL_ARGUMENT);
    response.headers_length = 0;
    const dxi_delivery deliveries[] = {-1, 4, INT32_MIN, INT32_MAX};
    for (size_t i = 0; i < 4; i++) {
        response.delivery = deliveries[i];
        CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_ERROR_INVALID_ARGUMENT);
        CHECK_NUMBER(dxi_answer_read_json(&response, &json), DXI_ERROR_INVALID_ARGUMENT);
    }
    response.delivery = 0;
    const size_t sizes[] = {0, 1, sizeof response - 1, sizeof response + 1, SIZE_MAX};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        response.size = sizes[i];
        CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_ERROR_INVALID_ARGUMENT);
    }
    CHECK_NUMBER(dxi_answer_to_json(NULL, &json), DXI_ERROR_NULL_ARGUMENT);
    CHECK(!answer);
    CHECK_TEXT(json, "untouched");

    size_t length = 77;
    uint64_t milliseconds = 77;
    int64_t seconds = 77;
    CHECK_NUMBER(dxi_answer_outcome(NULL), DXI_OUTCOME_UNKNOWN);
    CHECK_NUMBER(dxi_answer_advice(NULL), DXI_ADVICE_LOOK_FIRST);
    CHECK_TEXT(dxi_answer_explanation(NULL), NULL);
    CHECK(!dxi_answer_retry_after_ms(NULL, &milliseconds) && milliseconds == 77);
    CHECK(!dxi_answer_clock_offset(NULL, &seconds) && seconds == 77);
    CHECK(!dxi_answer_interconnect(NULL));
    CHECK(!dxi_answer_problems(NULL));
    CHECK_NUMBER(dxi_answer_http_status(NULL), 0);
    CHECK_TEXT(dxi_answer_request_id(NULL, &length), NULL);
    CHECK_NUMBER(dxi_answer_service_error(NULL), DXI_SERVICE_ERROR_NONE);
    CHECK_TEXT(dxi_answer_error_code(NULL, &length), NULL);
    CHECK_TEXT(dxi_answer_error_message(NULL, NULL), NULL);
    const int32_t statuses[] = {INT32_MIN, -200, -1, 0, 1, 199, 1000, 2000, INT32_MAX};
    response.size = sizeof response;
    response.body = "{\"interconnectId\":\"a\"}";
    response.body_length = strlen(response.body);
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        response.status = statuses[i];
        CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_OK);
        CHECK_NUMBER(dxi_answer_outcome(answer), DXI_OUTCOME_UNKNOWN);
        dxi_answer_free(answer);
    }
}

static void check_interconnect_members(const dxi_interconnect *none, size_t index)
{
    size_t length = 77, count = 77;
    bool flag = true;
    int64_t time = 77;
    CHECK_TEXT(dxi_interconnect_interconnect_name(none, &length), NULL);
    CHECK_NUMBER(dxi_interconnect_interconnect_state(none), 0);
    CHECK_TEXT(dxi_interconnect_interconnect_state_string(none, &length), NULL);
    CHECK_TEXT(dxi_interconnect_region(none, &length), NULL);
    CHECK_TEXT(dxi_interconnect_location(none, &length), NULL);
    CHECK_TEXT(dxi_interconnect_bandwidth(none, &length), NULL);
    CHECK(!dxi_interconnect_loa_issue_time(none, &time) && time == 77);
    CHECK_TEXT(dxi_interconnect_lag_id(none, &length), NULL);
    CHECK_TEXT(dxi_interconnect_aws_device(none, &length), NULL);
    CHECK(!dxi_interconnect_jumbo_frame_capable(none, &flag) && flag);
    CHECK_TEXT(dxi_interconnect_aws_device_v2(none, &length), NULL);
    CHECK_TEXT(dxi_interconnect_aws_logical_device_id(none, &length), NULL);
    CHECK_NUMBER(dxi_interconnect_has_logical_redundancy(none), 0);
    CHECK_TEXT(dxi_interconnect_has_logical_redundancy_string(none, &length), NULL);
    CHECK(!dxi_interconnect_tags(none, &count) && count == 77);
    CHECK_TEXT(dxi_interconnect_tag_key(none, index, &length), NULL);
    CHECK_TEXT(dxi_interconnect_tag_value(none, index, NULL), NULL);
    CHECK_TEXT(dxi_interconnect_provider_name(none, &length), NULL);
    CHECK(!dxi_interconnect_mac_sec_capable(none, &flag) && flag);
    CHECK_TEXT(dxi_interconnect_port_encryption_status(none, &length), NULL);
    CHECK_TEXT(dxi_interconnect_encryption_mode(none, &length), NULL);
    CHECK(!dxi_interconnect_mac_sec_keys(none, &count) && count == 77);
    CHECK_TEXT(dxi_interconnect_mac_sec_key_secret_arn(none, index, &length), NULL);
    CHECK_TEXT(dxi_interconnect_mac_sec_key_ckn(none, index, &length), NULL);
    CHECK_TEXT(dxi_interconnect_mac_sec_key_state(none, index, &length), NULL);
    CHECK_TEXT(dxi_interconnect_mac_sec_key_start_on(none, index, &length), NULL);
    CHECK_NUMBER(dxi_interconnect_unknown_member_count(none), 0);
    CHECK_TEXT(dxi_interconnect_unknown_member_name(none, index, &length), NULL);
    CHECK_TEXT(dxi_interconnect_unknown_member_json(none, index, &length), NULL);
    CHECK_TEXT(dxi_interconnect_unknown_member(none, "a", 1, &length), NULL);
    CHECK_TEXT(dxi_interconnect_unknown_member(none, NULL, 0, &length), NULL);
    CHECK_TEXT(dxi_interconnect_unknown_member(none, NULL, NUL, &length), NULL);
    CHECK_TEXT(dxi_interconnect_unknown_member(none, "a", NUL - 1, &length), NULL);
    CHECK_TEXT(dxi_interconnect_unknown_member(none, "\xff", NUL, &length), NULL);
}

static void check_interconnect(void)
{
    const char *body = "{\"interconnectId\":\"a\"}";
    const dxi_http_response response = {.size = sizeof response, .status = 200, .body = body, .body_length = strlen(body)};
    dxi_answer *answer = NULL;
    CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_OK);
    CHECK_TEXT(dxi_interconnect_interconnect_id(NULL, NULL), NULL);
    const size_t indexes[] = {0, 1, SIZE_MAX};
    for (size_t i = 0; i < 3; i++) {
        check_interconnect_members(NULL, indexes[i]);
        check_interconnect_members(dxi_answer_interconnect(answer), indexes[i]);
    }
    CHECK(!dxi_interconnect_tags(dxi_answer_interconnect(answer), NULL));
    CHECK(!dxi_interconnect_mac_sec_keys(NULL, NULL));
    CHECK(!dxi_interconnect_loa_issue_time(NULL, NULL));
    CHECK(!dxi_interconnect_jumbo_frame_capable(NULL, NULL));
    CHECK(!dxi_interconnect_mac_sec_capable(NULL, NULL));
    dxi_answer_free(answer);
}

int main(void)
{
    dxi_answer_free(NULL);
    check_answer();
    check_interconnect();
    return check_finish();
}
