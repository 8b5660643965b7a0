"""One small office through a year, by the commands a person would type, on closed files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from small_office import Office, consolidate, office_in, report_of


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Issued, filled in by 乙山, put into the inbox."""
    return report_of(office_in(tmp_path_factory.mktemp("office")))


def verdict(office: Office, staff_no: str, persona: str) -> dict[str, Any]:
    rows = office.table("verdicts")
    return next(
        r
        for r in rows
        if (r["staff_no"], r["persona_code"], r["tool_code"]) == (staff_no, persona, None)
    )


def test_the_year(reported: Office) -> None:
    office, folder = reported, reported.folder
    (folder / "確認").mkdir()

    before = consolidate(office)
    assert before["files"] == {"read": 1, "duplicate": 0, "skipped": 0, "quarantined": 0}
    rows = before["rows"]
    assert rows["read"] == rows["accepted"] + rows["superseded"] + rows["quarantined"]
    assert rows["quarantined"] == 0
    unconfirmed = verdict(office, "00123", "P02")
    assert (unconfirmed["rule_step"], unconfirmed["official_step"]) == (2, 1)
    assert unconfirmed["state"] == "未確認"

    office.run("collect", office.ledger, "--from", folder / "提出", "--to", folder / "確認")
    (review,) = (p for p in (folder / "確認").glob("*.xlsx") if "01000" in p.name)
    office.run("confirm", review, "--by", "01000", "--staff", "00123", "--on", "2026-03-20")

    consolidate(office)
    confirmed = verdict(office, "00123", "P02")
    assert (confirmed["rule_step"], confirmed["official_step"]) == (2, 2)
    assert confirmed["state"] == "確定"
    states = {r["staff_no"]: r["state"] for r in office.table("reports")}
    assert states == {"00123": "確認済", "00124": "未提出", "01000": "未提出", "00900": "未提出"}
    kpi = {r["target_code"]: r for r in office.table("kpis")}
    assert (kpi["K14"]["numerator"], kpi["K14"]["actual"]) == (1, 1)
    assert (kpi["K02"]["numerator"], kpi["K02"]["denominator"]) == (1, 1)
    assert (folder / "レポート.xlsx").is_file()

    first = {key: office.table(key) for key in ("verdicts", "kpis", "rates", "reports", "problems")}
    consolidate(office)
    again = {key: office.table(key) for key in first}
    assert again == first, "a second run changes nothing but `runs`"


def test_a_person_can_be_explained_and_reminded(reported: Office) -> None:
    explained = reported.run("explain", reported.ledger, "00123", expect=(0,))
    text = "\n".join(explained["summary"])
    assert "名簿.csv" in text
    assert "Step2" in text or "Step 2" in text
    reminded = reported.run("remind", reported.ledger, expect=(0,))
    assert "丙川 三郎" in "\n".join(reminded["summary"])


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(lambda f: f / "ない.xlsx", "file-missing", id="ファイルがない"),
        pytest.param(lambda f: _file(f / "文書.xlsx", b"<html>"), "not-xlsx", id="Excelではない"),
        pytest.param(lambda f: next((f / "配布").rglob("*.xlsx")), "wrong-kind", id="申告書"),
    ],
)
def test_a_wrong_file_gets_one_clear_line(
    reported: Office, make: Callable[[Path], Path], code: str
) -> None:
    answer = reported.run("status", make(reported.folder), expect=(2,))
    assert answer["refused"]["code"] == code
    assert answer["refused"]["remedy"]


def _file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
