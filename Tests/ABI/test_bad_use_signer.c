/* Signers and what they sign in bad use: NULL, sizes, indexes, times, credentials and texts that cannot be. */
#include "check.h"
#include "dxinterconnect.h"

static const char good[] = "{\"interconnectName\":\"a\",\"bandwidth\":\"1Gbps\",\"location\":\"EqDC2\"}";
static dxi_create_interconnect_request *request;
static dxi_signer *signer;

static dxi_signer_options good_options(void)
{
    return (dxi_signer_options){
        .size = sizeof(dxi_signer_options), .access_key_id = "AKIDEXAMPLE", .secret_access_key = "secret", .region = "us-east-1"};
}

static void check_signer_new(void)
{
    dxi_problems *const untouched = (dxi_problems *)&request;
    dxi_problems *problems = untouched;
    dxi_signer *made = NULL;
    dxi_signer_options options = good_options();
    CHECK_NUMBER(dxi_signer_new(NULL, &made, &problems), DXI_ERROR_NULL_ARGUMENT);
    CHECK(!problems);
    CHECK_NUMBER(dxi_signer_new(&options, NULL, NULL), DXI_ERROR_NULL_ARGUMENT);
    const size_t sizes[] = {0, 1, sizeof options - 1, sizeof options + 1, SIZE_MAX};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        options = good_options();
        options.size = sizes[i];
        problems = untouched;
        CHECK_NUMBER(dxi_signer_new(&options, &made, &problems), DXI_ERROR_INVALID_ARGUMENT);
        CHECK(!problems);
    }
    CHECK(!made);
    CHECK_TEXT(dxi_signer_url(NULL), NULL);
    CHECK_TEXT(dxi_signer_region(NULL), NULL);
}

/* Credentials and header text: what is no header's value, or no text at all, is refused with a problem each. */
static void check_signer_options(void)
{
    const char *bad[] = {NULL, "", "a\nb", "a\rb", "a\x01", "a\x7f", "a\xff"};
    dxi_signer *made = NULL;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        for (int which = 0; which < 4; which++) {
            if ((which == 2 && !bad[i]) || (which == 3 && (!bad[i] || !*bad[i])))
                continue; /* no session token and no more of a user agent: fine */
            dxi_signer_options options = good_options();
            dxi_problems *problems = NULL;
            *(which == 0   ? &options.access_key_id
              : which == 1 ? &options.secret_access_key
              : which == 2 ? &options.session_token
                           : &options.user_agent_extra) = bad[i];
            if (!CHECK_NUMBER(dxi_signer_new(&options, &made, &problems), DXI_ERROR_INVALID_OPTIONS))
                printf("    value %zu of option %d\n", i, which);
            CHECK_NUMBER(dxi_problems_count(problems), 1);
            CHECK_NUMBER(dxi_problems_code(problems, 0),
                         which == 3 ? DXI_PROBLEM_INVALID_HEADER_TEXT : DXI_PROBLEM_INVALID_CREDENTIALS);
            CHECK_NUMBER(dxi_problems_severity(problems, 0), DXI_SEVERITY_ERROR);
            dxi_problems_free(problems);
        }
    /* Everything wrong at once. */
    dxi_signer_options options = {.size = sizeof options, .session_token = "", .user_agent_extra = "\n"};
    dxi_problems *problems = NULL;
    CHECK_NUMBER(dxi_signer_new(&options, &made, &problems), DXI_ERROR_INVALID_OPTIONS);
    CHECK_NUMBER(dxi_problems_count(problems), 5);
    CHECK(!made);
    dxi_problems_free(problems);
}

