#define _GNU_SOURCE /* getopt_long */
#include "arguments.h"

#include "exit_code.h"
#include "file.h"
#include "report.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char HELP[] =
    "usage: order [options]\n"
    "Orders an AWS Direct Connect interconnect.\n"
    "\n"
    "What to order:\n"
    "  --name NAME             interconnectName (required)\n"
    "  --bandwidth BANDWIDTH   1Gbps, 10Gbps or 100Gbps (required)\n"
    "  --location CODE         where, such as EqDC2 (required)\n"
    "  --lag-id ID             the link aggregation group it joins, dxlag-...\n"
    "  --tag KEY[=VALUE]       a tag; may be given up to 50 times\n"
    "  --provider-name NAME    the service provider\n"
    "  --request-macsec        ask for a port that can do MACsec\n"
    "  --json FILE             all of these from a JSON object with AWS's names; -: standard input.\n"
    "                          What is given besides overrules the file; tags are added to its tags\n"
    "\n"
    "Where:\n"
    "  --region REGION         or AWS_REGION, or AWS_DEFAULT_REGION\n"
    "  --fips, --dualstack     the region's FIPS or dual-stack endpoint\n"
    "  --endpoint URL          another endpoint; http only to this machine\n"
    "\n"
    "How:\n"
    "  --ensure                look first, and order only what is not there; after an unknown outcome look again\n"
    "  --look-again S          seconds to look for an order whose outcome is unknown (60)\n"
    "  --match-location        one name may be there once at each location\n"
    "  --identity-tag KEY      it is found by the value of this tag, and not by its name\n"
    "  --dry-run               show what would be sent, and send nothing\n"
    "  --max-attempts N        send at most N times (3); what may have been placed is never sent again\n"
    "  --connect-timeout S     seconds for connecting, TLS included (10)\n"
    "  --timeout S             seconds for one attempt as a whole (60)\n"
    "  --json-output           the result as one JSON document on standard output\n"
    "  --help, --version\n"
    "\n"
    "Environment:\n"
    "  AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN\n"
    "                          without them it is a dry run with placeholders, and exit code 1\n"
    "  AWS_CA_BUNDLE           certificates to trust instead of the system's\n"
    "  https_proxy, all_proxy, no_proxy\n"
    "                          as curl reads them; not for http, which is for this machine only\n"
    "\n"
    "Exit code: 0 created or there already (or dry run), 1 not created, 2 usage, 3 unknown: look before you order again.\n";

/* Anything but a character, so that no option has a short form by accident. */
enum {
    NAME = 1000, BANDWIDTH, LOCATION, LAG_ID, TAG, PROVIDER_NAME, REQUEST_MACSEC, JSON, REGION, ENDPOINT, FIPS,
    DUALSTACK, ENSURE, LOOK_AGAIN, MATCH_LOCATION, IDENTITY_TAG, DRY_RUN, MAX_ATTEMPTS, CONNECT_TIMEOUT, TIMEOUT, JSON_OUTPUT, HELP_WANTED, VERSION_WANTED
};

static const struct option OPTIONS[] = {
    {"name", required_argument, NULL, NAME},
    {"bandwidth", required_argument, NULL, BANDWIDTH},
    {"location", required_argument, NULL, LOCATION},
    {"lag-id", required_argument, NULL, LAG_ID},
    {"tag", required_argument, NULL, TAG},
    {"provider-name", required_argument, NULL, PROVIDER_NAME},
    {"request-macsec", no_argument, NULL, REQUEST_MACSEC},
    {"json", required_argument, NULL, JSON},
    {"region", required_argument, NULL, REGION},
    {"endpoint", required_argument, NULL, ENDPOINT},
    {"fips", no_argument, NULL, FIPS},
    {"dualstack", no_argument, NULL, DUALSTACK},
    {"ensure", no_argument, NULL, ENSURE},
    {"look-again", required_argument, NULL, LOOK_AGAIN},
    {"match-location", no_argument, NULL, MATCH_LOCATION},
    {"identity-tag", required_argument, NULL, IDENTITY_TAG},
    {"dry-run", no_argument, NULL, DRY_RUN},
    {"max-attempts", required_argument, NULL, MAX_ATTEMPTS},
    {"connect-timeout", required_argument, NULL, CONNECT_TIMEOUT},
    {"timeout", required_argument, NULL, TIMEOUT},
    {"json-output", no_argument, NULL, JSON_OUTPUT},
    {"help", no_argument, NULL, HELP_WANTED},
    {"version", no_argument, NULL, VERSION_WANTED},
    {NULL, 0, NULL, 0},
};

/* AWS's own tools take an empty variable for one that is not set. */
static const char *environment(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && value[0] != '\0' ? value : NULL;
}

/* A whole number from 1. */
static bool read_count(const char *text, uint32_t *count)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || value < 1 || value > 1000)
        return false;
    *count = (uint32_t)value;
    return true;
}

/* Seconds, such as 10 or 0.5, up to an hour. Never 0, which libcurl takes for "no limit at all". */
static bool read_seconds(const char *text, long *milliseconds)
{
    char *end;
    double seconds = strtod(text, &end);
    if (end == text || *end != '\0' || !(seconds >= 0.001 && seconds <= 3600))
        return false;
    *milliseconds = (long)(seconds * 1000);
    return true;
}

