/*
 * No text that the library makes holds the secret; the session token stands only where it must: in its own header,
 * in the canonical request, and in the HTTP document. Descriptions hold neither the token nor the signature.
 */
#include "check.h"
#include "signing.h"

static const char secret[] = "wonderfullySecret/KEY+1234567890abcdefghij";
static const char token[] = "theSessionToken//////+which==is/LONG/enough";
static const char good[] = "{\"interconnectName\":\"acme\",\"bandwidth\":\"10\",\"location\":\"EqDC2\"}";
static const int64_t now = 1767323045;
static unsigned long texts;

/* A part of a secret is a secret too: eight characters in a row of it. */
static bool leaks(const char *text, const char *hidden)
{
    char part[9] = {0};
    for (size_t i = 0; i + 8 <= strlen(hidden); i++) {
        memcpy(part, hidden + i, 8);
        if (strstr(text, part))
            return true;
    }
    return false;
}

static void check_clean(const char *text)
{
    if (!text)
        return;
    texts++;
    CHECK(!leaks(text, secret));
    if (!CHECK(!leaks(text, token)))
        printf("    %s\n", text);
}

static void check_problems(dxi_problems *problems)
{
    char *json = NULL;
    CHECK_NUMBER(dxi_problems_to_json(problems, &json), DXI_OK);
    check_clean(json);
    for (size_t i = 0; i < dxi_problems_count(problems); i++) {
        check_clean(dxi_problems_message(problems, i));
        check_clean(dxi_problems_path(problems, i));
        check_clean(dxi_problems_suggestion(problems, i));
    }
    dxi_string_free(json);
    dxi_problems_free(problems);
}

/* Credentials with a fault are refused without being repeated. */
static void check_refused_credentials(void)
{
    char bad_secret[100], bad_token[100];
    snprintf(bad_secret, sizeof bad_secret, "%s\n", secret);
    snprintf(bad_token, sizeof bad_token, "\x01%s\xff", token);
    const char *keys[] = {"AKIDEXAMPLE", NULL, "", "A\n"};
    const char *regions[] = {"us-east-1", NULL, "a/b"};
    const char *endpoints[] = {NULL, "http://example.com", "ftp://x"};
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 3; j++)
            for (int k = 0; k < 3; k++) {
                const dxi_signer_options options = {.size = sizeof options,
                                                    .access_key_id = keys[i],
                                                    .secret_access_key = bad_secret,
                                                    .session_token = bad_token,
                                                    .region = regions[j],
                                                    .endpoint_url = endpoints[k]};
                dxi_signer *signer = NULL;
                dxi_problems *problems = NULL;
                CHECK_NUMBER(dxi_signer_new(&options, &signer, &problems), DXI_ERROR_INVALID_OPTIONS);
                CHECK(dxi_problems_count(problems) >= 2);
                check_problems(problems);
            }
}

/* A password in an endpoint is one too. */
static void check_refused_endpoint(void)
{
    char endpoint[200];
    snprintf(endpoint, sizeof endpoint, "https://user:%s@example.com/", secret);
    const dxi_signer_options options = {.size = sizeof options,
                                        .access_key_id = "AKIDEXAMPLE",
                                        .secret_access_key = "s",
                                        .region = "us-east-1",
                                        .endpoint_url = endpoint};
    dxi_signer *signer = NULL;
    dxi_problems *problems = NULL;
    CHECK_NUMBER(dxi_signer_new(&options, &signer, &problems), DXI_ERROR_INVALID_OPTIONS);
    check_problems(problems);
}

static void check_http_request(const dxi_http_request *http)
{
    check_clean(dxi_http_request_method(http));
    check_clean(dxi_http_request_url(http));
    check_clean(dxi_http_request_host(http));
    check_clean(dxi_http_request_path(http));
    check_clean(dxi_http_request_body(http, NULL));
    check_clean(dxi_http_request_string_to_sign(http));
    for (size_t i = 0; i < dxi_http_request_header_count(http); i++) {
        const char *name = dxi_http_request_header_name(http, i), *value = dxi_http_request_header_value(http, i);
        check_clean(name);
        if (!strcmp(name, "X-Amz-Security-Token"))
            CHECK_TEXT(value, token);
        else
            check_clean(value);
    }
    CHECK(!leaks(dxi_http_request_canonical_request(http), secret));
    char *json = NULL;
    CHECK_NUMBER(dxi_http_request_to_json(http, &json), DXI_OK);
    CHECK(!leaks(json, secret));
    const char *once = strstr(json, token);
    CHECK(once && !leaks(once + strlen(token), token));
    dxi_string_free(json);
}

