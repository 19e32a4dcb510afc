/* What a signer hands out beside the signature: headers in order, options, warnings, descriptions. */
#include <jansson.h>

#include "check.h"
#include "signing.h"

static const char good[] = "{\"interconnectName\":\"acme-iad-1\",\"bandwidth\":\"10Gbps\",\"location\":\"EqDC2\"}";
static const int64_t now = 1767323045;

static dxi_signer *make_signer(const char *token, const char *extra, const char *endpoint)
{
    const dxi_signer_options options = {.size = sizeof options,
                                        .access_key_id = "AKIDEXAMPLE",
                                        .secret_access_key = "secret",
                                        .session_token = token,
                                        .region = "us-east-1",
                                        .endpoint_url = endpoint,
                                        .user_agent_extra = extra};
    dxi_signer *signer = NULL;
    CHECK_NUMBER(dxi_signer_new(&options, &signer, NULL), DXI_OK);
    return signer;
}

static dxi_http_request *sign(const dxi_signer *signer, const char *json, const dxi_sign_options *options)
{
    dxi_create_interconnect_request *request = signing_request(json);
    dxi_http_request *http = NULL;
    CHECK_NUMBER(dxi_signer_sign(signer, request, now, options, &http, NULL), DXI_OK);
    dxi_create_interconnect_request_free(request);
    return http;
}

static void check_headers(void)
{
    dxi_signer *signer = make_signer("TOKEN==", "acme/2.1 (test)", NULL);
    const dxi_sign_options options = {
        .size = sizeof options, .attempt = 3, .invocation_id = "5d3f0a3e-1111-4222-8333-444455556666"};
    dxi_http_request *http = sign(signer, good, &options);
    CHECK_TEXT(dxi_http_request_method(http), "POST");
    CHECK_TEXT(dxi_http_request_url(http), "https://directconnect.us-east-1.amazonaws.com/");
    CHECK_TEXT(dxi_http_request_host(http), "directconnect.us-east-1.amazonaws.com");
    CHECK_TEXT(dxi_http_request_path(http), "/");
    CHECK_TEXT(signing_header(http, "Host"), "directconnect.us-east-1.amazonaws.com");
    CHECK_TEXT(signing_header(http, "Content-Type"), "application/x-amz-json-1.1");
    CHECK_TEXT(signing_header(http, "X-Amz-Target"), "OvertureService.CreateInterconnect");
    CHECK_TEXT(signing_header(http, "X-Amz-Date"), "20260102T030405Z");
    CHECK_TEXT(signing_header(http, "X-Amz-Security-Token"), "TOKEN==");
    CHECK_TEXT(signing_header(http, "User-Agent"), "dxinterconnect/" DXI_VERSION " acme/2.1 (test)");
    CHECK_TEXT(signing_header(http, "amz-sdk-invocation-id"), options.invocation_id);
    CHECK_TEXT(signing_header(http, "amz-sdk-request"), "attempt=3");
    const char *authorization = signing_header(http, "Authorization");
    CHECK(authorization &&
          strstr(authorization, "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target,"));
    CHECK_NUMBER(dxi_http_request_header_count(http), 9);
    dxi_http_request_free(http);
    dxi_signer_free(signer);
}

static void check_fewer_headers(void)
{
    dxi_signer *signer = make_signer(NULL, NULL, "https://proxy.example:8443/a");
    dxi_http_request *http = sign(signer, good, NULL);
    CHECK_TEXT(dxi_http_request_url(http), "https://proxy.example:8443/a");
    CHECK_TEXT(dxi_http_request_host(http), "proxy.example:8443");
    CHECK_TEXT(dxi_http_request_path(http), "/a");
    CHECK_TEXT(signing_header(http, "User-Agent"), "dxinterconnect/" DXI_VERSION);
    CHECK_NUMBER(dxi_http_request_header_count(http), 6);
    dxi_http_request_free(http);
    const dxi_sign_options options = {.size = sizeof options, .attempt = UINT32_MAX};
    http = sign(signer, good, &options);
    CHECK_TEXT(signing_header(http, "amz-sdk-request"), "attempt=4294967295");
    CHECK_NUMBER(dxi_http_request_header_count(http), 7);
    dxi_http_request_free(http);
    dxi_signer_free(signer);
}

/* The handle stands on its own: signer and request may go first. */
static void check_lifetimes(void)
{
    dxi_signer *signer = make_signer("TOKEN==", NULL, NULL);
    dxi_create_interconnect_request *request = signing_request(good);
    dxi_http_request *http = NULL;
    CHECK_NUMBER(dxi_signer_sign(signer, request, now, NULL, &http, NULL), DXI_OK);
    dxi_signer_free(signer);
    dxi_create_interconnect_request_free(request);
    size_t length = 0;
    const char *body = dxi_http_request_body(http, &length);
    CHECK_BYTES(body, length, good, strlen(good));
    CHECK(strstr(dxi_http_request_canonical_request(http), "x-amz-security-token:TOKEN==\n"));
    dxi_http_request_free(http);
}

