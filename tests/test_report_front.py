"""Page one of the report: sentences by rule, seven lines, one chart, what next year needs."""

import io
from collections.abc import Mapping, Sequence

import openpyxl
import pytest

import builders
import chart_parts
from ledger.layout import ledger
from ledger.layout.columns import Cell
from ledger.layout.frames import frame, replaced
from ledger.measure.target_standing import TargetStanding, is_not_there, is_there, standing
from ledger.model.judged_day import JudgedDay
from ledger.model.terms import TargetType
from ledger.present.report import build
from test_report import CREATED, rate, table

KPI: dict[str, Cell] = {
    "target_type": "成果物",
    "unit": "件",
    "verdict": "達成",
    "actual": 4.0,
    "goal_value": 4.0,
    "achievement": 100.0,
}
TARGET: dict[str, object] = {
    "target_type": "成果物",
    "indicator": "案件数",
    "unit": "件",
    "goal_value": 4,
    "horizon": "年度計画",
    "due_year": 2027,
}


def made(
    kpis: Sequence[Mapping[str, Cell]],
    targets: Sequence[Mapping[str, object]] = (),
    policy_rows: Mapping[str, builders.Rows] | None = None,
    *,
    early: bool = False,
    **results: Sequence[Mapping[str, Cell]],
) -> bytes:
    """Build a report of these targets; `early` lets the day judged lie before the 基準日."""
    full = [{**TARGET, "target_name": target["target_code"], **target} for target in targets]
    built = builders.tables(None, targets=full, **(policy_rows or {}))
    rows = {"kpis": [{**KPI, "target_name": k["target_code"], **k} for k in kpis], **results}
    frames = {key: frame(ledger.BY_KEY[key], listed) for key, listed in rows.items()}
    policy = builders.policy(built)
    day = JudgedDay.at_key_date(policy.settings)
    if early:
        day = JudgedDay.of(policy.settings, policy.settings.as_of.replace(month=1, day=5))
    return build(replaced(built, frames), policy, day, CREATED)


def front(data: bytes) -> list[str]:
    """Return the texts of 要約 above its first table, without title and note."""
    sheet = openpyxl.load_workbook(io.BytesIO(data))["要約"]
    top = int(sheet.tables["target_lines"].ref.partition(":")[0][1:])
    lines = [sheet.cell(row, 1).value for row in range(3, top)]
    return [str(line) for line in lines if line]


def said(data: bytes) -> str:
    """Return the sentences, their lines joined."""
    return "".join(front(data))


@pytest.mark.parametrize(
    ("row", "where"),
    [
        pytest.param({"verdict": "達成"}, TargetStanding.REACHED, id="達成"),
        pytest.param({"verdict": "順調"}, TargetStanding.ON_TRACK, id="順調"),
        pytest.param({"verdict": "遅れ"}, TargetStanding.BEHIND, id="遅れ"),
        pytest.param({"verdict": "未達"}, TargetStanding.MISSED, id="未達"),
        pytest.param({"verdict": "算定不能"}, TargetStanding.UNKNOWN, id="算定不能"),
        pytest.param({"verdict": "提供なし"}, TargetStanding.UNKNOWN, id="提供なし"),
        pytest.param(
            {"verdict": "期中", "actual": 3.0, "milestone": 3.0},
            TargetStanding.ENOUGH,
            id="期中、道のりの上",
        ),
        pytest.param(
            {"verdict": "期中", "actual": 2.0, "milestone": 3.0},
            TargetStanding.SHORT,
            id="期中、道のりの下",
        ),
        pytest.param(
            {"verdict": "期中", "actual": 3.0},
            TargetStanding.SHORT,
            id="期中、途中目標なしでは目標値4に3",
        ),
        pytest.param(
            {"verdict": "期中", "actual": 4.0}, TargetStanding.ENOUGH, id="期中、目標値4に4"
        ),
        pytest.param(
            {"verdict": "期中", "actual": None}, TargetStanding.UNKNOWN, id="期中、定性で数なし"
        ),
        pytest.param(
            {"verdict": "期中", "goal_value": None}, TargetStanding.UNKNOWN, id="期中、目標値なし"
        ),
        pytest.param(  # W39: 624 of 1,249 is 49.96 %, shown as 50.0 %
            {
                "verdict": "期中",
                "unit": "%",
                "actual": 50.0,
                "goal_value": 50.0,
                "numerator": 624,
                "denominator": 1249,
            },
            TargetStanding.SHORT,
            id="表示は50.0%でも、丸める前は50%に届かない",
        ),
        pytest.param(
            {
                "verdict": "期中",
                "unit": "%",
                "actual": 50.0,
                "goal_value": 50.0,
                "numerator": 625,
                "denominator": 1250,
            },
            TargetStanding.ENOUGH,
            id="ちょうど50%",
        ),
    ],
)
def test_one_rule_says_whether_a_target_is_there(
    row: Mapping[str, Cell], where: TargetStanding
) -> None:
    blank: dict[str, Cell] = {"numerator": None, "denominator": None, "milestone": None}
    whole = {**blank, **KPI, **row}
    assert standing(whole) is where
    assert is_there(whole) == (
        where in {TargetStanding.REACHED, TargetStanding.ON_TRACK, TargetStanding.ENOUGH}
    )
    assert is_not_there(whole) == (
        where in {TargetStanding.MISSED, TargetStanding.BEHIND, TargetStanding.SHORT}
    )


