"""自己・規則・上長・正式: 確認, 前年度, 上長判定, 状態, 差異 (W22, W23)."""

import datetime as dt

import pytest

from builders import tables
from ledger.layout.frames import Tables
from ledger.model.verdicts import Lens
from scene import P01, Row, completions, criterion, standing, verdict

AB = [criterion("1-1", "研修", "A"), criterion("2-1", "研修", "B")]
"""A makes Step1, B makes Step2."""


def ledger(
    facts: list[tuple[str, str, str]],
    prior: int | None = None,
    own: int | None = None,
    reviewed: int | None = None,
    **settings: object,
) -> Tables:
    """Make a ledger: completions as (研修, 出所, 確認), and the Steps beside the rule's."""
    return tables(
        settings,
        personas=[P01],
        trainings=[{"training_code": "A"}, {"training_code": "B", "valid_months": 12}],
        criteria=AB,
        attendances=[
            {
                "training_code": code.strip("*"),
                "completed_on": "2020-06-10" if code.endswith("*") else "2025-06-10",
                "source": source,
                "confirmed": confirmed,
            }
            for code, source, confirmed in facts
        ],
        prior_steps=[] if prior is None else [{"persona_code": "P01", "official_step": prior}],
        step_claims=[] if own is None else [{"persona_code": "P01", "own_step": own}],
        step_reviews=[]
        if reviewed is None
        else [{"persona_code": "P01", "reviewed_step": reviewed}],
    )


ROSTER_A = ("A", "名簿", "済")


@pytest.mark.parametrize(
    ("fact", "needed", "steps"),
    [
        pytest.param(("B", "名簿", "済"), "○", (2, 2, 2), id="名簿"),
        pytest.param(("B", "名簿", "未"), "○", (2, 2, 2), id="名簿は確認によらない"),
        pytest.param(("B", "名簿", "否認"), "○", (2, 2, 2), id="名簿は否認によらない"),
        pytest.param(("B", "申告", "済"), "○", (2, 2, 2), id="申告 確認済"),
        pytest.param(("B", "申告", "未"), "○", (2, 2, 1), id="申告 確認待ち"),
        pytest.param(("B", "申告", "否認"), "○", (2, 1, 1), id="申告 否認"),
        pytest.param(("B", "申告", ""), "○", (2, 2, 1), id="確認の記載なしは確認待ち"),
        pytest.param(("B", "申告", "済"), "×", (2, 2, 2), id="確認不要: 済"),
        pytest.param(("B", "申告", "未"), "×", (2, 2, 2), id="確認不要: 未も正式"),
        pytest.param(("B", "申告", "否認"), "×", (2, 1, 1), id="確認不要でも否認は正式でない"),
    ],
)
def test_which_facts_count_through_which_lens(
    fact: tuple[str, str, str], needed: str, steps: tuple[int, int, int]
) -> None:
    built = ledger([ROSTER_A, fact], official_needs_confirmation=needed)
    lenses = (Lens.CLAIMED, Lens.PENDING, Lens.OFFICIAL)
    assert tuple(standing(built, lens).step for lens in lenses) == steps
    row = verdict(built)
    assert (row["rule_step"], row["official_step"]) == (steps[0], steps[2])


def test_of_two_rows_for_one_day_the_better_confirmed_counts() -> None:
    built = ledger([ROSTER_A, ("B", "申告", "否認"), ("B", "名簿", "済")])
    assert standing(built, Lens.OFFICIAL).step == 2


OFFICIAL_1 = [ROSTER_A]
OFFICIAL_2 = [ROSTER_A, ("B", "名簿", "済")]
WAITING = [ROSTER_A, ("B", "申告", "未")]
REJECTED = [ROSTER_A, ("B", "申告", "否認")]
EXPIRED = [ROSTER_A, ("B*", "名簿", "済")]
EXPIRED_WAITING = [ROSTER_A, ("B*", "申告", "未")]


