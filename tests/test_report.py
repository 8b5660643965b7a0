"""The report: figures in their cells, words where there is no figure, and nobody in it."""

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import openpyxl
import pytest
import xlsxwriter
from openpyxl.workbook import Workbook

import builders
import chart_parts
from decided_targets import decided
from ledger.commands.init import default_policy, first_tables, settings_table
from ledger.commands.recompute import results
from ledger.demo.activities import hold_events, hold_sessions, keep_rosters
from ledger.demo.city import City, make_city
from ledger.layout import ledger
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, frame, replaced
from ledger.layout.policy import policy_of
from ledger.model.judged_day import JudgedDay
from ledger.model.policy import Policy
from ledger.present.report import build
from ledger.present.report.page import Head, Page, Report
from test_ledger_charts import promoters

AS_OF = dt.date(2026, 3, 31)
CREATED = dt.date(2026, 4, 2)
SHEETS = [
    "要約",
    "状況",
    "KPI",
    "目標類型",
    "中期目標",
    "参加率",
    "課×研修",
    "所属別",
    "Step分布",
    "全庁と各課",
    "ギャップ",
    "次年度需要",
    "これから3か月",
    "算定根拠",
    "注記",
]
Cells = dict[str, object]

TRAININGS = [
    {"training_code": "T1", "training_name": "マインドセット研修"},
    {"training_code": "T2", "training_name": "利用者理解研修"},
    {"training_code": "T3", "training_name": "UX研修"},
]


def rate(**values: Cell) -> Mapping[str, Cell]:
    """Return a row of 参加率 that is worked out, unless `values` says otherwise."""
    common: dict[str, Cell] = {"kind": "受講率", "state": "算定", "basis": "基準日在籍"}
    return {"rate_no": "率", **common, **values}


def settled(policy: Policy) -> JudgedDay:
    """Return the 基準日 as the day judged."""
    return JudgedDay.at_key_date(policy.settings)


def report(built: Tables, **rows: Sequence[Mapping[str, Cell]]) -> Workbook:
    """Build the report of tables with some results, and open it."""
    made = {key: frame(ledger.BY_KEY[key], listed) for key, listed in rows.items()}
    policy = builders.policy(built)
    data = build(replaced(built, made), policy, settled(policy), CREATED)
    return openpyxl.load_workbook(io.BytesIO(data))


def table(book: Workbook, sheet: str, key: str) -> list[Cells]:
    """Return a table's rows by header."""
    area = book[sheet].tables[key].ref
    rows = [[cell.value for cell in row] for row in book[sheet][area]]
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def test_not_offered_is_a_word_and_a_real_zero_is_a_number() -> None:
    """W01: 30 of 50 are 60.0 %; W02: 提供なし has no figure; W03: 0 of 40 are 0.0 %."""
    book = report(
        builders.tables(trainings=TRAININGS),
        rates=[
            rate(training_code="T1", times=2, numerator=30, denominator=50, rate=60.0, note="注1"),
            rate(training_code="T2", state="提供なし", times=0, note="実施なし"),
            rate(training_code="T3", times=2, numerator=0, denominator=40, rate=0.0, note="注3"),
        ],
    )
    found = table(book, "参加率", "attendance_rates")
    assert [row["研修名"] for row in found] == [t["training_name"] for t in TRAININGS]
    assert [row["率(%)"] for row in found] == [60.0, None, 0.0]
    assert [row["状態"] for row in found] == ["算定", "提供なし", "算定"]
    assert [row["分子(名)"] for row in found] == [30, None, 0]
    assert [row["分母の注"] for row in found] == ["注1", "実施なし", "注3"]
    assert book["参加率"].cell(7, 6).number_format == "#,##0.0"


OF_TWELVE: dict[str, Cell] = {"denominator": 12, "times": 1, "note": "分母 12"}