@pytest.mark.parametrize(
    ("verdicts", "sentence"),
    [
        pytest.param(["達成", "達成"], "2の目標のうち2を達成しました。", id="すべて達成"),
        pytest.param(
            ["達成", "未達", "期中", "期中"],
            "4の目標のうち1を達成し、1は未達、2は期限がまだ先です。",
            id="期限前のものは達成とも未達とも言わない",
        ),
        pytest.param(
            ["順調", "遅れ", "提供なし"],
            "3の目標のうち0を達成し、1は順調、1は遅れ、1は数がまだ出ない目標です。",
            id="数が出ない目標",
        ),
    ],
)
def test_the_first_sentence_counts_the_targets(verdicts: Sequence[str], sentence: str) -> None:
    rows: list[Mapping[str, Cell]] = [
        {"target_code": f"K{n}", "verdict": verdict} for n, verdict in enumerate(verdicts)
    ]
    assert said(made(rows)).startswith(sentence)


def test_before_the_key_date_nothing_is_called_reached() -> None:
    rows: list[Mapping[str, Cell]] = [
        {"target_code": "K1", "verdict": "期中", "actual": 4.0},
        {"target_code": "K2", "verdict": "期中", "actual": 1.0, "milestone": 2.0},
    ]
    data = made(rows, early=True)
    assert front(data)[0] == "まだ年度の途中です。2の目標のうち、いまの時点で届いているのは1です。"
    lines = {
        r["目標類型"]: r
        for r in table(openpyxl.load_workbook(io.BytesIO(data)), "要約", "target_lines")
    }
    assert lines["成果物"]["判定"] == "△ 期中(まだ届かない)"
    assert "達成し" not in said(data)


def test_without_targets_page_one_says_what_to_do() -> None:
    assert said(made([])) == (
        "まだ目標がありません。シート「目標」に数字を書き、有効を○にすると、ここに出ます。"
    )


PERSONA = {"persona_code": "P2", "persona_name": "DX推進員"}
SPREAD: dict[str, object] = {
    "target_code": "K2",
    "target_type": "体制整備(配置)",
    "indicator": "配置課割合",
    "persona_code": "P2",
    "unit": "%",
    "goal_value": 100,
    "per_section": 1,
}


@pytest.mark.parametrize(
    ("there", "whole", "short", "sentence"),
    [
        pytest.param(
            18,
            20,
            "財政課 不足1名、道路課 不足1名",
            "DX推進員を配置しているのは20課のうち18課で、残りは財政課・道路課です。",
            id="残りの課を名前で言う",
        ),
        pytest.param(
            14,
            20,
            "、".join(f"第{n}課 不足1名" for n in range(6)),
            "DX推進員を配置しているのは20課のうち14課で、残りは6課です。",
            id="6課からは数で言う",
        ),
        pytest.param(
            20, 20, None, "DX推進員を配置しているのは、20課のすべてです。", id="すべての課"
        ),
    ],
)
def test_the_second_sentence_tells_the_places(
    there: int, whole: int, short: Cell, sentence: str
) -> None:
    kpi: dict[str, Cell] = {"target_code": "K2", "target_type": "体制整備(配置)", "unit": "%"}
    kpi |= {"numerator": there, "denominator": whole, "actual": 100 * there / whole}
    kpi |= {"goal_value": 100.0, "short_of": short, "verdict": "期中"}
    data = made([kpi], [SPREAD], {"personas": [PERSONA]})
    assert sentence in said(data)


