"""Version, editor and commit hooks say what the rest of the project says."""

import re
import tomllib
from pathlib import Path

import pytest

from ledger.addin.installed import version_of
from ledger.addin.tracked_files import CHECKOUT, FILE

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
VERSION = PROJECT["project"]["version"]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
HOOKS = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
HEADING = re.compile(r"(\d+)\.(\d+)\.(\d+) \((unreleased|\d{4}-\d{2}-\d{2})\)")


def disagreement(changelog: str, version: str) -> str:
    """Say what is wrong with a changelog for a version; "" if nothing is.

    Args:
        changelog: The page, newest version first, each under `## 0.1.0 (unreleased)` or its day.
        version: The project's version.
    """
    heads = re.findall(r"(?m)^## (.+)$", changelog)
    found = [HEADING.fullmatch(head) for head in heads]
    if not heads or None in found:
        return f"headings: {heads}"
    numbers = [tuple(map(int, match.groups()[:3])) for match in found if match]
    if sorted(set(numbers), reverse=True) != numbers:
        return f"order: {heads}"
    if ".".join(map(str, numbers[0])) != version:
        return f"newest is {heads[0]}, the project is {version}"
    if any(head.endswith("(unreleased)") for head in heads[1:]):
        return f"an older version is unreleased: {heads}"
    return ""


def test_変更履歴の一番上は_このプロジェクトの版() -> None:
    assert disagreement((ROOT / "CHANGELOG.md").read_text("utf-8"), VERSION) == ""


@pytest.mark.parametrize(
    ("changelog", "version", "said"),
    [
        ("## 0.2.0 (unreleased)\n\n## 0.1.0 (2026-12-01)\n", "0.2.0", ""),
        ("## 0.2.0 (2027-04-01)\n", "0.2.0", ""),
        ("## 0.1.0 (2026-12-01)\n", "0.2.0", "newest"),
        ("## 0.2.0 (unreleased)\n", "0.1.0", "newest"),
        ("## 0.9.0 (unreleased)\n## 0.10.0 (2026-12-01)\n", "0.9.0", "order"),
        ("## 0.1.0 (unreleased)\n## 0.1.0 (2026-12-01)\n", "0.1.0", "order"),
        ("## 0.2.0 (2027-04-01)\n## 0.1.0 (unreleased)\n", "0.2.0", "an older"),
        ("## 0.2.0\n", "0.2.0", "headings"),
        ("", "0.2.0", "headings"),
    ],
    ids=[
        "次の版を書いている",
        "出したばかり",
        "版だけ上げた",
        "履歴だけ上げた",
        "古い版が上にある",
        "同じ版が2度ある",
        "出した版の下に未公開がある",
        "日がない",
        "何もない",
    ],
)
def test_版と変更履歴の食い違いを言う(changelog: str, version: str, said: str) -> None:
    assert disagreement(changelog, version).startswith(said)
    assert bool(disagreement(changelog, version)) is bool(said)


def test_アドインのファイルも同じ版を名乗る() -> None:
    assert version_of(CHECKOUT / FILE) == VERSION, "run `make addin`"


def recipe(target: str) -> list[str]:
    """Return the commands of one target of the Makefile."""
    found = re.search(rf"(?m)^{target}:.*\n((?:\t.*\n)*)", MAKEFILE)
    assert found, f"the Makefile has no {target}"
    return [line.strip() for line in found[1].splitlines()]


def test_コミットの前に動くのは_makeと同じ版の検査だけ() -> None:
    entries = re.findall(r"(?m)^ +entry: (.+)$", HOOKS)
    assert entries == ["make --silent lint", "make --silent types"]
    assert recipe("lint") == ["$(BIN)/ruff check .", "$(BIN)/ruff format --check ."]
    assert recipe("types") == ["$(BIN)/mypy"]
    assert re.search(r"(?m)^test: lint types ", MAKEFILE), "what a hook runs, `make test` runs"


def test_コミットの前に何も取り寄せない() -> None:
    assert set(re.findall(r"repo: (.+)", HOOKS)) == {"local"}
    assert HOOKS.count("- id: ") == HOOKS.count("language: system")
    for word in ("http", "rev:", "additional_dependencies"):
        assert word not in HOOKS


def editor_settings() -> dict[str, dict[str, str]]:
    """Return the sections of .editorconfig."""
    sections: dict[str, dict[str, str]] = {"": {}}
    name = ""
    for line in (ROOT / ".editorconfig").read_text("utf-8").splitlines():
        if line.startswith("["):
            name = line[1:-1]
            sections[name] = {}
        elif "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            sections[name][key.strip()] = value.strip()
    return sections


def test_エディターの行の長さと字下げは_検査と同じ() -> None:
    said = editor_settings()
    assert said[""] == {"root": "true"}
    assert said["*.py"]["max_line_length"] == str(PROJECT["tool"]["ruff"]["line-length"])
    assert said["*.py"]["indent_size"] == "4", "the formatter's"
    assert said["Makefile"] == {"indent_style": "tab"}


KEPT = (
    *("src/**/*.py", "tests/**/*.py", "docs/**/*.py", "docs/**/*.md"),
    *("addin/**/*.bas", "addin/**/*.c*", "addin/**/*.xml", "addin/**/*.txt"),
    *("*.md", "*.toml", "*.txt", "Makefile", ".editorconfig", ".git[ai]*", ".pre-commit*"),
)


@pytest.mark.parametrize("pattern", KEPT)
def test_置いてあるファイルは_エディターの決まりのとおり(pattern: str) -> None:
    everywhere = editor_settings()["*"]
    assert everywhere["end_of_line"] == "lf"
    assert everywhere["insert_final_newline"] == everywhere["trim_trailing_whitespace"] == "true"
    paths = list(ROOT.glob(pattern))
    assert paths
    for path in paths:
        text = path.read_bytes().decode("utf-8")
        assert "\r" not in text, path
        assert not text or text.endswith("\n"), path
        if not path.match("addin/vba/xlwings.*"):
            assert not re.search(r"(?m)[ \t]+$", text), path