@pytest.mark.parametrize(
    ("top", "shown", "expected"),
    [
        pytest.param(0, 0.0, (0, 12, 0.0, "算定"), id="0名はだれのことでもない"),
        pytest.param(1, 8.3, ("5人未満", 12, None, "秘匿"), id="1名"),
        pytest.param(4, 33.3, ("5人未満", 12, None, "秘匿"), id="4名"),
        pytest.param(5, 41.7, (5, 12, 41.7, "算定"), id="5名、残り7名"),
        pytest.param(7, 58.3, (7, 12, 58.3, "算定"), id="7名、残り5名"),
        pytest.param(8, 66.7, ("秘匿", 12, None, "秘匿"), id="8名、残り4名"),
        pytest.param(11, 91.7, ("秘匿", 12, None, "秘匿"), id="11名、残り1名"),
        pytest.param(12, 100.0, (12, 12, 100.0, "算定"), id="全員"),
    ],
)
@pytest.mark.parametrize("kind", ["受講率", "修了率"])
def test_few_who_did_or_did_not_are_withheld_as_a_whole(
    kind: str, top: int, shown: float, expected: tuple[object, ...]
) -> None:
    own: dict[str, Cell] = {**OF_TWELVE, "numerator": top, "rate": shown}
    built = builders.tables(trainings=TRAININGS)
    book = report(built, rates=[rate(kind=kind, training_code="T1", **own)])
    name = {"受講率": "attendance_rates", "修了率": "completion_rates"}[kind]
    (row,) = table(book, "参加率", name)
    assert tuple(row[k] for k in ("分子(名)", "分母(名)", "率(%)", "状態")) == expected


UNTOLD = "分母 11(除いた人の数は、少人数のため書きません)"


@pytest.mark.parametrize(
    ("left_out", "note", "discreet"),
    [
        pytest.param({"休職": 1}, "分母 11 = 12 − 休職 1", UNTOLD, id="休職が1名"),
        pytest.param({"休職": 5}, "分母 11 = 16 − 休職 5", "分母 11 = 16 − 休職 5", id="休職が5名"),
        pytest.param(
            {"休職": 1, "機会なし": 6},
            "分母 11 = 18 − 休職 1 − 機会なし 6",
            "分母 11 = 18 − 除外 7(理由は少人数のため書きません)",
            id="休職1名と機会なし6名",
        ),
    ],
)
def test_few_people_left_out_are_told_nowhere(
    left_out: dict[str, int], note: str, discreet: str
) -> None:
    built = builders.tables(
        trainings=TRAININGS, targets=[{**TARGET, "indicator": "受講率", "object_code": "T1"}]
    )
    out = [
        {"rate_no": "率", "staff_no": f"{number:05d}", "reason": reason}
        for reason, many in left_out.items()
        for number in range(many)
    ]
    figures: dict[str, Cell] = {"numerator": 6, "denominator": 11, "rate": 54.5, "times": 1}
    basis = f"修了した人を、機会のあった人で割った。{note}。率の基準は基準日在籍。"
    book = report(
        built,
        rates=[rate(training_code="T1", note=note, **figures)],
        denominators=out,
        kpis=[
            {"target_code": "G1", "target_type": "認知度", "target_name": "目標", "basis": basis}
        ],
    )
    (row,) = table(book, "参加率", "attendance_rates")
    assert row["分母の注"] == discreet
    (row,) = table(book, "算定根拠", "kpi_bases")
    assert row["算定根拠"] == basis.replace(note, discreet)


TARGET: dict[str, object] = {
    "target_code": "G1",
    "target_type": "認知度",
    "target_name": "目標",
    "goal_value": 50,
}


@pytest.mark.parametrize(
    ("attended", "shown"),
    [
        pytest.param(
            {"state": "算定", "numerator": 6, "denominator": 9, "rate": 66.7}, "随時", id="修了あり"
        ),
        pytest.param({"state": "提供なし"}, 0, id="開催も修了もない"),
    ],
)
def test_a_training_without_sessions_is_at_will_only_if_somebody_took_it(
    attended: dict[str, Cell], shown: object
) -> None:
    earlier: dict[str, Cell] = {"numerator": 9, "denominator": 9, "rate": 100.0, "times": 0}
    book = report(
        builders.tables(trainings=TRAININGS),
        rates=[
            rate(training_code="T1", **{"times": 0, **attended}),
            rate(kind="修了率", training_code="T1", **earlier),
        ],
    )
    found = [
        table(book, "参加率", name)[0]["提供回数(回)"]
        for name in ("attendance_rates", "completion_rates")
    ]
    assert found == [shown, shown]


