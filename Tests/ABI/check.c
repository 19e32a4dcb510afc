#include "check.h"

const char *check_case = "";
static unsigned long checks_passed, checks_failed;

static bool note(bool passed, const char *file, int line)
{
    if (passed) {
        checks_passed++;
    } else {
        checks_failed++;
        printf("%s:%d: %s%s", file, line, check_case, *check_case ? ": " : "");
    }
    return passed;
}

bool check_true(bool passed, const char *expression, const char *file, int line)
{
    if (!note(passed, file, line))
        printf("not so: %s\n", expression);
    return passed;
}

bool check_number(intmax_t actual, intmax_t expected, const char *expression, const char *file, int line)
{
    if (note(actual == expected, file, line))
        return true;
    printf("%s is %" PRIdMAX ", not %" PRIdMAX "\n", expression, actual, expected);
    return false;
}

static void print_bytes(const char *bytes, size_t length)
{
    const size_t most = 600;
    if (!bytes) {
        printf("NULL");
        return;
    }
    putchar('"');
    for (size_t i = 0; i < length && i < most; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c < 0x20 || c == 0x7f)
            printf("\\x%02x", c);
        else
            putchar(c);
    }
    printf(length > most ? "…\"" : "\"");
}

bool check_bytes(const char *actual, size_t actual_length, const char *expected, size_t expected_length, const char *expression,
                 const char *file, int line)
{
    bool same =
        actual && expected ? actual_length == expected_length && !memcmp(actual, expected, actual_length) : actual == expected;
    if (note(same, file, line))
        return true;
    printf("%s is ", expression);
    print_bytes(actual, actual_length);
    printf(", not ");
    print_bytes(expected, expected_length);
    printf("\n");
    return false;
}

size_t check_length(const char *text)
{
    return text ? strlen(text) : 0;
}

bool check_text(const char *actual, const char *expected, const char *expression, const char *file, int line)
{
    return check_bytes(actual, check_length(actual), expected, check_length(expected), expression, file, line);
}

int check_finish(void)
{
    printf("%lu passed, %lu failed\n", checks_passed, checks_failed);
    return checks_failed || !checks_passed ? 1 : 0;
}
