/* A user's program: says whether the library that it was built and loaded with is the version it was told. */
#include <dxinterconnect.h>
#include <string.h>

int main(int count, char **arguments)
{
    dxi_create_interconnect_request *request = dxi_create_interconnect_request_new();
    dxi_status status = dxi_create_interconnect_request_validate(request, 0, NULL);
    dxi_create_interconnect_request_free(request);
    return count == 2 && !strcmp(arguments[1], DXI_VERSION) && !strcmp(dxi_version(), DXI_VERSION) &&
                   status == DXI_ERROR_INVALID_REQUEST
               ? 0
               : 1;
}