static void check_descriptions(const dxi_signer *signer, const dxi_create_interconnect_request *request,
                               const dxi_http_request *http)
{
    const char *signature = strstr(signing_header(http, "Authorization"), "Signature=") + strlen("Signature=");
    for (dxi_description_format format = DXI_DESCRIPTION_TEXT; format <= DXI_DESCRIPTION_JSON; format++) {
        char *description = NULL;
        CHECK_NUMBER(dxi_signer_describe(signer, request, now, NULL, format, &description, NULL), DXI_OK);
        check_clean(description);
        CHECK(!leaks(description, signature));
        dxi_string_free(description);
    }
}

/* What came back is the server's own words; nothing of ours gets into it. */
static void check_answers(void)
{
    const char *bodies[] = {"{\"interconnectId\":\"a\"}", "{\"__type\":\"ExpiredTokenException\",\"message\":\"m\"}", "<html>",
                            ""};
    for (int32_t status = 0; status < 600; status += 100)
        for (size_t i = 0; i < 4; i++) {
            const dxi_http_response response = {
                .size = sizeof response, .status = status, .body = bodies[i], .body_length = strlen(bodies[i])};
            dxi_answer *answer = NULL;
            char *json = NULL;
            CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_OK);
            check_clean(dxi_answer_explanation(answer));
            CHECK_NUMBER(dxi_answer_to_json(answer, &json), DXI_OK);
            check_clean(json);
            dxi_string_free(json);
            dxi_answer_free(answer);
        }
}

int main(void)
{
    const dxi_signer_options options = {.size = sizeof options,
                                        .access_key_id = "AKIDEXAMPLE",
                                        .secret_access_key = secret,
                                        .session_token = token,
                                        .region = "us-east-1"};
    dxi_create_interconnect_request *request = signing_request(good), *empty = signing_request("{}");
    dxi_signer *signer = NULL;
    dxi_http_request *http = NULL;
    dxi_problems *problems = NULL;
    char *json = NULL;

    /* The search finds what is there. */
    CHECK(leaks("x wonderfu x", secret) && !leaks("wonderf", secret));
    CHECK_NUMBER(dxi_signer_new(&options, &signer, NULL), DXI_OK);
    check_clean(dxi_signer_url(signer));
    check_clean(dxi_signer_region(signer));
    CHECK_NUMBER(dxi_signer_sign(signer, request, now, NULL, &http, &problems), DXI_OK);
    check_problems(problems);
    check_http_request(http);
    check_descriptions(signer, request, http);
    dxi_http_request_free(http);

    CHECK_NUMBER(dxi_signer_sign(signer, empty, now, NULL, &http, &problems), DXI_ERROR_INVALID_REQUEST);
    check_problems(problems);
    CHECK_NUMBER(dxi_signer_sign(signer, request, -1, NULL, &http, &problems), DXI_ERROR_INVALID_OPTIONS);
    check_problems(problems);
    CHECK_NUMBER(dxi_signer_sign_json(signer, DXI_OPERATION_CREATE_INTERCONNECT, "{", 1, now, NULL, &json), DXI_ERROR_INVALID_JSON);
    check_clean(json);
    dxi_string_free(json);
    CHECK_NUMBER(dxi_signer_sign_json(signer, DXI_OPERATION_CREATE_INTERCONNECT, good, DXI_NUL_TERMINATED, now, NULL, &json), DXI_OK);
    CHECK(!leaks(json, secret));
    dxi_string_free(json);

    for (dxi_status status = 0; dxi_status_name(status); status++)
        check_clean(dxi_status_message(status));
    check_refused_credentials();
    check_refused_endpoint();
    check_answers();
    CHECK(texts > 300);
    dxi_signer_free(signer);
    dxi_create_interconnect_request_free(request);
    dxi_create_interconnect_request_free(empty);
    return check_finish();
}
