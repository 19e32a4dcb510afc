"""botocore's own endpoint resolver, for this service."""
from botocore.client import ClientCreator
from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import EndpointProviderError, InvalidRegionError
from botocore.loaders import Loader
from botocore.utils import validate_region_name

_loader = Loader()
_provider = EndpointProvider(
    _loader.load_service_model("directconnect", "endpoint-rule-set-1"), _loader.load_data("partitions"))

PARTITIONS = _loader.load_data("partitions")["partitions"]
REGIONS = sorted(region for partition in PARTITIONS for region in partition["regions"])


def normalize(region):
    """As botocore's client reads pseudo-regions: the region, and whether FIPS is asked for."""
    normalized, config = ClientCreator._normalize_fips_region(None, region, None)
    return normalized, config is not None


def is_region_name(region):
    """botocore's client asks this before its resolver, whose rules take any name."""
    try:
        validate_region_name(region)
        return True
    except InvalidRegionError:
        return False


def resolve(region, fips=False, dualstack=False, endpoint=None):
    """The URL, or None where botocore refuses."""
    parameters = {"UseFIPS": fips, "UseDualStack": dualstack}
    if region is not None:
        parameters["Region"] = region
    if endpoint is not None:
        parameters["Endpoint"] = endpoint
    try:
        return _provider.resolve_endpoint(**parameters).url
    except EndpointProviderError:
        return None