def test_a_session_that_began_last_year_is_not_at_will() -> None:
    spanning = {
        "session_no": "K",
        "training_code": "T1",
        "held_on": "2025-03-28",
        "ended_on": "2025-04-02",
    }
    figures: dict[str, Cell] = {"numerator": 6, "denominator": 9, "rate": 66.7, "times": 0}
    book = report(
        builders.tables(trainings=TRAININGS, sessions=[spanning]),
        rates=[rate(training_code="T1", **figures)],
    )
    (row,) = table(book, "参加率", "attendance_rates")
    assert row["提供回数(回)"] == 0


def test_nobody_in_scope_is_a_word() -> None:
    """W07: without anybody the rate is 算定不能, not 0 % and not 100 %."""
    book = report(
        builders.tables(trainings=TRAININGS),
        rates=[rate(training_code="T1", state="算定不能", numerator=0, denominator=0)],
    )
    (row,) = table(book, "参加率", "attendance_rates")
    assert (row["率(%)"], row["分子(名)"], row["状態"]) == (None, None, "算定不能")


def test_few_people_of_a_section_are_withheld() -> None:
    """Of 14 in three 課 (3, 6, 5): the 3 are withheld, and the 5, or 14 - 6 - 5 would tell it."""
    sections = [{"section_code": f"A{n}", "section_name": f"{n}課"} for n in (1, 2, 3)]
    staff = [(1, 3, 12), (2, 6, 12), (3, 5, 12)]
    book = report(
        builders.tables(trainings=TRAININGS, sections=sections),
        rates=[
            rate(
                rate_no=f"率{n}",
                training_code="T1",
                section_code=f"A{n}" if n else None,
                numerator=top,
                denominator=base,
                rate=round(100 * top / base, 1),
                note=f"分母 {base} = {base + 2} − 休職 2",
            )
            for n, top, base in (*staff, (0, 14, 36))
        ],
        denominators=[
            {"rate_no": f"率{n}", "staff_no": number, "reason": "休職"}
            for n in (0, 1, 2, 3)
            for number in ("00001", "00002")
        ],
    )
    found = table(book, "所属別", "section_rates")
    assert [row["分子(名)"] for row in found] == ["5人未満", 6, "秘匿"]  # 5と6では小さいほう
    assert [row["率(%)"] for row in found] == [None, 50.0, None]
    assert [row["状態"] for row in found] == ["秘匿", "算定", "秘匿"]
    assert {row["分母の注"] for row in found} == {"分母 12"}  # 休職した人は、どの課でも書かない
    (whole,) = table(book, "参加率", "attendance_rates")
    assert (whole["分子(名)"], whole["分母(名)"]) == (14, 36)
    assert whole["分母の注"] == "分母 36(除いた人の数は、少人数のため書きません)"


def test_sections_that_a_kpi_gives_away_have_one_line() -> None:
    """A KPI says 1 of 4, in two 課 of two: hiding more would leave 0 or 1 for each."""
    sections = [{"section_code": f"A{n}", "section_name": f"{n}課"} for n in (1, 2)]
    rows = [
        rate(
            training_code="T1",
            section_code=f"A{n}" if n else None,
            numerator=top,
            denominator=base,
            rate=100 * top / base,
        )
        for n, top, base in ((0, 1, 4), (1, 1, 2), (2, 0, 2))
    ]
    target = {**TARGET, "indicator": "受講率", "object_code": "T1"}
    kpi: dict[str, Cell] = {"target_code": "G1", "target_type": "認知度", "target_name": "目標"}
    kpi |= {"numerator": 1, "denominator": 4, "actual": 25.0, "unit": "%", "basis": "分母 4"}
    book = report(
        builders.tables(trainings=TRAININGS, sections=sections, targets=[target]),
        rates=rows,
        kpis=[kpi],
    )
    (row,) = table(book, "所属別", "section_rates")
    assert (row["所属"], row["分子(名)"], row["分母(名)"]) == ("すべての課", None, None)
    assert (row["状態"], row["率(%)"]) == ("掲載なし", None)
    assert "ほかの数から分かってしまう" in str(row["分母の注"])
    (whole,) = table(book, "参加率", "attendance_rates")
    assert (whole["分子(名)"], whole["率(%)"]) == (1, 25.0)  # 目標の数は、どこでも書く


