"""HR's own things in a ledger outlive the commands of a whole year on the closed file."""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from hr_ledger import enriched, table_top
from ledger.layout.pages import PAGES
from ledger.present.package import Package
from ledger.present.page_cells import with_tabs
from small_office import Office, consolidate, office_in, report_of

PEOPLE = 4
NEWCOMER = (
    "職員番号,氏名,フリガナ,職層,任用区分,採用日,退職日,集計対象\n"
    "00050,新人 一子,シンジン イチコ,係員,常勤,2025/4/1,,\n"
)
OVERVIEW = "グラフ"
"""Our sheet without a table: its heading says of which day it is."""
WORKBOOK = "xl/workbook.xml"
CALCULATED = re.compile(rb'( fullCalcOnLoad="1")?/?>')
"""HR's formulas over our rows are calculated anew by the next program that opens the ledger."""
SHOWN = ("次年度需要", "予算要求一覧", "逆算", "日程表", "年度サイクル")
"""Our sheets that are hidden until their first row."""
LISTS = {"[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/calcChain.xml"}


def parts(path: Path) -> Mapping[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, Mapping[str, bytes]]:
    """The office after its year, and its ledger's parts as HR had left them before."""
    office = office_in(tmp_path_factory.mktemp("rich"))
    office.ledger.write_bytes(enriched(office.ledger.read_bytes(), PEOPLE))
    old = parts(office.ledger)
    (office.folder / "確認").mkdir()
    report_of(office)
    assert consolidate(office)["rows"]["accepted"]
    newcomer = office.folder / "新人.csv"
    newcomer.write_text(NEWCOMER, "utf-8")
    office.run("load", office.ledger, "staff", newcomer, "--upsert")
    return office, old


def test_人事のものは1年の処理のあとも1バイトも変わらない(
    year: tuple[Office, Mapping[str, bytes]],
) -> None:
    office, old = year
    new = parts(office.ledger)
    package = Package(office.ledger.read_bytes())
    ours = {
        part
        for title, table in package.table_parts.values()
        for part in (package.sheet_parts[title], table)
    }
    ours |= {package.sheet_parts[title] for title in (OVERVIEW, *(page.title for page in PAGES))}
    changed = {name for name in old if old[name] != new.get(name)}
    assert set(new) <= set(old)
    shown = with_tabs(old[WORKBOOK], SHOWN, shown=True)
    assert CALCULATED.sub(b"", new[WORKBOOK]) == CALCULATED.sub(b"", shown)
    changed.discard(WORKBOOK)
    assert changed <= ours | LISTS
    assert package.sheet_parts["職員"] in changed


def test_人事の列は職員番号とともに残る(year: tuple[Office, Mapping[str, bytes]]) -> None:
    office, _ = year
    package = Package(office.ledger.read_bytes())
    sheet = package.read(package.sheet_parts["職員"]).decode()
    top = table_top(package.read(package.table_parts["staff"][1]))
    for row in range(top + 1, top + 1 + PEOPLE):
        assert f"<t>{row}番</t>" in sheet


def test_検査に通る(year: tuple[Office, Mapping[str, bytes]]) -> None:
    office, _ = year
    found = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(office.ledger)
    assert [str(error) for error in found.errors] == []
