"""最初の並び(様式版1)で配った申告書は、その年のうちは、そのまま全部読まれる (issue 9 §2).

様式と、そのとき読んだ中身と、集約した結果は、その並びを作ったプログラムが書いたもの。
"""

import datetime as dt
import json
from typing import Any

import pandas as pd
import pytest

from builders import policy
from first_layout import FOLDER
from flow.forms import AS_OF, HEAD_A, PERSON, codes, office, taken
from ledger.layout.frames import Tables
from ledger.model.reports import SelfReport
from ledger.read.codes import Codes
from ledger.read.self_reports.report import Unreadable, read_self_report

KEPT: dict[str, Any] = json.loads((FOLDER / "00101.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def world() -> Tables:
    rostered = {
        "staff_no": PERSON,
        "training_code": "T01",
        "completed_on": "2025-06-10",
        "source": "名簿",
        "confirmed": "済",
    }
    held = {"staff_no": PERSON, "persona_code": "P02", "started_on": "2025-04-01"}
    return office({"named_survey": "○"}, attendances=[rostered], assignments=[held])


@pytest.fixture(scope="module")
def report(world: Tables) -> SelfReport:
    data = (FOLDER / "00101.xlsx").read_bytes()
    read = read_self_report(data, "00101.xlsx", Codes.of(policy(world)), year=2025)
    assert isinstance(read, SelfReport)
    return read


def plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


def test_内容照合値も_どの行も_提出日も_変わらない(report: SelfReport) -> None:
    kept = KEPT["read"]
    assert report.digest == kept["digest"]
    assert (report.form_version, plain(report.submitted_on)) == ("1", kept["submitted_on"])
    assert (report.entered_by, report.proxy) == (kept["entered_by"], kept["proxy"])
    rows = [
        {
            "table": row.table,
            "number": row.number,
            "values": {key: plain(value) for key, value in row.values.items()},  # noqa: PD011 - no frame
            "line_decision": row.line_decision,
            "line_reason": row.line_reason,
            "usable": row.usable,
        }
        for row in report.rows
    ]
    assert rows == kept["rows"]
    assert len(rows) > 8, "どの表にも行がある"
    found = [[p.code, p.place.sheet, p.place.cell] for p in report.problems]
    assert found == kept["problems"]


def test_様式に書かれた上長の判定も_行の否認も_そのまま(report: SelfReport) -> None:
    decided = report.decided
    assert decided is not None
    assert (decided.decision, decided.confirmer_no) == ("確認", HEAD_A)
    seen = {key: plain(value) for key, value in decided._asdict().items()}
    assert seen == {**seen, **KEPT["read"]["decided"]}
    rejected = [(r.table, r.number) for r in report.rows if r.line_decision == "否認"]
    assert rejected == [("my_engagements", 2)]


def test_集約した結果は_どの表も同じ(world: Tables, report: SelfReport) -> None:
    intake = taken(world, report)
    assert codes(intake.problems) == KEPT["problems"]
    for key, rows in KEPT["taken"].items():
        assert _rows(intake.tables[key]) == rows, key


def _rows(data: pd.DataFrame) -> list[dict[str, object]]:
    return [
        {str(key): None if pd.isna(value) else _plain(value) for key, value in row.items()}
        for row in data.astype(object).to_dict("records")
    ]


def _plain(value: Any) -> object:  # noqa: ANN401 - whatever a frame holds
    return plain(value.to_pydatetime() if hasattr(value, "to_pydatetime") else value)


def test_前の年度の様式は_どの版でも使わない() -> None:
    data = (FOLDER / "00101.xlsx").read_bytes()
    refused = read_self_report(data, "00101.xlsx", year=AS_OF.year)
    assert isinstance(refused, Unreadable)
    assert refused.problem.code == "wrong-year"