def test_people_on_each_step_and_their_shares() -> None:
    """Of 50, 30 reached Step1 and 10 of them Step2: 20, 20, 10. Of 16, 5 are 31.3 % (W39)."""
    reached = (("P1", 1, 30, 50), ("P1", 2, 10, 50), ("P2", 1, 5, 16))
    book = report(
        builders.tables(
            personas=[
                {"persona_code": "P1", "persona_name": "一般"},
                {"persona_code": "P2", "persona_name": "推進"},
            ]
        ),
        rates=[
            rate(kind="Step到達率", persona_code=code, step=step, numerator=top, denominator=base)
            for code, step, top, base in reached
        ],
    )
    first, second = table(book, "Step分布", "step_people")
    assert [first[k] for k in ("対象(名)", "未到達(名)", "Step1(名)", "Step2(名)")] == [
        50,
        20,
        20,
        10,
    ]
    assert [second[k] for k in ("未到達(名)", "Step1(名)", "Step2(名)")] == [11, 5, None]
    first, second = table(book, "Step分布", "step_shares")
    assert [first[k] for k in ("未到達(%)", "Step1(%)", "Step2(%)")] == [40.0, 40.0, 20.0]
    assert [second[k] for k in ("未到達(%)", "Step1(%)")] == [68.8, 31.3]


def test_few_people_on_a_step_are_withheld_with_another() -> None:
    """Of 20, 3 on Step2: withheld, with the 6 on Step1; the 11 below are shown (55.0 %)."""
    book = report(
        builders.tables(personas=[{"persona_code": "P1", "persona_name": "推進"}]),
        rates=[
            rate(kind="Step到達率", persona_code="P1", step=1, numerator=9, denominator=20),
            rate(kind="Step到達率", persona_code="P1", step=2, numerator=3, denominator=20),
        ],
    )
    (people,) = table(book, "Step分布", "step_people")
    (shares,) = table(book, "Step分布", "step_shares")
    assert [people[k] for k in ("未到達(名)", "Step1(名)", "Step2(名)")] == [11, "秘匿", "5人未満"]
    assert [shares[k] for k in ("未到達(%)", "Step1(%)", "Step2(%)")] == [55.0, None, None]
    assert shares["秘匿した段階の計(%)"] == 45.0


def test_targets_in_words_and_numbers() -> None:
    kpi: dict[str, Cell] = {"target_type": "成果物", "unit": "%", "goal_value": 80.0}
    book = report(
        builders.tables(),
        kpis=[
            {
                **kpi,
                "target_code": "K1",
                "target_name": "受講率",
                "numerator": 1,
                "denominator": 3,
                "actual": 33.3,
                "achievement": 41.7,
                "verdict": "未達",
                "short_of": "総務課 不足1名",
                "basis": "数えた。",
            },
            {**kpi, "target_code": "K2", "target_name": "対象なし", "verdict": "算定不能"},
            {**kpi, "target_code": "K3", "target_name": "件数", "unit": "件", "actual": 4.0}
            | {"goal_value": 4.0, "verdict": "達成"},
        ],
    )
    first, second, third = table(book, "KPI", "kpis")
    assert (first["分子"], first["分母"], first["実績"], first["達成率(%)"]) == (1, 3, 33.3, 41.7)
    assert (second["実績"], second["判定"]) == (None, "算定不能")
    assert third["実績"] == 4
    assert [book["KPI"].cell(row, 6).number_format for row in (6, 8)] == ["#,##0.0", "#,##0"]
    facts = {row["項目"]: row["内容"] for row in table(book, "状況", "summary")}
    assert facts["目標の判定"] == (
        "目標 3件: 達成 1、順調 0、遅れ 0、未達 1、期中 0、算定不能 1、提供なし 0"
    )
    assert (facts["基準日"], facts["作成日"]) == ("令和8年3月31日", "令和8年4月2日")
    (short,) = table(book, "状況", "short_targets")
    assert (short["目標コード"], short["実績"], short["不足先"]) == (
        "K1",
        "33.3%",
        "総務課 不足1名",
    )


