/*
 * dxinterconnect.h - order AWS Direct Connect interconnects from any program.
 *
 * Builds, checks and signs the CreateInterconnect request and reads whatever comes back. The library
 * opens no socket, reads no clock and no environment, starts no thread, prints nothing and never ends
 * the process: sending is the host's job, with the HTTP stack that it already has.
 *
 *     dxi_create_interconnect_request   what to order          build, validate, write
 *     dxi_problems                      what is wrong with it  all of it at once
 *     dxi_signer                        who orders, and where  credentials, endpoint, signature
 *     dxi_http_request                  what to send
 *     dxi_answer                        what is now true       created, not created or unknown; advice
 *     dxi_interconnect                  what was created, or is there
 *     dxi_describe_interconnects_request  what is there: DescribeInterconnects, in the same steps
 *     dxi_reconciliation                what is there to do, by what is wanted and what is there
 *     dxi_ensure                        all of it: look, order only what is not there, look again when
 *                                       nobody knows what became of the order
 *
 * Conventions, which hold wherever a function's own comment does not say otherwise:
 *
 * Handles    A handle that a function writes to an output, or that _new or _copy returns, is the
 *            caller's, who frees it once with the type's _free function; _free(NULL) does nothing. To
 *            free a handle twice, or to use it afterwards, is undefined. A const handle that a function
 *            returns is borrowed: it belongs to the handle that it was asked of.
 * Problems   A `dxi_problems *` that a function writes is the caller's too: it is freed with dxi_problems_free,
 *            also after DXI_OK, when it holds warnings.
 * Strings in UTF-8, with a length in bytes or DXI_NUL_TERMINATED. They are copied before the function
 *            returns. What is no UTF-8 is refused, never repaired.
 * Strings out  UTF-8, NUL-terminated, borrowed: they live as long as the handle that they were asked of,
 *            and until it is changed. Where a function has a `length` parameter, it receives the length
 *            in bytes without the NUL, and may be NULL. A string that itself holds a NUL character is
 *            handed out only with its length: with `length` NULL such a function returns NULL.
 * Returned text  A `char **` receives memory that the caller frees with dxi_string_free.
 * Outputs    Come last. They are written only when the function returns DXI_OK, but for `problems`,
 *            which is always written: NULL when there is nothing to say. An output pointer may be NULL
 *            if the caller does not want it, unless it is the function's one purpose.
 * Absence    NULL or false from a getter means that the member is not there, the index is out of range,
 *            or the handle is NULL.
 * Threads    Functions that take a const handle may run on any number of threads at once with the same
 *            handle; the others want the handle to themselves. There is no global state.
 * Memory     When it runs out, DXI_ERROR_NO_MEMORY comes from functions that return text, and from those of
 *            a signer: no output is written then, and the same call may be made again. Where it is Swift's
 *            own allocator that finds none, the process ends with SIGILL; nothing else in the library does
 *            that. Never is a result made of what there was memory for.
 * Environment  jansson, which writes the JSON documents of the bindings, reads the locale's decimal point
 *            and seeds its hash tables once; this is the only thing read from outside of the arguments.
 *
 * Facts about the service come from its API model (2012-10-25) and its documentation.
 */
#ifndef DXINTERCONNECT_H
#define DXINTERCONNECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------------------------- Version */

#define DXI_VERSION_MAJOR 0
#define DXI_VERSION_MINOR 1
#define DXI_VERSION_PATCH 0
#define DXI_VERSION "0.1.0"
/* One number to compare with: major * 10000 + minor * 100 + patch. */
#define DXI_VERSION_NUMBER (DXI_VERSION_MAJOR * 10000 + DXI_VERSION_MINOR * 100 + DXI_VERSION_PATCH)
/* The number in libdxinterconnect.so.N: two libraries with the same number have the same interface. */
#define DXI_ABI_VERSION 1

/* The version of the library that is loaded, such as "0.1.0". Static. */
const char *dxi_version(void);

/* DXI_ABI_VERSION of the library that is loaded; a binding refuses another than its own. */
int32_t dxi_abi_version(void);

/* -------------------------------------------------------------------------------------- Status */

/* What a function says of its own call. The numbers are pinned and never used again. */
typedef int32_t dxi_status;
enum {
    DXI_OK = 0,
    DXI_ERROR_NULL_ARGUMENT = 1,    /* a handle, string or output that must be given is NULL */
    DXI_ERROR_INVALID_ARGUMENT = 2, /* a length, index, size or constant that cannot be */
    DXI_ERROR_INVALID_UTF8 = 3,     /* a string that is no UTF-8 */
    DXI_ERROR_INVALID_JSON = 4,     /* a text that is no JSON object: see problems */
    DXI_ERROR_INVALID_REQUEST = 5,  /* a request with errors: see problems */
    DXI_ERROR_INVALID_OPTIONS = 6,  /* credentials, region, endpoint, time or header text: see problems */
    DXI_ERROR_NO_MEMORY = 7,        /* no memory for the text to return, or for credentials */
    DXI_ERROR_INCOMPLETE_LIST = 8   /* answers that do not show every interconnect, or not enough of one: nothing may be
                                       concluded */
};

/* The name of a status without its prefix, such as "INVALID_JSON"; NULL for a number that is none. Static. */
const char *dxi_status_name(dxi_status status);

/* What to do about a status, as a sentence; NULL for a number that is none. Static. */
const char *dxi_status_message(dxi_status status);

/* A length that says: up to the NUL. */
#define DXI_NUL_TERMINATED ((size_t)-1)
/* No string, text or body that goes in is read further than this many bytes (16 MiB). */
#define DXI_MAXIMUM_LENGTH ((size_t)16777216)

/* Frees text that a function returned through a char **. What it held is wiped first. */
void dxi_string_free(char *text);

/* ------------------------------------------------------------------------------------ Problems */

/*
 * Everything that is wrong with a request, with the options of a signer, or with a body that came back.
 * In botocore's order: missing members, unknown members, then member by member in the model's order.
 */
typedef struct dxi_problems dxi_problems;

typedef int32_t dxi_severity;
enum {
    DXI_SEVERITY_ERROR = 1,  /* refuses the request; of an answer: the body as a whole is not what it should be */
    DXI_SEVERITY_WARNING = 2 /* does not: AWS may accept it; of an answer: one member was left out */
};

