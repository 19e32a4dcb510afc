/*
 * Memory runs out: for every function of the header that allocates, each of its allocations fails in turn, once alone
 * and once with all that follow. A child of fork makes the call, with everything of the caller's in memory that is
 * shared with the parent, which looks at it afterwards, also when the child is dead. Held to, each time:
 *
 *   malloc, calloc, realloc (jansson's, and what a function hands out)  DXI_ERROR_NO_MEMORY, or the whole result
 *   posix_memalign (Swift's)                                            SIGILL, or the same as above
 *   in any case                                                         no output is written, no input is changed
 *   after a status                                                      the same call with memory gives the whole
 *                                                                       result, and nothing has leaked
 *
 * Not run by memcheck, which has allocators of its own.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "answer_body.h"
#include "check.h"
#include "signing.h"

/* ------------------------------------------------------------------------------- Allocators that fail */

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

enum { FAILS_ONE, FAILS_FROM_THERE_ON, MODES };
enum { NOTHING_FAILED, C_FAILED, SWIFT_FAILED };

/* Every output that a function may have; `untouched` where it was not written. */
struct outputs {
    dxi_create_interconnect_request *request;
    dxi_describe_interconnects_request *look;
    dxi_signer *signer;
    dxi_http_request *http;
    dxi_answer *answer;
    dxi_reconciliation *reconciliation;
    dxi_ensure *ensure;
    dxi_problems *problems;
    char *text;
    size_t length;
};

/* What a child leaves behind for its parent. */
static struct shared {
    char inputs[4096];
    struct outputs outputs;
    dxi_status status;
    bool returned, is_whole, leaks;
    int failed;
    unsigned long allocations;
    char result[16384];
} *shared;

static bool watching;
static unsigned long allocations, fail_at;
static int mode;
static long living;

/* Counts an allocation; whether it is one of those that fail. */
static bool fails(int whose)
{
    if (!watching)
        return false;
    allocations++;
    if (!fail_at || (mode == FAILS_ONE ? allocations != fail_at : allocations < fail_at))
        return false;
    if (!shared->failed)
        shared->failed = whose;
    return true;
}

static void *counted(void *block)
{
    living += watching && block;
    return block;
}

