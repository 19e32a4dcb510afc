/* What the command line and the environment ask for. */
#ifndef ARGUMENTS_H
#define ARGUMENTS_H

#include <dxinterconnect.h>
#include <stdbool.h>

struct arguments {
    dxi_create_interconnect_request *request; /* not checked yet */
    dxi_signer_options signer;                /* its strings belong to argv and to the environment */
    const char *certificates;                 /* NULL: the system's */
    bool without_credentials;                 /* those in `signer` are placeholders */
    bool dry_run;                             /* asked for, or all that can be done without credentials */
    bool ensure;                              /* order only what is not there */
    long look_again_ms;                       /* these three: as in dxi_ensure_options */
    bool match_location;
    const char *identity_tag_key;             /* belongs to argv */
    bool json_output;
    uint32_t maximum_attempts;
    long connect_timeout_ms;
    long timeout_ms;
};

/*
 * Returns true if there is something to do. Otherwise everything has been said, and `exit_code` is the
 * program's. Either way the caller frees arguments->request.
 */
bool arguments_read(int argc, char **argv, struct arguments *arguments, int *exit_code);

#endif
