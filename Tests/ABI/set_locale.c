/* Loaded before a test program: makes it a host that has set the user's locale. */
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__attribute__((constructor)) static void set_locale(void)
{
    const char *wanted = getenv("LC_ALL");
    if (!wanted || !setlocale(LC_ALL, "") || strcmp(setlocale(LC_ALL, NULL), wanted) || strcmp(nl_langinfo(RADIXCHAR), ",")) {
        printf("no locale %s with a decimal comma\n", wanted ? wanted : "");
        exit(1);
    }
}