void *malloc(size_t size)
{
    return fails(C_FAILED) ? NULL : counted(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    return fails(C_FAILED) ? NULL : counted(__libc_calloc(count, size));
}

void *realloc(void *block, size_t size)
{
    if (fails(C_FAILED))
        return NULL;
    return block ? __libc_realloc(block, size) : counted(__libc_realloc(block, size));
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
    void *made = fails(SWIFT_FAILED) ? NULL : counted(__libc_memalign(alignment, size));
    if (made)
        *block = made;
    return made ? 0 : ENOMEM;
}

void free(void *block)
{
    living -= watching && block;
    __libc_free(block);
}

/* -------------------------------------------------------------------------------------- The calls */

static char anchor;
#define UNTOUCHED ((void *)&anchor)

/* What calls read, from shared memory. */
static struct inputs {
    char json[300], name[32], access_key_id[32], secret[64], token[64], region[16], id[16];
    char body[1024];
} inputs = {
    .json = "{\"interconnectName\":\"acme\",\"bandwidth\":\"10000Mbps\",\"location\":\"EqDC2\",\"new\":[1],"
            "\"tags\":[{\"key\":\"k\",\"value\":\"v\"},{\"key\":\"l\",\"value\":\"\\u00e9\"}]}",
    .name = "a name of some more characters",
    .access_key_id = "AKIDEXAMPLE",
    .secret = "wonderfullySecret/KEY+1234567890abcdefghij",
    .token = "theSessionToken//////+which==is/LONG/enough",
    .region = "us-east-1",
    .id = "one-id",
};

static const int64_t now = 1767323045;

/* What the calls work on. `fresh` shares its memory with nothing, `copied` with the request that it is a copy of. */
static dxi_create_interconnect_request *fresh, *copied, *bad;
static dxi_describe_interconnects_request *fresh_look, *copied_look;
static dxi_answer *page;
static dxi_reconciliation *reconciliation;
/* One that is about to look, and one that waits for what was seen. */
static dxi_ensure *begun, *looking;
static dxi_signer *signer;
static dxi_http_request *http;
static dxi_answer *answer;
static dxi_problems *problems;

static const struct inputs *in(void)
{
    return (const struct inputs *)shared->inputs;
}

static dxi_http_response response(void)
{
    return (dxi_http_response){.size = sizeof(dxi_http_response),
                               .status = 200,
                               .headers = "x-amzn-RequestId: 1-2-3\r\n",
                               .headers_length = DXI_NUL_TERMINATED,
                               .body = in()->body,
                               .body_length = strlen(in()->body)};
}

static const dxi_sign_options *sign_options(void)
{
    static dxi_sign_options options = {.size = sizeof options, .rules = DXI_ALLOW_UNKNOWN_MEMBERS, .attempt = 2};
    options.invocation_id = in()->id;
    return &options;
}

static dxi_status call_request_new(struct outputs *out)
{
    out->request = dxi_create_interconnect_request_new();
    return DXI_OK;
}

static dxi_status call_request_copy(struct outputs *out)
{
    out->request = dxi_create_interconnect_request_copy(fresh);
    return DXI_OK;
}

/* A setter, on a request of its own memory and on one that shares it, so that it must copy. */
#define SETTER_OF(handle, copy, name, ...)                                                                                       \
    static dxi_status call_##name(struct outputs *out)                                                                           \
    {                                                                                                                            \
        (void)out;                                                                                                               \
        return name(handle, __VA_ARGS__);                                                      \
    }                                                                                                                            \
    static dxi_status call_##name##_of_copy(struct outputs *out)                                                                 \
    {                                                                                                                            \
        (void)out;                                                                                                               \
        return name(copy, __VA_ARGS__);                                                        \
    }

#define SETTER(name, ...) SETTER_OF(fresh, copied, name, __VA_ARGS__)
#define LOOK_SETTER(name, ...) SETTER_OF(fresh_look, copied_look, name, __VA_ARGS__)

SETTER(dxi_create_interconnect_request_set_interconnect_name, in()->name, DXI_NUL_TERMINATED)
SETTER(dxi_create_interconnect_request_set_bandwidth, in()->name, DXI_NUL_TERMINATED)
SETTER(dxi_create_interconnect_request_set_location, in()->name, DXI_NUL_TERMINATED)
SETTER(dxi_create_interconnect_request_set_lag_id, in()->name, DXI_NUL_TERMINATED)
SETTER(dxi_create_interconnect_request_set_provider_name, in()->name, DXI_NUL_TERMINATED)
SETTER(dxi_create_interconnect_request_set_bandwidth_gbps, 400)
SETTER(dxi_create_interconnect_request_set_request_mac_sec, true)
SETTER(dxi_create_interconnect_request_add_tag, in()->name, DXI_NUL_TERMINATED, in()->token, DXI_NUL_TERMINATED)
SETTER(dxi_create_interconnect_request_unset, DXI_REQUEST_TAGS)

LOOK_SETTER(dxi_describe_interconnects_request_set_interconnect_id, in()->name, DXI_NUL_TERMINATED)
LOOK_SETTER(dxi_describe_interconnects_request_set_next_token, in()->token, DXI_NUL_TERMINATED)
LOOK_SETTER(dxi_describe_interconnects_request_set_max_results, 5)
LOOK_SETTER(dxi_describe_interconnects_request_unset, DXI_DESCRIBE_NEXT_TOKEN)

static dxi_status call_look_new(struct outputs *out)
{
    out->look = dxi_describe_interconnects_request_new();
    return DXI_OK;
}

static dxi_status call_look_copy(struct outputs *out)
{
    out->look = dxi_describe_interconnects_request_copy(fresh_look);
    return DXI_OK;
}

static dxi_status call_look_from_json(struct outputs *out)
{
    return dxi_describe_interconnects_request_from_json("{\"nextToken\":\"t\",\"maxResults\":5}", DXI_NUL_TERMINATED, &out->look,
                                                        &out->problems);
}

static dxi_status call_look_validate(struct outputs *out)
{
    return dxi_describe_interconnects_request_validate(fresh_look, 0, &out->problems);
}

static dxi_status call_look_body(struct outputs *out)
{
    return dxi_describe_interconnects_request_body(fresh_look, 0, &out->text, &out->length, &out->problems);
}

static dxi_status call_look_to_json(struct outputs *out)
{
    return dxi_describe_interconnects_request_to_json(fresh_look, &out->text);
}

static dxi_status call_sign_look(struct outputs *out)
{
    return dxi_signer_sign_describe_interconnects(signer, fresh_look, now, sign_options(), &out->http, &out->problems);
}

static dxi_status call_sign_look_json(struct outputs *out)
{
    return dxi_signer_sign_json(signer, DXI_OPERATION_DESCRIBE_INTERCONNECTS, "{}", 2, now, sign_options(), &out->text);
}

static dxi_status call_page_read(struct outputs *out)
{
    static const char body[] = "{\"interconnects\":[{\"interconnectId\":\"dxcon-a\",\"interconnectName\":\"acme\","
                               "\"bandwidth\":\"1Gbps\",\"location\":\"EqDC2\",\"interconnectState\":\"available\"},"
                               "{\"interconnectId\":\"dxcon-b\",\"interconnectName\":\"other\",\"new\":[1]}]}";
    dxi_http_response whole = response();
    whole.operation = DXI_OPERATION_DESCRIBE_INTERCONNECTS;
    whole.body = body;
    whole.body_length = sizeof body - 1;
    return dxi_answer_read(&whole, &out->answer);
}

static dxi_status call_page_to_json(struct outputs *out)
{
    return dxi_answer_to_json(page, &out->text);
}

static dxi_status call_reconcile(struct outputs *out)
{
    const dxi_answer *pages[] = {page};
    const dxi_reconcile_options options = {.size = sizeof options, .rules = DXI_ALLOW_UNKNOWN_MEMBERS};
    return dxi_reconcile(fresh, pages, 1, &options, &out->reconciliation, &out->problems);
}

static dxi_status call_reconciliation_to_json(struct outputs *out)
{
    return dxi_reconciliation_to_json(reconciliation, &out->text);
}

static dxi_status call_ensure_new(struct outputs *out)
{
    const dxi_ensure_options options = {.size = sizeof options, .rules = DXI_ALLOW_UNKNOWN_MEMBERS};
    return dxi_ensure_new(fresh, &options, &out->ensure, &out->problems);
}

static dxi_status call_ensure_next(struct outputs *out)
{
    dxi_step step = 0;
    (void)out;
    return dxi_ensure_next(begun, 1000, 0.5, &step);
}

static dxi_status call_ensure_receive(struct outputs *out)
{
    dxi_step step = 0;
    (void)out;
    dxi_status status = dxi_ensure_receive(looking, page);
    return status == DXI_OK ? dxi_ensure_next(looking, 2000, 0.5, &step) : status;
}

static dxi_status call_ensure_to_json(struct outputs *out)
{
    return dxi_ensure_to_json(looking, &out->text);
}

static dxi_status call_state_can_reach(struct outputs *out)
{
    (void)out;
    bool can = dxi_interconnect_state_can_reach(DXI_INTERCONNECT_STATE_REQUESTED, DXI_INTERCONNECT_STATE_DOWN);
    return can ? DXI_OK : DXI_ERROR_INVALID_ARGUMENT;
}

static dxi_status call_from_json(struct outputs *out)
{
    return dxi_create_interconnect_request_from_json(in()->json, DXI_NUL_TERMINATED, &out->request, &out->problems);
}

static dxi_status call_from_bad_json(struct outputs *out)
{
    return dxi_create_interconnect_request_from_json(in()->json, 40, &out->request, &out->problems);
}

static dxi_status call_validate(struct outputs *out)
{
    return dxi_create_interconnect_request_validate(fresh, 0, &out->problems);
}

static dxi_status call_validate_bad(struct outputs *out)
{
    return dxi_create_interconnect_request_validate(bad, 0, &out->problems);
}

static dxi_status call_body(struct outputs *out)
{
    return dxi_create_interconnect_request_body(fresh, DXI_ALLOW_UNKNOWN_MEMBERS, &out->text, &out->length, &out->problems);
}

static dxi_status call_request_to_json(struct outputs *out)
{
    return dxi_create_interconnect_request_to_json(fresh, &out->text);
}

static dxi_status call_signer_new(struct outputs *out)
{
    const dxi_signer_options options = {.size = sizeof options,
                                        .access_key_id = in()->access_key_id,
                                        .secret_access_key = in()->secret,
                                        .session_token = in()->token,
                                        .region = in()->region,
                                        .user_agent_extra = in()->id};
    return dxi_signer_new(&options, &out->signer, &out->problems);
}

static dxi_status call_signer_new_refused(struct outputs *out)
{
    const dxi_signer_options options = {.size = sizeof options, .region = in()->region, .endpoint_url = in()->json};
    return dxi_signer_new(&options, &out->signer, &out->problems);
}

/* The signer has signed on another day: it derives its key anew. */
static dxi_status call_sign(struct outputs *out)
{
    return dxi_signer_sign(signer, fresh, now, sign_options(), &out->http, &out->problems);
}

static dxi_status call_sign_refused(struct outputs *out)
{
    return dxi_signer_sign(signer, bad, -1, NULL, &out->http, &out->problems);
}

static dxi_status call_describe_text(struct outputs *out)
{
    return dxi_signer_describe(signer, fresh, now, sign_options(), DXI_DESCRIPTION_TEXT, &out->text, &out->problems);
}

static dxi_status call_describe_json(struct outputs *out)
{
    return dxi_signer_describe(signer, fresh, now, sign_options(), DXI_DESCRIPTION_JSON, &out->text, &out->problems);
}

static dxi_status call_sign_json(struct outputs *out)
{
    return dxi_signer_sign_json(signer, DXI_OPERATION_CREATE_INTERCONNECT, in()->json, DXI_NUL_TERMINATED, now, sign_options(), &out->text);
}

static dxi_status call_sign_bad_json(struct outputs *out)
{
    return dxi_signer_sign_json(signer, DXI_OPERATION_CREATE_INTERCONNECT, in()->json, 40, now, sign_options(), &out->text);
}

static dxi_status call_http_request_to_json(struct outputs *out)
{
    return dxi_http_request_to_json(http, &out->text);
}

static dxi_status call_answer_read(struct outputs *out)
{
    const dxi_http_response whole = response();
    return dxi_answer_read(&whole, &out->answer);
}

static dxi_status call_answer_read_cut_off(struct outputs *out)
{
    dxi_http_response cut = response();
    cut.body_length -= 100;
    cut.delivery = DXI_DELIVERY_ANSWER_CUT_OFF;
    return dxi_answer_read(&cut, &out->answer);
}

static dxi_status call_answer_read_error(struct outputs *out)
{
    dxi_http_response refusal = response();
    refusal.status = 400;
    refusal.body = "{\"__type\":\"a#DirectConnectClientException\",\"message\":\"m\"}";
    refusal.body_length = strlen(refusal.body);
    return dxi_answer_read(&refusal, &out->answer);
}

static dxi_status call_answer_to_json(struct outputs *out)
{
    return dxi_answer_to_json(answer, &out->text);
}

static dxi_status call_answer_read_json(struct outputs *out)
{
    const dxi_http_response whole = response();
    return dxi_answer_read_json(&whole, &out->text);
}

static dxi_status call_problems_to_json(struct outputs *out)
{
    return dxi_problems_to_json(problems, &out->text);
}

#define CALL(name) {#name, call_##name}
#define CALL_OF_BOTH(name) CALL(name), CALL(name##_of_copy)
static const struct call {
    const char *name;
    dxi_status (*make)(struct outputs *);
} calls[] = {
    CALL(request_new),
    CALL(request_copy),
    CALL_OF_BOTH(dxi_create_interconnect_request_set_interconnect_name),
    CALL_OF_BOTH(dxi_create_interconnect_request_set_bandwidth),
    CALL_OF_BOTH(dxi_create_interconnect_request_set_location),
    CALL_OF_BOTH(dxi_create_interconnect_request_set_lag_id),
    CALL_OF_BOTH(dxi_create_interconnect_request_set_provider_name),
    CALL_OF_BOTH(dxi_create_interconnect_request_set_bandwidth_gbps),
    CALL_OF_BOTH(dxi_create_interconnect_request_set_request_mac_sec),
    CALL_OF_BOTH(dxi_create_interconnect_request_add_tag),
    CALL_OF_BOTH(dxi_create_interconnect_request_unset),
    CALL(look_new),
    CALL(look_copy),
    CALL_OF_BOTH(dxi_describe_interconnects_request_set_interconnect_id),
    CALL_OF_BOTH(dxi_describe_interconnects_request_set_next_token),
    CALL_OF_BOTH(dxi_describe_interconnects_request_set_max_results),
    CALL_OF_BOTH(dxi_describe_interconnects_request_unset),
    CALL(look_from_json),
    CALL(look_validate),
    CALL(look_body),
    CALL(look_to_json),
    CALL(sign_look),
    CALL(sign_look_json),
    CALL(page_read),
    CALL(page_to_json),
    CALL(reconcile),
    CALL(reconciliation_to_json),
    CALL(ensure_new),
    CALL(ensure_next),
    CALL(ensure_receive),
    CALL(ensure_to_json),
    CALL(state_can_reach),
    CALL(from_json),
    CALL(from_bad_json),
    CALL(validate),
    CALL(validate_bad),
    CALL(body),
    CALL(request_to_json),
    CALL(signer_new),
    CALL(signer_new_refused),
    CALL(sign),
    CALL(sign_refused),
    CALL(describe_text),
    CALL(describe_json),
    CALL(sign_json),
    CALL(sign_bad_json),
    CALL(http_request_to_json),
    CALL(answer_read),
    CALL(answer_read_cut_off),
    CALL(answer_read_error),
    CALL(answer_to_json),
    CALL(answer_read_json),
    CALL(problems_to_json),
};

/* ---------------------------------------------------------------------------- Making them, and looking */

static void add_text(const char *text)
{
    size_t length = strlen(shared->result);
    snprintf(shared->result + length, sizeof shared->result - length, "%s\n", text ? text : "NULL");
}

static void add_document(dxi_status status, char *json)
{
    CHECK_NUMBER(status, DXI_OK);
    add_text(json);
    dxi_string_free(json);
}

/* Writes what came of a call into the shared result, and frees it. */
static void render(struct outputs *out)
{
    char *json = NULL;
    *shared->result = 0;
    if (out->request != UNTOUCHED) {
        add_document(dxi_create_interconnect_request_to_json(out->request, &json), json);
        dxi_create_interconnect_request_free(out->request);
    }
    add_document(dxi_create_interconnect_request_to_json(fresh, &json), json);
    add_document(dxi_create_interconnect_request_to_json(copied, &json), json);
    if (out->look != UNTOUCHED) {
        add_document(dxi_describe_interconnects_request_to_json(out->look, &json), json);
        dxi_describe_interconnects_request_free(out->look);
    }
    add_document(dxi_describe_interconnects_request_to_json(fresh_look, &json), json);
    add_document(dxi_describe_interconnects_request_to_json(copied_look, &json), json);
    if (out->reconciliation != UNTOUCHED) {
        add_document(dxi_reconciliation_to_json(out->reconciliation, &json), json);
        dxi_reconciliation_free(out->reconciliation);
    }
    if (out->ensure != UNTOUCHED) {
        add_document(dxi_ensure_to_json(out->ensure, &json), json);
        dxi_ensure_free(out->ensure);
    }
    add_document(dxi_ensure_to_json(begun, &json), json);
    add_document(dxi_ensure_to_json(looking, &json), json);
    if (out->signer != UNTOUCHED) {
        dxi_http_request *signed_by_it = NULL;
        add_text(dxi_signer_url(out->signer));
        CHECK_NUMBER(dxi_signer_sign(out->signer, fresh, now, sign_options(), &signed_by_it, NULL), DXI_OK);
        add_text(signing_header(signed_by_it, "Authorization"));
        dxi_http_request_free(signed_by_it);
        dxi_signer_free(out->signer);
    }
    if (out->http != UNTOUCHED) {
        add_document(dxi_http_request_to_json(out->http, &json), json);
        dxi_http_request_free(out->http);
    }
    if (out->answer != UNTOUCHED) {
        add_document(dxi_answer_to_json(out->answer, &json), json);
        dxi_answer_free(out->answer);
    }
    if (out->problems != UNTOUCHED) {
        add_document(dxi_problems_to_json(out->problems, &json), json);
        dxi_problems_free(out->problems);
    }
    if (out->text != UNTOUCHED) {
        add_text(out->text);
        dxi_string_free(out->text);
    }
}

static void reset(struct outputs *out)
{
    *out = (struct outputs){UNTOUCHED, UNTOUCHED, UNTOUCHED, UNTOUCHED, UNTOUCHED,
                            UNTOUCHED, UNTOUCHED, UNTOUCHED, UNTOUCHED, SIZE_MAX};
}

/* Whether nothing was written but problems, which are always. */
static bool is_untouched(const struct outputs *out)
{
    return out->request == UNTOUCHED && out->signer == UNTOUCHED && out->http == UNTOUCHED && out->answer == UNTOUCHED &&
           out->look == UNTOUCHED && out->reconciliation == UNTOUCHED && out->ensure == UNTOUCHED && out->text == UNTOUCHED &&
           out->length == SIZE_MAX;
}

/* One call in this process, whose allocation `fail_at` fails; 0: none does. */
static void make(const struct call *call)
{
    reset(&shared->outputs);
    allocations = 0;
    watching = true;
    shared->status = call->make(&shared->outputs);
    watching = false;
    shared->allocations = allocations;
    shared->returned = true;
}

/* In a child. Returns what wait tells of it. */
static int make_in_child(const struct call *call, unsigned long failing, int how, const char *reference)
{
    fflush(stdout);
    shared->failed = NOTHING_FAILED;
    shared->returned = shared->is_whole = shared->leaks = false;
    pid_t child = fork();
    if (!child) {
        fail_at = failing;
        mode = how;
        living = 0;
        make(call);
        bool had_memory = shared->status != DXI_ERROR_NO_MEMORY;
        if (!had_memory) {
            /* What it had allocated until then it has freed, but for problems. */
            watching = true;
            if (shared->outputs.problems != UNTOUCHED)
                dxi_problems_free(shared->outputs.problems);
            watching = false;
            shared->leaks = living != 0;
            if (!is_untouched(&shared->outputs))
                _exit(3);
            fail_at = 0;
            make(call);
        }
        dxi_status status = shared->status;
        fail_at = 0;
        render(&shared->outputs);
        shared->is_whole = !reference || !strcmp(shared->result, reference);
        shared->status = had_memory ? status : DXI_ERROR_NO_MEMORY;
        _exit(0);
    }
    int how_it_ended = -1;
    waitpid(child, &how_it_ended, 0);
    return how_it_ended;
}

static unsigned long statuses, traps, survived;

static void check_call(const struct call *call)
{
    static char reference[sizeof shared->result];
    check_case = call->name;
    if (!CHECK_NUMBER(make_in_child(call, 0, FAILS_ONE, NULL), 0))
        return;
    memcpy(reference, shared->result, sizeof reference);
    const dxi_status status = shared->status;
    const unsigned long count = shared->allocations;
    CHECK(*reference);
    CHECK(status != DXI_ERROR_NO_MEMORY);
    for (int how = 0; how < MODES; how++)
        for (unsigned long failing = 1; failing <= count; failing++) {
            int end = make_in_child(call, failing, how, reference);
            bool passed = CHECK(shared->failed != NOTHING_FAILED);
            passed &= CHECK(!memcmp(shared->inputs, &inputs, sizeof inputs));
            if (WIFSIGNALED(end)) {
                passed &= CHECK_NUMBER(WTERMSIG(end), SIGILL);
                passed &= CHECK(shared->failed == SWIFT_FAILED || how == FAILS_FROM_THERE_ON);
                passed &= CHECK(!shared->returned && is_untouched(&shared->outputs));
                traps++;
            } else {
                passed &= CHECK_NUMBER(WEXITSTATUS(end), 0);
                passed &= CHECK(shared->status == status || shared->status == DXI_ERROR_NO_MEMORY);
                passed &= CHECK(!shared->leaks);
                passed &= CHECK(shared->is_whole);
                *(shared->status == DXI_ERROR_NO_MEMORY ? &statuses : &survived) += 1;
            }
            if (!passed)
                printf("    when allocation %lu of %lu failed%s, which was %s\n", failing, count,
                       how == FAILS_ONE ? "" : " and all after it", shared->failed == SWIFT_FAILED ? "Swift's" : "C's");
        }
    check_case = "";
}

/* The rest of the header. */
static void check_those_that_allocate_nothing(void)
{
    const dxi_interconnect *interconnect = dxi_answer_interconnect(answer);
    size_t n = 0, length = 0;
    int64_t seconds = 0;
    uint64_t milliseconds = 0;
    bool value = false;
    allocations = fail_at = 0;
    watching = true;

    dxi_version();
    dxi_abi_version();
    dxi_status_name(DXI_OK);
    dxi_status_message(DXI_OK);
    dxi_problem_code_name(DXI_PROBLEM_TOO_LONG);
    dxi_problems_count(problems);
    dxi_problems_error_count(problems);
    dxi_problems_severity(problems, 0);
    dxi_problems_code(problems, 0);
    dxi_problems_path(problems, 0);
    dxi_problems_message(problems, 0);
    dxi_problems_suggestion(problems, 0);
    dxi_problems_position(problems, 0, &n, &n, &n);

    dxi_create_interconnect_request_interconnect_name(fresh, &length);
    dxi_create_interconnect_request_bandwidth(fresh, &length);
    dxi_create_interconnect_request_location(fresh, &length);
    dxi_create_interconnect_request_lag_id(fresh, &length);
    dxi_create_interconnect_request_provider_name(fresh, &length);
    dxi_create_interconnect_request_request_mac_sec(fresh, &value);
    dxi_create_interconnect_request_tag_count(fresh);
    dxi_create_interconnect_request_tag_key(fresh, 0, &length);
    dxi_create_interconnect_request_tag_value(fresh, 0, &length);

    dxi_signer_url(signer);
    dxi_signer_region(signer);
    dxi_http_request_method(http);
    dxi_http_request_url(http);
    dxi_http_request_host(http);
    dxi_http_request_path(http);
    dxi_http_request_header_count(http);
    dxi_http_request_header_name(http, 0);
    dxi_http_request_header_value(http, 0);
    dxi_http_request_body(http, &length);
    dxi_http_request_canonical_request(http);
    dxi_http_request_string_to_sign(http);

    dxi_describe_interconnects_request_interconnect_id(fresh_look, &length);
    dxi_describe_interconnects_request_max_results(fresh_look, &seconds);
    dxi_describe_interconnects_request_next_token(fresh_look, &length);

    dxi_answer_interconnect_count(page);
    dxi_answer_interconnect_at(page, 0);
    dxi_answer_next_token(page, &length);
    dxi_answer_outcome(answer);
    dxi_answer_advice(answer);
    dxi_answer_explanation(answer);
    dxi_answer_delay_ms(answer, 1, 0.5);
    dxi_answer_retry_after_ms(answer, &milliseconds);
    dxi_answer_clock_offset(answer, &seconds);
    dxi_answer_problems(answer);
    dxi_answer_http_status(answer);
    dxi_answer_request_id(answer, &length);
    dxi_answer_service_error(answer);
    dxi_answer_error_code(answer, &length);
    dxi_answer_error_message(answer, &length);
    dxi_backoff_ms(1, 0.5, 0);
    dxi_poll_delay_ms(1, 0.5, 1, 2);
    dxi_interconnect_state_from_string("pending", DXI_NUL_TERMINATED);
    dxi_interconnect_state_can_become(DXI_INTERCONNECT_STATE_PENDING, DXI_INTERCONNECT_STATE_DOWN);
    dxi_interconnect_state_is_final(DXI_INTERCONNECT_STATE_PENDING);

    dxi_reconciliation_decision(reconciliation);
    dxi_reconciliation_explanation(reconciliation);
    dxi_reconciliation_match_count(reconciliation);
    dxi_reconciliation_match(reconciliation, 0);
    dxi_reconciliation_difference_count(reconciliation);
    dxi_reconciliation_difference_path(reconciliation, 0);
    dxi_reconciliation_difference_desired(reconciliation, 0);
    dxi_reconciliation_difference_actual(reconciliation, 0);
    dxi_reconciliation_difference_is_conflict(reconciliation, 0);

    dxi_ensure_look(looking);
    dxi_ensure_order(looking);
    dxi_ensure_wait_ms(looking);
    dxi_ensure_result(looking);
    dxi_ensure_explanation(looking);
    dxi_ensure_interconnect(looking);
    dxi_ensure_reconciliation(looking);
    dxi_ensure_looks(looking);
    dxi_ensure_orders(looking);
    dxi_ensure_found_after_unknown(looking);

    dxi_interconnect_interconnect_id(interconnect, &length);
    dxi_interconnect_interconnect_name(interconnect, &length);
    dxi_interconnect_interconnect_state(interconnect);
    dxi_interconnect_interconnect_state_string(interconnect, &length);
    dxi_interconnect_region(interconnect, &length);
    dxi_interconnect_location(interconnect, &length);
    dxi_interconnect_bandwidth(interconnect, &length);
    dxi_interconnect_loa_issue_time(interconnect, &seconds);
    dxi_interconnect_lag_id(interconnect, &length);
    dxi_interconnect_aws_device(interconnect, &length);
    dxi_interconnect_jumbo_frame_capable(interconnect, &value);
    dxi_interconnect_aws_device_v2(interconnect, &length);
    dxi_interconnect_aws_logical_device_id(interconnect, &length);
    dxi_interconnect_has_logical_redundancy(interconnect);
    dxi_interconnect_has_logical_redundancy_string(interconnect, &length);
    dxi_interconnect_tags(interconnect, &n);
    dxi_interconnect_tag_key(interconnect, 0, &length);
    dxi_interconnect_tag_value(interconnect, 0, &length);
    dxi_interconnect_provider_name(interconnect, &length);
    dxi_interconnect_mac_sec_capable(interconnect, &value);
    dxi_interconnect_port_encryption_status(interconnect, &length);
    dxi_interconnect_encryption_mode(interconnect, &length);
    dxi_interconnect_mac_sec_keys(interconnect, &n);
    dxi_interconnect_mac_sec_key_secret_arn(interconnect, 0, &length);
    dxi_interconnect_mac_sec_key_ckn(interconnect, 0, &length);
    dxi_interconnect_mac_sec_key_state(interconnect, 0, &length);
    dxi_interconnect_mac_sec_key_start_on(interconnect, 0, &length);
    dxi_interconnect_unknown_member_count(interconnect);
    dxi_interconnect_unknown_member_name(interconnect, 0, &length);
    dxi_interconnect_unknown_member_json(interconnect, 0, &length);
    dxi_interconnect_unknown_member(interconnect, "new", DXI_NUL_TERMINATED, &length);

    watching = false;
    CHECK_NUMBER(allocations, 0);
}

int main(void)
{
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (!CHECK(shared != MAP_FAILED))
        return check_finish();
    snprintf(inputs.body, sizeof inputs.body, "{\"macSecKeys\":[{\"ckn\":\"0a\",\"state\":\"s\"}],\"new\":[1],%s", answer_body + 1);
    memcpy(shared->inputs, &inputs, sizeof inputs);

    struct outputs made;
    reset(&made);
    fresh = signing_request(inputs.json);
    dxi_create_interconnect_request *original = signing_request(inputs.json);
    copied = dxi_create_interconnect_request_copy(original);
    fresh_look = dxi_describe_interconnects_request_new();
    dxi_describe_interconnects_request_set_next_token(fresh_look, "token", DXI_NUL_TERMINATED);
    copied_look = dxi_describe_interconnects_request_copy(fresh_look);
    CHECK_NUMBER(call_page_read(&made), DXI_OK);
    page = made.answer;
    CHECK_NUMBER(call_reconcile(&made), DXI_OK);
    reconciliation = made.reconciliation;
    dxi_problems_free(made.problems);
    CHECK_NUMBER(call_ensure_new(&made), DXI_OK);
    begun = made.ensure;
    dxi_problems_free(made.problems);
    CHECK_NUMBER(call_ensure_new(&made), DXI_OK);
    looking = made.ensure;
    dxi_problems_free(made.problems);
    dxi_step step = 0;
    CHECK_NUMBER(dxi_ensure_next(looking, 1000, 0.5, &step), DXI_OK);
    CHECK_NUMBER(step, DXI_STEP_LOOK);
    bad = signing_request("{\"bandwidth\":\"7 bananas\",\"tags\":[{}]}");
    CHECK_NUMBER(call_signer_new(&made), DXI_OK);
    signer = made.signer;
    CHECK_NUMBER(dxi_signer_sign(signer, fresh, now - 86400, sign_options(), &http, NULL), DXI_OK);
    CHECK_NUMBER(call_answer_read_cut_off(&made), DXI_OK);
    answer = made.answer;
    CHECK_NUMBER(dxi_create_interconnect_request_validate(bad, 0, &problems), DXI_ERROR_INVALID_REQUEST);

    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        check_call(&calls[i]);
    /* Few do without: what could not be had was not needed. */
    CHECK(statuses > 500 && traps > 500 && survived < 50);
    check_those_that_allocate_nothing();

    dxi_ensure_free(begun);
    dxi_ensure_free(looking);
    dxi_reconciliation_free(reconciliation);
    dxi_answer_free(page);
    dxi_describe_interconnects_request_free(fresh_look);
    dxi_describe_interconnects_request_free(copied_look);
    dxi_problems_free(problems);
    dxi_answer_free(answer);
    dxi_http_request_free(http);
    dxi_signer_free(signer);
    dxi_create_interconnect_request_free(fresh);
    dxi_create_interconnect_request_free(copied);
    dxi_create_interconnect_request_free(original);
    dxi_create_interconnect_request_free(bad);
    return check_finish();
}
