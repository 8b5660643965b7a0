"""例: a target that nobody has decided on is measured and judged by nobody; ○ makes it count."""

import datetime as dt

import pytest

from builders import policy, tables
from decided_targets import decided
from ledger.commands.init import default_policy, first_tables
from ledger.commands.recompute import results
from ledger.judge.consistency.targets import overdue_targets
from ledger.judge.target_bases import baseless
from ledger.layout import ledger
from ledger.layout.frames import Tables, frame, records
from ledger.layout.policy import policy_of
from ledger.measure.kpis import kpis
from ledger.model.policy import Policy, Target
from ledger.read.csv_tables import read_csv

KEY_DATE = dt.date(2026, 3, 31)
MEETING = {
    "target_code": "K01",
    "target_type": "体制整備(連携)",
    "target_name": "連携会議を開く",
    "indicator": "行事回数",
    "object_code": "DX連携会議",
    "goal_value": 4,
    "unit": "回",
    "horizon": "年度計画",
    "due_year": 2025,
}
HELD = {
    "event_no": "E1",
    "kind": "DX連携会議",
    "subject": "第1回",
    "held_on": dt.date(2025, 6, 1),
    "state": "実施",
}


def office(**target: object) -> tuple[Policy, Tables]:
    """Return an office with one target, and one meeting held in the year."""
    made = tables(targets=[{**MEETING, **target}], events=[HELD])
    return policy(made), made


def rows(key: str, **target: object) -> list[dict[str, object]]:
    own, made = office(**target)
    found = results(own, made, KEY_DATE)
    return records(ledger.BY_KEY[key], found[key])  # type: ignore[return-value]


USES = {
    "○は数える: 1回/4回で未達": ("○", "未達", 1, 25.0),
    "空欄は○と同じ": (None, "未達", 1, 25.0),
    "例は数えるだけで判定しない": ("例", "例", 1, None),
    "×は載らない": ("×", None, None, None),
}


@pytest.mark.parametrize("case", USES)
def test_有効の字で_KPIの判定が決まる(case: str) -> None:
    active, verdict, actual, achievement = USES[case]
    found = rows("kpis", active=active)
    if verdict is None:
        assert found == []
        return
    (row,) = found
    assert (row["verdict"], row["actual"], row["achievement"]) == (verdict, actual, achievement)
    assert (row["goal_value"], ("例の目標" in str(row["basis"]))) == (4, active == "例")


def test_例は_目標類型の数にもグラフにも入らない() -> None:
    for active, counted in (("例", 0), ("○", 1)):
        types = {row["target_type"]: row["targets"] for row in rows("target_types", active=active)}
        assert types["体制整備(連携)"] == counted
        bars = [row for row in rows("chart_targets", active=active) if row["label"]]
        assert len(bars) == counted


def test_期限の過ぎた例は_誰も直さなくてよい_使う目標なら知らせる() -> None:
    for active, codes in (("例", []), ("○", ["target-overdue"])):
        own, made = office(active=active, due_year=2020)
        assert [problem.code for problem in overdue_targets(own, made)] == codes


def test_基準値のない例は_基準値を求められない() -> None:
    asked = {
        active: baseless(office(active=active, horizon="基本方針", due_year=2028)[0])
        for active in ("例", "○")
    }
    assert asked == {"例": (), "○": ("K01",)}


def test_新しい台帳の目標は_みな例で_一つも判定されない() -> None:
    made, own = first_tables(2026, "架空市")
    assert {target.active.is_example for target in own.targets.values()} == {True}
    found = kpis(own, made, frame(ledger.BY_KEY["verdicts"]), made["rates"], own.settings.as_of)
    assert set(found["verdict"]) == {"例"}
    whole = decided(made)
    theirs, _ = policy_of(whole)
    nobody = frame(ledger.BY_KEY["verdicts"])
    counted = kpis(theirs, whole, nobody, made["rates"], own.settings.as_of)
    assert "例" not in set(counted["verdict"])


def test_定性の例も_点検結果があっても判定されない() -> None:
    found = rows("kpis", indicator="定性", object_code=None, review_mark="○", active="例")
    assert [row["verdict"] for row in found] == ["例"]


SPELLINGS = {"例": "例", "○": "○", "はい": "○", "無": "×", "": None}


@pytest.mark.parametrize("written", SPELLINGS)
def test_CSVの有効は_三つの字に読まれる(written: str) -> None:
    table = ledger.BY_KEY["targets"]
    line = ["K01", "成果物", "提案", "案件数", *[""] * 5, "3", "件", "年度計画", *[""] * 2, "2026"]
    line += [*[""] * 5, written]
    text = ",".join(table.headers) + "\n" + ",".join(line) + "\n"
    data, problems = read_csv(table, text.encode(), "目標.csv")
    assert [p.code for p in problems if p.severity.value == "error"] == []
    (row,) = records(table, data)
    assert row["active"] == SPELLINGS[written]


def test_知らない字は_例とは読まない() -> None:
    table = ledger.BY_KEY["targets"]
    line = ["K01", "成果物", "提案", "案件数", *[""] * 5, "3", "件", "年度計画", *[""] * 2, "2026"]
    text = ",".join(table.headers) + "\n" + ",".join([*line, *[""] * 5, "例示"]) + "\n"
    _, problems = read_csv(table, text.encode(), "目標.csv")
    assert "例" in str([problem.what for problem in problems])


def test_真偽で作った目標も_使うか使わないかになる() -> None:
    given = {**MEETING, "active": False}
    assert not Target.model_validate(given).active
    assert Target.model_validate({**given, "active": True}).active


def test_例のまま年度が変われば_期限だけが進む() -> None:
    from ledger.commands.next_targets import next_targets  # noqa: PLC0415 - only here

    _, made = office(active="例")
    found = next_targets(made, frame(ledger.BY_KEY["kpis"]))
    (row,) = records(ledger.BY_KEY["targets"], found.targets)
    assert (row["due_year"], row["active"], row["base_value"]) == (2026, "例", None)


def test_素材の目標は_18とも例として書かれている() -> None:
    listed = default_policy(2026)["targets"]
    assert len(listed) == 18
    assert set(listed["active"]) == {"例"}
