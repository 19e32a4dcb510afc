/*
 * A small test harness: checks that print expression and values, and a last line that counts them.
 * CHECK(x), CHECK_NUMBER(actual, expected), CHECK_TEXT(actual, expected), CHECK_BYTES(…): each is true if it passed.
 */
#ifndef CHECK_H
#define CHECK_H

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is being checked, printed with a failure: the name of a vector. */
extern const char *check_case;

bool check_true(bool passed, const char *expression, const char *file, int line);
bool check_number(intmax_t actual, intmax_t expected, const char *expression, const char *file, int line);
/* NULL is equal to NULL alone. */
bool check_bytes(const char *actual, size_t actual_length, const char *expected, size_t expected_length, const char *expression,
                 const char *file, int line);
bool check_text(const char *actual, const char *expected, const char *expression, const char *file, int line);

/* The length of a text; 0 for NULL. */
size_t check_length(const char *text);

/* Prints the last line of a test program; what to return from main. A program that checked nothing has failed. */
int check_finish(void);

#define CHECK(expression) check_true((expression), #expression, __FILE__, __LINE__)
#define CHECK_NUMBER(actual, expected) check_number((intmax_t)(actual), (intmax_t)(expected), #actual, __FILE__, __LINE__)
#define CHECK_BYTES(actual, actual_length, expected, expected_length)                                                            \
    check_bytes((actual), (actual_length), (expected), (expected_length), #actual, __FILE__, __LINE__)
#define CHECK_TEXT(actual, expected) check_text((actual), (expected), #actual, __FILE__, __LINE__)

#endif
