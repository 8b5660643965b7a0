"""Answers that say persona, tool and question by code, by name or by both: one given row each."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pytest

from ledger.model.reports import SelfReport
from ledger.read.self_reports.report import read_self_report
from small_office import Office, office_in

ALWAYS = (
    ("受付番号", "申告書", "受付番号", "値"),
    ("送信日時", "申告書", "提出日", "値"),
    ("職員番号", "申告書", "職員番号", "値"),
)
Entry = tuple[str, str, str, str]
STEP: Entry = ("自己判定", "7 自己判定", "自己判定Step", "値")
LEVEL: Entry = ("水準", "5 ツール", "レベル", "値")
YES: Entry = ("回答", "8 アンケート", "回答", "値")

# entries, what is answered, and the row of the form that says so: it keeps its own name
CASES: Mapping[str, tuple[tuple[Entry, ...], str, tuple[str, ...]]] = {
    "人材像をコードで": (
        (("P01", "7 自己判定", "人材像コード", "固定値"), STEP),
        "1",
        ("my_steps", "persona_code", "own_step", "一般行政職員"),
    ),
    "人材像を名前で": (
        (("一般行政職員", "7 自己判定", "人材像コード", "固定値"), STEP),
        "1",
        ("my_steps", "persona_code", "own_step", "一般行政職員"),
    ),
    "人材像とツールをコードで": (
        (
            ("P01", "7 自己判定", "人材像コード", "固定値"),
            ("RPA", "7 自己判定", "ツールコード", "固定値"),
            STEP,
        ),
        "1",
        ("my_steps", "tool_code", "own_step", "RPA"),
    ),
    "ツールをコードで": (
        (("GENAI", "5 ツール", "ツールコード", "固定値"), LEVEL),
        "2",
        ("my_tool_levels", "tool_code", "level", "生成AI"),
    ),
    "ツールを全角のコードで": (
        (("ＧＥＮＡＩ", "5 ツール", "ツールコード", "固定値"), LEVEL),
        "2",
        ("my_tool_levels", "tool_code", "level", "生成AI"),
    ),
    "設問をコードで": (
        (("Q02", "8 アンケート", "設問コード", "固定値"), YES),
        "はい",
        ("my_answers", "question_code", "answer", "ふだんの業務でデジタルツールを活用していますか"),
    ),
}


def _csv(rows: list[list[str]]) -> bytes:
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    return target.getvalue().encode("utf-8-sig")


def _loaded(office: Office, entries: tuple[Entry, ...], said: str, expect: int) -> list[str]:
    """Load one answer by a definition, and return the codes of what was found."""
    headers = ["取込名", "元の見出し", "表", "列", "扱い"]
    definition = office.folder / "取込列.csv"
    definition.write_bytes(_csv([headers, *(["f", *e] for e in (*ALWAYS, *entries))]))
    office.run("load", office.ledger, "import_columns", definition, "--append", expect=(0,))
    settings = office.folder / "設定.csv"
    settings.write_text("キー,値\nnamed_survey,○\n", "utf-8")
    office.run("load", office.ledger, "settings", settings, expect=(0,))
    answered = next(entry[0] for entry in entries if entry[3] == "値")
    path = office.folder / "回答.csv"
    path.write_bytes(
        _csv(
            [
                [*(entry[0] for entry in ALWAYS), answered],
                ["R-1", "2026-03-10 17:00:00", "00124", said],
            ]
        )
    )
    answer = office.run("load", office.ledger, path, expect=(expect,))
    return [str(one["code"]) for one in answer["found"]]


def _report(folder: Path) -> SelfReport:
    (form,) = (folder / "提出").glob("*.xlsx")
    report = read_self_report(form.read_bytes(), form.name)
    assert isinstance(report, SelfReport)
    return report


@pytest.mark.parametrize("case", CASES)
def test_回答の言うコードの行に_一行だけ入る(tmp_path: Path, case: str) -> None:
    entries, said, (table, key, answered, name) = CASES[case]
    assert _loaded(office_in(tmp_path), entries, said, 0) == []
    rows = [row for row in _report(tmp_path).rows if row.table == table]
    filled = [row.values for row in rows if row.values.get(answered) is not None]
    assert [(str(row[key]), str(row[answered])) for row in filled] == [(name, said)]


def test_その人の申告書にない人材像は_入らないと知らせる(tmp_path: Path) -> None:
    entries = (("P02", "7 自己判定", "人材像コード", "固定値"), STEP)
    assert _loaded(office_in(tmp_path), entries, "1", 1) == ["answer-full"]
    assert not list((tmp_path / "提出").glob("*.xlsx"))
