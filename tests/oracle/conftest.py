"""How many drawn cities product and oracle are compared on."""

import pytest

CITIES = 50
"""Enough for 50 policies and more than 10,000 people."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `pytest tests/oracle --cities N` compare on fewer or more cities."""
    parser.addoption("--cities", type=int, default=CITIES, help="drawn cities to compare on")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for a `seed` once for each city."""
    if "seed" in metafunc.fixturenames:
        cities = metafunc.config.getoption("--cities", default=CITIES)
        metafunc.parametrize("seed", range(cities))


@pytest.fixture(scope="session")
def cities(request: pytest.FixtureRequest) -> int:
    """How many cities are compared on."""
    return int(request.config.getoption("--cities", default=CITIES))