/* What kind of problem it is. The numbers are pinned and never used again. */
typedef int32_t dxi_problem_code;
enum {
    /* of a request, or of a member of an answer */
    DXI_PROBLEM_MISSING_MEMBER = 1,
    DXI_PROBLEM_WRONG_TYPE = 2,
    DXI_PROBLEM_UNKNOWN_MEMBER = 3,
    DXI_PROBLEM_INVALID_JSON = 4,
    DXI_PROBLEM_DUPLICATE_MEMBER = 5,
    DXI_PROBLEM_INVALID_UTF8 = 6,
    DXI_PROBLEM_NUL_CHARACTER = 7,
    DXI_PROBLEM_CONTROL_CHARACTER = 8,
    DXI_PROBLEM_TOO_SHORT = 9,
    DXI_PROBLEM_TOO_LONG = 10,
    DXI_PROBLEM_TOO_MANY_TAGS = 11,
    DXI_PROBLEM_BANDWIDTH_FORM = 12,
    DXI_PROBLEM_TAG_CHARACTER = 13,
    DXI_PROBLEM_RESERVED_TAG_PREFIX = 14,
    DXI_PROBLEM_DUPLICATE_TAG_KEY = 15,
    DXI_PROBLEM_REFUSED_VALUE = 16, /* a setter was given what no string can be: NULL or a bad length */
    DXI_PROBLEM_MORE_PROBLEMS = 17, /* the last one of a list that has more than 100000 */
    DXI_PROBLEM_NO_IDENTITY_TAG = 18, /* a request without the tag that it is to be found by */
    /* warnings about a request */
    DXI_PROBLEM_BANDWIDTH_WITHOUT_UNIT = 100,
    DXI_PROBLEM_BANDWIDTH_NOT_DOCUMENTED = 101,
    DXI_PROBLEM_UNUSUAL_VALUE = 102,
    DXI_PROBLEM_EMPTY_PROVIDER_NAME = 103,
    DXI_PROBLEM_MACSEC_AT_1_GBPS = 104,
    /* of the options of a signer or of one signature */
    DXI_PROBLEM_MISSING_REGION = 200,
    DXI_PROBLEM_INVALID_REGION = 201,
    DXI_PROBLEM_INVALID_ENDPOINT = 202,
    DXI_PROBLEM_ENDPOINT_WITH_VARIANT = 203, /* a custom endpoint together with FIPS or dual-stack */
    DXI_PROBLEM_PLAINTEXT_ENDPOINT = 204,    /* http to a host that is not this machine */
    DXI_PROBLEM_INVALID_CREDENTIALS = 205,
    DXI_PROBLEM_INVALID_TIME = 206,
    DXI_PROBLEM_INVALID_HEADER_TEXT = 207,
    /* of a body that came back */
    DXI_PROBLEM_BODY_NOT_JSON = 300,
    DXI_PROBLEM_BODY_CUT_OFF = 301,
    DXI_PROBLEM_BODY_IS_CBOR = 302,
    DXI_PROBLEM_INVALID_TIMESTAMP = 303,
    DXI_PROBLEM_NOT_UNICODE = 304, /* half of a surrogate pair, which no UTF-8 can say; of a request's JSON too */
    DXI_PROBLEM_NO_INTERCONNECT_ID = 305,
    DXI_PROBLEM_NO_INTERCONNECTS = 306
};

/* The name of a code without its prefix, such as "MISSING_MEMBER"; NULL for a number that is none. Static. */
const char *dxi_problem_code_name(dxi_problem_code code);

/* Frees what a function wrote to a dxi_problems **; not what dxi_answer_problems lends. */
void dxi_problems_free(dxi_problems *problems);

/* How many there are; 0 for NULL. */
size_t dxi_problems_count(const dxi_problems *problems);

/* How many of them are errors. */
size_t dxi_problems_error_count(const dxi_problems *problems);

/* 0 where the index is out of range. */
dxi_severity dxi_problems_severity(const dxi_problems *problems, size_t index);
dxi_problem_code dxi_problems_code(const dxi_problems *problems, size_t index);

/* Where: "bandwidth", "tags[3].key"; "" for the whole. Cut and escaped as in messages. */
const char *dxi_problems_path(const dxi_problems *problems, size_t index);

/* What is wrong: the rule and the value, the value cut at 80 characters and its control characters escaped. */
const char *dxi_problems_message(const dxi_problems *problems, size_t index);

/* What to write instead, such as `write "10Gbps"`; NULL where there is nothing to suggest. */
const char *dxi_problems_suggestion(const dxi_problems *problems, size_t index);

/*
 * Where in a JSON text: line and column from 1 (columns count characters), offset in bytes from 0.
 * False where the problem is not about a place in a text; then nothing is written.
 */
bool dxi_problems_position(const dxi_problems *problems, size_t index, size_t *line, size_t *column, size_t *offset);

/* ------------------------------------------------------------------------------------- Request */

/*
 * What to order. May be used any number of times.
 *
 * A setter copies its value; what it gets is what is sent, and nothing is checked yet but its form: bad
 * UTF-8 (DXI_ERROR_INVALID_UTF8), NULL (DXI_ERROR_NULL_ARGUMENT) and a length over DXI_MAXIMUM_LENGTH
 * (DXI_ERROR_INVALID_ARGUMENT) are told at once. The member then counts as wrong, not as absent and not
 * as before: a status that nobody looked at is found again by validation, and no order goes out with
 * half of what was meant. Setting or unsetting the member mends it; of the tags, which are added, only unsetting.
 */
typedef struct dxi_create_interconnect_request dxi_create_interconnect_request;

/* The members, in the model's order. */
typedef int32_t dxi_create_interconnect_request_member;
enum {
    DXI_REQUEST_INTERCONNECT_NAME = 0, /* interconnectName: required */
    DXI_REQUEST_BANDWIDTH = 1,         /* bandwidth: required; "1Gbps", "10Gbps" or "100Gbps" */
    DXI_REQUEST_LOCATION = 2,          /* location: required; a location code such as "EqDC2" */
    DXI_REQUEST_LAG_ID = 3,            /* lagId: "dxlag-…" */
    DXI_REQUEST_TAGS = 4,              /* tags: at most 50 */
    DXI_REQUEST_PROVIDER_NAME = 5,     /* providerName */
    DXI_REQUEST_REQUEST_MAC_SEC = 6    /* requestMACSec */
};

/* An empty request. */
dxi_create_interconnect_request *dxi_create_interconnect_request_new(void);
void dxi_create_interconnect_request_free(dxi_create_interconnect_request *request);

/* A request of its own with the same content; NULL for NULL. */
dxi_create_interconnect_request *dxi_create_interconnect_request_copy(const dxi_create_interconnect_request *request);

/* DXI_OK, DXI_ERROR_NULL_ARGUMENT, DXI_ERROR_INVALID_ARGUMENT or DXI_ERROR_INVALID_UTF8: see above. */
dxi_status dxi_create_interconnect_request_set_interconnect_name(dxi_create_interconnect_request *request,
                                                                 const char *value, size_t length);
dxi_status dxi_create_interconnect_request_set_bandwidth(dxi_create_interconnect_request *request, const char *value,
                                                         size_t length);
dxi_status dxi_create_interconnect_request_set_location(dxi_create_interconnect_request *request, const char *value,
                                                        size_t length);
dxi_status dxi_create_interconnect_request_set_lag_id(dxi_create_interconnect_request *request, const char *value,
                                                      size_t length);