def test_reports_are_counted_by_state() -> None:
    states = ["確認済", "確認済", "差戻し"]
    rows = [{"staff_no": f"{n}", "phase": "年度末", "state": s} for n, s in enumerate(states)]
    book = report(builders.tables(), reports=rows)
    found = table(book, "状況", "report_states")
    assert [tuple(row.values()) for row in found] == [
        ("年度末", "確認済", 2),
        ("年度末", "差戻し", 1),
    ]


def test_a_total_that_hides_two_sections() -> None:
    """W31: 「全庁20名」 is reached, 「各課1名」 is not, and the two 課 are named."""
    book = report(promoters())
    whole, spread = table(book, "全庁と各課", "coverage")
    assert [whole[k] for k in ("全庁の必要(名)", "全庁の実績(名)", "全庁では")] == [20, 20, "達成"]
    assert whole["各課では"] == "課ごとには求めない"
    assert (spread["全庁では"], spread["各課では"]) == ("達成", "未達(2課で不足)")
    assert (spread["課の数"], spread["足りる課"]) == (20, 18)
    short = table(book, "全庁と各課", "short_sections")
    assert [(row["所属"], row["不足(名)"]) for row in short] == [("第19課", 1), ("第20課", 1)]


def test_gaps_keep_three_things_apart() -> None:
    """W02, W03 and W04: no training, a real zero, and a shortage that nothing offsets."""
    taught: dict[str, Cell] = {"persona_code": "P1", "method": "研修"}
    counted: dict[str, Cell] = {"persona_code": "P1", "method": "合致人数"}
    book = report(
        builders.tables(personas=[{"persona_code": "P1", "persona_name": "一般"}]),
        gaps=[
            {**taught, "skill_code": "S1", "display": "研修提供なし"},
            {**taught, "skill_code": "S2", "display": "提供あり 2回 / 0.0%", "times": 2}
            | {"numerator": 0, "denominator": 40},
            {**taught, "skill_code": "S3", "display": "提供あり 1回 / 7.5%", "times": 1}
            | {"numerator": 3, "denominator": 40},
            {**counted, "skill_code": "S4", "needed": 8, "matching": 5, "shortage": 3},
        ],
    )
    found = table(book, "ギャップ", "gaps_by_training")
    shown = [(row["表示"], row["分子(名)"]) for row in found]
    assert shown == [
        ("研修提供なし", None),
        ("提供あり 2回 / 0.0%", 0),
        ("提供あり 1回 / 秘匿", "5人未満"),
    ]
    (row,) = table(book, "ギャップ", "gaps_by_people")
    assert (row["必要(名)"], row["合致(名)"], row["不足(名)"]) == (8, 5, 3)


@pytest.fixture(scope="module")
def made() -> City:
    random = Random(7)  # noqa: S311 - a made-up city keeps no secrets
    city = make_city(120, 2025, random)
    hold_sessions(city)
    hold_events(city)
    fixed = {"source": "名簿", "confirmed": "済", "source_file": "名簿.csv"}
    city.rows["attendances"] = [{**row, **fixed} for row in keep_rosters(city, random)]
    return city


@pytest.fixture(scope="module")
def printed(made: City) -> bytes:
    given = {key: frame(ledger.BY_KEY[key], rows) for key, rows in made.rows.items()}
    settings = {"settings": settings_table(2025, "架空市", "999999")}
    built = decided(replaced(default_policy(2025), {**settings, **given}))
    policy, _ = policy_of(built)
    whole = replaced(built, results(policy, built, AS_OF))
    data = build(whole, policy, settled(policy), CREATED)
    assert build(whole, policy, settled(policy), CREATED) == data
    return data


