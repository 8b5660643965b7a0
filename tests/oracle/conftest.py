"""How many drawn cities product and oracle are compared on: some of them, or all (`make proof`)."""

import pytest

from sampling import cases, numbers

CITIES = 50
"""Enough for 50 policies and more than 10,000 people."""
USUAL = 8
"""Of how many a usual run compares every figure."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `pytest tests/oracle --cities N` compare on so many cities, the first of all."""
    parser.addoption("--cities", type=int, default=0, help="drawn cities to compare on")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for a `seed` once for each city."""
    if "seed" in metafunc.fixturenames:
        asked = metafunc.config.getoption("--cities", default=0)
        metafunc.parametrize("seed", range(asked) if asked else cases(CITIES, USUAL))


@pytest.fixture(scope="session")
def drawn(request: pytest.FixtureRequest) -> list[int]:
    """Which cities are looked at: their seeds."""
    asked = int(request.config.getoption("--cities", default=0))
    return list(range(asked)) if asked else numbers(CITIES, USUAL)