dxi_status dxi_create_interconnect_request_set_provider_name(dxi_create_interconnect_request *request,
                                                             const char *value, size_t length);

/* Bandwidth as a number: 10 writes "10Gbps". DXI_OK or DXI_ERROR_NULL_ARGUMENT. */
dxi_status dxi_create_interconnect_request_set_bandwidth_gbps(dxi_create_interconnect_request *request, uint32_t gbps);

/* DXI_OK or DXI_ERROR_NULL_ARGUMENT. */
dxi_status dxi_create_interconnect_request_set_request_mac_sec(dxi_create_interconnect_request *request, bool value);

/* Appends a tag. A NULL value makes a tag without one, which is not the same as "". Statuses as of the setters. */
dxi_status dxi_create_interconnect_request_add_tag(dxi_create_interconnect_request *request, const char *key,
                                                   size_t key_length, const char *value, size_t value_length);

/*
 * Makes a member absent again; of DXI_REQUEST_TAGS, all tags. DXI_OK, DXI_ERROR_NULL_ARGUMENT or
 * DXI_ERROR_INVALID_ARGUMENT (no such member).
 */
dxi_status dxi_create_interconnect_request_unset(dxi_create_interconnect_request *request,
                                                 dxi_create_interconnect_request_member member);

/* The members as they were given. A value that is no valid string (see above) reads as absent. */
const char *dxi_create_interconnect_request_interconnect_name(const dxi_create_interconnect_request *request,
                                                              size_t *length);
const char *dxi_create_interconnect_request_bandwidth(const dxi_create_interconnect_request *request, size_t *length);
const char *dxi_create_interconnect_request_location(const dxi_create_interconnect_request *request, size_t *length);
const char *dxi_create_interconnect_request_lag_id(const dxi_create_interconnect_request *request, size_t *length);
const char *dxi_create_interconnect_request_provider_name(const dxi_create_interconnect_request *request,
                                                          size_t *length);

/* Whether it is set; if so, writes it. */
bool dxi_create_interconnect_request_request_mac_sec(const dxi_create_interconnect_request *request, bool *value);

/* Of a request from JSON this counts every element of `tags`; one that is no object has neither key nor value. */
size_t dxi_create_interconnect_request_tag_count(const dxi_create_interconnect_request *request);
const char *dxi_create_interconnect_request_tag_key(const dxi_create_interconnect_request *request, size_t index,
                                                    size_t *length);
const char *dxi_create_interconnect_request_tag_value(const dxi_create_interconnect_request *request, size_t index,
                                                      size_t *length);

/* How strict to be: 0, or these added up. Other bits: DXI_ERROR_INVALID_ARGUMENT. */
enum {
    DXI_ALLOW_UNKNOWN_MEMBERS = 1, /* they go into the body unchanged, for the day AWS adds one */
    DXI_WARNINGS_AS_ERRORS = 2     /* their severity is that of an error then */
};

/*
 * Finds every problem of a request, by what AWS documents. DXI_OK: it can be sent, and `problems` holds
 * only warnings, or is NULL. DXI_ERROR_INVALID_REQUEST: `problems` says why. DXI_ERROR_NULL_ARGUMENT,
 * DXI_ERROR_INVALID_ARGUMENT.
 */
dxi_status dxi_create_interconnect_request_validate(const dxi_create_interconnect_request *request, uint32_t rules,
                                                    dxi_problems **problems);

/*
 * Writes the body: compact UTF-8 JSON, members in the model's order, the same bytes for the same request
 * every time. A request with errors is refused, as by validate; NO_MEMORY besides. `body` must be given.
 */
dxi_status dxi_create_interconnect_request_body(const dxi_create_interconnect_request *request, uint32_t rules,
                                                char **body, size_t *length, dxi_problems **problems);

/* ------------------------------------------------------------------------- DescribeInterconnects */

/*
 * What to list: all interconnects of the account in the signer's region, or one. Used as the request above is:
 * conventions, statuses and rules are those of its functions of the same name.
 */
typedef struct dxi_describe_interconnects_request dxi_describe_interconnects_request;

/* The members, in the model's order. None is required. */
typedef int32_t dxi_describe_interconnects_request_member;
enum {
    DXI_DESCRIBE_INTERCONNECT_ID = 0, /* interconnectId: "dxcon-…"; another form is a warning */
    DXI_DESCRIBE_MAX_RESULTS = 1,     /* maxResults: how many a page holds, 1 to 100; more or fewer is a warning */
    DXI_DESCRIBE_NEXT_TOKEN = 2       /* nextToken: of the page before */
};

dxi_describe_interconnects_request *dxi_describe_interconnects_request_new(void);
void dxi_describe_interconnects_request_free(dxi_describe_interconnects_request *request);
dxi_describe_interconnects_request *dxi_describe_interconnects_request_copy(
    const dxi_describe_interconnects_request *request);

dxi_status dxi_describe_interconnects_request_set_interconnect_id(dxi_describe_interconnects_request *request,
                                                                  const char *value, size_t length);
dxi_status dxi_describe_interconnects_request_set_max_results(dxi_describe_interconnects_request *request,
                                                              int64_t value);
dxi_status dxi_describe_interconnects_request_set_next_token(dxi_describe_interconnects_request *request,
                                                             const char *value, size_t length);
dxi_status dxi_describe_interconnects_request_unset(dxi_describe_interconnects_request *request,
                                                    dxi_describe_interconnects_request_member member);

const char *dxi_describe_interconnects_request_interconnect_id(const dxi_describe_interconnects_request *request,
                                                               size_t *length);
bool dxi_describe_interconnects_request_max_results(const dxi_describe_interconnects_request *request, int64_t *value);
const char *dxi_describe_interconnects_request_next_token(const dxi_describe_interconnects_request *request,
                                                          size_t *length);

dxi_status dxi_describe_interconnects_request_validate(const dxi_describe_interconnects_request *request,
                                                       uint32_t rules, dxi_problems **problems);
dxi_status dxi_describe_interconnects_request_body(const dxi_describe_interconnects_request *request, uint32_t rules,
                                                   char **body, size_t *length, dxi_problems **problems);

/* -------------------------------------------------------------------------------------- Signer */

/*
 * Who orders, and where: credentials and endpoint. Keeps the key that it derived for a day and a region,
 * so that later signatures cost one HMAC. All its functions but _free may run on any number of threads at once. A
 * child of fork makes a signer of its own where another thread of the parent may have been signing.
 */
typedef struct dxi_signer dxi_signer;

/* Zero means default; `size` must be sizeof(dxi_signer_options). Strings are NUL-terminated. */
typedef struct dxi_signer_options {
    size_t size;
    const char *access_key_id;
    const char *secret_access_key;
    const char *session_token;   /* NULL: long-term credentials */
    const char *region;          /* "us-east-1", in the signature also for a custom endpoint; "fips-us-east-1" and
                                    "us-east-1-fips" ask for FIPS */
    const char *endpoint_url;    /* NULL: AWS's endpoint of the region; else http(s)://host[:port][/prefix] */
    bool use_fips_endpoint;      /* not together with endpoint_url */
    bool use_dualstack_endpoint; /* not together with endpoint_url */
    bool allow_plaintext;        /* lets endpoint_url be http to another host than this machine */
    const char *user_agent_extra; /* appended to User-Agent after a space; NULL: nothing */
} dxi_signer_options;