/* Returns NULL if there is no request in it; `exit_code` then says why. */
static dxi_create_interconnect_request *read_request(const char *path, bool json_output, int *exit_code)
{
    size_t length;
    char *text = file_read(path, &length);
    if (text == NULL) {
        fprintf(stderr, "order: cannot read %s: %s\n", path, strerror(errno));
        *exit_code = EXIT_USAGE;
        return NULL;
    }
    dxi_create_interconnect_request *request = NULL;
    dxi_problems *problems = NULL;
    dxi_status status = dxi_create_interconnect_request_from_json(text, length, &request, &problems);
    if (status != DXI_OK) {
        report_refusal(status, problems, NULL, json_output);
        *exit_code = EXIT_NOT_CREATED;
    }
    dxi_problems_free(problems);
    free(text);
    return request;
}

static void add_tag(dxi_create_interconnect_request *request, const char *tag)
{
    const char *equals = strchr(tag, '=');
    size_t key_length = equals == NULL ? strlen(tag) : (size_t)(equals - tag);
    dxi_create_interconnect_request_add_tag(request, tag, key_length, equals == NULL ? NULL : equals + 1, DXI_NUL_TERMINATED);
}

/*
 * Puts one option into the request. Statuses need no look here: what a setter refused counts as wrong,
 * and validation finds it again, together with everything else.
 */
static void set_member(dxi_create_interconnect_request *request, int option, const char *value)
{
    switch (option) {
    case NAME: dxi_create_interconnect_request_set_interconnect_name(request, value, DXI_NUL_TERMINATED); break;
    case BANDWIDTH: dxi_create_interconnect_request_set_bandwidth(request, value, DXI_NUL_TERMINATED); break;
    case LOCATION: dxi_create_interconnect_request_set_location(request, value, DXI_NUL_TERMINATED); break;
    case LAG_ID: dxi_create_interconnect_request_set_lag_id(request, value, DXI_NUL_TERMINATED); break;
    case TAG: add_tag(request, value); break;
    case PROVIDER_NAME: dxi_create_interconnect_request_set_provider_name(request, value, DXI_NUL_TERMINATED); break;
    case REQUEST_MACSEC: dxi_create_interconnect_request_set_request_mac_sec(request, true); break;
    }
}

static bool read_environment(struct arguments *arguments)
{
    dxi_signer_options *signer = &arguments->signer;
    signer->access_key_id = environment("AWS_ACCESS_KEY_ID");
    signer->secret_access_key = environment("AWS_SECRET_ACCESS_KEY");
    signer->session_token = environment("AWS_SESSION_TOKEN");
    signer->region = environment("AWS_REGION");
    if (signer->region == NULL)
        signer->region = environment("AWS_DEFAULT_REGION");
    arguments->certificates = environment("AWS_CA_BUNDLE");

    /* Half of a pair is a mistake, and not the wish for a dry run. */
    if ((signer->access_key_id == NULL) != (signer->secret_access_key == NULL)) {
        fprintf(stderr, "order: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY go together, and one of them is not set\n");
        return false;
    }
    if (signer->access_key_id == NULL) {
        arguments->without_credentials = true;
        arguments->dry_run = true;
        signer->access_key_id = "PLACEHOLDER-ACCESS-KEY-ID";
        signer->secret_access_key = "PLACEHOLDER-SECRET";
        signer->session_token = NULL;
    }
    return true;
}

bool arguments_read(int argc, char **argv, struct arguments *arguments, int *exit_code)
{
    *arguments = (struct arguments){
        .signer = {.size = sizeof(dxi_signer_options), .user_agent_extra = "order-example/1.0"},
        .maximum_attempts = 3,
        .look_again_ms = 60000,
        .connect_timeout_ms = 10000,
        .timeout_ms = 60000,
    };
    *exit_code = EXIT_USAGE;
    if (!read_environment(arguments))
        return false;

    const char *json = NULL;
    int option;
    while ((option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1) {
        bool good = true;
        switch (option) {
        case JSON: json = optarg; break;
        case REGION: arguments->signer.region = optarg; break;
        case ENDPOINT: arguments->signer.endpoint_url = optarg; break;
        case FIPS: arguments->signer.use_fips_endpoint = true; break;
        case DUALSTACK: arguments->signer.use_dualstack_endpoint = true; break;
        case ENSURE: arguments->ensure = true; break;
        case LOOK_AGAIN: good = read_seconds(optarg, &arguments->look_again_ms); break;
        case MATCH_LOCATION: arguments->match_location = true; break;
        case IDENTITY_TAG: arguments->identity_tag_key = optarg; break;
        case DRY_RUN: arguments->dry_run = true; break;
        case MAX_ATTEMPTS: good = read_count(optarg, &arguments->maximum_attempts); break;
        case CONNECT_TIMEOUT: good = read_seconds(optarg, &arguments->connect_timeout_ms); break;
        case TIMEOUT: good = read_seconds(optarg, &arguments->timeout_ms); break;
        case JSON_OUTPUT: arguments->json_output = true; break;
        case HELP_WANTED:
            fputs(HELP, stdout);
            *exit_code = EXIT_CREATED;
            return false;
        case VERSION_WANTED:
            printf("order, with libdxinterconnect %s\n", dxi_version());
            *exit_code = EXIT_CREATED;
            return false;
        case '?':
            fprintf(stderr, "order --help lists the options.\n");
            return false;
        }
        if (!good) {
            fprintf(stderr, "order: not a number that can be used: %s\n", optarg);
            return false;
        }
    }
    if (optind < argc) {
        fprintf(stderr, "order: what is %s? order --help lists the options.\n", argv[optind]);
        return false;
    }

    /* The file first, whatever the order of the options, so that they overrule it. */
    arguments->request = json == NULL ? dxi_create_interconnect_request_new()
                                      : read_request(json, arguments->json_output, exit_code);
    if (arguments->request == NULL)
        return false;
    optind = 0; /* glibc: start over */
    while ((option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1)
        set_member(arguments->request, option, optarg);
    return true;
}
