"""ヘルプ leads to the page of the manual that was installed beside the Python that runs."""

import datetime as dt
import sys
from pathlib import Path

import pytest

import manual_site
from ledger.addin.manual_place import FOLDER, FRONT, INSTALLED, PAGES, manual_page
from ledger.addin.ribbon_controls import messages
from ledger.book.memory import MemoryPages
from ledger.book.memory_desk import MemoryDesk
from ledger.buttons import registry
from ledger.buttons.press import Click
from ledger.model.terms import BookKind
from pages_of_file import pages_of

ROOT = Path(__file__).parent.parent
NOW = dt.datetime(2026, 3, 31, 9)  # noqa: DTZ001 - the ledger keeps local time
PYTHONS = ("python/python.exe", "python/Scripts/python.exe", "python/bin/python")
"""Where the installer leaves the Python that runs."""


def installed(folder: Path, *pages: str) -> Path:
    """Lay out what the installer lays; return the folder."""
    for page in pages:
        path = folder / FOLDER / page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF-1.4")
    folder.mkdir(exist_ok=True)
    (folder / INSTALLED).write_text("digest", "utf-8")
    return folder


def pressed(kind: str, desk: MemoryDesk) -> MemoryDesk:
    """Press ヘルプ on a workbook of a kind."""
    pages: MemoryPages = pages_of(ROOT / "workbooks" / f"{kind}.xlsx")
    registry.press("help", Click(pages, desk, NOW))
    return desk


def test_頁の名前は_配布物が作る説明書の名前() -> None:
    made = {f"{title}.pdf" for title in manual_site.TITLES.values()}
    assert set(PAGES.values()) <= made
    assert set(PAGES) <= set(BookKind)
    assert FRONT == "site/index.html"
    assert f'MARK = "{INSTALLED}"' in (ROOT / "bundle/carried/install.py").read_text("utf-8")


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("kind", PAGES)
def test_開いているブックの人の頁になる(tmp_path: Path, python: str, kind: str) -> None:
    home = installed(tmp_path / "入れた所", *PAGES.values(), FRONT)
    assert manual_page(home / python, kind) == home / FOLDER / PAGES[kind]


@pytest.mark.parametrize("kind", [*PAGES, ""])
def test_その頁がなければ_はじめの頁(tmp_path: Path, kind: str) -> None:
    home = installed(tmp_path, FRONT)
    assert manual_page(home / PYTHONS[0], kind) == home / FOLDER / FRONT


def test_導入した所でなければ_たまたまある同じ名前のフォルダは見ない(tmp_path: Path) -> None:
    home = installed(tmp_path, *PAGES.values(), FRONT)
    (home / INSTALLED).unlink()
    assert manual_page(home / PYTHONS[0], "ledger") is None


@pytest.mark.parametrize("kind", PAGES)
def test_ヘルプは_はいで開き_いいえで何もしない(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = installed(tmp_path, *PAGES.values())
    monkeypatch.setattr(sys, "executable", str(home / PYTHONS[0]))
    desk = pressed(kind, MemoryDesk(agrees=True))
    assert desk.opened == [home / FOLDER / PAGES[kind]]
    ((_, asked),) = desk.asked
    assert asked.startswith(messages()["alone.help"])
    assert f"「{Path(PAGES[kind]).stem}」を、いま開きますか。" in asked
    assert pressed(kind, MemoryDesk(agrees=False)).opened == []


def test_開くものがなければ_場所を言う(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class NoReader(MemoryDesk):
        """A PC that has nothing to open a page with."""

        def open_page(self, path: Path) -> None:
            raise OSError(1155, "no application", str(path))

    home = installed(tmp_path, *PAGES.values())
    monkeypatch.setattr(sys, "executable", str(home / PYTHONS[0]))
    desk = pressed("ledger", NoReader())
    ((title, told),) = desk.told
    assert title.startswith("!")
    assert str(home / FOLDER / PAGES["ledger"]) in told


def test_説明書の入っていないPCでは_どこにあるかを言う() -> None:
    desk = pressed("ledger", MemoryDesk())
    ((_, told),) = desk.told
    assert "なければ、人事か情報システム担当に" in told
    assert desk.asked == []