/*
 * DXI_OK, or DXI_ERROR_INVALID_OPTIONS with every problem of the options; DXI_ERROR_NULL_ARGUMENT
 * (`options` or `signer`), DXI_ERROR_INVALID_ARGUMENT (`size`), DXI_ERROR_NO_MEMORY.
 */
dxi_status dxi_signer_new(const dxi_signer_options *options, dxi_signer **signer, dxi_problems **problems);

/* Wipes credentials and derived key, and frees them. */
void dxi_signer_free(dxi_signer *signer);

/* The URL that it signs for, such as "https://directconnect.us-east-1.amazonaws.com/". */
const char *dxi_signer_url(const dxi_signer *signer);

/* The region that it signs for, without a FIPS pseudo-region's affix. */
const char *dxi_signer_region(const dxi_signer *signer);

/* Of one signature. Zero means default; `size` must be sizeof(dxi_sign_options). */
typedef struct dxi_sign_options {
    size_t size;
    uint32_t rules;            /* as of validate */
    uint32_t attempt;          /* 1 is the first sending, 2 the first resend; sent as `amz-sdk-request: attempt=N`;
                                  0: not sent */
    const char *invocation_id; /* sent as `amz-sdk-invocation-id`, the same for every attempt; NULL: not sent */
} dxi_sign_options;

/* -------------------------------------------------------------------------------- HTTP request */

/* What to send. Holds the session token and the signature: free it when sent, which wipes it. */
typedef struct dxi_http_request dxi_http_request;

/*
 * Checks, writes and signs a request. `now`: the time, in seconds since 1970-01-01T00:00:00Z, from 1970
 * to 9999. `options` may be NULL. DXI_OK: `http_request` can be sent at once, within 5 minutes by AWS's
 * clock; `problems` holds warnings. DXI_ERROR_INVALID_REQUEST, DXI_ERROR_INVALID_OPTIONS (time,
 * invocation id): `problems` says why. DXI_ERROR_NULL_ARGUMENT, DXI_ERROR_INVALID_ARGUMENT,
 * DXI_ERROR_NO_MEMORY.
 */
dxi_status dxi_signer_sign(const dxi_signer *signer, const dxi_create_interconnect_request *request, int64_t now,
                           const dxi_sign_options *options, dxi_http_request **http_request, dxi_problems **problems);

/* The same for the other operation. */
dxi_status dxi_signer_sign_describe_interconnects(const dxi_signer *signer,
                                                  const dxi_describe_interconnects_request *request, int64_t now,
                                                  const dxi_sign_options *options, dxi_http_request **http_request,
                                                  dxi_problems **problems);

void dxi_http_request_free(dxi_http_request *http_request);

const char *dxi_http_request_method(const dxi_http_request *http_request); /* "POST" */
const char *dxi_http_request_url(const dxi_http_request *http_request);
/* The Host header: with a port that is not the scheme's. */
const char *dxi_http_request_host(const dxi_http_request *http_request);
const char *dxi_http_request_path(const dxi_http_request *http_request);

/* Every header to send, in order, Host included and Content-Length not: HTTP stacks write that themselves. */
size_t dxi_http_request_header_count(const dxi_http_request *http_request);
const char *dxi_http_request_header_name(const dxi_http_request *http_request, size_t index);
const char *dxi_http_request_header_value(const dxi_http_request *http_request, size_t index);

const char *dxi_http_request_body(const dxi_http_request *http_request, size_t *length);

/* SigV4's intermediate texts, to find out why a signature was refused. The first holds the session token. */
const char *dxi_http_request_canonical_request(const dxi_http_request *http_request);
const char *dxi_http_request_string_to_sign(const dxi_http_request *http_request);

typedef int32_t dxi_description_format;
enum {
    DXI_DESCRIPTION_TEXT = 0, /* for people; ends with a curl command line, credentials as shell variables */
    DXI_DESCRIPTION_JSON = 1  /* {"method","url","headers":[[name,value]…],"body","canonicalRequest","stringToSign",
                                 "problems":[…],"curl"} */
};

/*
 * Dry run: what dxi_signer_sign would hand out for the same arguments, as text to show: URL, headers,
 * body, canonical request, string to sign and warnings; session token and signature are masked, and the
 * secret is nowhere. Statuses as of dxi_signer_sign. `description` must be given.
 */
dxi_status dxi_signer_describe(const dxi_signer *signer, const dxi_create_interconnect_request *request, int64_t now,
                               const dxi_sign_options *options, dxi_description_format format,
                               char **description, dxi_problems **problems);

/* -------------------------------------------------------------------------------------- Answer */

/* What became of a request, and what to do next. */
typedef struct dxi_answer dxi_answer;
/* An interconnect that was created or described. Belongs to the handle that it was asked of. */
typedef struct dxi_interconnect dxi_interconnect;

/* What was sent. */
typedef int32_t dxi_operation;
enum {
    DXI_OPERATION_CREATE_INTERCONNECT = 0,   /* sent twice, it orders two ports */
    DXI_OPERATION_DESCRIBE_INTERCONNECTS = 1 /* may be sent again whatever became of it */
};

/*
 * How far the host came. A status, headers or a body that are given all the same are read, as an answer that was cut
 * off.
 */
typedef int32_t dxi_delivery;
enum {
    DXI_DELIVERY_COMPLETE = 0,      /* a whole answer is here */
    DXI_DELIVERY_NOTHING_SENT = 1,  /* no byte of the request was written: no connection, no TLS */
    DXI_DELIVERY_NO_ANSWER = 2,     /* sent in part or whole, and no answer: timed out, cut, cancelled */
    DXI_DELIVERY_ANSWER_CUT_OFF = 3 /* the answer ended too early; what came of it is here */
};

/* What the host got. Zero means default; `size` must be sizeof(dxi_http_response). Nothing is kept after the call. */
typedef struct dxi_http_response {
    size_t size;
    dxi_delivery delivery;
    int32_t status;        /* 200 … */
    const char *headers;   /* "Name: value" lines that end in CRLF or LF, as received; status lines are skipped */
    size_t headers_length; /* in bytes, or DXI_NUL_TERMINATED; 0 with NULL: none; read up to DXI_MAXIMUM_LENGTH */
    const void *body;      /* decoded, if Content-Encoding names an encoding */
    size_t body_length;    /* in bytes, never DXI_NUL_TERMINATED; what is over DXI_MAXIMUM_LENGTH counts as cut off */
    int64_t now;           /* the host's time, in seconds since 1970; 0: not given: then no clock offset is told,
                              and a signature that the clock made wrong looks like one of wrong credentials */
    dxi_operation operation; /* what it answers */
} dxi_http_response;

