/* Tests/Vectors/endpoints.json: options of a signer, and the URL and region that it signs for. */
#include "check.h"
#include "vectors.h"

static void check_refused(const json_t *codes, const dxi_problems *problems)
{
    size_t i;
    json_t *code;
    if (!CHECK_NUMBER(dxi_problems_count(problems), json_array_size(codes)))
        for (i = 0; i < dxi_problems_count(problems); i++)
            printf("    got %s: %s\n", dxi_problem_code_name(dxi_problems_code(problems, i)), dxi_problems_message(problems, i));
    CHECK_NUMBER(dxi_problems_error_count(problems), dxi_problems_count(problems));
    json_array_foreach(codes, i, code)
    {
        CHECK_TEXT(dxi_problem_code_name(dxi_problems_code(problems, i)), json_string_value(code));
        CHECK(dxi_problems_message(problems, i) && *dxi_problems_message(problems, i));
        CHECK(dxi_problems_path(problems, i) != NULL);
    }
}

static void check_endpoint(const json_t *test_case)
{
    const json_t *options = json_object_get(test_case, "options"), *codes = json_object_get(test_case, "problems");
    const dxi_signer_options signer_options = {
        .size = sizeof signer_options,
        .access_key_id = "AKIDEXAMPLE",
        .secret_access_key = "secret",
        .region = vectors_text(options, "region"),
        .endpoint_url = vectors_text(options, "endpointUrl"),
        .use_fips_endpoint = vectors_flag(options, "useFips"),
        .use_dualstack_endpoint = vectors_flag(options, "useDualstack"),
        .allow_plaintext = vectors_flag(options, "allowPlaintext"),
    };
    dxi_signer *signer = NULL;
    dxi_problems *problems = NULL;
    CHECK_NUMBER(dxi_signer_new(&signer_options, &signer, &problems), codes ? DXI_ERROR_INVALID_OPTIONS : DXI_OK);
    CHECK_NUMBER(signer != NULL, codes == NULL);
    if (codes) {
        check_refused(codes, problems);
    } else {
        CHECK(!problems);
        CHECK_TEXT(dxi_signer_url(signer), vectors_text(test_case, "url"));
        CHECK_TEXT(dxi_signer_region(signer), vectors_text(test_case, "region"));
    }
    dxi_problems_free(problems);
    dxi_signer_free(signer);
}

int main(void)
{
    vectors_run("Tests/Vectors/endpoints.json", check_endpoint);
    return check_finish();
}
