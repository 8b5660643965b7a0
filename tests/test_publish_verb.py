"""`publish`, `export --public` and `report --pdf` as they are run: files, ledger, refusals."""

import shutil
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import openpyxl
import pytest

from ledger.book import pdf
from ledger.book.memory_desk import MemoryDesk
from ledger.buttons import registry
from ledger.buttons.press import Click
from ledger.layout.area_codes import area_code
from ledger.present.splice import splice
from ledger.read.ledger_book import read_ledger
from pages_of_file import pages_of
from small_office import Office, office_in

DATA = [
    *("codes.csv", "columns.csv", "figures.csv", "metadata.csv", "personas.csv"),
    *("targets.csv", "updates.csv"),
]
NAMES = ("甲野", "乙山", "丙川", "部野", "00123", "01000", "00124", "00900")
"""Everybody of the office, and their numbers."""


class Made(NamedTuple):
    """An office that published, and what the command answered; nothing of it is changed."""

    office: Office
    answer: dict[str, object]

    @property
    def folder(self) -> Path:
        return self.office.folder / "公表用"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    office = office_in(tmp_path_factory.mktemp("publish"))
    return Made(office, published(office))


@pytest.fixture
def office(made: Made, tmp_path: Path) -> Office:
    """A copy of it that a test may change."""
    shutil.copytree(made.office.folder, tmp_path / "office")
    return Office(tmp_path / "office")


def published(office: Office, data: bytes | None = b"%PDF-1", told: str = "") -> dict[str, object]:
    made = pdf.PdfMade(data, told)
    with patch("ledger.book.pdf.pdf_by_office", lambda _book: made):
        return office.run("publish", office.ledger, office.folder / "公表用")


def test_公表用の1枚とPDFと公開データができ_シート公表に出る(made: Made) -> None:
    folder, office = made.folder, made.office
    assert sorted(path.name for path in folder.iterdir()) == [
        "公表用.pdf",
        "公表用.xlsx",
        "公開データ",
    ]
    assert sorted(path.name for path in (folder / "公開データ").iterdir()) == DATA
    rows = {row["group"]: row for row in office.table("publication")}
    assert rows["Step分布"]["few"] + rows["Step分布"]["ends"] > 0
    assert rows["課ごとの数"]["why"]
    reasons = ("few", "ends", "follows", "left_out")
    hidden = sum(rows[group][key] or 0 for group in rows for key in reasons)
    assert hidden == made.answer["withheld"]
    assert "公表用を作る" in office.table("runs")[-1]["told"]
    assert "シート「公表」" in str(made.answer["next"])


def test_公表するものに_人の名前も番号もない(made: Made) -> None:
    folder = made.folder
    whole = "".join(path.read_text("utf-8-sig") for path in (folder / "公開データ").iterdir())
    sheet = openpyxl.load_workbook(folder / "公表用.xlsx")["公表"]
    whole += "".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert [name for name in NAMES if name in whole] == []
    assert "架空市" in whole


def test_公表用の1枚は_縦のA4で1ページ(made: Made) -> None:
    book = openpyxl.load_workbook(made.folder / "公表用.xlsx")
    sheet = book["公表"]
    assert [one.title for one in book.worksheets if one.sheet_state == "visible"] == ["公表"]
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation) == (9, "portrait")
    fitting = sheet.sheet_properties.pageSetUpPr
    assert fitting is not None
    assert fitting.fitToPage
    assert (setup.fitToWidth or 1, setup.fitToHeight or 1) == (1, 1)


def test_PDFが作れなければ_Excelだけを作り_そう言う(office: Office) -> None:
    shutil.rmtree(office.folder / "公表用")
    answer = published(office, None, pdf.NONE_THERE)
    assert pdf.NONE_THERE in answer["summary"]  # type: ignore[operator]
    assert not (office.folder / "公表用" / "公表用.pdf").exists()
    assert (office.folder / "公表用" / "公表用.xlsx").exists()


def test_もう一度作れば_置き換わり_台帳はまた同じ(office: Office) -> None:
    before = office.table("publication")
    published(office, b"%PDF-2")
    assert (office.folder / "公表用" / "公表用.pdf").read_bytes() == b"%PDF-2"
    assert office.table("publication") == before