typedef int32_t dxi_outcome;
enum {
    DXI_OUTCOME_CREATED = 1,     /* the port is ordered, and dxi_answer_interconnect has it */
    DXI_OUTCOME_NOT_CREATED = 2, /* no port was ordered; sending again is safe once the advice is followed */
    DXI_OUTCOME_UNKNOWN = 3,     /* a port may be ordered: never send again before looking */
    /* of DescribeInterconnects */
    DXI_OUTCOME_DESCRIBED = 4,    /* the whole page is here */
    DXI_OUTCOME_NOT_DESCRIBED = 5 /* it is not, or a part that decides what is there cannot be read: nothing may be
                                     concluded */
};

typedef int32_t dxi_advice;
enum {
    DXI_ADVICE_DONE = 1,          /* nothing is left to do */
    DXI_ADVICE_FIX_REQUEST = 2,   /* change request, rights, endpoint or proxy; sent as it is it fails again */
    DXI_ADVICE_CORRECT_CLOCK = 3, /* add dxi_answer_clock_offset to the time, sign anew, send again; where it is
                                     not known, the host's clock must be set right */
    DXI_ADVICE_RESEND = 4,        /* wait dxi_answer_delay_ms, sign anew, send again */
    DXI_ADVICE_LOOK_FIRST = 5     /* look with DescribeInterconnects whether the port is there */
};

/*
 * Always makes an answer, however bad the response: DXI_OK. DXI_ERROR_NULL_ARGUMENT (`response`, `answer`, or NULL with
 * a length), DXI_ERROR_INVALID_ARGUMENT (`size`, `delivery`, `operation`, a `body_length` of DXI_NUL_TERMINATED).
 */
dxi_status dxi_answer_read(const dxi_http_response *response, dxi_answer **answer);
void dxi_answer_free(dxi_answer *answer);

/* DXI_OUTCOME_UNKNOWN for NULL. */
dxi_outcome dxi_answer_outcome(const dxi_answer *answer);
/* DXI_ADVICE_LOOK_FIRST for NULL. */
dxi_advice dxi_answer_advice(const dxi_answer *answer);

/* One or two sentences for people: what happened and what to do. */
const char *dxi_answer_explanation(const dxi_answer *answer);

/* How long to wait, in milliseconds, before resend number `resend` (from 1): dxi_backoff_ms with the server's hint. */
uint64_t dxi_answer_delay_ms(const dxi_answer *answer, uint32_t resend, double random);

/* What the server asked for with x-amz-retry-after or Retry-After, in milliseconds. */
bool dxi_answer_retry_after_ms(const dxi_answer *answer, uint64_t *milliseconds);

/* Server's clock minus host's, in seconds, by the response's Date. False without Date or `now`. */
bool dxi_answer_clock_offset(const dxi_answer *answer, int64_t *seconds);

/* NULL unless the outcome is created. */
const dxi_interconnect *dxi_answer_interconnect(const dxi_answer *answer);

/* The page of interconnects that were described, in the service's order; also the one that was created. */
size_t dxi_answer_interconnect_count(const dxi_answer *answer);
const dxi_interconnect *dxi_answer_interconnect_at(const dxi_answer *answer, size_t index);
/* What the next page is asked for with; NULL: this is the last one. */
const char *dxi_answer_next_token(const dxi_answer *answer, size_t *length);

/*
 * What was wrong with the body: members left out, a body cut off, or one that is not AWS's, as proxies send with 503;
 * NULL if nothing.
 */
const dxi_problems *dxi_answer_problems(const dxi_answer *answer);

/* The HTTP status; 0 where there was no answer. */
int32_t dxi_answer_http_status(const dxi_answer *answer);
/* x-amzn-RequestId: give it to AWS support. */
const char *dxi_answer_request_id(const dxi_answer *answer, size_t *length);

typedef int32_t dxi_service_error;
enum {
    DXI_SERVICE_ERROR_NONE = 0,
    DXI_SERVICE_ERROR_DUPLICATE_TAG_KEYS = 1, /* DuplicateTagKeysException */
    DXI_SERVICE_ERROR_TOO_MANY_TAGS = 2,      /* TooManyTagsException */
    DXI_SERVICE_ERROR_SERVER = 3,             /* DirectConnectServerException */
    DXI_SERVICE_ERROR_CLIENT = 4,             /* DirectConnectClientException */
    DXI_SERVICE_ERROR_OTHER = 5               /* any other code, or an HTTP status without one */
};

/* NONE when created or described, or when no answer came. */
dxi_service_error dxi_answer_service_error(const dxi_answer *answer);
/* The code, such as "DirectConnectClientException". */
const char *dxi_answer_error_code(const dxi_answer *answer, size_t *length);
/* AWS's message. */
const char *dxi_answer_error_message(const dxi_answer *answer, size_t *length);

/*
 * A pure function: milliseconds to wait before resend number `resend` (from 1), with full jitter:
 * random * min(2^(resend-1), 20) seconds, `random` from 0 to 1. `retry_after_ms`, the server's hint
 * (0: none), wins where it is longer, however long.
 */
uint64_t dxi_backoff_ms(uint32_t resend, double random, uint64_t retry_after_ms);

/* -------------------------------------------------------------------------------- Interconnect */

typedef int32_t dxi_interconnect_state;
enum {
    DXI_INTERCONNECT_STATE_ABSENT = 0,
    DXI_INTERCONNECT_STATE_REQUESTED = 1, /* until the letter of authorization is sent */
    DXI_INTERCONNECT_STATE_PENDING = 2,   /* approved, being initialized */
    DXI_INTERCONNECT_STATE_AVAILABLE = 3, /* link up, ready for use */
    DXI_INTERCONNECT_STATE_DOWN = 4,
    DXI_INTERCONNECT_STATE_DELETING = 5,
    DXI_INTERCONNECT_STATE_DELETED = 6,
    DXI_INTERCONNECT_STATE_UNKNOWN = 7,      /* AWS says "unknown" */
    DXI_INTERCONNECT_STATE_UNRECOGNISED = 99 /* AWS says what this library does not know: see the string */
};

typedef int32_t dxi_logical_redundancy;
enum {
    DXI_LOGICAL_REDUNDANCY_ABSENT = 0,
    DXI_LOGICAL_REDUNDANCY_UNKNOWN = 1, /* AWS says "unknown" */
    DXI_LOGICAL_REDUNDANCY_YES = 2,
    DXI_LOGICAL_REDUNDANCY_NO = 3,
    DXI_LOGICAL_REDUNDANCY_UNRECOGNISED = 99
};

