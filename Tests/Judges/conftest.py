"""What every judge has in common: fixed seeds, --soak, and the number of cases of each test."""
import hypothesis
import pytest

import cases

# The same cases every time: what fails in CI fails here.
hypothesis.settings.register_profile(
    "judges", derandomize=True, database=None, deadline=None,
    suppress_health_check=list(hypothesis.HealthCheck), print_blob=False)
hypothesis.settings.load_profile("judges")


def pytest_addoption(parser):
    parser.addoption("--soak", action="store_true", help="ten times as many cases")


def pytest_configure(config):
    # Before any test module is read: the number of hypothesis's examples stands in decorators.
    if config.getoption("--soak"):
        cases.FACTOR = 10


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    cases.begin(item.nodeid)
    result = yield
    # Not reached by a test that failed or skipped.
    if not cases.counted()[item.nodeid]:
        pytest.fail("the test ran no case")
    return result


def pytest_terminal_summary(terminalreporter):
    counted = cases.counted()
    for test, number in counted.items():
        terminalreporter.write_line(f"{number:>8} cases  {test.split('/')[-1]}")
    terminalreporter.write_line(f"{sum(counted.values()):>8} cases in {len(counted)} tests")
