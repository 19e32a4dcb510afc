/* Tests/Vectors/backoff.json, and what no vector says: bad random numbers and every delay's bounds. */
#include <math.h>

#include "check.h"
#include "vectors.h"

static uint64_t number(const json_t *test_case, const char *name)
{
    return (uint64_t)json_integer_value(json_object_get(test_case, name));
}

static void check_bounds(void)
{
    const double bad[] = {-1.0, -0.0, 2.0, 1e308, NAN, INFINITY, -INFINITY};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        for (uint32_t attempt = 0; attempt < 70; attempt++)
            CHECK(dxi_backoff_ms(attempt, bad[i], 0) <= 20000);
    for (uint32_t attempt = 1; attempt < 70; attempt++)
        for (int step = 0; step <= 100; step++) {
            uint64_t longest = attempt < 6 ? UINT64_C(1000) << (attempt - 1) : 20000;
            uint64_t delay = dxi_backoff_ms(attempt, step / 100.0, 0);
            CHECK(delay <= longest);
            CHECK(delay + 1 >= longest * (uint64_t)step / 100);
        }
    CHECK(dxi_backoff_ms(0, 1.0, 0) <= 1000);
    CHECK_NUMBER(dxi_backoff_ms(3, NAN, 5000), 5000);
    CHECK(dxi_backoff_ms(6, 1.0, UINT64_MAX) == UINT64_MAX);
    /* Without an answer there is no hint. */
    CHECK_NUMBER(dxi_answer_delay_ms(NULL, 3, 1.0), 4000);
}

static void check_delay(const json_t *test_case)
{
    CHECK_NUMBER(dxi_backoff_ms((uint32_t)number(test_case, "attempt"), json_number_value(json_object_get(test_case, "random")),
                                number(test_case, "retryAfterMs")),
                 number(test_case, "ms"));
}

int main(void)
{
    vectors_run("Tests/Vectors/backoff.json", check_delay);
    check_bounds();
    return check_finish();
}
