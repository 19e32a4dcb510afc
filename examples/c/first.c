/* Prints the body of an order, or everything that is wrong with it: try ./first "10 Gbps". */
#include <dxinterconnect.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    dxi_create_interconnect_request *request = dxi_create_interconnect_request_new();
    dxi_create_interconnect_request_set_interconnect_name(request, "acme-iad-1", DXI_NUL_TERMINATED);
    dxi_create_interconnect_request_set_bandwidth(request, argc > 1 ? argv[1] : "10Gbps", DXI_NUL_TERMINATED);
    dxi_create_interconnect_request_set_location(request, "EqDC2", DXI_NUL_TERMINATED);
    dxi_create_interconnect_request_add_tag(request, "team", DXI_NUL_TERMINATED, "network", DXI_NUL_TERMINATED);

    char *body = NULL;
    dxi_problems *problems;
    dxi_create_interconnect_request_body(request, 0, &body, NULL, &problems);
    for (size_t i = 0; i < dxi_problems_count(problems); i++)
        printf("%s: %s\n", dxi_problems_path(problems, i), dxi_problems_message(problems, i));
    if (body != NULL)
        puts(body);

    int exit_code = body == NULL;
    dxi_string_free(body);
    dxi_problems_free(problems);
    dxi_create_interconnect_request_free(request);
    return exit_code;
}