/* Members in the model's order. NULL or false: absent. */
const char *dxi_interconnect_interconnect_id(const dxi_interconnect *interconnect, size_t *length);
const char *dxi_interconnect_interconnect_name(const dxi_interconnect *interconnect, size_t *length);
dxi_interconnect_state dxi_interconnect_interconnect_state(const dxi_interconnect *interconnect);
const char *dxi_interconnect_interconnect_state_string(const dxi_interconnect *interconnect, size_t *length);
const char *dxi_interconnect_region(const dxi_interconnect *interconnect, size_t *length);
const char *dxi_interconnect_location(const dxi_interconnect *interconnect, size_t *length);
const char *dxi_interconnect_bandwidth(const dxi_interconnect *interconnect, size_t *length);
/* Microseconds since 1970-01-01T00:00:00Z. */
bool dxi_interconnect_loa_issue_time(const dxi_interconnect *interconnect, int64_t *microseconds);
const char *dxi_interconnect_lag_id(const dxi_interconnect *interconnect, size_t *length);
const char *dxi_interconnect_aws_device(const dxi_interconnect *interconnect, size_t *length);
bool dxi_interconnect_jumbo_frame_capable(const dxi_interconnect *interconnect, bool *value);
const char *dxi_interconnect_aws_device_v2(const dxi_interconnect *interconnect, size_t *length);
const char *dxi_interconnect_aws_logical_device_id(const dxi_interconnect *interconnect, size_t *length);
dxi_logical_redundancy dxi_interconnect_has_logical_redundancy(const dxi_interconnect *interconnect);
const char *dxi_interconnect_has_logical_redundancy_string(const dxi_interconnect *interconnect, size_t *length);
/* Whether `tags` is there at all: AWS also sends an empty list. */
bool dxi_interconnect_tags(const dxi_interconnect *interconnect, size_t *count);
const char *dxi_interconnect_tag_key(const dxi_interconnect *interconnect, size_t index, size_t *length);
const char *dxi_interconnect_tag_value(const dxi_interconnect *interconnect, size_t index, size_t *length);
const char *dxi_interconnect_provider_name(const dxi_interconnect *interconnect, size_t *length);
bool dxi_interconnect_mac_sec_capable(const dxi_interconnect *interconnect, bool *value);
const char *dxi_interconnect_port_encryption_status(const dxi_interconnect *interconnect, size_t *length);
const char *dxi_interconnect_encryption_mode(const dxi_interconnect *interconnect, size_t *length);
/* Whether `macSecKeys` is there at all. */
bool dxi_interconnect_mac_sec_keys(const dxi_interconnect *interconnect, size_t *count);
const char *dxi_interconnect_mac_sec_key_secret_arn(const dxi_interconnect *interconnect, size_t index, size_t *length);
const char *dxi_interconnect_mac_sec_key_ckn(const dxi_interconnect *interconnect, size_t index, size_t *length);
const char *dxi_interconnect_mac_sec_key_state(const dxi_interconnect *interconnect, size_t index, size_t *length);
const char *dxi_interconnect_mac_sec_key_start_on(const dxi_interconnect *interconnect, size_t index, size_t *length);

/*
 * Members that this library does not know, in the order in which they came, each as its JSON text. Those of a tag or a
 * key are in dxi_answer_to_json.
 */
size_t dxi_interconnect_unknown_member_count(const dxi_interconnect *interconnect);
const char *dxi_interconnect_unknown_member_name(const dxi_interconnect *interconnect, size_t index, size_t *length);
const char *dxi_interconnect_unknown_member_json(const dxi_interconnect *interconnect, size_t index, size_t *length);
/* The JSON text of the unknown member of this name; the last, if it came more than once. */
const char *dxi_interconnect_unknown_member(const dxi_interconnect *interconnect, const char *name, size_t name_length,
                                            size_t *length);

/* ------------------------------------------------------------------------- States of an interconnect */

/*
 * What can become of an interconnect, by what AWS says of its states:
 *
 *     requested --> pending --> available <--> down
 *                      `-------------------------^
 *     requested, pending, available, down --> deleting --> deleted
 *
 * ABSENT, UNKNOWN and UNRECOGNISED say nothing: anything can follow them, and they can follow all but deleted. A
 * number that is no state counts as UNRECOGNISED. Pure functions.
 */

/* The state of a string, such as "pending": ABSENT for NULL, UNRECOGNISED for what the library does not know. */
dxi_interconnect_state dxi_interconnect_state_from_string(const char *text, size_t length);
/* Whether one step leads from one state to another. */
bool dxi_interconnect_state_can_become(dxi_interconnect_state from, dxi_interconnect_state to);
/* Whether any number of steps does, none included: whoever waits for a state that cannot be reached may stop. */
bool dxi_interconnect_state_can_reach(dxi_interconnect_state from, dxi_interconnect_state to);
/* Whether nothing can follow. */
bool dxi_interconnect_state_is_final(dxi_interconnect_state state);

/*
 * A pure function for whoever waits for a state: milliseconds to wait before look number `poll`, from 1. It doubles
 * from `minimum_ms` to `maximum_ms`, less up to a half by `random`, from 0 to 1.
 */
uint64_t dxi_poll_delay_ms(uint32_t poll, double random, uint64_t minimum_ms, uint64_t maximum_ms);

/* --------------------------------------------------------------------------------------- Reconcile */

/*
 * What there is to do about an interconnect that is wanted, by all that are there. The answer to "is it already
 * there?", which has to be asked before an order, since the service has no token that would keep it from being placed
 * twice.
 */
typedef struct dxi_reconciliation dxi_reconciliation;

typedef int32_t dxi_decision;
enum {
    DXI_DECISION_CREATE = 1,   /* none is there */
    DXI_DECISION_EXISTS = 2,   /* one is there, and it is what is wanted; its tags may differ */
    DXI_DECISION_CONFLICT = 3, /* one is there, and it is not what is wanted: see the differences */
    DXI_DECISION_AMBIGUOUS = 4 /* several are there: see the matches */
};

/*
 * What makes an interconnect the one that is wanted. Zero means default; `size` must be sizeof(dxi_reconcile_options).
 */
typedef struct dxi_reconcile_options {
    size_t size;
    uint32_t rules;               /* of checking the request: see dxi_create_interconnect_request_validate */
    bool match_location;          /* the location as well, so that one name may be used once at each */
    const char *identity_tag_key; /* what it has under this tag key, and not its name; NUL-terminated; NULL: its name.
                                     Where none has it, one of the same name without that key stands in the way:
                                     tags get forgotten */
} dxi_reconcile_options;