@pytest.mark.parametrize(
    ("verdict", "ending"),
    [
        ("達成", "目標10名を達成しました。"),
        ("順調", "令和9年度の目標10名に向けて順調です。"),
        ("遅れ", "令和9年度の目標10名に向けて遅れています。"),
        ("未達", "目標10名に届きませんでした。"),
        ("期中", "令和9年度の目標10名に向けて進めています。"),
    ],
)
def test_the_third_sentence_tells_the_step(verdict: str, ending: str) -> None:
    target: dict[str, object] = {
        "target_code": "K3",
        "target_type": "能力成熟度",
        "indicator": "Step到達者数",
    }
    target |= {"persona_code": "P2", "step": 2, "unit": "名", "goal_value": 10}
    kpi: dict[str, Cell] = {"target_code": "K3", "target_type": "能力成熟度", "unit": "名"}
    kpi |= {"actual": 3.0, "goal_value": 10.0, "verdict": verdict}
    data = made([kpi], [target], {"personas": [PERSONA]})
    assert f"DX推進員のStep2は3名で、{ending}" in said(data)


def test_a_type_shows_the_target_that_is_furthest() -> None:
    """Of three, the 未達 one stands there, and beside it how the others stand."""
    rows: list[Mapping[str, Cell]] = [
        {"target_code": "K1", "verdict": "達成"},
        {
            "target_code": "K2",
            "verdict": "未達",
            "actual": 3.0,
            "achievement": 75.0,
            "last_year": 1.0,
        },
        {"target_code": "K3", "verdict": "未達", "actual": 1.0, "achievement": 25.0},
    ]
    data = made(rows)
    lines = table(openpyxl.load_workbook(io.BytesIO(data)), "要約", "target_lines")
    assert [line["目標類型"] for line in lines] == [kind.value for kind in TargetType]
    own = next(line for line in lines if line["目標類型"] == "成果物")
    told = (own["目標名"], own["今年度"], own["目標値"], own["判定"], own["ほかの目標"])
    assert told == ("K3", "1件", "4件", "× 未達", "達成 1、未達 1")
    other = next(line for line in lines if line["目標類型"] == "認知度")
    assert other["目標名"] == "(目標なし)"


def needed(code: str, seats: int, **more: Cell) -> dict[str, Cell]:
    return {
        "training_code": code,
        "seats": seats,
        "times": 1,
        "cost": 0,
        "department": "DX",
        **more,
    }