@pytest.mark.parametrize("name", ["公表用.pdf", "公表用.xlsx"])
def test_人のファイルは_置き換えない(name: str, office: Office) -> None:
    folder = office.folder / "ほか"
    folder.mkdir()
    (folder / name).write_bytes(b"%PDF-own")
    before = office.ledger.read_bytes()
    with patch("ledger.book.pdf.pdf_by_office", lambda _book: pdf.PdfMade(b"%PDF-1")):
        office.run("publish", office.ledger, folder, expect=(2,))
    assert (folder / name).read_bytes() == b"%PDF-own"
    assert office.ledger.read_bytes() == before


def test_書き出しの公開データは_公表用と同じで_台帳は変わらない(office: Office) -> None:
    before = office.ledger.read_bytes()
    own = office.folder / "公開"
    answer = office.run("export", office.ledger, own, "--public")
    assert answer["tables"] == len(DATA)
    for name in DATA:
        assert (own / name).read_bytes() == (
            office.folder / "公表用/公開データ" / name
        ).read_bytes()
    assert office.ledger.read_bytes() == before


@pytest.mark.parametrize("option", [("--format", "parquet"), ("--encoding", "cp932")])
def test_公開データの形式は変えられない(option: tuple[str, str], office: Office) -> None:
    own = office.folder / "公開"
    answer = office.run("export", office.ledger, own, "--public", *option, expect=(2,))
    assert answer["refused"]["code"] == "public-form"
    assert not own.exists()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        pytest.param("131016", "131016", id="千代田区のコード"),
        pytest.param("１３１０１６", "131016", id="全角でも同じ"),
        pytest.param("13101", "131016", id="5桁なら検査数字を付ける"),
        pytest.param("011002", "011002", id="先頭が0でも文字のまま"),
        pytest.param("382019", "382019", id="検査数字が9"),
        pytest.param("131010", None, id="検査数字が違う"),
        pytest.param("1310160", None, id="7桁"),
        pytest.param("1310", None, id="4桁"),
        pytest.param("", None, id="空欄"),
        pytest.param("東京都", None, id="名前"),
    ],
)
def test_全国地方公共団体コード(written: str, code: str | None) -> None:
    assert area_code(written) == code


@pytest.mark.parametrize(
    ("written", "column", "warned"),
    [("131016", "131016,架空市", 0), ("99", ",架空市", 1), ("", ",架空市", 1)],
)
def test_団体コードが公開データに出る(
    written: str, column: str, warned: int, office: Office
) -> None:
    tables = read_ledger(office.ledger.read_bytes(), "台帳.xlsx").tables
    settings = tables["settings"]
    own = settings.assign(
        value=settings["value"].where(settings["key"] != "org_code", written or None)
    )
    office.ledger.write_bytes(splice(office.ledger.read_bytes(), {"settings": own}, tables))
    answer = office.run("export", office.ledger, office.folder / "公開", "--public")
    text = (office.folder / "公開" / "figures.csv").read_text("utf-8-sig")
    assert {line.rpartition(",2025,")[0] for line in text.splitlines()[1:]} == {column}
    assert sum(one["code"] == "area-code" for one in answer["found"]) == warned


def test_レポートのPDFは_となりにできる(office: Office) -> None:
    target = office.folder / "レポート.xlsx"
    with patch("ledger.book.pdf.pdf_by_office", lambda _book: pdf.PdfMade(b"%PDF-3")):
        office.run("report", office.ledger, target, "--pdf")
    assert target.with_suffix(".pdf").read_bytes() == b"%PDF-3"
    office.run("report", office.ledger, office.folder / "ほか.xlsx")
    assert not (office.folder / "ほか.pdf").exists()


def test_ボタンは_Excelで印刷し_シート公表を見せる(office: Office) -> None:
    pages, desk = pages_of(office.ledger), MemoryDesk()
    registry.press("publish", Click(pages, desk, office.now))
    assert not desk.told[-1][0].startswith("!"), desk.told[-1]
    assert "次の一手" in desk.told[-1][1]
    folder = office.folder / "公表_20260410"
    assert (folder / "公表用.pdf").read_bytes().startswith(b"%PDF-1.4 ")
    assert pages.selection().sheet == "公表"