/*
 * Decides, of `count` answers to DescribeInterconnects that are all the pages of one list, in order. `options` may be
 * NULL: by name. Interconnects that are deleting or deleted do not count; others do, whatever their state. What is
 * there twice with one id is one: a list that changes while it is read can show it on two pages.
 *
 * Compared is what the request asks for: location, bandwidth (by value: 10G, 10Gbps and 10 are the same), LAG,
 * provider, MACsec where the port is known not to have it, the name where a tag is the identity; and tags, which are
 * told if they differ, and are no conflict. A member that the request lacks asks for nothing.
 *
 * DXI_OK; DXI_ERROR_INVALID_REQUEST (see problems; also for a request that lacks the identity's tag);
 * DXI_ERROR_INCOMPLETE_LIST (an answer whose outcome is not described, a page that is missing, no page at all; or an
 * interconnect that counts and lacks the name, the location or the tag which would tell it apart: see problems): what
 * is wanted may be there, so nothing may be concluded; DXI_ERROR_NULL_ARGUMENT; DXI_ERROR_INVALID_ARGUMENT (`size`,
 * `rules`, an identity_tag_key that is empty or no UTF-8). A pure function; nothing of the answers is kept.
 */
dxi_status dxi_reconcile(const dxi_create_interconnect_request *desired, const dxi_answer *const *answers, size_t count,
                         const dxi_reconcile_options *options, dxi_reconciliation **reconciliation,
                         dxi_problems **problems);
void dxi_reconciliation_free(dxi_reconciliation *reconciliation);

/* DXI_DECISION_AMBIGUOUS for NULL. */
dxi_decision dxi_reconciliation_decision(const dxi_reconciliation *reconciliation);
/* A sentence or two for people: what is there, each difference, and what to do. */
const char *dxi_reconciliation_explanation(const dxi_reconciliation *reconciliation);

/* The interconnects that have the identity: none for CREATE, one for EXISTS and CONFLICT. */
size_t dxi_reconciliation_match_count(const dxi_reconciliation *reconciliation);
const dxi_interconnect *dxi_reconciliation_match(const dxi_reconciliation *reconciliation, size_t index);

/* In what the only match is not what is wanted. Values are cut and escaped as in messages; NULL: there is none. */
size_t dxi_reconciliation_difference_count(const dxi_reconciliation *reconciliation);
/* Such as "bandwidth", or `tags["team"]`. */
const char *dxi_reconciliation_difference_path(const dxi_reconciliation *reconciliation, size_t index);
const char *dxi_reconciliation_difference_desired(const dxi_reconciliation *reconciliation, size_t index);
const char *dxi_reconciliation_difference_actual(const dxi_reconciliation *reconciliation, size_t index);
/* Whether it makes the match another interconnect than the one that is wanted. */
bool dxi_reconciliation_difference_is_conflict(const dxi_reconciliation *reconciliation, size_t index);

/* ------------------------------------------------------------------------------------------ Ensure */

/*
 * The conversation that leaves one interconnect standing: look, order only if nothing is there, and after an order
 * whose outcome is unknown look again. It sends nothing itself:
 *
 *     dxi_ensure_new(request, NULL, &ensure, &problems);
 *     while (dxi_ensure_next(ensure, milliseconds(), random_fraction(), &step) == DXI_OK && step != DXI_STEP_DONE)
 *         switch (step) {
 *         case DXI_STEP_LOOK:  … sign and send dxi_ensure_look(ensure);  dxi_ensure_receive(ensure, answer); break;
 *         case DXI_STEP_ORDER: … sign and send dxi_ensure_order(ensure); dxi_ensure_receive(ensure, answer); break;
 *         case DXI_STEP_WAIT:  … wait dxi_ensure_wait_ms(ensure); break;
 *         }
 *     … dxi_ensure_result(ensure), dxi_ensure_interconnect(ensure)
 *
 * The moment DXI_STEP_ORDER is handed out the order counts as placed. Whatever is given back, or nothing, it is not
 * handed out again (but see order_again_after_looks). Two conversations that run at once can still order twice: the
 * service has no token against that. A handle is for one thread at a time.
 */
typedef struct dxi_ensure dxi_ensure;

/* Zero means default; `size` must be sizeof(dxi_ensure_options). */
typedef struct dxi_ensure_options {
    size_t size;
    uint32_t rules;               /* these three: as of dxi_reconcile_options */
    bool match_location;
    const char *identity_tag_key;
    uint64_t look_again_ms;       /* how long to look for an order whose outcome is unknown, and then once more;
                                     0: 60000 */
    /*
     * Off with 0, both of them; one without the other is refused. Else, after an order whose outcome is unknown, a
     * second one is handed out once so many looks have shown nothing and it has been unknown for so long, the last look
     * among them. It risks what all else is made to prevent: a service that is slower than that to show the first
     * order has been paid for two ports.
     */
    uint32_t order_again_after_looks;
    uint64_t order_again_after_ms;
} dxi_ensure_options;

typedef int32_t dxi_step;
enum {
    /*
     * Send dxi_ensure_look, give its answer to dxi_ensure_receive. Where an answer's advice is to send again, do so
     * first, as often as it is worth: before an order, a look that failed ends it with NOT_CREATED.
     */
    DXI_STEP_LOOK = 1,
    /*
     * Send dxi_ensure_order likewise: again only where the answer says not created and to send again. Sign it with
     * the same `rules`. Where it cannot be signed, give back an answer read of DXI_DELIVERY_NOTHING_SENT: else it
     * counts as placed.
     */
    DXI_STEP_ORDER = 2,
    DXI_STEP_WAIT = 3,  /* wait dxi_ensure_wait_ms, then ask for the next step */
    DXI_STEP_DONE = 4
};

typedef int32_t dxi_ensured;
enum {
    DXI_ENSURED_CREATED = 1,     /* it was ordered, and dxi_ensure_interconnect has it */
    DXI_ENSURED_EXISTS = 2,      /* it was there; nothing was ordered */
    DXI_ENSURED_CONFLICT = 3,    /* one is there that is not what is wanted: see the reconciliation */
    DXI_ENSURED_AMBIGUOUS = 4,   /* several are there: see the reconciliation */
    DXI_ENSURED_NOT_CREATED = 5, /* the order was refused, or nobody could see what is there: see the answer */
    DXI_ENSURED_UNKNOWN = 6      /* an order was sent, and nobody knows what became of it: look before ordering again */
};

/*
 * `options` may be NULL. The request is copied. DXI_OK; DXI_ERROR_INVALID_REQUEST (see problems; also for a request
 * that lacks the identity's tag); DXI_ERROR_NULL_ARGUMENT; DXI_ERROR_INVALID_ARGUMENT (`size`, `rules`, an
 * identity_tag_key that is empty or no UTF-8, one of order_again_after_looks and order_again_after_ms alone).
 */
dxi_status dxi_ensure_new(const dxi_create_interconnect_request *request, const dxi_ensure_options *options,
                          dxi_ensure **ensure, dxi_problems **problems);
void dxi_ensure_free(dxi_ensure *ensure);

/*
 * The next step. An order rests on a look that began ten minutes ago at most; else it looks again. `now_ms`:
 * milliseconds of a clock that does not go back, such as CLOCK_MONOTONIC, from any start; one that does stands still.
 * `random`: from 0 to 1. To ask again before a look's answer was given hands the same look out again; before an
 * order's, its answer counts as lost. DXI_OK, DXI_ERROR_NULL_ARGUMENT.
 */
