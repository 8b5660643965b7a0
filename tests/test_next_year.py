"""The tables that next year begins with, one rule at a time."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

import builders
from ledger.commands import rollover
from ledger.commands.next_year import next_settings, next_tables
from ledger.commands.recompute import results
from ledger.layout import ledger
from ledger.layout.columns import NewRow
from ledger.layout.frames import Tables, frame, records, replaced
from ledger.layout.policy import settings_of
from ledger.model.problems import Refusal
from ledger.present.ledger_book import build
from ledger.present.new_year import in_new_year
from ledger.present.package import Package
from ledger.read.ledger_book import read_ledger
from ledger.trust.closing import closing_digest

AS_OF = dt.date(2026, 3, 31)
NOW = dt.datetime(2026, 4, 2, 9)  # noqa: DTZ001 - the ledger keeps local time
LADDER: dict[str, Any] = {
    "personas": [{"persona_code": "P1"}, {"persona_code": "P2", "scope": "指名"}],
    "trainings": [{"training_code": "T1"}, {"training_code": "T2"}],
    "criteria": [
        {"persona_code": "P1", "step": 1, "kind": "研修", "object_code": "T1"},
        {"persona_code": "P1", "step": 2, "kind": "研修", "object_code": "T2"},
        {"persona_code": "P2", "step": 1, "kind": "研修", "object_code": "T1"},
    ],
}

LAPSED: list[dict[str, object]] = [{"persona_code": "P2", "official_step": 1}]
"""前年度判定 of a persona that the person no longer holds."""


def following(built: Tables, as_of: dt.date = AS_OF) -> Tables:
    """Return the tables of next year's ledger that differ from this one's."""
    return next_tables(built, results(builders.policy(built), built, as_of))


def priors(built: Tables) -> list[tuple[Any, ...]]:
    rows = records(ledger.BY_KEY["prior_steps"], following(built)["prior_steps"])
    return [tuple(row.values()) for row in rows]


@pytest.mark.parametrize(
    ("as_of", "later"),
    [
        pytest.param("2026-03-31", "2027-03-31", id="年度末"),
        pytest.param("2025-12-31", "2026-12-31", id="人事が決めた日"),
        pytest.param("2025-09-30", "2026-09-30", id="月末"),
    ],
)
def test_基準日は1年後の同じ月日(as_of: str, later: str) -> None:
    after = settings_of(next_settings(builders.tables({"as_of": as_of})["settings"]))
    assert (after.fiscal_year, after.as_of.isoformat()) == (2026, later)


def test_うるう日の基準日は月末に寄せる() -> None:
    settings = builders.tables({"fiscal_year": 2027, "as_of": "2028-02-29"})["settings"]
    assert settings_of(next_settings(settings)).as_of == dt.date(2029, 2, 28)


def test_空欄の基準日は空欄のまま_年度末になる() -> None:
    settings = builders.tables({"as_of": ""})["settings"]
    after = next_settings(settings)
    (row,) = after[after["key"] == "as_of"].to_dict("records")
    assert row["value"] == ""
    assert settings_of(after).as_of == dt.date(2027, 3, 31)


def test_ほかの設定はそのまま() -> None:
    given = {
        "lead_mode": "継続",
        "suppress_below": 8,
        "override_allowed": False,
        "contact": "人事課",
    }
    after = settings_of(next_settings(builders.tables(given)["settings"]))
    assert (after.lead_mode, after.suppress_below, after.override_allowed, after.contact) == (
        "継続",
        8,
        False,
        "人事課",
    )


def test_上長判定も正式Stepとして引き継ぐ() -> None:
    built = builders.tables(**LADDER, step_reviews=[{"persona_code": "P1", "reviewed_step": 2}])
    assert priors(built) == [("00001", "P1", None, 2)]


def test_判定のない人材像の前年度判定は残る() -> None:
    earlier = [{"persona_code": "P1", "official_step": 1}, *LAPSED]
    built = builders.tables(**LADDER, prior_steps=earlier)
    # P1は今年の判定(前年度の1のまま)、P2は指名が終わっているので前のまま
    assert priors(built) == [("00001", "P1", None, 1), ("00001", "P2", None, 1)]


def test_職員の表にいない人の前年度判定は残らない() -> None:
    gone = [{"staff_no": "00009", "persona_code": "P2", "official_step": 1}]
    assert priors(builders.tables(**LADDER, prior_steps=gone)) == [("00001", "P1", None, 0)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("申告.xlsx!2 受講!5", "令和7年度:申告.xlsx!2 受講!5"),
        ("総務課/申告.xlsx!2 受講!5", "令和7年度:総務課/申告.xlsx!2 受講!5"),
        ("令和6年度:申告.xlsx!2 受講!5", "令和6年度:申告.xlsx!2 受講!5"),
        ("令和6年度/申告.xlsx!2 受講!5", "令和7年度:令和6年度/申告.xlsx!2 受講!5"),
        ("名簿.csv", "名簿.csv"),
        (None, None),
    ],
)
def test_元ファイルに年度を付けるのは一度だけ(before: str | None, after: str | None) -> None:
    one = {"qualification": "資格", "acquired_on": "2025-05-01", "source_file": before}
    other = {**one, "qualification": "ほか", "source_file": "申告.xlsx!3 資格!5"}
    made = following(builders.tables(qualifications=[one, other]))["qualifications"]
    row, _ = records(ledger.BY_KEY["qualifications"], made)
    assert row["source_file"] == after


def written(folder: Path, built: Tables) -> Path:
    """Build a ledger; its year is closed, with nothing in 年度実績."""
    settings = builders.policy(built).settings
    closing: NewRow = {
        "year": 2025,
        "as_of": settings.as_of,
        "closed_at": NOW,
        "digest": closing_digest([]),
    }
    closed = {"closings": frame(ledger.BY_KEY["closings"], [closing])}
    path = folder / "台帳.xlsx"
    path.write_bytes(build(replaced(built, closed), settings))
    return path


def test_読めない行のある表を書き直すなら断る(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        builders.tables(**LADDER, prior_steps=LAPSED),
    )
    package = Package(path.read_bytes())
    part = package.sheet_parts["前年度判定"]
    broken = re.sub(rb'(<c r="G5"[^>]*?>)<v>1</v>', rb"\1<v>1.5</v>", package.read(part))
    path.write_bytes(package.replaced({part: broken}))
    with pytest.raises(Refusal) as refused:
        rollover.plan(path, tmp_path / "新.xlsx", NOW)
    assert refused.value.problem.code == "rows-unreadable"
    assert refused.value.problem.place.sheet == "前年度判定"


def test_基準日より後の日を示せばその日で判定する(tmp_path: Path) -> None:
    late = [{"training_code": "T1", "completed_on": "2026-02-01"}]
    path = written(tmp_path, builders.tables({"as_of": "2026-01-31"}, **LADDER, attendances=late))
    for day, step in ((None, 0), (dt.date(2026, 2, 1), 1)):
        plan = rollover.plan(path, tmp_path / "新.xlsx", NOW, day)
        (book,) = plan.files.values()
        made = read_ledger(book, "新.xlsx").tables
        assert made["prior_steps"]["official_step"].tolist() == [step]
        # 一度きりの基準日は、次の年度の設定には残らない
        assert settings_of(made["settings"]).as_of == dt.date(2027, 1, 31)


def test_確認前の実績を数えて知らせる(tmp_path: Path) -> None:
    claimed = {"training_code": "T1", "completed_on": "2025-06-01", "source": "申告"}
    rows = [{**claimed, "confirmed": "未"}, {**claimed, "training_code": "T2", "confirmed": "済"}]
    path = written(tmp_path, builders.tables(**LADDER, attendances=rows))
    plan = rollover.plan(path, tmp_path / "新.xlsx", NOW)
    (found,) = (problem for problem in plan.problems if problem.code == "facts-pending")
    assert found.place.sheet == "受講"
    assert "1 行" in found.what


def test_見出しを書き換えていても年度は進み_ほかの文は変わらない(tmp_path: Path) -> None:
    path = written(tmp_path, builders.tables(**LADDER))
    package = Package(path.read_bytes())
    part = package.sheet_parts["やること一覧"]
    runs = "<r><t>令和7</t></r><r><t>年度 育成</t></r>"
    own = f'<row r="1"><c r="A1" t="inlineStr"><is>{runs}</is></c></row>'
    sheet = re.sub(rb'<row r="1".*?</row>', own.encode(), package.read(part))
    book = in_new_year(package.replaced({part: sheet}), {}, "令和7年度", "令和8年度")
    new = Package(book)
    assert "令和8年度 育成" in new.read(part).decode()
    others = set(package.names) - {part, "xl/workbook.xml", "docProps/core.xml"}
    assert all(new.read(name) == package.read(name) for name in others)
