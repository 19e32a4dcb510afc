"""How many cases a test runs: counted, so that a test that ran none cannot pass."""

FACTOR = 1  # 10 with --soak
_counts = {}
_test = None


def begin(test):
    global _test
    _test = test
    _counts[test] = 0


def count(number=1):
    _counts[_test] += number


def counted():
    return dict(_counts)


def budget(number):
    """So many cases, or ten times as many for a soak."""
    return number * FACTOR