@pytest.mark.parametrize(
    ("built", "official", "state"),
    [
        pytest.param(ledger(OFFICIAL_1), 1, "確定", id="最初の年は計算どおり"),
        pytest.param(ledger([]), 0, "確定", id="何もなければ0"),
        pytest.param(ledger(OFFICIAL_2, prior=1), 2, "確定", id="前年度より上がる"),
        pytest.param(ledger(OFFICIAL_1, prior=1), 1, "確定", id="前年度と同じ"),
        pytest.param(ledger(OFFICIAL_1, prior=2), 2, "要更新", id="前年度より下がらない"),
        pytest.param(ledger(WAITING, prior=1), 1, "未確認", id="W22 確認の前は前年度のまま"),
        pytest.param(ledger(WAITING), 1, "未確認", id="前年度がなくても確認の前は1"),
        pytest.param(ledger(WAITING, prior=2), 2, "要更新", id="要更新が先"),
        pytest.param(ledger(REJECTED), 1, "確定", id="否認は待つものがない"),
        pytest.param(ledger(EXPIRED, prior=2), 2, "要更新", id="期限切れでも正式は下がらない"),
        pytest.param(ledger(EXPIRED), 1, "要更新", id="期限切れだけが足りない(最初の年)"),
        pytest.param(ledger(EXPIRED_WAITING), 1, "確定", id="確認待ちの期限切れは要更新でない"),
    ],
)
def test_the_official_step_never_drops_in_silence(built: Tables, official: int, state: str) -> None:
    row = verdict(built)
    assert (row["official_step"], row["state"]) == (official, state)


@pytest.mark.parametrize(
    ("built", "reviewed", "official"),
    [
        pytest.param(ledger(OFFICIAL_1, reviewed=2), 2, 2, id="上長が上げる"),
        pytest.param(ledger(OFFICIAL_2, reviewed=1), 1, 1, id="上長が下げる"),
        pytest.param(ledger(OFFICIAL_2, prior=2, reviewed=1), 1, 1, id="前年度より下げる"),
        pytest.param(ledger(OFFICIAL_1, reviewed=0), 0, 0, id="0にする"),
        pytest.param(
            ledger(OFFICIAL_1, reviewed=2, override_allowed="×"),
            None,
            1,
            id="認めない設定なら使わない",
        ),
    ],
)
def test_the_supervisor_may_set_another_step(
    built: Tables, reviewed: int | None, official: int
) -> None:
    row = verdict(built)
    assert (row["reviewed_step"], row["official_step"]) == (reviewed, official)


@pytest.mark.parametrize("reason", [None, "", " "])
def test_another_step_takes_a_reason(reason: str | None) -> None:  # W23
    built = tables(
        personas=[P01],
        criteria=AB,
        attendances=completions("A"),
        step_reviews=[{"persona_code": "P01", "reviewed_step": 2, "reason": reason}],
    )
    row = verdict(built)
    assert (row["reviewed_step"], row["official_step"]) == (None, 1)


def test_the_last_review_counts() -> None:
    at = [(2, "2026-03-20T10:00:00"), (1, "2026-03-21T10:00:00"), (0, "2026-03-19T10:00:00")]
    built = tables(
        personas=[P01],
        criteria=AB,
        step_reviews=[
            {"persona_code": "P01", "reviewed_step": step, "confirmed_at": moment}
            for step, moment in at
        ],
    )
    assert verdict(built)["official_step"] == 1


@pytest.mark.parametrize(
    ("built", "difference"),
    [
        pytest.param(ledger(OFFICIAL_1), None, id="比べるものがない"),
        pytest.param(ledger(OFFICIAL_1, own=1), None, id="同じ"),
        pytest.param(
            ledger(OFFICIAL_1, own=2), "自己判定Step2、規則判定Step1", id="W23 自己が高い"
        ),
        pytest.param(ledger(OFFICIAL_2, own=1), "自己判定Step1、規則判定Step2", id="自己が低い"),
        pytest.param(ledger(OFFICIAL_1, reviewed=1), None, id="上長も同じ"),
        pytest.param(
            ledger(OFFICIAL_1, reviewed=2), "規則判定Step1、上長判定Step2", id="上長が違う"
        ),
        pytest.param(
            ledger(OFFICIAL_1, own=2, reviewed=2),
            "自己判定Step2、規則判定Step1、上長判定Step2",
            id="自己と上長が同じでも規則と違う",
        ),
    ],
)
def test_differences_are_shown(built: Tables, difference: str | None) -> None:
    assert verdict(built)["difference"] == difference


