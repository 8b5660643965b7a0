"""異動を試す: what the 内示 means, case by case (W38, S14, S59); both sides of every border."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
import pytest

from builders import Rows, policy, tables
from ledger.layout.frames import Tables
from ledger.layout.plan_tables import TRANSFERS
from ledger.measure.transfer_rows import transfer_rows
from ledger.measure.transfers import Judged, TransferTrial, past_after_training, transfer_trial

TODAY = dt.date(2026, 3, 20)
APRIL = "2026-04-01"

SECTIONS = [
    {"section_code": "0100", "section_name": "総務部", "level": "部"},
    {"section_code": "0110", "section_name": "総務課", "level": "課", "parent_code": "0100"},
    {"section_code": "0111", "section_name": "庶務係", "level": "係", "parent_code": "0110"},
    {"section_code": "0112", "section_name": "人事係", "level": "係", "parent_code": "0110"},
    {"section_code": "0120", "section_name": "福祉課", "level": "課", "parent_code": "0100"},
    {"section_code": "0130", "section_name": "旧税務課", "level": "課", "merged_into": "0120"},
    {"section_code": "0140", "section_name": "議会", "level": "課", "counted": "×"},
]
PERSONAS = [
    {"persona_code": "P01", "persona_name": "一般行政職員"},
    {
        "persona_code": "P02",
        "persona_name": "DX推進員",
        "scope": "指名",
        "category": "推進",
    },
]
TRAININGS = [
    {"training_code": "T01", "training_name": "DXマインドセット研修"},
    {"training_code": "T02", "training_name": "BPR研修"},
    {"training_code": "T09", "training_name": "ほかの研修"},
]


def city(
    where: Mapping[str, str],
    promoters: Sequence[Mapping[str, object] | str] = (),
    settings: Mapping[str, object] | None = None,
    **more: Rows,
) -> Tables:
    """Return a city: who has the 主務 where, and who is DX推進員 (a number, or a row)."""
    given: dict[str, Rows] = {
        "personas": PERSONAS,
        "trainings": TRAININGS,
        "training_map": [{"persona_code": "P01", "training_code": "T01"}],
        "criteria": [
            {"persona_code": "P02", "step": 1, "kind": "研修", "object_code": "T02", "unit": "回"}
        ],
        "sections": SECTIONS,
        "staff": [{"staff_no": no, "staff_name": f"職員{no}"} for no in where],
        "postings": [{"staff_no": no, "section_code": code} for no, code in where.items()],
        "assignments": [
            {"persona_code": "P02", **({"staff_no": one} if isinstance(one, str) else one)}
            for one in promoters
        ],
    }
    return tables(settings, **{**given, **more})


def moving(*moves: str) -> Rows:
    """Return rows of 異動案 of `00001→0120` or `00001→0120 2026-05-01`."""
    found = []
    for one in moves:
        what, _, on = one.partition(" ")
        number, _, to = what.partition("→")
        found.append({"staff_no": number, "to_section": to, "effective_on": on or APRIL})
    return found


def tried(made: Tables, today: dt.date = TODAY) -> TransferTrial:
    own = policy(made)
    rows = transfer_rows(own.settings, made, today)
    as_of = min(today, own.settings.as_of)
    judged = Judged(made["verdicts"], as_of)
    return transfer_trial(own, made, rows.moves, today, judged)


def gaps(made: Tables, today: dt.date = TODAY) -> list[str]:
    """Return the gaps as `section persona before→after`."""
    return [
        f"{gap.section_code} {gap.wanted.said} {len(gap.before)}→{len(gap.after)}"
        for on in tried(made, today).on_days
        for gap in on.gaps
    ]


class Case(NamedTuple):
    """A city and what is told of it."""

    made: Tables
    told: list[str]


LOST = "0110 DX推進員 1→0"
PROMOTERS: Mapping[str, Case] = {
    "ただ1人のDX推進員が出ると空白": Case(
        city({"00001": "0110"}, ["00001"], transfers=moving("00001→0120")), [LOST]
    ),
    "入れ替わりで1人来れば空白ではない": Case(
        city(
            {"00001": "0110", "00002": "0120", "00003": "0120"},
            ["00001", "00002", "00003"],
            transfers=moving("00001→0120", "00002→0110"),
        ),
        [],
    ),
    "来る人がDX推進員でなければ空白": Case(
        city(
            {"00001": "0110", "00002": "0120"},
            ["00001"],
            transfers=moving("00001→0120", "00002→0110"),
        ),
        [LOST],
    ),
    "2人いるうちの1人なら空白ではない": Case(
        city(
            {"00001": "0110", "00002": "0110"},
            ["00001", "00002"],
            transfers=moving("00001→0120"),
        ),
        [],
    ),
    "2人とも出れば空白": Case(
        city(
            {"00001": "0110", "00002": "0110"},
            ["00001", "00002"],
            transfers=moving("00001→0120", "00002→0120"),
        ),
        ["0110 DX推進員 2→0"],
    ),
    "課の中で係が替わるだけなら空白ではない": Case(
        city({"00001": "0111"}, ["00001"], transfers=moving("00001→0112")), []
    ),
    "係から別の課へ出れば_係の上の課が空白": Case(
        city({"00001": "0111"}, ["00001"], transfers=moving("00001→0120")), [LOST]
    ),
    "統合された課へ移れば_統合先の課で数える": Case(
        city(
            {"00001": "0110", "00002": "0120"},
            ["00001", "00002"],
            transfers=moving("00001→0130", "00002→0110"),
        ),
        [],
    ),
    "統合先の課にいる人が_統合された課へ移っても空白ではない": Case(
        city({"00001": "0120"}, ["00001"], transfers=moving("00001→0130")), []
    ),
    "集計対象でない課は数えない": Case(
        city({"00001": "0140"}, ["00001"], transfers=moving("00001→0110")), []
    ),
    "兼務は数えない": Case(
        city(
            {"00001": "0110", "00002": "0120"},
            ["00001", "00002"],
            postings=[
                {"staff_no": "00001", "section_code": "0110"},
                {"staff_no": "00002", "section_code": "0120"},
                {"staff_no": "00002", "section_code": "0110", "kind": "兼務"},
            ],
            transfers=moving("00001→0120"),
        ),
        [LOST],
    ),
    "ただ1人のDX推進員が3月31日に退職すると_異動案がなくても空白": Case(
        city(
            {"00001": "0110"}, ["00001"], staff=[{"staff_no": "00001", "retired_on": "2026-03-31"}]
        ),
        [LOST],
    ),
    "4月1日に退職するなら_4月1日はまだいる": Case(
        city(
            {"00001": "0110"}, ["00001"], staff=[{"staff_no": "00001", "retired_on": "2026-04-01"}]
        ),
        [],
    ),
    "任期が3月31日に終わると空白": Case(
        city({"00001": "0110"}, [{"staff_no": "00001", "ended_on": "2026-03-31"}]), [LOST]
    ),
    "任期が4月1日まであれば_4月1日はまだいる": Case(
        city({"00001": "0110"}, [{"staff_no": "00001", "ended_on": "2026-04-01"}]), []
    ),
    "後任の付与が4月1日に始まれば空白ではない": Case(
        city(
            {"00001": "0110", "00002": "0110"},
            [
                {"staff_no": "00001", "ended_on": "2026-03-31"},
                {"staff_no": "00002", "started_on": "2026-04-01"},
            ],
        ),
        [],
    ),
    "4月1日から育休なら_いない人として見る": Case(
        city({"00001": "0110"}, ["00001"], leaves=[{"staff_no": "00001", "started_on": APRIL}]),
        [LOST],
    ),
    "前からずっと育休の人は_前も後もいない": Case(
        city(
            {"00001": "0110"},
            ["00001"],
            leaves=[{"staff_no": "00001", "started_on": "2025-10-01"}],
            transfers=moving("00001→0120"),
        ),
        [],
    ),
    "前からいない課は_空白になったとは言わない": Case(
        city({"00001": "0110"}, transfers=moving("00001→0120")), []
    ),
    "4月に空いて5月に埋まる課は_4月1日に空白": Case(
        city(
            {"00001": "0110", "00002": "0120", "00003": "0120"},
            ["00001", "00002", "00003"],
            transfers=moving("00001→0120", "00002→0110 2026-05-01"),
        ),
        [LOST],
    ),
    "有効でない人材像は見ない": Case(
        city(
            {"00001": "0110"},
            ["00001"],
            personas=[PERSONAS[0], {**PERSONAS[1], "active": "×"}],
            transfers=moving("00001→0120"),
        ),
        [],
    ),
}


@pytest.mark.parametrize("case", PROMOTERS)
def test_DX推進員のいなくなる課(case: str) -> None:
    assert gaps(PROMOTERS[case].made) == PROMOTERS[case].told


MAKERS = {"00001": "0110", "00002": "0110", "00003": "0110", "00004": "0120"}
TWO_MAKERS = {
    "target_code": "K22",
    "target_type": "能力成熟度",
    "target_name": "作れる人が2名以上",
    "indicator": "ツール配置課割合",
    "object_code": "LOGO",
    "step": 2,
    "per_section": 2,
    "goal_value": 100,
}
LEVELS: Rows = [{"staff_no": no, "tool_code": "LOGO", "level": 2} for no in MAKERS]


def makers(
    able: int, *moves: str, target: Mapping[str, object] = TWO_MAKERS, **more: Rows
) -> Tables:
    """Return a city where so many of 総務課 (0110) make things with the tool, and one of 福祉課."""
    levels = [row for row in LEVELS if not f"{able:05}" < str(row["staff_no"]) <= "00003"]
    given: dict[str, Any] = {
        "tools": [{"tool_code": "LOGO", "tool_name": "LoGoフォーム"}],
        "tool_levels": levels,
        "targets": [target],
        "transfers": moving(*moves),
        **more,
    }
    return city(MAKERS, **given)


TOOLS: Mapping[str, Case] = {
    "ちょうど2名から1名が出ると足りない": Case(makers(2, "00001→0140"), ["2→1"]),
    "3名から1名が出て_ちょうど2名なら足りる": Case(makers(3, "00001→0140"), []),
    "3名から2名が出ると足りない": Case(makers(3, "00001→0140", "00002→0140"), ["3→1"]),
    "1名出ても1名来れば足りる": Case(makers(2, "00001→0140", "00004→0110"), ["1→0"]),
    "作れない人が出ても足りる": Case(makers(2, "00003→0140"), []),
    "もともと足りない課がさらに減れば言う": Case(makers(1, "00001→0140"), ["1→0"]),
    "例の目標は見ない": Case(makers(2, "00001→0140", target={**TWO_MAKERS, "active": "例"}), []),
    "使わない目標は見ない": Case(makers(2, "00001→0140", target={**TWO_MAKERS, "active": "×"}), []),
    "1名でよい目標なら_1名残れば足りる": Case(
        makers(2, "00001→0140", target={**TWO_MAKERS, "per_section": 1}), []
    ),
    "確認待ちのレベルは数えない": Case(
        makers(
            2,
            "00001→0140",
            tool_levels=[{**row, "confirmed": "未"} for row in LEVELS],
        ),
        [],
    ),
}


@pytest.mark.parametrize("case", TOOLS)
def test_ツールを作れる人が足りなくなる課(case: str) -> None:
    made, told = TOOLS[case]
    assert [one.rpartition(" ")[2] for one in gaps(made)] == told
    assert all("LoGoフォーム" in one for one in gaps(made))


STEP2 = {"persona_code": "P01", "tool_code": "LOGO", "official_step": 2}


def test_Stepで数えるツールの目標は_正式Stepで見る() -> None:
    made = makers(
        0,
        "00001→0140",
        target={**TWO_MAKERS, "persona_code": "P01"},
        criteria=[
            {"persona_code": "P01", "step": step, "tool_code": "LOGO", "kind": "ツール"}
            for step in (1, 2)
        ],
        verdicts=[{**STEP2, "staff_no": no} for no in ("00001", "00002")],
    )
    assert gaps(made) == ["0110 「LoGoフォーム」でStep2以上の人 2→1"]


def test_配置課割合の目標が2名なら_2名を割れば言う() -> None:
    target = {
        "target_code": "K02",
        "target_type": "体制整備(配置)",
        "target_name": "各課2名",
        "indicator": "配置課割合",
        "persona_code": "P02",
        "per_section": 2,
        "goal_value": 100,
    }
    both = ["00001", "00002"]
    made = city(
        {"00001": "0110", "00002": "0110"},
        both,
        targets=[target],
        transfers=moving("00001→0120"),
    )
    assert gaps(made) == ["0110 DX推進員 2→1"]


def test_出る人と来る人を名指しする() -> None:
    made = city(
        {"00001": "0110", "00002": "0110", "00003": "0120"},
        ["00001", "00002", "00003"],
        targets=[
            {
                "target_code": "K02",
                "target_type": "体制整備(配置)",
                "target_name": "各課2名",
                "indicator": "配置課割合",
                "persona_code": "P02",
                "per_section": 3,
                "goal_value": 100,
            }
        ],
        transfers=moving("00001→0120", "00002→0120", "00003→0110"),
    )
    (gap,) = (gap for gap in tried(made).on_days[0].gaps if gap.section_code == "0110")
    assert (gap.leaving, gap.coming) == (("00001", "00002"), ("00003",))


def completed(training: str, on: str, **more: object) -> Mapping[str, object]:
    return {"staff_no": "00001", "training_code": training, "completed_on": on, **more}


OUT = moving("00001→0120")


def after(
    *rows: Mapping[str, object],
    moves: Rows = OUT,
    months: int = 3,
    promoters: Sequence[str] = ("00001",),
) -> Tables:
    return city(
        {"00001": "0110"},
        promoters,
        {"after_training_months": months},
        attendances=rows,
        transfers=moves,
    )


AFTER: Mapping[str, Case] = {
    "W38 2月20日に修了し4月1日に異動": Case(after(completed("T02", "2026-02-20")), ["T02"]),
    "1月1日の修了は_4月1日がちょうど3か月で_以内": Case(
        after(completed("T02", "2026-01-01")), ["T02"]
    ),
    "前の年の12月31日の修了は_3月31日で3か月が終わる": Case(
        after(completed("T02", "2025-12-31")), []
    ),
    "11月30日の修了は_2月の末日まで": Case(
        after(completed("T02", "2025-11-30"), moves=moving("00001→0120 2026-03-21")), []
    ),
    "1か月なら_3月1日の修了は4月1日まで": Case(
        after(completed("T02", "2026-03-01"), months=1), ["T02"]
    ),
    "1か月なら_2月28日の修了は3月31日まで": Case(
        after(completed("T02", "2026-02-28"), months=1), []
    ),
    "0か月なら何も言わない": Case(after(completed("T02", "2026-03-19"), months=0), []),
    "24か月なら_前の前の年の4月1日から": Case(
        after(completed("T02", "2024-04-01"), months=24), ["T02"]
    ),
    "必須の研修": Case(after(completed("T01", "2026-02-20"), promoters=()), ["T01"]),
    "その人の人材像が求めない研修は言わない": Case(
        after(completed("T02", "2026-02-20"), promoters=()), []
    ),
    "どの人材像も求めない研修は言わない": Case(after(completed("T09", "2026-02-20")), []),
    "否認された修了は言わない": Case(
        after(completed("T02", "2026-02-20", source="申告", confirmed="否認")), []
    ),
    "確認待ちの修了も言う": Case(
        after(completed("T02", "2026-02-20", source="申告", confirmed="未")), ["T02"]
    ),
    "今日より後の日付の修了は_まだ起きていない": Case(after(completed("T02", "2026-03-21")), []),
    "今日の修了は言う": Case(after(completed("T02", "2026-03-20")), ["T02"]),
    "2つの研修は新しい順": Case(
        after(completed("T01", "2026-01-15"), completed("T02", "2026-02-20")), ["T02", "T01"]
    ),
    "同じ研修は最後の修了だけ": Case(
        after(completed("T02", "2026-01-15"), completed("T02", "2026-02-20")), ["T02"]
    ),
    "課の中で係が替わるだけなら言わない": Case(
        after(completed("T02", "2026-02-20"), moves=moving("00001→0112")), []
    ),
    "異動しない人は言わない": Case(after(completed("T02", "2026-02-20"), moves=()), []),
}


@pytest.mark.parametrize("case", AFTER)
def test_研修後の異動(case: str) -> None:
    made, told = AFTER[case]
    found = tried(made).planned
    assert [one.training_code for move in found for one in move.completions] == told


def test_任期が3月31日で終わるDX推進員が受けた研修も言う() -> None:
    made = city(
        {"00001": "0110"},
        [{"staff_no": "00001", "ended_on": "2026-03-31"}],
        attendances=[completed("T02", "2026-02-20")],
        transfers=moving("00001→0120"),
    )
    assert len(tried(made).planned) == 1


def moved_in(on: str, completion: str, today: dt.date = TODAY) -> int:
    """Return how many moves of the year are told, of one on a day."""
    made = city(
        {"00001": "0110"},
        ["00001"],
        postings=[
            {"staff_no": "00001", "section_code": "0120", "ended_on": on},
            {"staff_no": "00001", "section_code": "0110", "started_on": on},
        ],
        attendances=[completed("T02", completion)],
    )
    assert not tried(made, today).planned
    assert tried(made, today).past == past_after_training(policy(made), made, today)
    return len(tried(made, today).past)


@pytest.mark.parametrize(
    ("on", "completion", "told"),
    [
        ("2025-04-01", "2025-02-20", 1),
        ("2025-04-01", "2025-01-01", 1),
        ("2025-04-01", "2024-12-31", 0),
        ("2025-10-01", "2025-09-10", 1),
        ("2025-10-01", "2025-10-02", 0),
        ("2025-03-31", "2025-03-01", 0),
    ],
    ids=[
        "年度の初日の異動",
        "ちょうど3か月",
        "3か月を1日過ぎた",
        "年度の途中の異動",
        "異動の後の修了",
        "前の年度の異動は言わない",
    ],
)
def test_この年度にもう済んだ異動(on: str, completion: str, told: int) -> None:
    assert moved_in(on, completion) == told


TERMS: Mapping[str, tuple[Sequence[Mapping[str, object]], list[str]]] = {
    "今日で終わる": ([{"ended_on": "2026-03-20"}], ["2026-03-20"]),
    "昨日で終わった": ([{"ended_on": "2026-03-19"}], []),
    "3か月の最後の日": ([{"ended_on": "2026-06-20"}], ["2026-06-20"]),
    "3か月の次の日": ([{"ended_on": "2026-06-21"}], []),
    "終わりのない任期": ([{}], []),
    "切れ目なく続く": (
        [{"ended_on": "2026-03-31"}, {"started_on": "2026-04-01"}],
        [],
    ),
    "1日の切れ目": ([{"ended_on": "2026-03-31"}, {"started_on": "2026-04-02"}], ["2026-03-31"]),
    "重なって続く": ([{"ended_on": "2026-03-31"}, {"started_on": "2026-03-01"}], []),
}


@pytest.mark.parametrize("case", TERMS)
def test_DX推進員の任期(case: str) -> None:
    rows, told = TERMS[case]
    made = city({"00001": "0110"}, [{"staff_no": "00001", **row} for row in rows])
    assert [one.ends_on.isoformat() for one in tried(made).terms] == told


def test_任期は_最後の発令日の前日まで見る() -> None:
    made = city(
        {"00001": "0110"},
        [{"staff_no": "00001", "ended_on": "2026-09-30"}],
        transfers=moving("00001→0120 2026-10-01"),
    )
    assert [one.ends_on.isoformat() for one in tried(made).terms] == ["2026-09-30"]


def test_体制の任期は_続く人と後任を見分ける() -> None:
    rows = [
        {"role": "CIO補佐官", "person_name": "外山 誠", "ended_on": "2026-03-31"},
        {"role": "CIO補佐官", "person_name": "内田 修", "started_on": "2026-04-01"},
        {"role": "CDO", "person_name": "川口 恵", "ended_on": "2026-03-31"},
        {"role": "CDO", "person_name": "川口　恵", "started_on": "2026-04-01"},
        {"role": "顧問", "person_name": "森 明", "ended_on": "2026-03-31"},
    ]
    begun = [{"started_on": "2020-04-01", **row} for row in rows]
    found = tried(city({"00001": "0110"}, posts=begun)).posts
    assert [(one.role, one.followed) for one in found] == [("CIO補佐官", True), ("顧問", False)]


HEADS = [
    {"section_code": "0110", "staff_no": "00001"},
    {"section_code": "0120", "staff_no": "00002"},
    {"section_code": "0100", "staff_no": "00003"},
]
OFFICE = {"00001": "0110", "00002": "0120", "00003": "0100", "00004": "0110", "00005": "0111"}


def changes(*moves: str, heads: Rows = HEADS) -> list[str]:
    """Return the changes as `section before→after: people`."""
    on = tried(city(OFFICE, heads=heads, transfers=moving(*moves))).on_days[0]
    return [
        f"{one.section_code} {one.before}→{one.after}: {'・'.join(one.people)}"
        for one in on.changes
    ]


def test_異動する人の確認者が替わる() -> None:
    assert changes("00004→0120") == ["0120 00001→00002: 00004"]


def test_長が出ると_その課の人の確認者が替わり_長は空席になる() -> None:
    assert changes("00001→0120") == [
        "0110 00001→00003: 00004",
        "0111 00001→00003: 00005",
        "0120 00003→00002: 00001",
    ]
    on = tried(city(OFFICE, heads=HEADS, transfers=moving("00001→0120"))).on_days[0]
    assert [(one.section_code, one.gone) for one in on.vacancies] == [("0110", ("00001",))]


def test_後任の長が書かれていれば_その人になり空席ではない() -> None:
    heads = [*HEADS, {"section_code": "0110", "staff_no": "00004", "started_on": APRIL}]
    made = city(OFFICE, heads=heads, transfers=moving("00001→0120"))
    assert changes("00001→0120", heads=heads)[0] == "0110 00001→00003: 00004"
    assert "0111 00001→00004: 00005" in changes("00001→0120", heads=heads)
    assert not tried(made).on_days[0].vacancies


def test_代理がいれば_代理が確認する() -> None:
    heads = [*HEADS, {"section_code": "0110", "staff_no": "00004", "kind": "代理"}]
    on = tried(city(OFFICE, heads=heads, transfers=moving("00001→0120"))).on_days[0]
    assert "0111 00001→00004: 00005" in changes("00001→0120", heads=heads)
    assert [(one.gone, one.deputies) for one in on.vacancies] == [(("00001",), ("00004",))]


def test_人事指定は_異動しても続く() -> None:
    heads = [{"section_code": "0110", "staff_no": "00004", "kind": "人事指定"}]
    assert changes("00004→0120", heads=heads) == []


def test_長が同じ課の係へ移っても_長のまま() -> None:
    assert changes("00001→0111") == []


def test_長が退職すると空席になる() -> None:
    staff = [
        {"staff_no": no, **({"retired_on": "2026-03-31"} if no == "00001" else {})} for no in OFFICE
    ]
    on = tried(city(OFFICE, heads=HEADS, staff=staff)).on_days[0]
    assert [one.section_code for one in on.vacancies] == ["0110"]
    assert [one.after for one in on.changes] == ["00003", "00003"]


def test_確認する人がだれもいなくなる() -> None:
    heads = [{"section_code": "0110", "staff_no": "00001"}]
    assert changes("00001→0120", heads=heads) == [
        "0110 00001→None: 00004",
        "0111 00001→None: 00005",
    ]


ROWS: Mapping[str, tuple[Rows, list[str], int]] = {
    "正しい行": (moving("00001→0120"), [], 1),
    "知らない職員番号": (moving("00009→0120"), ["unknown-code"], 0),
    "知らない所属": (moving("00001→9999"), ["unknown-code"], 0),
    "どちらも知らない": (moving("00009→9999"), ["unknown-code", "unknown-code"], 0),
    "今日の発令": (moving("00001→0120 2026-03-20"), [], 1),
    "昨日の発令": (moving("00001→0120 2026-03-19"), ["transfer-day"], 0),
    "次の年度の最後の日": (moving("00001→0120 2027-03-31"), [], 1),
    "次の次の年度": (moving("00001→0120 2027-04-01"), ["transfer-day"], 0),
    "食い違う2行": (moving("00001→0120", "00001→0140"), ["transfer-twice"] * 2, 0),
    "日だけが違う2行": (
        moving("00001→0120", "00001→0120 2026-05-01"),
        ["transfer-twice"] * 2,
        0,
    ),
    "同じ2行": (moving("00001→0120", "00001→0120"), ["transfer-repeated"], 1),
    "いまと同じ所属": (moving("00001→0110"), ["transfer-same"], 1),
    "統合されていまと同じ所属": (moving("00002→0130"), ["transfer-same"], 1),
    "退職した人": (moving("00003→0110"), ["transfer-absent"], 0),
    "4月1日に採用される人": (moving("00004→0110"), [], 1),
    "まだ採用されていない人": (moving("00004→0110 2026-03-31"), ["transfer-absent"], 0),
}


@pytest.mark.parametrize("case", ROWS)
def test_異動案の行(case: str) -> None:
    rows, codes, moves = ROWS[case]
    made = city(
        {"00001": "0110", "00002": "0120", "00003": "0120"},
        staff=[
            *({"staff_no": no} for no in ("00001", "00002")),
            {"staff_no": "00003", "retired_on": "2026-03-31"},
            {"staff_no": "00004", "hired_on": "2026-04-01"},
        ],
        transfers=rows,
    )
    found = transfer_rows(policy(made).settings, made, TODAY)
    assert [problem.code for problem in found.problems] == codes
    assert len(found.moves) == moves
    assert found.rows == len(rows)
    assert all(problem.place.sheet == TRANSFERS.title for problem in found.problems)
    assert all(problem.place.cell for problem in found.problems)


def test_試しても_元の表は変わらない() -> None:
    made = city(OFFICE, ["00001"], heads=HEADS, transfers=moving("00001→0120", "00004→0120"))
    before = {key: data.copy() for key, data in made.items()}
    tried(made)
    for key, data in before.items():
        pd.testing.assert_frame_equal(made[key], data)


def test_何もなければ何も言わず_見たものを言う() -> None:
    found = tried(city({"00001": "0110", "00002": "0120"}))
    assert not found.on_days[0].gaps
    assert (found.planned, found.past, found.terms, found.posts) == ((), (), (), ())
    assert found.divisions == 2
    assert [one.said for one in found.wanted] == ["DX推進員"]
    assert found.on_days[0].days.after == dt.date(2026, 4, 1)
