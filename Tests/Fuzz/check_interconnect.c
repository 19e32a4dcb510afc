/* What must hold of any interconnect: its getters are what its document says. */
#include <stdlib.h>

#include "fuzz.h"

typedef const char *getter(const dxi_interconnect *, size_t *);
static getter *const getters[] = {
    dxi_interconnect_interconnect_id,
    dxi_interconnect_interconnect_name,
    dxi_interconnect_interconnect_state_string,
    dxi_interconnect_region,
    dxi_interconnect_location,
    dxi_interconnect_bandwidth,
    dxi_interconnect_lag_id,
    dxi_interconnect_aws_device,
    dxi_interconnect_aws_device_v2,
    dxi_interconnect_aws_logical_device_id,
    dxi_interconnect_has_logical_redundancy_string,
    dxi_interconnect_provider_name,
    dxi_interconnect_port_encryption_status,
    dxi_interconnect_encryption_mode,
};

typedef const char *element_getter(const dxi_interconnect *, size_t, size_t *);
static element_getter *const key_getters[] = {
    dxi_interconnect_mac_sec_key_secret_arn,
    dxi_interconnect_mac_sec_key_ckn,
    dxi_interconnect_mac_sec_key_state,
    dxi_interconnect_mac_sec_key_start_on,
};

void fuzz_check_interconnect(const dxi_interconnect *interconnect, const json_t *document)
{
    size_t length = 0, count = 0;
    for (size_t i = 0; i < sizeof getters / sizeof *getters; i++)
        FUZZ_CHECK_GETTER(getters[i], interconnect);
    REQUIRE((dxi_interconnect_interconnect_state_string(interconnect, &length) == NULL) ==
            (dxi_interconnect_interconnect_state(interconnect) == DXI_INTERCONNECT_STATE_ABSENT));
    REQUIRE((dxi_interconnect_has_logical_redundancy_string(interconnect, &length) == NULL) ==
            (dxi_interconnect_has_logical_redundancy(interconnect) == DXI_LOGICAL_REDUNDANCY_ABSENT));
    bool flag = false;
    REQUIRE(dxi_interconnect_jumbo_frame_capable(interconnect, &flag) == (json_object_get(document, "jumboFrameCapable") != NULL));
    REQUIRE(flag == json_is_true(json_object_get(document, "jumboFrameCapable")));
    flag = false;
    REQUIRE(dxi_interconnect_mac_sec_capable(interconnect, &flag) == (json_object_get(document, "macSecCapable") != NULL));
    REQUIRE(flag == json_is_true(json_object_get(document, "macSecCapable")));
    int64_t microseconds = 0;
    REQUIRE(dxi_interconnect_loa_issue_time(interconnect, &microseconds) == (json_object_get(document, "loaIssueTime") != NULL));
    REQUIRE(microseconds == json_integer_value(json_object_get(document, "loaIssueTime")));

    bool has_tags = dxi_interconnect_tags(interconnect, &count);
    REQUIRE(has_tags == (json_object_get(document, "tags") != NULL));
    REQUIRE(count == json_array_size(json_object_get(document, "tags")));
    for (size_t i = 0; i <= count; i++) {
        FUZZ_CHECK_GETTER(dxi_interconnect_tag_key, interconnect, i);
        FUZZ_CHECK_GETTER(dxi_interconnect_tag_value, interconnect, i);
    }
    count = 0;
    REQUIRE(dxi_interconnect_mac_sec_keys(interconnect, &count) == (json_object_get(document, "macSecKeys") != NULL));
    REQUIRE(count == json_array_size(json_object_get(document, "macSecKeys")));
    for (size_t i = 0; i <= count; i++)
        for (size_t k = 0; k < sizeof key_getters / sizeof *key_getters; k++)
            FUZZ_CHECK_GETTER(key_getters[k], interconnect, i);

    size_t unknown = dxi_interconnect_unknown_member_count(interconnect);
    REQUIRE((unknown > 0) == (json_object_get(document, "unknownMembers") != NULL));
    for (size_t i = 0; i < unknown; i++) {
        FUZZ_CHECK_GETTER(dxi_interconnect_unknown_member_name, interconnect, i);
        FUZZ_CHECK_GETTER(dxi_interconnect_unknown_member_json, interconnect, i);
        const char *name = dxi_interconnect_unknown_member_name(interconnect, i, &length);
        REQUIRE(dxi_interconnect_unknown_member(interconnect, name, length, &length));
    }
    REQUIRE(!dxi_interconnect_unknown_member_name(interconnect, unknown, &length));
}
