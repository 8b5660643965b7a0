"""The lower bounds that pyproject.toml promises are the versions that `make lowest` installs."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DEPENDENCIES = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
    "dependencies"
]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TOOLS = ("hatchling", "editables", "pytest", "pytest-xdist", "hypothesis", "openxml-audit")


def canonical(name: str) -> str:
    """Return a package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(text: str) -> dict[str, str]:
    """Return package -> version of a file of constraints.

    Raises:
        ValueError: A line is not a name and one exact version.
    """
    found = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            exact = re.fullmatch(r"([\w.-]+)==([\w.]+)", line)
            if exact is None:
                raise ValueError(line)
            found[canonical(exact[1])] = exact[2]
    return found


def release(version: str) -> tuple[int, ...]:
    """Return a version's numbers without noughts at the end: 3.1 and 3.1.0 are one release."""
    numbers = [int(part) for part in version.split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def untrue(dependencies: list[str], lowest: dict[str, str]) -> list[str]:
    """Return the dependencies whose lower bound is not the version that is installed.

    Args:
        dependencies: As pyproject.toml lists them: `pandas>=3.1`.
        lowest: Package -> version.
    """
    wrong = []
    for dependency in dependencies:
        bound = re.fullmatch(r"([\w.-]+)>=([\d.]+)", dependency)
        version = lowest.get(canonical(bound[1])) if bound else None
        if bound is None or version is None or release(version) != release(bound[2]):
            wrong.append(dependency)
    return wrong


LOWEST = pinned((ROOT / "constraints-lowest.txt").read_text("utf-8"))
TESTED = pinned((ROOT / "constraints.txt").read_text("utf-8"))


def test_一番低い版は_約束した下限のとおり() -> None:
    assert untrue(DEPENDENCIES, LOWEST) == []


@pytest.mark.parametrize(
    ("dependency", "wrong"),
    [
        ("pandas>=3.1", False),
        ("Pandas>=3.1.0", False),
        ("pandas>=3.0", True),
        ("pandas>=3.1.1", True),
        ("pandas", True),
        ("pandas==3.1.0", True),
        ("polars>=1", True),
        ("et.xmlfile>=2", False),
    ],
    ids=[
        "下限のとおり",
        "書き方が違うだけ",
        "もっと低い版を約束した",
        "下限だけ上げた",
        "下限がない",
        "1つの版だけを許す",
        "ファイルにない",
        "名前の区切りが違うだけ",
    ],
)
def test_下限の食い違いを言う(dependency: str, *, wrong: bool) -> None:
    lowest = {"pandas": "3.1.0", "et-xmlfile": "2.0.0"}
    assert untrue([dependency], lowest) == ([dependency] if wrong else [])


def test_下限より新しい版で試している() -> None:
    for dependency in DEPENDENCIES:
        name = canonical(dependency.split(">=")[0])
        assert release(TESTED[name]) >= release(LOWEST[name]), dependency


def test_道具は_ふだんと同じ版() -> None:
    recipe = MAKEFILE.split("$(LOWEST)/.installed:")[1].split("\n\n")[0]
    for tool in TOOLS:
        assert re.search(rf"\b{tool}\b", recipe), f"`make lowest` does not install {tool}"
        assert LOWEST[tool] == TESTED[tool]


def test_試すファイルは_どれもある() -> None:
    listed = re.search(r"(?m)^LOWEST_TESTS := ((?:.*\\\n)*.*)", MAKEFILE)
    assert listed
    paths = listed[1].replace("\\\n", " ").split()
    assert paths
    for path in paths:
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("name", ["constraints.txt", "constraints-lowest.txt"])
def test_版のファイルには_名前と版だけ(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert pinned(text)
    assert "//" not in text