static void check_problems(void)
{
    dxi_signer *signer = make_signer(NULL, NULL, NULL);
    dxi_create_interconnect_request *request =
        signing_request("{\"interconnectName\":\"a\",\"bandwidth\":\"10\",\"location\":\"EqDC2\",\"foo\":1}");
    dxi_http_request *http = NULL;
    dxi_problems *problems = NULL;
    CHECK_NUMBER(dxi_signer_sign(signer, request, now, NULL, &http, &problems), DXI_ERROR_INVALID_REQUEST);
    CHECK(!http);
    CHECK_NUMBER(dxi_problems_count(problems), 2);
    CHECK_NUMBER(dxi_problems_error_count(problems), 1);
    dxi_problems_free(problems);

    dxi_sign_options options = {.size = sizeof options, .rules = DXI_ALLOW_UNKNOWN_MEMBERS};
    CHECK_NUMBER(dxi_signer_sign(signer, request, now, &options, &http, &problems), DXI_OK);
    CHECK_NUMBER(dxi_problems_count(problems), 1);
    CHECK_NUMBER(dxi_problems_code(problems, 0), DXI_PROBLEM_BANDWIDTH_WITHOUT_UNIT);
    size_t length = 0;
    const char *body = dxi_http_request_body(http, &length);
    CHECK(body && strstr(body, "\"foo\":1"));
    dxi_problems_free(problems);
    dxi_http_request_free(http);

    options.rules |= DXI_WARNINGS_AS_ERRORS;
    http = NULL;
    CHECK_NUMBER(dxi_signer_sign(signer, request, now, &options, &http, NULL), DXI_ERROR_INVALID_REQUEST);
    CHECK(!http);
    dxi_create_interconnect_request_free(request);
    dxi_signer_free(signer);
}

/* The same arguments give the same bytes; another second, another signature. */
static void check_determinism(void)
{
    dxi_signer *signer = make_signer(NULL, NULL, NULL), *other = make_signer(NULL, NULL, NULL);
    dxi_create_interconnect_request *request = signing_request(good);
    dxi_http_request *first = NULL, *second = NULL, *third = NULL;
    CHECK_NUMBER(dxi_signer_sign(signer, request, now, NULL, &first, NULL), DXI_OK);
    CHECK_NUMBER(dxi_signer_sign(other, request, now, NULL, &second, NULL), DXI_OK);
    CHECK_NUMBER(dxi_signer_sign(signer, request, now + 1, NULL, &third, NULL), DXI_OK);
    CHECK_TEXT(signing_header(second, "Authorization"), signing_header(first, "Authorization"));
    CHECK(strcmp(signing_header(third, "Authorization"), signing_header(first, "Authorization")));
    dxi_http_request_free(first);
    dxi_http_request_free(second);
    dxi_http_request_free(third);
    dxi_create_interconnect_request_free(request);
    dxi_signer_free(signer);
    dxi_signer_free(other);
}

static void check_http_document(void)
{
    dxi_signer *signer = make_signer("TOKEN==", NULL, NULL);
    dxi_http_request *http = sign(signer, good, NULL);
    char *json = NULL;
    CHECK_NUMBER(dxi_http_request_to_json(http, &json), DXI_OK);
    json_t *document = json_loads(json ? json : "", 0, NULL), *headers = json_object_get(document, "headers");
    CHECK_NUMBER(json_object_size(document), 6);
    CHECK_TEXT(json_string_value(json_object_get(document, "method")), "POST");
    CHECK_TEXT(json_string_value(json_object_get(document, "url")), dxi_http_request_url(http));
    CHECK_TEXT(json_string_value(json_object_get(document, "host")), dxi_http_request_host(http));
    CHECK_TEXT(json_string_value(json_object_get(document, "path")), dxi_http_request_path(http));
    CHECK_TEXT(json_string_value(json_object_get(document, "body")), good);
    CHECK_NUMBER(json_array_size(headers), dxi_http_request_header_count(http));
    for (size_t i = 0; i < json_array_size(headers); i++) {
        CHECK_TEXT(json_string_value(json_array_get(json_array_get(headers, i), 0)), dxi_http_request_header_name(http, i));
        CHECK_TEXT(json_string_value(json_array_get(json_array_get(headers, i), 1)), dxi_http_request_header_value(http, i));
    }

    char *both = NULL;
    CHECK_NUMBER(dxi_signer_sign_json(signer, DXI_OPERATION_CREATE_INTERCONNECT, good, DXI_NUL_TERMINATED, now, NULL, &both), DXI_OK);
    json_t *signed_document = json_loads(both ? both : "", 0, NULL);
    CHECK(json_equal(json_object_get(signed_document, "httpRequest"), document));
    CHECK_TEXT(json_string_value(json_object_get(signed_document, "status")), "OK");
    CHECK_NUMBER(json_array_size(json_object_get(signed_document, "problems")), 0);
    CHECK(json_is_array(json_object_get(signed_document, "problems")));
    json_decref(signed_document);
    dxi_string_free(both);
    json_decref(document);
    dxi_string_free(json);
    dxi_http_request_free(http);
    dxi_signer_free(signer);
}

