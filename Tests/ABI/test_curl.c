/*
 * The curl command line of a dry run, as a shell reads it: the body and the URL arrive as they are, whatever characters are
 * in them, and the credentials are the shell's variables.
 */
#define _POSIX_C_SOURCE 200809L
#include <jansson.h>

#include "check.h"
#include "signing.h"

static const char *const names[] = {
    "plain", "it's", "'", "''", "$HOME `id` $(id)", "a\\b\\\\", "say \"hi\"", "! * ? ~ # & ; | < >", "Zürich 😀", " -x", "%s %n"};

/* In place of curl: its arguments, one a line, and then the end. */
static const char shell_function[] = "set -f\n"
                                     "AWS_ACCESS_KEY_ID=key AWS_SECRET_ACCESS_KEY='se cret' AWS_SESSION_TOKEN='to ken'\n"
                                     "curl() { for argument; do printf '%s\\n' \"$argument\"; done; }\n";

/* What a shell says to a script; free it. */
static char *run_shell(const char *script)
{
    char file[] = "/tmp/dxi-curl-XXXXXX", command[100];
    int descriptor = mkstemp(file);
    FILE *written = fdopen(descriptor, "w");
    fputs(shell_function, written);
    fputs(script, written);
    fclose(written);
    snprintf(command, sizeof command, "sh %s", file);
    FILE *output = popen(command, "r");
    char *text = calloc(1, 10000);
    size_t length = fread(text, 1, 9999, output);
    CHECK(length > 0 && length < 9999);
    CHECK_NUMBER(pclose(output), 0);
    remove(file);
    return text;
}

static bool has_line(const char *text, const char *line)
{
    size_t length = strlen(line);
    for (; text; text = strchr(text, '\n'), text = text ? text + 1 : NULL)
        if (!strncmp(text, line, length) && text[length] == '\n')
            return true;
    return false;
}

static void check_curl(const dxi_signer *signer, const char *name, const char *id)
{
    dxi_create_interconnect_request *request = signing_request("{\"bandwidth\":\"10Gbps\",\"location\":\"EqDC2\"}");
    const dxi_sign_options options = {.size = sizeof options, .invocation_id = id};
    char *json = NULL;
    CHECK_NUMBER(dxi_create_interconnect_request_set_interconnect_name(request, name, DXI_NUL_TERMINATED), DXI_OK);
    CHECK_NUMBER(dxi_signer_describe(signer, request, 1767323045, &options, DXI_DESCRIPTION_JSON, &json, NULL), DXI_OK);
    json_t *description = json_loads(json ? json : "", 0, NULL);
    char *arguments = run_shell(json_string_value(json_object_get(description, "curl")));
    char header[200];
    snprintf(header, sizeof header, "amz-sdk-invocation-id: %s", id);
    const char *const lines[] = {json_string_value(json_object_get(description, "body")),
                                 dxi_signer_url(signer),
                                 header,
                                 "key:se cret",
                                 "X-Amz-Security-Token: to ken",
                                 "X-Amz-Target: OvertureService.CreateInterconnect",
                                 "Content-Type: application/x-amz-json-1.1",
                                 "aws:amz:us-east-1:directconnect"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (!CHECK(has_line(arguments, lines[i])))
            printf("    no argument is %s in:\n%s", lines[i], arguments);
    free(arguments);
    json_decref(description);
    dxi_string_free(json);
    dxi_create_interconnect_request_free(request);
}

int main(void)
{
    const dxi_signer_options options = {.size = sizeof options,
                                        .access_key_id = "AKIDEXAMPLE",
                                        .secret_access_key = "secret",
                                        .session_token = "token",
                                        .region = "us-east-1",
                                        .endpoint_url = "https://proxy.example/it's/$HOME/!&;(x)*"};
    dxi_signer *signer = NULL;
    CHECK_NUMBER(dxi_signer_new(&options, &signer, NULL), DXI_OK);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        check_case = names[i];
        check_curl(signer, names[i], i % 2 ? "id's $x" : "5d3f0a3e-1111");
    }
    dxi_signer_free(signer);
    return check_finish();
}
