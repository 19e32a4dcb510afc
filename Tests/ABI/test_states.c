/* What can become of an interconnect, each state against each; and how long to wait between looks. */
#include "check.h"
#include "dxinterconnect.h"

enum { STATES = 9 };

static const dxi_interconnect_state states[STATES] = {
    DXI_INTERCONNECT_STATE_ABSENT,   DXI_INTERCONNECT_STATE_REQUESTED, DXI_INTERCONNECT_STATE_PENDING,
    DXI_INTERCONNECT_STATE_AVAILABLE, DXI_INTERCONNECT_STATE_DOWN,      DXI_INTERCONNECT_STATE_DELETING,
    DXI_INTERCONNECT_STATE_DELETED,  DXI_INTERCONNECT_STATE_UNKNOWN,   DXI_INTERCONNECT_STATE_UNRECOGNISED};

/* A row for each state in that order, a letter for each that follows: x one step, r only after several. */
static const char *const table[STATES] = {
    /*               absent requested pending available down deleting deleted unknown unrecognised */
    /* absent       */ ".xxxxxxxx",
    /* requested    */ "x.xrrxrxx",
    /* pending      */ "x..xxxrxx",
    /* available    */ "x...xxrxx",
    /* down         */ "x..x.xrxx",
    /* deleting     */ "x.....xxx",
    /* deleted      */ ".........",
    /* unknown      */ "xxxxxxx.x",
    /* unrecognised */ "xxxxxxxx.",
};

static void check_table(void)
{
    for (int from = 0; from < STATES; from++)
        for (int to = 0; to < STATES; to++) {
            char step = table[from][to];
            CHECK_NUMBER(dxi_interconnect_state_can_become(states[from], states[to]), step == 'x');
            CHECK_NUMBER(dxi_interconnect_state_can_reach(states[from], states[to]), step != '.' || from == to);
        }
    for (int state = 0; state < STATES; state++)
        CHECK_NUMBER(dxi_interconnect_state_is_final(states[state]), states[state] == DXI_INTERCONNECT_STATE_DELETED);
}

static void check_names(void)
{
    const char *const names[] = {"requested", "pending", "available", "down", "deleting", "deleted", "unknown"};
    for (dxi_interconnect_state state = 1; state <= 7; state++)
        CHECK_NUMBER(dxi_interconnect_state_from_string(names[state - 1], DXI_NUL_TERMINATED), state);
    CHECK_NUMBER(dxi_interconnect_state_from_string("Available", DXI_NUL_TERMINATED), DXI_INTERCONNECT_STATE_UNRECOGNISED);
    CHECK_NUMBER(dxi_interconnect_state_from_string("available ", DXI_NUL_TERMINATED), DXI_INTERCONNECT_STATE_UNRECOGNISED);
    CHECK_NUMBER(dxi_interconnect_state_from_string("availables", 9), DXI_INTERCONNECT_STATE_AVAILABLE);
}

static void check_delays(void)
{
    const uint64_t whole[] = {1000, 2000, 4000, 8000, 16000, 20000, 20000};
    for (uint32_t poll = 1; poll <= 7; poll++) {
        CHECK_NUMBER(dxi_poll_delay_ms(poll, 1, 1000, 20000), whole[poll - 1]);
        CHECK_NUMBER(dxi_poll_delay_ms(poll, 0, 1000, 20000), whole[poll - 1] / 2);
        CHECK_NUMBER(dxi_poll_delay_ms(poll, 0.5, 1000, 20000), whole[poll - 1] * 3 / 4);
    }
    CHECK_NUMBER(dxi_poll_delay_ms(0, 1, 1000, 20000), 1000);
    CHECK_NUMBER(dxi_poll_delay_ms(UINT32_MAX, 1, 1000, 20000), 20000);
    CHECK_NUMBER(dxi_poll_delay_ms(5, 1, 0, 20000), 0);
    CHECK_NUMBER(dxi_poll_delay_ms(5, 1, 1000, 0), 0);
    CHECK_NUMBER(dxi_poll_delay_ms(1, 1, 20000, 1000), 1000);
    /* What is no number between 0 and 1 makes the longest wait. */
    const double strange[] = {-1, 2, 1e300, -1e300, 0.0 / (double)(whole[0] - 1000)};
    for (size_t i = 0; i < sizeof strange / sizeof *strange; i++)
        CHECK_NUMBER(dxi_poll_delay_ms(2, strange[i], 1000, 20000), 2000);
    /* The largest numbers neither overflow nor trap. */
    CHECK(dxi_poll_delay_ms(UINT32_MAX, 1, UINT64_MAX, UINT64_MAX) >= UINT32_MAX);
    CHECK(dxi_poll_delay_ms(1, 0, UINT64_MAX, UINT64_MAX) >= UINT32_MAX / 2);
}

int main(void)
{
    check_table();
    check_names();
    check_delays();
    return check_finish();
}
