"""The manual: what it shows is what comes out, and everything that it names is there."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import drawings
import manual_site
import manual_walk
from ledger.buttons.registry import BUTTONS
from ledger.cli import app
from ledger.layout.review import SECTION_SHEET
from ledger.model.catalogue import CATALOGUE
from ledger.model.verbs import VERBS

ROOT = Path(__file__).parent.parent
WRITTEN = {path.stem: path.read_text("utf-8") for path in sorted(manual_site.MANUAL.glob("*.md"))}
LABELS = {button.label for button in BUTTONS.values()}
ENGLISH = {
    *("Excel", "Python", "Windows", "Program", "Files", "PowerShell", "AppLocker", "WDAC", "ASR"),
    *("EDR", "Mac", "Office", "Software", "Foundation", "SHA-256", "Mark", "of", "the", "Web"),
    *("VBAOff", "DisableCMD", "VDI", "XLSTART", "PATH", "PC", "zip", "exe", "dll", "pyd"),
    *("VBA", "DLL", "xlsx"),
    *("README.txt", "EXECUTABLES.csv", "SECURITY.md", "install.cmd", "python.org", "manual"),
    *("backup", "docs", "install.md", "Step", "DX", "KPI", "x"),
}
"""Words in Latin letters that a reader may meet: products, files, and the field's own."""


def sheets() -> set[str]:
    """Return the titles of all sheets that the product makes."""
    found = {SECTION_SHEET}
    for book in sorted((ROOT / "workbooks").glob("*.xlsx")):
        text = zipfile.ZipFile(book).read("xl/workbook.xml").decode()
        found |= set(re.findall(r'<sheet [^>]*name="([^"]+)"', text))
    return found


SHEETS = sheets()


def prose(text: str) -> str:
    """Return a page without what a program printed, its links and its comments."""
    text = re.sub(r"```.*?```|<!--.*?-->", "", text, flags=re.DOTALL)
    return re.sub(r"\]\([^)]*\)", "]", text)


def test_練習の画面は_そのとおりに動かした結果(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEDGER_KEY_FILE", str(tmp_path / "key"))
    (tmp_path / "walk").mkdir()
    steps = list(manual_walk.walked(WRITTEN["hr"], tmp_path / "walk"))
    assert len(steps) >= 11
    for step in steps:
        assert step.shown == step.lines, step.command
        assert step.code in {0, 1}, step.command


def test_練習は_はじめからレポートと年度更新までを通る() -> None:
    walked = re.findall(r"\$ talent-ledger (\S+)", WRITTEN["hr"])
    assert [*dict.fromkeys(walked)] == [
        *("start", "load", "check", "issue", "remind", "collect", "consolidate", "explain"),
        *("verify", "freeze", "rollover"),
    ]


@pytest.mark.parametrize("page", WRITTEN)
def test_名を挙げたシートはある(page: str) -> None:
    named = set(re.findall(r"シート「([^」]+)」", WRITTEN[page]))
    assert named <= SHEETS, named - SHEETS


def _buttons_named(text: str) -> Iterator[str]:
    """Yield what a page calls a button: in a column of that name, or where it is to be pressed."""
    yield from re.findall(r"「([^」]+)」を押[しす]", prose(text))
    table = False
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if "ボタン" in cells:
            table, at = True, cells.index("ボタン")
        elif not line.startswith("|"):
            table = False
        elif table:
            yield from re.findall(r"「([^」]+)」", cells[at])


_OF_THE_YEAR = {
    *("はじめる", "名簿取込", "台帳点検", "申告書配布", "確認表作成", "督促文", "集約とレポート"),
    *("次年度計画", "年度締め", "公表用を作る", "年度更新", "元に戻す", "検証", "復元"),
}


def test_名を挙げたボタンはある() -> None:
    elsewhere = {"編集を有効にする"}  # Excel's own
    named = {page: set(_buttons_named(text)) for page, text in WRITTEN.items()}
    assert named["hr"] >= _OF_THE_YEAR
    for page, found in named.items():
        assert found <= LABELS | elsewhere, (page, found - LABELS)


def test_すべてのボタンは_ボタンの頁にある() -> None:
    drawn = (ROOT / "docs" / "ribbon.md").read_text("utf-8")
    assert [label for label in LABELS if f"### {label}\n" not in drawn] == []


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS])
def test_どのコマンドも_説明書のどこかにある(verb: str) -> None:
    drawn = (ROOT / "docs" / "ribbon.md").read_text("utf-8")
    assert f"`talent-ledger {verb}" in "".join((drawn, *WRITTEN.values()))


def test_ボタンの並びの絵に_どのボタンもある() -> None:
    picture = (ROOT / "docs" / "images" / "ribbon.svg").read_text("utf-8")
    shown = {one.label for _, members in drawings.groups() for one in members if not one.inner}
    shown |= {
        inner.label for _, members in drawings.groups() for one in members for inner in one.inner
    }
    assert shown == LABELS
    for label in LABELS:
        assert label in picture or {label[:3], label[3:]} <= set(
            re.findall(r">([^<]+)</text>", picture)
        )


@pytest.mark.parametrize("page", WRITTEN)
def test_名を挙げたコマンドとコードはある(page: str) -> None:
    verbs = {verb.name.split(" ")[0] for verb in VERBS} | {
        info.name for info in app.registered_commands if info.name
    }
    asked = re.findall(r"(?:^|`|\$ )talent-ledger ([a-z-]+)", WRITTEN[page], re.MULTILINE)
    assert set(asked) <= verbs, set(asked) - verbs
    coded = set(re.findall(r"`\[?([a-z]+(?:-[a-z]+)+)\]?`", WRITTEN[page])) - {"talent-ledger"}
    assert coded <= set(CATALOGUE), coded - set(CATALOGUE)


@pytest.mark.parametrize("page", WRITTEN)
def test_使う人の前に_製品の名のほかの英語はない(page: str) -> None:
    text = re.sub(r"`[^`]*`", "", prose(WRITTEN[page]))
    words = set(re.findall(r"[A-Za-z][A-Za-z0-9.\-]*[A-Za-z0-9]|[A-Za-z]", text))
    assert words <= ENGLISH, words - ENGLISH


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("manual")
    manual_site.site(folder)
    return folder


def test_頁はどれもでき_外から何も取り寄せない(built: Path) -> None:
    for page in manual_site.PAGES:
        text = (built / "site" / f"{page}.html").read_text("utf-8")
        fetched = re.findall(r"(?:src|href)=\"(https?:[^\"]+)", text)
        assert [one for one in fetched if "squidfunk" not in one] == [], page  # a maker's link


@pytest.mark.office
def test_職員と上長の頁は_印刷して1枚に収まり_終わりまで出る(built: Path) -> None:
    for page in ("staff", "supervisor"):
        (made,) = manual_site.pdfs(built, [page])
        said = subprocess.run(  # noqa: S603 - poppler
            [str(shutil.which("pdfinfo")), str(made)], check=True, capture_output=True, text=True
        ).stdout
        assert re.search(r"^Pages:\s+1$", said, re.MULTILINE), page
        text = subprocess.run(  # noqa: S603 - the same
            [str(shutil.which("pdftotext")), str(made), "-"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        end = re.split(r"[|。]", WRITTEN[page].rstrip(" |。\n"))[-1].strip()
        assert end[:12] in "".join(text.split()), page
