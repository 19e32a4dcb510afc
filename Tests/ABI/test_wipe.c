/*
 * Memory that held a secret is wiped before it is freed: this program's own free looks at every block that the library
 * and jansson give back. Not run by memcheck, which has a free of its own.
 */
#define _GNU_SOURCE
#include <malloc.h>
#include <nettle/hmac.h>

#include "check.h"
#include "signing.h"

extern void __libc_free(void *);

static const char secret[] = "wonderfullySecret/KEY+1234567890abcdefghij";
static const char token[] = "theSessionToken//////+which==is/LONG/enough";
static const char good[] = "{\"interconnectName\":\"acme\",\"bandwidth\":\"10Gbps\",\"location\":\"EqDC2\"}";

enum { SECRET, TOKEN, KEY, SIGNATURE, KINDS };
static const char *const kinds[KINDS] = {"the secret", "the session token", "the derived key", "the signature"};
static struct {
    char bytes[80];
    size_t length;
    unsigned long found;
} hidden[KINDS];
static unsigned long blocks;
static bool watching;

void free(void *block)
{
    if (block && watching) {
        blocks++;
        for (int i = 0; i < KINDS; i++)
            if (hidden[i].length && memmem(block, malloc_usable_size(block), hidden[i].bytes, hidden[i].length))
                hidden[i].found++;
    }
    __libc_free(block);
}

/* A block that grows leaves its old place behind: always a new one, so that the old one passes through free. */
void *realloc(void *block, size_t size)
{
    void *new = malloc(size);
    if (!new || !block)
        return new;
    size_t old = malloc_usable_size(block);
    memcpy(new, block, old < size ? old : size);
    free(block);
    return new;
}

static void hide(int kind, const char *bytes, size_t length)
{
    memcpy(hidden[kind].bytes, bytes, length);
    hidden[kind].length = length;
}

static void hmac(const uint8_t *key, size_t key_length, const char *text, uint8_t *digest)
{
    struct hmac_sha256_ctx context;
    hmac_sha256_set_key(&context, key_length, key);
    hmac_sha256_update(&context, strlen(text), (const uint8_t *)text);
    hmac_sha256_digest(&context, 32, digest);
}

static void hide_derived_key(void)
{
    char first[100];
    uint8_t key[32];
    snprintf(first, sizeof first, "AWS4%s", secret);
    hmac((const uint8_t *)first, strlen(first), "20260102", key);
    hmac(key, 32, "us-east-1", key);
    hmac(key, 32, "directconnect", key);
    hmac(key, 32, "aws4_request", key);
    hide(KEY, (const char *)key, 32);
}

static void check_nothing_found(const char *after)
{
    for (int i = 0; i < KINDS; i++) {
        if (!CHECK_NUMBER(hidden[i].found, 0))
            printf("    %s was in memory that was freed, after: %s\n", kinds[i], after);
        hidden[i].found = 0;
    }
}

/* The search finds what is there. Called through a pointer, so that the compiler does not leave out the dead copy. */
static void check_search(void)
{
    void *(*volatile copy)(void *, const void *, size_t) = memcpy;
    char *block = malloc(200);
    copy(block + 50, secret, sizeof secret);
    free(block);
    CHECK_NUMBER(hidden[SECRET].found, 1);
    hidden[SECRET].found = 0;
}

int main(void)
{
    const dxi_signer_options options = {.size = sizeof options,
                                        .access_key_id = "AKIDEXAMPLE",
                                        .secret_access_key = secret,
                                        .session_token = token,
                                        .region = "us-east-1"};
    const int64_t now = 1767323045;
    dxi_create_interconnect_request *request = signing_request(good);
    dxi_signer *signer = NULL;
    dxi_http_request *http = NULL;
    char *text = NULL;
    hide(SECRET, secret, strlen(secret));
    hide(TOKEN, token, strlen(token));
    hide_derived_key();
    watching = true;
    check_search();

    CHECK_NUMBER(dxi_signer_new(&options, &signer, NULL), DXI_OK);
    check_nothing_found("dxi_signer_new");
    CHECK_NUMBER(dxi_signer_sign(signer, request, now, NULL, &http, NULL), DXI_OK);
    const char *signature = strstr(signing_header(http, "Authorization"), "Signature=") + strlen("Signature=");
    hide(SIGNATURE, signature, strlen(signature));
    check_nothing_found("dxi_signer_sign");
    CHECK_NUMBER(dxi_http_request_to_json(http, &text), DXI_OK);
    check_nothing_found("dxi_http_request_to_json");
    dxi_string_free(text);
    check_nothing_found("dxi_string_free of an HTTP document");
    dxi_http_request_free(http);
    check_nothing_found("dxi_http_request_free");
    for (dxi_description_format format = DXI_DESCRIPTION_TEXT; format <= DXI_DESCRIPTION_JSON; format++) {
        CHECK_NUMBER(dxi_signer_describe(signer, request, now, NULL, format, &text, NULL), DXI_OK);
        dxi_string_free(text);
        check_nothing_found("dxi_signer_describe");
    }
    CHECK_NUMBER(dxi_signer_sign_json(signer, DXI_OPERATION_CREATE_INTERCONNECT, good, DXI_NUL_TERMINATED, now, NULL, &text), DXI_OK);
    check_nothing_found("dxi_signer_sign_json");
    dxi_string_free(text);
    check_nothing_found("dxi_string_free of a signed document");
    /* Another day: the old key goes. */
    CHECK_NUMBER(dxi_signer_sign(signer, request, now + 86400, NULL, &http, NULL), DXI_OK);
    dxi_http_request_free(http);
    check_nothing_found("another day's key");
    CHECK_NUMBER(dxi_signer_sign(signer, request, now, NULL, &http, NULL), DXI_OK);
    dxi_http_request_free(http);
    dxi_signer_free(signer);
    check_nothing_found("dxi_signer_free");
    dxi_create_interconnect_request_free(request);
    watching = false;
    CHECK(blocks > 20);
    return check_finish();
}
