"""The ledger's sheet グラフ: what it draws, and what it leaves out when the figures change."""

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest

import builders
import chart_parts
from ledger.layout import chart_tables, ledger
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, frame, replaced
from ledger.measure.chart_blocks import chart_blocks
from ledger.measure.coverage import coverages
from ledger.present.ledger_book import build
from ledger.present.splice import splice
from ledger.read.ledger_book import read_ledger

AS_OF = dt.date(2026, 3, 31)
TARGETS: Sequence[Mapping[str, Cell]] = (
    {"label": "会議を開く(達成)", "achievement": 100.0, "goal": 100.0, "verdict": "達成"},
    {"label": "提案件数(未達)", "achievement": 30.0, "goal": 100.0, "verdict": "未達"},
)


def block(key: str, rows: Sequence[Mapping[str, Cell]]) -> Mapping[str, object]:
    """Return a block as it is measured: filled up with blank rows."""
    size = chart_tables.FIXED_ROWS[key]
    return {key: frame(ledger.BY_KEY[key], [*rows, *[{}] * (size - len(rows))])}


def book(**changes: object) -> bytes:
    built: Tables = replaced(builders.tables(), changes)  # type: ignore[arg-type]
    return build(built, builders.policy(builders.tables()).settings)


def visible(data: bytes, title: str) -> list[int]:
    """Return the numbers of the rows that are shown, of those that a table has."""
    sheet = openpyxl.load_workbook(io.BytesIO(data))[title]
    (area,) = (table.ref for table in sheet.tables.values())
    top, last = (int(at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for at in area.split(":"))
    rows = range(top + 1, last + 1)
    return [number for number in rows if not sheet.row_dimensions[number].hidden]


@pytest.fixture(scope="module")
def empty() -> bytes:
    return book()


def test_charts_stand_among_the_first_sheets(empty: bytes) -> None:
    first = openpyxl.load_workbook(io.BytesIO(empty)).sheetnames[:10]
    lists = ["職員一覧", "職員カード", "未受講者", "研修の一覧表", "課×研修", "課×Step"]
    assert first == ["今日やること", *lists, "要確認", "KPI", "グラフ"]


def bars(data: bytes) -> list[ET.Element]:
    return [c for c in chart_parts.charts(data) if chart_parts.kinds(c) == {"barChart"}]


def lines(data: bytes) -> list[ET.Element]:
    """Return the charts of lines: over the years, then a mid-term target each."""
    return [c for c in chart_parts.charts(data) if chart_parts.kinds(c) == {"lineChart"}]


def test_one_line_chart_over_the_years_from_zero_with_its_goal(empty: bytes) -> None:
    chart, *_ = lines(empty)
    assert chart_parts.values(chart, "valAx/scaling/min") == ["0"]
    assert chart_parts.values(chart, "plotVisOnly") == ["1"]
    text, *_ = [t for t in chart_parts.alternative_texts(empty) if "折れ線グラフ" in t]
    assert "数値はシート" in text


def test_four_bar_charts_from_zero_with_titles_and_alternative_texts(empty: bytes) -> None:
    charts = bars(empty)
    assert len(charts) == 4
    for chart in charts:
        assert chart_parts.kinds(chart) == {"barChart"}
        assert chart_parts.values(chart, "barChart/barDir") == ["bar"]
        assert chart_parts.values(chart, "valAx/scaling/min") == ["0"]
        assert chart_parts.values(chart, "plotVisOnly") == ["1"]
        assert chart_parts.values(chart, "dLbls/showVal")
    texts = chart_parts.alternative_texts(empty)
    assert all("数値はシート" in text for text in texts)
    assert sum("横棒グラフ" in text for text in texts) == 4


def test_中期目標の道すじと実績は_目標ごとの折れ線で_代わりの文がある(empty: bytes) -> None:
    _, *goals = lines(empty)
    assert len(goals) == 4
    for chart in goals:
        assert chart_parts.values(chart, "valAx/scaling/min") == ["0"]
        assert chart_parts.values(chart, "plotVisOnly") == ["1"]
        assert len(chart_parts.values(chart, "dLbls/showVal")) == 2
    _, *texts = [t for t in chart_parts.alternative_texts(empty) if "折れ線グラフ" in t]
    assert [f"{n}つめの中期目標" in text for n, text in enumerate(texts, start=1)] == [True] * 4


def test_steps_are_parts_of_a_hundred_percent(empty: bytes) -> None:
    grouping = [chart_parts.values(chart, "barChart/grouping")[0] for chart in bars(empty)]
    assert grouping == ["clustered", "clustered", "clustered", "percentStacked"]


def test_the_charts_read_their_whole_blocks(empty: bytes) -> None:
    text = b"".join(chart_parts.parts(empty, "xl/charts/").values()).decode()
    ranges = set(re.findall(r"<c:f>'?([^'!<]+)'?!\$[A-Z]\$(\d+):\$[A-Z]\$(\d+)</c:f>", text))
    assert ranges == {
        ("グラフ用目標", "5", "28"),
        ("グラフ用研修", "5", "28"),
        ("グラフ用所属", "5", "44"),
        ("グラフ用Step", "5", "44"),
        ("グラフ用年度", "5", "10"),
        *(("グラフ用中期目標", str(top), str(top + 10)) for top in (5, 16, 27, 38)),
    }


def test_a_ledger_passes_the_audit_and_is_the_same_every_time(empty: bytes, tmp_path: Path) -> None:
    assert chart_parts.faults(empty, tmp_path) == []
    assert book() == empty


def test_a_new_ledger_hides_every_row_of_its_blocks(empty: bytes) -> None:
    titles = [ledger.BY_KEY[key].title for key in chart_tables.FIXED_ROWS]
    assert [visible(empty, title) for title in titles] == [[]] * 6
    built = openpyxl.load_workbook(io.BytesIO(empty))["グラフ用目標"]
    assert built.tables["chart_targets"].ref == "A4:E28"


def test_a_ledger_built_with_figures_shows_their_rows() -> None:
    assert visible(book(**block("chart_targets", TARGETS)), "グラフ用目標") == [5, 6]


def test_writing_figures_shows_and_hides_rows_and_leaves_the_charts(
    empty: bytes, tmp_path: Path
) -> None:
    drawn = _drawn(empty)
    two = _written(empty, TARGETS)
    assert visible(two, "グラフ用目標") == [5, 6]
    one = _written(two, TARGETS[:1])
    assert visible(one, "グラフ用目標") == [5]
    for data in (two, one):
        assert _drawn(data) == drawn
        assert chart_parts.faults(data, tmp_path) == []
    label = openpyxl.load_workbook(io.BytesIO(one))["グラフ用目標"]["A5"].value
    assert label == "会議を開く(達成)"


def test_a_block_without_figures_keeps_its_size(empty: bytes) -> None:
    before = read_ledger(empty, "台帳.xlsx").tables
    data = splice(empty, {"chart_steps": frame(ledger.BY_KEY["chart_steps"])}, before)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["グラフ用Step"]
    assert sheet.tables["chart_steps"].ref == "A4:E44"
    assert visible(data, "グラフ用Step") == []


def test_other_tables_hide_nothing(empty: bytes) -> None:
    rows = frame(ledger.BY_KEY["events"], [{}])
    assert visible(book(events=rows), "行事") == [5]
    before = read_ledger(empty, "台帳.xlsx").tables
    assert visible(splice(empty, {"events": rows}, before), "行事") == [5]


def _drawn(data: bytes) -> dict[str, bytes]:
    return {**chart_parts.parts(data, "xl/charts/"), **chart_parts.parts(data, "xl/drawings/")}


def _written(data: bytes, rows: Sequence[Mapping[str, Cell]]) -> bytes:
    changes = block("chart_targets", rows)
    return splice(data, changes, read_ledger(data, "台帳.xlsx").tables)  # type: ignore[arg-type]


def test_a_targets_bar_is_named_with_its_verdict() -> None:
    kpi: Mapping[str, Cell] = {
        "target_code": "K01",
        "target_type": "成果物",
        "target_name": "提案件数",
        "achievement": 30.0,
        "verdict": "未達",
    }
    built = builders.tables()
    results = {
        "kpis": frame(ledger.BY_KEY["kpis"], [kpi, {**kpi, "achievement": None}]),
        "rates": built["rates"],
        "verdicts": built["verdicts"],
    }
    blocks = chart_blocks(builders.policy(built), built, results, AS_OF)
    assert blocks["chart_targets"]["label"].dropna().tolist() == ["提案件数(未達)"]
    assert len(blocks["chart_targets"]) == 24


def test_twenty_promoters_in_eighteen_of_twenty_sections() -> None:
    """W31: as a whole there are enough, yet two 課 have none."""
    built = promoters()
    whole, spread = coverages(builders.policy(built), built, built["verdicts"], AS_OF)
    assert (whole.there, whole.needed, whole.missing, whole.sections) == (20, 20.0, 0.0, None)
    assert (spread.there, spread.needed, spread.missing) == (20, 20.0, 0.0)
    assert (spread.covered, spread.sections) == (18, 20)
    assert [text.split()[0] for text in spread.short_of] == ["第19課", "第20課"]


def promoters() -> Tables:
    """Twenty 課; 第01課 and 第02課 have two DX推進員, 第19課 and 第20課 none."""
    homes = [*range(1, 19), 1, 2]
    clerks = [19, 20]
    people = [f"{n:05d}" for n in range(1, 23)]
    return builders.tables(
        personas=[{"persona_code": "P02", "persona_name": "DX推進員", "scope": "指名"}],
        sections=[
            {"section_code": f"{n:02d}", "section_name": f"第{n:02d}課"} for n in range(1, 21)
        ],
        staff=[{"staff_no": number} for number in people],
        postings=[
            {"staff_no": number, "section_code": f"{home:02d}"}
            for number, home in zip(people, [*homes, *clerks], strict=True)
        ],
        assignments=[{"staff_no": number, "persona_code": "P02"} for number in people[:20]],
        targets=[
            {
                "target_code": "K1",
                "target_type": "体制整備(配置)",
                "target_name": "全庁20名",
                "indicator": "人材像人数",
                "persona_code": "P02",
                "goal_value": 20,
            },
            {
                "target_code": "K2",
                "target_type": "体制整備(配置)",
                "target_name": "各課1名",
                "indicator": "配置課割合",
                "persona_code": "P02",
                "per_section": 1,
                "goal_value": 100,
                "unit": "%",
            },
        ],
    )
