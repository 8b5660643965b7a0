"""`--forms N`: how many self-reports the proof of the panel makes (1,000 before a release)."""

import pytest

USUAL = 80


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption("--forms", type=int, default=USUAL, help="self-reports held against judge")


@pytest.fixture(scope="session")
def forms(request: pytest.FixtureRequest) -> int:
    """Return how many self-reports to make."""
    return int(request.config.getoption("--forms"))
