"""Whose form it is: what can be seen on it is read beside what it says of itself."""

from pathlib import Path

import openpyxl
import pytest

from ledger.model.reports import SelfReport
from ledger.read.self_reports.report import read_self_report
from small_office import Office, office_in


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = office_in(tmp_path_factory.mktemp("office"))
    office.run("issue", office.ledger, office.folder / "配布", "--staff", "00123")
    return office


def form(office: Office) -> Path:
    (found,) = (office.folder / "配布").rglob("*_00123_*.xlsx")
    return found


def test_number_and_name_are_read_off_the_form(issued: Office) -> None:
    report = read_self_report(form(issued).read_bytes(), "a.xlsx")
    assert isinstance(report, SelfReport)
    assert (report.shown_no, report.shown_name) == ("00123", "乙山 𠮷子")


@pytest.mark.parametrize("verb", ["consolidate", "collect"])
def test_a_copied_form_with_another_number_is_quarantined(
    issued: Office, tmp_path: Path, verb: str
) -> None:
    book = openpyxl.load_workbook(form(issued))
    book["申告"]["F2"].value = "00124"
    book["申告"]["D2"].value = "丙川 三郎"
    book.save(tmp_path / "写し.xlsx")
    before = issued.ledger.read_bytes()
    target = ("--to", tmp_path / "確認") if verb == "collect" else ()
    answer = issued.run(verb, issued.ledger, "--from", tmp_path, *target)
    issued.ledger.write_bytes(before)
    (told,) = [p for p in answer["found"] if p["code"] == "staff-mismatch"]
    assert (told["file"], told["sheet"]) == ("写し.xlsx", "申告")
    assert answer["files"]["quarantined"] == 1