/* One call for every way that it can end. */
static void check_sign_json(void)
{
    const struct {
        const char *text;
        int64_t now;
        dxi_status status;
        const char *name;
        size_t problems;
    } cases[] = {
        {"{", now, DXI_ERROR_INVALID_JSON, "INVALID_JSON", 1},
        {"{}", now, DXI_ERROR_INVALID_REQUEST, "INVALID_REQUEST", 3},
        {good, -1, DXI_ERROR_INVALID_OPTIONS, "INVALID_OPTIONS", 1},
        {"{\"interconnectName\":\"a\",\"bandwidth\":\"10\",\"location\":\"EqDC2\"}", now, DXI_OK, "OK", 1},
    };
    dxi_signer *signer = make_signer(NULL, NULL, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *json = NULL;
        CHECK_NUMBER(dxi_signer_sign_json(signer, DXI_OPERATION_CREATE_INTERCONNECT, cases[i].text, DXI_NUL_TERMINATED, cases[i].now, NULL, &json), cases[i].status);
        json_t *document = json_loads(json ? json : "", 0, NULL);
        CHECK_TEXT(json_string_value(json_object_get(document, "status")), cases[i].name);
        CHECK_NUMBER(json_array_size(json_object_get(document, "problems")), cases[i].problems);
        CHECK_NUMBER(json_object_get(document, "httpRequest") != NULL, cases[i].status == DXI_OK);
        json_decref(document);
        dxi_string_free(json);
    }
    dxi_signer_free(signer);
}

static void check_descriptions(void)
{
    dxi_signer *signer = make_signer("TOKEN==", NULL, NULL);
    dxi_create_interconnect_request *request =
        signing_request("{\"interconnectName\":\"it's\",\"bandwidth\":\"10\",\"location\":\"EqDC2\"}");
    dxi_problems *problems = NULL;
    char *text = NULL, *json = NULL;
    CHECK_NUMBER(dxi_signer_describe(signer, request, now, NULL, DXI_DESCRIPTION_TEXT, &text, &problems), DXI_OK);
    CHECK_NUMBER(dxi_problems_count(problems), 2);
    dxi_problems_free(problems);
    const char *parts[] = {"https://directconnect.us-east-1.amazonaws.com/",
                           "OvertureService.CreateInterconnect",
                           "AWS4-HMAC-SHA256\n20260102T030405Z\n",
                           "content-type;host;x-amz-date;x-amz-security-token;x-amz-target",
                           "curl ",
                           "--aws-sigv4",
                           "AWS_SECRET_ACCESS_KEY",
                           "it's",
                           "10Gbps"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!CHECK(text && strstr(text, parts[i])))
            printf("    the description lacks %s\n", parts[i]);

    CHECK_NUMBER(dxi_signer_describe(signer, request, now, NULL, DXI_DESCRIPTION_JSON, &json, NULL), DXI_OK);
    json_t *document = json_loads(json ? json : "", 0, NULL);
    const char *members[] = {"method", "url", "headers", "body", "canonicalRequest", "stringToSign", "problems", "curl"};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        CHECK(json_object_get(document, members[i]) != NULL);
    CHECK_NUMBER(json_object_size(document), sizeof members / sizeof *members);
    CHECK_NUMBER(json_array_size(json_object_get(document, "problems")), 2);
    CHECK_TEXT(json_string_value(json_object_get(document, "body")),
               "{\"interconnectName\":\"it's\",\"bandwidth\":\"10\",\"location\":\"EqDC2\"}");
    json_decref(document);
    dxi_string_free(text);
    dxi_string_free(json);
    dxi_create_interconnect_request_free(request);
    dxi_signer_free(signer);
}

int main(void)
{
    check_headers();
    check_fewer_headers();
    check_lifetimes();
    check_problems();
    check_determinism();
    check_http_document();
    check_sign_json();
    check_descriptions();
    return check_finish();
}
