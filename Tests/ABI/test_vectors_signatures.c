/* Tests/Vectors/signatures.json: requests that botocore signed. */
#include "check.h"
#include "signing.h"
#include "vectors.h"

static dxi_signer *signer_of(const json_t *test_case)
{
    const dxi_signer_options options = {
        .size = sizeof options,
        .access_key_id = vectors_text(test_case, "accessKeyId"),
        .secret_access_key = vectors_text(test_case, "secretAccessKey"),
        .session_token = vectors_text(test_case, "sessionToken"),
        .region = vectors_text(test_case, "region"),
        .endpoint_url = vectors_text(test_case, "endpointUrl"),
    };
    dxi_signer *signer = NULL;
    CHECK_NUMBER(dxi_signer_new(&options, &signer, NULL), DXI_OK);
    return signer;
}

static void check_http_request(const json_t *test_case, const dxi_http_request *http)
{
    size_t length = 0;
    const char *body = dxi_http_request_body(http, &length);
    vectors_check_member(test_case, "body", body, length);
    CHECK_TEXT(dxi_http_request_method(http), "POST");
    CHECK_TEXT(dxi_http_request_canonical_request(http), vectors_text(test_case, "canonicalRequest"));
    CHECK_TEXT(dxi_http_request_string_to_sign(http), vectors_text(test_case, "stringToSign"));
    CHECK_TEXT(signing_header(http, "Authorization"), vectors_text(test_case, "authorization"));
    CHECK_TEXT(signing_header(http, "X-Amz-Date"), vectors_text(test_case, "amzDate"));
    CHECK_TEXT(signing_header(http, "X-Amz-Security-Token"), vectors_text(test_case, "sessionToken"));
    CHECK_TEXT(signing_header(http, "Host"), dxi_http_request_host(http));
    CHECK(dxi_http_request_path(http) && strstr(dxi_http_request_url(http), dxi_http_request_path(http)));
    CHECK_TEXT(signing_header(http, "Content-Length"), NULL);
}

static void check_signature(const json_t *test_case)
{
    dxi_signer *signer = signer_of(test_case);
    char *json = json_dumps(json_object_get(test_case, "request"), 0);
    dxi_create_interconnect_request *request = signing_request(json);
    int64_t now = json_integer_value(json_object_get(test_case, "now"));
    /* The second time with the kept key, the third after another day's. */
    for (int time = 0; time < 3; time++) {
        dxi_http_request *http = NULL;
        if (time == 2 && CHECK_NUMBER(dxi_signer_sign(signer, request, 86400, NULL, &http, NULL), DXI_OK)) {
            dxi_http_request_free(http);
            http = NULL;
        }
        if (CHECK_NUMBER(dxi_signer_sign(signer, request, now, NULL, &http, NULL), DXI_OK))
            check_http_request(test_case, http);
        dxi_http_request_free(http);
    }
    dxi_create_interconnect_request_free(request);
    dxi_signer_free(signer);
    free(json);
}

int main(void)
{
    vectors_run("Tests/Vectors/signatures.json", check_signature);
    return check_finish();
}