dxi_status dxi_ensure_next(dxi_ensure *ensure, int64_t now_ms, double random, dxi_step *step);

/* What to send; borrowed until the next step. A look is a page of the list: NULL before the first. */
const dxi_describe_interconnects_request *dxi_ensure_look(const dxi_ensure *ensure);
const dxi_create_interconnect_request *dxi_ensure_order(const dxi_ensure *ensure);
/* How long to wait, in milliseconds; may be slept in parts. */
uint64_t dxi_ensure_wait_ms(const dxi_ensure *ensure);

/*
 * Takes the answer to a step; it is copied. DXI_OK, DXI_ERROR_NULL_ARGUMENT, DXI_ERROR_INVALID_ARGUMENT (none is due,
 * or this is one to the other operation; nothing has changed).
 */
dxi_status dxi_ensure_receive(dxi_ensure *ensure, const dxi_answer *answer);

/*
 * 0 before DXI_STEP_DONE, and for NULL. Who stops earlier, with dxi_ensure_orders over 0, has an outcome that is
 * unknown.
 */
dxi_ensured dxi_ensure_result(const dxi_ensure *ensure);
/* What happened and what to do, for people; NULL before DXI_STEP_DONE. So are the next two. */
const char *dxi_ensure_explanation(const dxi_ensure *ensure);
/* What was created or found; for CONFLICT what is there. */
const dxi_interconnect *dxi_ensure_interconnect(const dxi_ensure *ensure);
/* Of the last look that saw all there is. */
const dxi_reconciliation *dxi_ensure_reconciliation(const dxi_ensure *ensure);
/*
 * How often it has looked, pages counted together, and ordered: never more than once, or twice where that was allowed.
 */
uint32_t dxi_ensure_looks(const dxi_ensure *ensure);
uint32_t dxi_ensure_orders(const dxi_ensure *ensure);
/* Whether it was created, and found only by looking. */
bool dxi_ensure_found_after_unknown(const dxi_ensure *ensure);

/* ----------------------------------------------------------------------- JSON for the bindings */

/*
 * One call each, so that a binding needs no getter per member. Safe on a 64 KiB stack. A member that is
 * absent has no name in a document. Members that the library does not know stand under "unknownMembers"
 * as {"name": "its JSON text"}: exactly what came, whatever it is.
 *
 * Request:   the wire's own JSON: {"interconnectName", "bandwidth", "location", "lagId",
 *            "tags": [{"key", "value"}], "providerName", "requestMACSec"}
 * Problem:   {"severity": "error"|"warning", "code": "MISSING_MEMBER", "number": 1, "path": "tags[3].key",
 *            "message", "suggestion", "line", "column", "offset"}; the last four only where there are such
 * HTTP:      {"method", "url", "host", "path", "headers": [["name", "value"], …], "body"}
 *            of DescribeInterconnects: {"interconnectId", "maxResults", "nextToken"}
 * Answer:    {"outcome": "created"|"not_created"|"unknown"|"described"|"not_described",
 *            "advice": "done"|"fix_request"|"correct_clock"|"resend"|"look_first", "explanation", "httpStatus",
 *            "requestId", "retryAfterMs", "clockOffset", "interconnect": Interconnect,
 *            "interconnects": [Interconnect…], "nextToken", "error": {"kind": "DuplicateTagKeysException"|
 *            "TooManyTagsException"|"DirectConnectServerException"|"DirectConnectClientException"|"other", "code",
 *            "message"}, "problems": [Problem…]}
 * Interconnect: the wire's own members, but for "loaIssueTime", which is the number of microseconds since
 *            1970 as an integer; and "unknownMembers", which its tags and macSecKeys may have too
 * Reconciliation: {"decision": "create"|"exists"|"conflict"|"ambiguous", "explanation", "matches": [Interconnect…],
 *            "differences": [{"path", "desired", "actual", "conflict": true|false}…]}
 * Ensure:    {"result": "created"|"exists"|"conflict"|"ambiguous"|"not_created"|"unknown", "explanation", "looks",
 *            "orders", "foundAfterUnknown": true|false, "interconnect": Interconnect,
 *            "reconciliation": Reconciliation};
 *            "result" and "explanation" only when it is done, "reconciliation" of the last look that saw all there is
 */

/*
 * Reads a request from JSON text with the wire's names. DXI_OK says that it is a JSON object; members of
 * the wrong type, unknown members and bad values are kept for validate, which finds them all at once.
 * DXI_ERROR_INVALID_JSON (no JSON, no object: WRONG_TYPE, a name twice, no UTF-8): `problems` says where. Every text
 * is safe, however deeply nested. DXI_ERROR_NULL_ARGUMENT, DXI_ERROR_INVALID_ARGUMENT (length).
 */
dxi_status dxi_create_interconnect_request_from_json(const char *text, size_t length,
                                                     dxi_create_interconnect_request **request,
                                                     dxi_problems **problems);
dxi_status dxi_describe_interconnects_request_from_json(const char *text, size_t length,
                                                        dxi_describe_interconnects_request **request,
                                                        dxi_problems **problems);

/*
 * The documents above. DXI_OK, DXI_ERROR_NULL_ARGUMENT, DXI_ERROR_NO_MEMORY. Of a request, members of the
 * wrong type (of a list, as "tags[0]") and unknown members stand as their JSON text under "unknownMembers",
 * and strings that no UTF-8 can say are left out: such a document is to be looked at, not to be read again. Of
 * problems, an array; [] for NULL. The HTTP document holds the session token and the signature.
 */
dxi_status dxi_create_interconnect_request_to_json(const dxi_create_interconnect_request *request, char **json);
dxi_status dxi_describe_interconnects_request_to_json(const dxi_describe_interconnects_request *request, char **json);
dxi_status dxi_problems_to_json(const dxi_problems *problems, char **json);
dxi_status dxi_http_request_to_json(const dxi_http_request *http_request, char **json);
dxi_status dxi_answer_to_json(const dxi_answer *answer, char **json);
dxi_status dxi_reconciliation_to_json(const dxi_reconciliation *reconciliation, char **json);
dxi_status dxi_ensure_to_json(const dxi_ensure *ensure, char **json);

/*
 * The whole way out in one call: JSON request in; out {"status": "OK", "httpRequest": HTTP, "problems": [Problem…]},
 * where "status" is the status's name and "httpRequest" stands only in a document of status OK. Returns
 * the same status; `json` is written for DXI_OK, INVALID_JSON, INVALID_REQUEST and INVALID_OPTIONS.
 */
dxi_status dxi_signer_sign_json(const dxi_signer *signer, dxi_operation operation, const char *text, size_t length,
                                int64_t now, const dxi_sign_options *options, char **json);

/* The whole way back in one call: dxi_answer_read and dxi_answer_to_json. Statuses of both. */
dxi_status dxi_answer_read_json(const dxi_http_response *response, char **json);

#ifdef __cplusplus
}
#endif

#endif