def test_the_report_passes_the_audit(printed: bytes, tmp_path: Path) -> None:
    assert chart_parts.faults(printed, tmp_path) == []


def test_nobody_is_in_the_report(made: City, printed: bytes) -> None:
    everything = b"\n".join(chart_parts.parts(printed, "").values()).decode("utf-8", "replace")
    people = made.rows["staff"]
    for row in people:
        assert str(row["staff_name"]) not in everything
        assert str(row["kana"]) not in everything
    assert "星野 明" not in everything
    texts = set(re.findall(r">([^<]*)<", everything))
    assert not texts.intersection(str(row["staff_no"]) for row in people)
    assert "架空市" in everything


def test_the_sheets_are_ready_to_print(printed: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(printed))
    assert book.sheetnames == [*SHEETS, "_meta"]
    assert book["_meta"].sheet_state == "veryHidden"
    assert list(book["_meta"].values)[1] == ("kind", "report")
    for name in SHEETS:
        sheet = book[name]
        lies = "portrait" if name == "要約" else "landscape"
        assert (sheet.page_setup.orientation or "portrait", sheet.page_setup.paperSize) == (lies, 9)
        pages = None if name in {"要約", "課×研修"} else 0
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, pages)
        fit = sheet.sheet_properties.pageSetUpPr
        assert fit is not None
        assert fit.fitToPage
        footer = sheet.oddFooter
        assert footer is not None
        assert footer.center.text == "&P / &N"
        assert "基準日 令和8年3月31日　出典 架空市" in str(footer.right.text)
        assert sheet.print_title_rows
        assert sheet.freeze_panes
        assert sheet.tables
        assert not sheet.merged_cells.ranges


def test_what_follows_a_full_page_begins_the_next_one() -> None:
    """A page filled to its last row: the next heading would stand alone at its foot."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = Page(Report(book, JudgedDay(AS_OF, AS_OF), ""), "頁", "表題", (), (60, 60))
    heads = (Head("甲"), Head("乙"))
    page.table("full", heads, [("あ", "い")] * 21)
    page.table("next", heads, [("あ", "い")] * 2, "見出し")
    page.finish()
    book.close()
    sheet = openpyxl.load_workbook(target)["頁"]
    assert [one.id for one in sheet.row_breaks.brk] == [25]
    assert sheet["A26"].value == "見出し"


def test_the_report_holds_values_and_no_formulas(printed: bytes) -> None:
    sheets = chart_parts.parts(printed, "xl/worksheets/sheet").values()
    assert len(sheets) == len(SHEETS) + 1
    assert not any(b"<f>" in xml or b"<f " in xml for xml in sheets)


def test_charts_of_the_report_are_bars_from_zero_that_say_what_they_show(printed: bytes) -> None:
    charts = chart_parts.charts(printed)
    assert len(charts) == 5
    for chart in charts:  # in the first year page one has bars too
        assert chart_parts.kinds(chart) == {"barChart"}
        assert chart_parts.values(chart, "valAx/scaling/min") == ["0"]
        assert chart.find(f"{chart_parts.C}chart/{chart_parts.C}title") is not None
    texts = chart_parts.alternative_texts(printed)
    assert len(texts) == 5
    assert all("棒グラフ" in text and "数値は" in text for text in texts)


def test_a_ledger_without_anybody_has_a_report_all_the_same() -> None:
    nobody = decided(first_tables(2026, "架空市")[0])
    own, _ = policy_of(nobody)
    nobody = replaced(nobody, results(own, nobody, own.settings.as_of))
    for empty in (nobody, replaced(nobody, {"personas": nobody["personas"].head(0)})):
        built = openpyxl.load_workbook(
            io.BytesIO(build(empty, own, settled(own), dt.date(2026, 4, 1)))
        )
        assert "算定不能" in {cell.value for row in built["KPI"].iter_rows() for cell in row}