def test_next_year_needs_seats_sessions_and_money() -> None:
    """研修1: 28席 2回 200,000円; 研修2: 7席 1回 無料; 研修3は3席なので伏せる(合計にも)."""
    trainings: list[Mapping[str, object]] = [
        {"training_code": f"T{n}", "training_name": f"研修{n}"} for n in (1, 2, 3)
    ]
    plan = {"aim": "狙い", "audience": "全員", "department": "DX", "unit_price": 100_000}
    plans = [
        {**plan, "plan_no": "R1", "training_code": "T1", "funding": "一般財源"},
        {**plan, "plan_no": "R2", "training_code": "T2", "unit_price": 0},
    ]
    data = made(
        [],
        (),
        {"trainings": trainings, "plans": plans},
        demands=[
            needed("T3", 3),
            needed("T2", 7),
            needed("T1", 28, times=2, cost=200_000),
        ],
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = [
        ("DX", "研修1", 28, 2, 200_000, "一般財源"),
        ("DX", "研修2", 7, 1, 0, "無料(都・GovTech東京)"),
        ("DX", "研修3", "秘匿", "秘匿", "秘匿", None),
    ]
    for sheet, name in (("要約", "next_year_needs"), ("次年度需要", "next_year_trainings")):
        assert [tuple(row.values()) for row in table(book, sheet, name)] == rows
    texts = {str(cell.value) for row in book["要約"].iter_rows() for cell in row if cell.value}
    said = "合計 35席・3回・200,000円(うち無料 7席)。少人数のため伏せた 1つは入っていません。"
    assert any(said in text.replace("\n", "") for text in texts)


@pytest.mark.parametrize(
    ("costs", "said"),
    [
        pytest.param([None], "ほかに人材の確保 1件 金額は未定。", id="未記入は0円ではない"),
        pytest.param([0], "ほかに人材の確保 1件 0円。", id="0円と書いてあれば0円"),
        pytest.param(
            [500_000, None],
            "ほかに人材の確保 2件 500,000円(金額が未定の 1件を除く)。",
            id="一部が未記入",
        ),
        pytest.param([500_000, 1], "ほかに人材の確保 2件 500,001円。", id="すべて記入"),
    ],
)
def test_people_from_outside_cost_what_is_written(costs: Sequence[int | None], said: str) -> None:
    asked = [
        {"request_no": number, "kind": "確保", "subject": "専門家 1名", "cost": cost}
        for number, cost in enumerate(costs, start=1)
    ]
    trainings = {"trainings": [{"training_code": "T1", "training_name": "研修1"}]}
    data = made([], (), trainings, demands=[needed("T1", 28)], budget_requests=asked)
    book = openpyxl.load_workbook(io.BytesIO(data))
    texts = {str(cell.value) for row in book["要約"].iter_rows() for cell in row if cell.value}
    assert any(said in text.replace("\n", "") for text in texts)


SEATS = [
    pytest.param(4, 40, False, id="4席は5人未満"),
    pytest.param(5, 40, True, id="5席は見せる"),
    pytest.param(36, 40, False, id="36席: 要らない人が4人なので伏せる"),
    pytest.param(35, 40, True, id="35席: 要らない人が5人なら見せる"),
    pytest.param(40, 40, True, id="全員なら見せる"),
]


@pytest.mark.parametrize(("seats", "base", "told"), SEATS)
def test_seats_of_few_people_are_withheld(seats: int, base: int, *, told: bool) -> None:
    data = made(
        [],
        (),
        {"trainings": [{"training_code": "T1"}]},
        rates=[rate(kind="修了率", training_code="T1", numerator=0, denominator=base, note="分母")],
        demands=[needed("T1", seats)],
    )
    (row,) = table(openpyxl.load_workbook(io.BytesIO(data)), "要約", "next_year_needs")
    assert (row["必要席数(席)"] == seats) is told


def test_seats_are_withheld_where_the_completions_are() -> None:
    """20人のうち17人が修了(残り3人)なので修了は伏せる: 来年度の10席も伏せる."""
    data = made(
        [],
        (),
        {"trainings": [{"training_code": "T1"}]},
        rates=[rate(kind="修了率", training_code="T1", numerator=17, denominator=20, note="分母")],
        demands=[needed("T1", 10)],
    )
    (row,) = table(openpyxl.load_workbook(io.BytesIO(data)), "要約", "next_year_needs")
    assert row["必要席数(席)"] == "秘匿"


def test_from_the_second_year_the_chart_is_lines_over_years() -> None:
    rows: list[Mapping[str, Cell]] = [{"target_code": "K1", "actual": 3.0, "achievement": 75.0}]
    before: dict[str, Cell] = {"kind": "目標", "code": "K1", "state": "未達"}
    first = made(rows, [{"target_code": "K1"}])
    second = made(
        rows,
        [{"target_code": "K1"}],
        history=[{**before, "year": 2023, "value": 1.0}, {**before, "year": 2024, "value": 2.0}],
    )
    found = {}
    for name, data in (("first", first), ("second", second)):
        found[name] = {frozenset(chart_parts.kinds(chart)) for chart in chart_parts.charts(data)}
    assert found["first"] == {frozenset({"barChart"})}
    assert frozenset({"lineChart"}) in found["second"]
    book = openpyxl.load_workbook(io.BytesIO(second))
    own, goal = table(book, "算定根拠", "line_years")
    assert list(own.values())[3:] == [25.0, 50.0, 75.0]
    assert list(goal.values())[3:] == [100.0, 100.0, 100.0]


@pytest.mark.parametrize("share", [0.0, 40.0, 130.0], ids=["どれも0%", "途中", "目標を超える"])
def test_the_first_years_bars_stand_in_the_frame_of_the_goal(share: float) -> None:
    """Also where nothing is reached: the axis goes to the goal, as the description says."""
    rows: list[Mapping[str, Cell]] = [
        {"target_code": "K1", "actual": share / 10, "achievement": share}
    ]
    data = made(rows, [{"target_code": "K1"}])
    (bars,) = [
        chart
        for chart in chart_parts.charts(data)
        if "目標類型ごとに見た" in "".join(chart.itertext())
    ]
    own, goal = table(openpyxl.load_workbook(io.BytesIO(data)), "算定根拠", "line_years")
    assert (list(own.values())[3:], list(goal.values())[3:]) == ([share, 100.0], [100.0, 100.0])
    assert len(bars.findall(".//{*}ser/{*}val")) == 2


def test_sections_by_trainings_stand_on_one_page() -> None:
    """The matrix says what the list says: a rate, or the word in its place; 全庁 comes first."""
    sections = [{"section_code": f"A{n}", "section_name": f"{n}課"} for n in (1, 2)]
    trainings = [{"training_code": "T1", "training_name": "研修1"}]
    data = made(
        [],
        (),
        {"sections": sections, "trainings": trainings},
        rates=[
            rate(
                rate_no=f"率{n}",
                training_code="T1",
                section_code=f"A{n}" if n else None,
                numerator=top,
                denominator=base,
                rate=100 * top / base,
                note="分母",
            )
            for n, top, base in ((0, 11, 26), (1, 6, 12), (2, 5, 14))
        ],
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    found = [tuple(row.values()) for row in table(book, "課×研修", "section_matrix")]
    assert found[0][0] == "全庁"
    assert found[1:] == [("1課", 50.0), ("2課", pytest.approx(100 * 5 / 14))]
    assert book["所属別"].print_area.endswith("$4")
