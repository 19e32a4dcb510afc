/*
 * A host that loads the library by hand. `again FILE stays|goes`: a thousand times in turn, with use in between; then
 * memory and mappings are what they were, and the file is still mapped, or is not. `beside FILE…`: several builds at
 * once, in this namespace and in one of their own, used in turn; a handle goes back to the copy that made it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <malloc.h>

#include "check.h"
#include "dxinterconnect.h"

static const char good[] = "{\"interconnectName\":\"acme\",\"bandwidth\":\"10Gbps\",\"location\":\"EqDC2\"}";
static const char body[] = "{\"interconnectId\":\"dxcon-1\",\"loaIssueTime\":1.5,\"tags\":[{\"key\":\"k\"}]}";
static const int64_t now = 1767323045;

#define FUNCTIONS(X)                                                                                                             \
    X(dxi_abi_version)                                                                                                           \
    X(dxi_create_interconnect_request_from_json)                                                                                 \
    X(dxi_create_interconnect_request_set_location)                                                                              \
    X(dxi_create_interconnect_request_validate)                                                                                  \
    X(dxi_create_interconnect_request_free)                                                                                      \
    X(dxi_problems_free)                                                                                                         \
    X(dxi_signer_new)                                                                                                            \
    X(dxi_signer_sign)                                                                                                           \
    X(dxi_signer_sign_json)                                                                                                      \
    X(dxi_signer_free)                                                                                                           \
    X(dxi_http_request_string_to_sign)                                                                                           \
    X(dxi_http_request_free)                                                                                                     \
    X(dxi_answer_read_json)                                                                                                      \
    X(dxi_string_free)

/* One copy of the library: its functions, and what was made with it. */
struct library {
    void *handle;
#define POINTER(name) __typeof__(name) *name;
    FUNCTIONS(POINTER)
    dxi_signer *signer;
    dxi_create_interconnect_request *request;
};

static bool find_functions(struct library *library)
{
    bool found = true;
#define FIND(name)                                                                                                               \
    *(void **)&library->name = dlsym(library->handle, #name);                                                                   \
    found &= library->name != NULL;
    FUNCTIONS(FIND)
    return found;
}

static bool load(struct library *library, void *handle)
{
    library->handle = handle;
    if (!handle)
        printf("%s\n", dlerror());
    return CHECK(handle != NULL) && CHECK(find_functions(library));
}

static void begin(struct library *library)
{
    const dxi_signer_options options = {
        .size = sizeof options, .access_key_id = "AKIDEXAMPLE", .secret_access_key = "secret", .region = "us-east-1"};
    CHECK_NUMBER(library->dxi_abi_version(), DXI_ABI_VERSION);
    CHECK_NUMBER(library->dxi_signer_new(&options, &library->signer, NULL), DXI_OK);
    CHECK_NUMBER(library->dxi_create_interconnect_request_from_json(good, sizeof good - 1, &library->request, NULL), DXI_OK);
}

static void end(struct library *library)
{
    library->dxi_signer_free(library->signer);
    library->dxi_create_interconnect_request_free(library->request);
}

/* Signs, writes and reads; what came of it is the same for every copy. */
static void use(const struct library *library)
{
    static char first_string_to_sign[600], first_document[3000], first_answer[3000];
    dxi_http_request *http = NULL;
    dxi_problems *problems = NULL;
    char *text = NULL;
    CHECK_NUMBER(library->dxi_create_interconnect_request_set_location(library->request, "EqDC2", 5), DXI_OK);
    CHECK_NUMBER(library->dxi_create_interconnect_request_validate(library->request, 4711, &problems), DXI_ERROR_INVALID_ARGUMENT);
    library->dxi_problems_free(problems);
    CHECK_NUMBER(library->dxi_signer_sign(library->signer, library->request, now, NULL, &http, NULL), DXI_OK);
    if (!*first_string_to_sign)
        snprintf(first_string_to_sign, sizeof first_string_to_sign, "%s", library->dxi_http_request_string_to_sign(http));
    CHECK_TEXT(library->dxi_http_request_string_to_sign(http), first_string_to_sign);
    library->dxi_http_request_free(http);
    CHECK_NUMBER(library->dxi_signer_sign_json(library->signer, DXI_OPERATION_CREATE_INTERCONNECT, good, sizeof good - 1, now, NULL, &text), DXI_OK);
    if (!*first_document)
        snprintf(first_document, sizeof first_document, "%s", text);
    CHECK_TEXT(text, first_document);
    library->dxi_string_free(text);
    const dxi_http_response response = {.size = sizeof response, .status = 200, .body = body, .body_length = sizeof body - 1};
    CHECK_NUMBER(library->dxi_answer_read_json(&response, &text), DXI_OK);
    if (!*first_answer)
        snprintf(first_answer, sizeof first_answer, "%s", text);
    CHECK_TEXT(text, first_answer);
    library->dxi_string_free(text);
}

/* Mappings of the process, and those of one file. */
static size_t mappings(const char *file)
{
    char line[4096];
    size_t count = 0;
    FILE *maps = fopen("/proc/self/maps", "r");
    while (maps && fgets(line, sizeof line, maps))
        count += !file || strstr(line, file);
    if (maps)
        fclose(maps);
    return count;
}

static void again(const char *file, bool stays)
{
    enum { ROUNDS = 1000, WARM = 10 };
    size_t used = 0, mapped = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct library library;
        if (!load(&library, dlopen(file, RTLD_NOW | RTLD_LOCAL)))
            return;
        begin(&library);
        use(&library);
        end(&library);
        CHECK(mappings(file) > 0);
        CHECK_NUMBER(dlclose(library.handle), 0);
        if (round == WARM) {
            used = mallinfo2().uordblks;
            mapped = mappings(NULL);
        }
    }
    CHECK_NUMBER(mallinfo2().uordblks, used);
    CHECK_NUMBER(mappings(NULL), mapped);
    CHECK_NUMBER(mappings(file) > 0, stays);
}

static void beside(char **files, int count)
{
    enum { MOST = 8 };
    struct library libraries[MOST];
    int loaded = 0;
    for (int i = 0; i < count; i++) {
        loaded += load(&libraries[loaded], dlopen(files[i], RTLD_NOW | (i == 0 ? RTLD_GLOBAL : RTLD_LOCAL)));
        loaded += load(&libraries[loaded], dlmopen(LM_ID_NEWLM, files[i], RTLD_NOW | RTLD_LOCAL));
    }
    CHECK_NUMBER(loaded, 2 * count);
    for (int i = 0; i < loaded; i++) {
        for (int j = 0; j < i; j++)
            CHECK(libraries[i].dxi_signer_new != libraries[j].dxi_signer_new);
        begin(&libraries[i]);
    }
    for (int round = 0; round < 100; round++)
        for (int i = 0; i < loaded; i++)
            use(&libraries[(i + round) % loaded]);
    for (int i = 0; i < loaded; i++)
        end(&libraries[i]);
}

int main(int count, char **arguments)
{
    if (count == 4 && !strcmp(arguments[1], "again"))
        again(arguments[2], !strcmp(arguments[3], "stays"));
    else if (count > 3 && !strcmp(arguments[1], "beside"))
        beside(arguments + 2, count - 2);
    return check_finish();
}
