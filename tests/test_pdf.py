"""A page as PDF: by LibreOffice where there is one, by the Excel that is open, or said that not."""

import os
import stat
import sys
from pathlib import Path

import pytest

from ledger.book import pdf
from ledger.book.memory_desk import MemoryDesk

BOOK = b"PK workbook"
SAYS = {
    "PDFができる": "import pathlib; pathlib.Path(out, 'page.pdf').write_bytes(b'%PDF-1.7 page')",
    "何も書かない": "pass",
    "PDFでないものを書く": "import pathlib; pathlib.Path(out, 'page.pdf').write_bytes(b'<html>')",
    "失敗で終わる": "raise SystemExit(3)",
    "終わらない": "import time; time.sleep(60)",
}
"""What a stand-in for LibreOffice does."""


def stand_in(folder: Path, does: str) -> Path:
    """Make a program that is called as LibreOffice is, and notes how."""
    program = folder / "soffice"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nout = sys.argv[sys.argv.index('--outdir') + 1]\n"
        f"open({str(folder / 'asked')!r}, 'w').write('\\n'.join(sys.argv[1:]))\n{SAYS[does]}\n",
        "utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script with its interpreter in it")
@pytest.mark.parametrize(
    ("does", "seconds", "made", "told"),
    [
        pytest.param("PDFができる", 60.0, b"%PDF-1.7 page", "", id="PDFができる"),
        pytest.param("何も書かない", 60.0, None, "LibreOfficeで作れません", id="何も書かない"),
        pytest.param("PDFでないものを書く", 60.0, None, "LibreOfficeで作れません", id="PDFでない"),
        pytest.param("失敗で終わる", 60.0, None, "LibreOfficeで作れません", id="失敗で終わる"),
        pytest.param(
            "終わらない", 0.3, None, "LibreOfficeで作れません", id="時間を過ぎても終わらない"
        ),
    ],
)
def test_LibreOfficeで作る(  # noqa: PLR0913, PLR0917 - a case and its two helpers
    does: str,
    seconds: float,
    made: bytes | None,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stand_in(tmp_path, does)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = pdf.pdf_by_office(BOOK, seconds)
    assert found.data == made
    assert told in found.told
    if made is not None:
        said = (tmp_path / "asked").read_text("utf-8").splitlines()
        profile = next(one for one in said if one.startswith("-env:UserInstallation=file:"))
        assert "--headless" in said
        assert not Path(profile.partition("file://")[2]).exists(), "its profile is gone with it"


def test_LibreOfficeがなければ_そう言う(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "PLACES", ())
    assert pdf.office_found(()) is None
    monkeypatch.setattr(pdf, "office_found", lambda: None)
    assert pdf.pdf_by_office(BOOK) == pdf.PdfMade(None, pdf.NONE_THERE)


def test_いつもの場所も探す(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    there = tmp_path / "soffice.exe"
    there.write_bytes(b"")
    assert pdf.office_found((str(tmp_path / "not"), str(there))) == str(there)


def test_Excelで作る() -> None:
    made = pdf.pdf_at_desk(MemoryDesk().to_pdf)(BOOK)
    assert made.data == f"%PDF-1.4 {len(BOOK)}".encode()


def test_Excelで作れなければ_そう言う() -> None:
    def fails(_path: Path, _target: Path) -> None:
        raise RuntimeError

    made = pdf.pdf_at_desk(fails)(BOOK)
    assert made.data is None
    assert "Excelで作れませんでした" in made.told
