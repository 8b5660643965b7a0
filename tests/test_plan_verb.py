"""`plan`: next year worked out anew after HR edited 研修計画; all other results stay."""

from typing import Any, NamedTuple

import openpyxl
import pytest

from builders import policy, tables
from ledger.judge.consistency.findings import check
from ledger.layout.frames import Tables, frame, records
from ledger.layout.training_tables import PLANS
from ledger.present.splice import splice
from ledger.read.ledger_book import read_ledger
from small_office import Office, consolidate, office_in, report_of


class Planned(NamedTuple):
    """The office, and what the command answered."""

    office: Office
    said: dict[str, Any]


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    """Consolidate in April; in May HR writes a price into 研修計画, and 次年度計画 runs."""
    office = report_of(office_in(tmp_path_factory.mktemp("plan")))
    (office.folder / "確認").mkdir()
    consolidate(office)
    book = office.ledger.read_bytes()
    before = read_ledger(book, office.ledger.name).tables
    rows = [
        {**row, "unit_price": 0, "seats": 50} if row["plan_no"] == "R01" else row
        for row in records(PLANS, before["plans"])
    ]
    office.ledger.write_bytes(splice(book, {"plans": frame(PLANS, rows)}, before))
    office.now = office.now.replace(month=5, day=1)
    return Planned(office, office.run("plan", office.ledger))


def test_it_says_totals_what_is_open_and_what_comes_next(planned: Planned) -> None:
    """T01 3席 + T03 4席 + T04 4席 + T06 1席; T03(0円), T04(東京都), T06(GovTech東京) は無料."""
    said = planned.said
    assert (said["seats"], said["free_seats"]) == (3 + 4 + 4 + 1, 4 + 4 + 1)
    assert said["sessions"] == 1 + 1 + 1  # T01 3÷60, T03 4÷50, T06 1÷30; T04 は随時
    assert said["summary"][0] == "令和8年度の需要: 4つの研修で 12席・3回(うち無料 9席)。"
    assert "単価が未記入 1件: DXマインドセット研修" in said["summary"]
    assert "もう一度「次年度計画」を実行してください" in said["next"]


def test_it_changes_the_plan_and_no_other_result(planned: Planned) -> None:
    (security,) = [r for r in planned.office.table("demands") if r["training_code"] == "T03"]
    assert (security["capacity"], security["times"], security["cost"]) == (50, 1, 0)
    heads = {
        sheet: openpyxl.load_workbook(planned.office.ledger)[sheet]["A3"].value
        for sheet in ("次年度需要", "予算要求一覧", "要求説明", "Step判定")
    }
    day = "いつの結果か: 基準日 令和8年3月31日、令和8年{}に集約"
    assert heads == {
        "次年度需要": day.format("5月1日"),
        "予算要求一覧": day.format("5月1日"),
        "要求説明": day.format("5月1日"),
        "Step判定": day.format("4月10日"),
    }


def test_omissions_stand_in_the_list_of_what_to_look_at(planned: Planned) -> None:
    codes = [row["code"] for row in planned.office.table("problems")]
    assert codes.count("plan-aimless") == 1, "R03 管理職向けマインドセット研修"
    assert codes.count("demand-unplanned") == 2, "T01 と T06(T04 は随時)"


def test_the_page_tells_it_on_one_sheet(planned: Planned) -> None:
    sheet = openpyxl.load_workbook(planned.office.ledger)["要求説明"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "架空市 令和8年度 デジタル人材育成の予算要求" in texts
    for title in ("担当部門ごと", "財源ごと", "金額の大きいもの", "まだ決まっていないこと"):
        assert title in texts


def test_undo_brings_back_the_plan_and_its_day(planned: Planned) -> None:
    planned.office.run("undo", planned.office.ledger)
    (security,) = [r for r in planned.office.table("demands") if r["training_code"] == "T03"]
    assert security["capacity"] is None
    head = openpyxl.load_workbook(planned.office.ledger)["次年度需要"]["A3"].value
    assert head == "いつの結果か: 基準日 令和8年3月31日、令和8年4月10日に集約"


TRAINING = {"training_code": "T01", "training_name": "研修", "department": "人事"}
PLAN = {
    "plan_no": "R1",
    "aim": "狙い",
    "audience": "職員",
    "training_code": "T01",
    "department": "人事",
}
NEXT = {"session_no": "S1", "training_code": "T01", "state": "予定"}
TARGET = {
    "target_code": "K1",
    "target_type": "参加率目標型",
    "target_name": "目標",
    "indicator": "修了者数",
    "object_code": "T01",
    "goal_value": 1,
}


def city(**more: object) -> Tables:
    given: dict[str, object] = {
        "personas": [{"persona_code": "P01"}],
        "trainings": [TRAINING],
        "training_map": [{"persona_code": "P01", "training_code": "T01"}],
        "heads": [{"section_code": "A01"}],
        "demands": [{"training_code": "T01", "seats": 3, "department": "人事"}],
        **more,
    }
    return tables(**given)  # type: ignore[arg-type]


UNMAPPED: dict[str, object] = {"training_map": [], "plans": [PLAN]}
UNOWNED: dict[str, object] = {
    "demands": [{"training_code": "T01", "seats": 3}],
    "plans": [PLAN],
}
OMITTED: dict[str, tuple[dict[str, object], tuple[str, ...]]] = {
    "計画の行があり、必須の研修": ({"plans": [PLAN]}, ()),
    "計画の行がない": ({}, ("demand-unplanned",)),
    "計画の行はないが、次年度に予定の開催回がある": (
        {"sessions": [{**NEXT, "held_on": "2026-04-01"}]},
        (),
    ),
    "予定の開催回は今年度": (
        {"sessions": [{**NEXT, "held_on": "2026-03-31"}]},
        ("demand-unplanned",),
    ),
    "随時の研修には、計画の行も開催回も要らない": (
        {"trainings": [{**TRAINING, "delivery": "随時"}]},
        (),
    ),
    "担当部門がない": (UNOWNED, ("demand-unowned",)),
    "席の要らない研修は、言わない": ({"demands": [{"training_code": "T01", "seats": 0}]}, ()),
    "目標も必須もStepもない研修の計画": (UNMAPPED, ("plan-aimless",)),
    "目標がある": ({**UNMAPPED, "targets": [TARGET]}, ()),
    "目標は例": ({**UNMAPPED, "targets": [{**TARGET, "active": "例"}]}, ()),
    "目標は有効でない": ({**UNMAPPED, "targets": [{**TARGET, "active": "×"}]}, ("plan-aimless",)),
    "Stepの条件にある": (
        {
            **UNMAPPED,
            "criteria": [
                {"persona_code": "P01", "step": 1, "kind": "研修", "object_code": "T01"},
            ],
        },
        (),
    ),
    "次年度計画の前は、何も言わない": ({**UNMAPPED, "demands": []}, ()),
}


@pytest.mark.parametrize("case", OMITTED)
def test_what_the_plan_leaves_out(case: str) -> None:
    more, codes = OMITTED[case]
    made = city(**more)
    found = [problem.code for problem in check(policy(made), made)]
    ours = ("plan-aimless", "demand-unowned", "demand-unplanned")
    assert tuple(code for code in found if code in ours) == codes