static void check_sign(void)
{
    dxi_problems *const untouched = (dxi_problems *)&request;
    dxi_problems *problems = untouched;
    dxi_http_request *http = NULL;
    char *description = "untouched";
    CHECK_NUMBER(dxi_signer_sign(NULL, request, 1, NULL, &http, &problems), DXI_ERROR_NULL_ARGUMENT);
    CHECK(!problems);
    CHECK_NUMBER(dxi_signer_sign(signer, NULL, 1, NULL, &http, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_signer_sign(signer, request, 1, NULL, NULL, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_signer_describe(NULL, request, 1, NULL, 0, &description, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_signer_describe(signer, NULL, 1, NULL, 0, &description, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_signer_describe(signer, request, 1, NULL, 0, NULL, NULL), DXI_ERROR_NULL_ARGUMENT);
    const dxi_description_format formats[] = {-1, 2, INT32_MIN, INT32_MAX};
    for (size_t i = 0; i < 4; i++)
        CHECK_NUMBER(dxi_signer_describe(signer, request, 1, NULL, formats[i], &description, NULL), DXI_ERROR_INVALID_ARGUMENT);
    const int64_t times[] = {-1, INT64_MIN, 253402300800, INT64_MAX};
    for (size_t i = 0; i < 4; i++) {
        CHECK_NUMBER(dxi_signer_sign(signer, request, times[i], NULL, &http, &problems), DXI_ERROR_INVALID_OPTIONS);
        CHECK_NUMBER(dxi_problems_code(problems, 0), DXI_PROBLEM_INVALID_TIME);
        dxi_problems_free(problems);
        CHECK_NUMBER(dxi_signer_describe(signer, request, times[i], NULL, 0, &description, NULL), DXI_ERROR_INVALID_OPTIONS);
    }
    const struct {
        dxi_sign_options options;
        dxi_status status;
    } bad[] = {
        {{.size = 0}, DXI_ERROR_INVALID_ARGUMENT},
        {{.size = sizeof(dxi_sign_options) + 1}, DXI_ERROR_INVALID_ARGUMENT},
        {{.size = sizeof(dxi_sign_options), .rules = 4}, DXI_ERROR_INVALID_ARGUMENT},
        {{.size = sizeof(dxi_sign_options), .invocation_id = "a\nb"}, DXI_ERROR_INVALID_OPTIONS},
        {{.size = sizeof(dxi_sign_options), .invocation_id = "\xff"}, DXI_ERROR_INVALID_OPTIONS},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        problems = untouched;
        CHECK_NUMBER(dxi_signer_sign(signer, request, 1, &bad[i].options, &http, &problems), bad[i].status);
        CHECK_NUMBER(dxi_problems_count(problems), bad[i].status == DXI_ERROR_INVALID_OPTIONS);
        dxi_problems_free(problems);
        CHECK_NUMBER(dxi_signer_describe(signer, request, 1, &bad[i].options, 1, &description, NULL), bad[i].status);
    }
    CHECK(!http);
    CHECK_TEXT(description, "untouched");
}

static void check_http_request(void)
{
    size_t length = 77;
    CHECK_TEXT(dxi_http_request_method(NULL), NULL);
    CHECK_TEXT(dxi_http_request_url(NULL), NULL);
    CHECK_TEXT(dxi_http_request_host(NULL), NULL);
    CHECK_TEXT(dxi_http_request_path(NULL), NULL);
    CHECK_NUMBER(dxi_http_request_header_count(NULL), 0);
    CHECK_TEXT(dxi_http_request_header_name(NULL, 0), NULL);
    CHECK_TEXT(dxi_http_request_header_value(NULL, 0), NULL);
    CHECK_TEXT(dxi_http_request_body(NULL, &length), NULL);
    CHECK_TEXT(dxi_http_request_canonical_request(NULL), NULL);
    CHECK_TEXT(dxi_http_request_string_to_sign(NULL), NULL);
    dxi_http_request *http = NULL;
    CHECK_NUMBER(dxi_signer_sign(signer, request, 1, NULL, &http, NULL), DXI_OK);
    size_t count = dxi_http_request_header_count(http);
    CHECK(count > 0);
    const size_t bad[] = {count, SIZE_MAX, SIZE_MAX / 2 + 1};
    for (size_t i = 0; i < 3; i++) {
        CHECK_TEXT(dxi_http_request_header_name(http, bad[i]), NULL);
        CHECK_TEXT(dxi_http_request_header_value(http, bad[i]), NULL);
    }
    dxi_http_request_free(http);
}

static void check_json(void)
{
    char *json = "untouched";
    CHECK_NUMBER(dxi_http_request_to_json(NULL, &json), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_signer_sign_json(NULL, DXI_OPERATION_CREATE_INTERCONNECT, "{}", 2, 1, NULL, &json), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_signer_sign_json(signer, DXI_OPERATION_CREATE_INTERCONNECT, NULL, 0, 1, NULL, &json), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_signer_sign_json(signer, DXI_OPERATION_CREATE_INTERCONNECT, "{}", 2, 1, NULL, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_signer_sign_json(signer, DXI_OPERATION_CREATE_INTERCONNECT, "{}", DXI_MAXIMUM_LENGTH + 1, 1, NULL, &json), DXI_ERROR_INVALID_ARGUMENT);
    const dxi_sign_options options = {.size = 1};
    CHECK_NUMBER(dxi_signer_sign_json(signer, DXI_OPERATION_CREATE_INTERCONNECT, "{}", 2, 1, &options, &json), DXI_ERROR_INVALID_ARGUMENT);
    CHECK_TEXT(json, "untouched");
}

int main(void)
{
    const dxi_signer_options options = good_options();
    dxi_signer_free(NULL);
    dxi_http_request_free(NULL);
    CHECK_NUMBER(dxi_create_interconnect_request_from_json(good, DXI_NUL_TERMINATED, &request, NULL), DXI_OK);
    CHECK_NUMBER(dxi_signer_new(&options, &signer, NULL), DXI_OK);
    check_signer_new();
    check_signer_options();
    check_sign();
    check_http_request();
    check_json();
    dxi_signer_free(signer);
    dxi_create_interconnect_request_free(request);
    return check_finish();
}