@pytest.mark.parametrize(
    ("year", "as_of", "effective"),
    [
        (2025, "2026-03-31", "2026-04-01"),
        (2025, "2025-04-01", "2026-04-01"),
        (2026, "2026-04-01", "2027-04-01"),
    ],
)
def test_a_step_takes_effect_the_day_after_the_fiscal_year(
    year: int, as_of: str, effective: str
) -> None:
    row = verdict(ledger(OFFICIAL_2, fiscal_year=year, as_of=as_of))
    assert row["effective_on"] == dt.date.fromisoformat(effective)  # W22


TOOLS: list[Row] = [{"tool_code": code, "tool_name": code} for code in ("LOGO", "RPA")]
BY_TOOL = [
    criterion("1-1", "ツール", tool_code="*"),
    criterion("2-1", "ツール", None, 2, tool_code="*"),
]

Steps = dict[str | None, int]
"""Steps by tool; None is the persona's own row."""


def with_tools(levels: Steps, prior: Steps, reviewed: Steps, own: Steps | None = None) -> Tables:
    def rows(steps: Steps, key: str) -> list[Row]:
        return [
            {"persona_code": "P01", "tool_code": tool, key: step} for tool, step in steps.items()
        ]

    return tables(
        personas=[P01],
        tools=TOOLS,
        criteria=BY_TOOL,
        tool_levels=[{"tool_code": tool, "level": level} for tool, level in levels.items()],
        prior_steps=rows(prior, "official_step"),
        step_reviews=rows(reviewed, "reviewed_step"),
        step_claims=rows(own or {}, "own_step"),
    )


@pytest.mark.parametrize(
    ("built", "prior", "reviewed", "official"),
    [
        pytest.param(with_tools({"LOGO": 2}, {}, {}), None, None, 2, id="一番高いツール"),
        pytest.param(
            with_tools({"RPA": 1}, {"LOGO": 2}, {}), 2, None, 2, id="ツールの前年度も見る"
        ),
        pytest.param(with_tools({"RPA": 1}, {None: 2}, {}), 2, None, 2, id="人材像の前年度も見る"),
        pytest.param(
            with_tools({"LOGO": 2, "RPA": 1}, {}, {"LOGO": 1}),
            None,
            1,
            1,
            id="一番高いツールを上長が下げる",
        ),
        pytest.param(
            with_tools({"LOGO": 2, "RPA": 1}, {None: 2, "LOGO": 2}, {"LOGO": 1}),
            2,
            1,
            1,
            id="前年度があっても上長の下げた後で見る",
        ),
        pytest.param(
            with_tools({"LOGO": 2, "RPA": 2}, {}, {"LOGO": 1}),
            None,
            None,
            2,
            id="もう1つのツールが同じ高さ",
        ),
        pytest.param(
            with_tools({"LOGO": 1}, {}, {"RPA": 2}), None, 2, 2, id="低いツールを上長が上げる"
        ),
        pytest.param(
            with_tools({"LOGO": 1}, {None: 2}, {"RPA": 1}),
            2,
            None,
            2,
            id="上げても前年度に届かない",
        ),
        pytest.param(
            with_tools({"LOGO": 2}, {}, {None: 1, "LOGO": 0}),
            None,
            1,
            1,
            id="人材像の行への上長判定",
        ),
    ],
)
def test_the_row_of_the_persona_follows_its_tools_after_the_review(
    built: Tables, prior: int | None, reviewed: int | None, official: int
) -> None:
    row = verdict(built)
    assert (row["prior_step"], row["reviewed_step"], row["official_step"]) == (
        prior,
        reviewed,
        official,
    )


@pytest.mark.parametrize(
    ("own", "shown"),
    [
        pytest.param({"LOGO": 1, "RPA": 2}, 2, id="ツールの自己判定の一番高いもの"),
        pytest.param({None: 1, "RPA": 2}, 1, id="人材像の自己判定が先"),
        pytest.param({}, None, id="なし"),
    ],
)
def test_the_own_step_of_a_persona_with_tools(own: Steps, shown: int | None) -> None:
    assert verdict(with_tools({}, {}, {}, own))["own_step"] == shown


def test_a_tool_row_has_its_own_columns() -> None:
    built = with_tools({"LOGO": 2}, {"LOGO": 1, "RPA": 1}, {"RPA": 2}, {"RPA": 2})
    row = verdict(built, tool="RPA")
    keys = ("prior_step", "own_step", "rule_step", "reviewed_step", "official_step", "state")
    assert [row[key] for key in keys] == [1, 2, 0, 2, 2, "要更新"]
    assert row["mandatory_left"] is None
