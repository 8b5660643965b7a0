"""体制整備の目標: 役割配置数, 人材像人数, 配置課割合, ツール配置課割合 (W07, W31, W32, W42)."""

import pytest

from builders import tables
from measure.crowd import (
    EVERYBODY,
    PROMOTERS,
    Row,
    each,
    holding,
    homes,
    judged,
    kpi,
    numbers,
    people,
    target,
)

POST = target("役割配置数", 1, object_code="CIO補佐官", horizon="基本方針")


@pytest.mark.parametrize(
    ("on", "posts", "actual", "verdict"),
    [
        pytest.param("2026-03-31", ["2026-01-01"], 1, "達成", id="W42 年度末に1名"),
        pytest.param("2025-12-31", ["2026-01-01"], 0, "期中", id="W42 任用の前は0名で期中"),
        pytest.param("2026-01-01", ["2026-01-01"], 1, "期中", id="任用の日から数えるが、まだ期中"),
        pytest.param("2026-03-31", [], 0, "未達", id="期限に0名"),
        pytest.param("2026-03-31", ["2026-04-01"], 0, "未達", id="次の日の任用"),
    ],
)
def test_w42_役割配置数は基準日に就いている人(
    on: str, posts: list[str], actual: int, verdict: str
) -> None:
    built = tables(
        targets=[POST],
        posts=[{"role": "CIO補佐官", "person_name": "山田", "started_on": day} for day in posts],
    )
    row = kpi(built, on=on)
    assert (row["actual"], row["verdict"]) == (actual, verdict)


@pytest.mark.parametrize(
    ("posts", "actual"),
    [
        pytest.param([{"ended_on": "2026-03-31"}], 1, id="基準日が最後の日"),
        pytest.param([{"ended_on": "2026-03-30"}], 0, id="前の日に退任"),
        pytest.param([{"role": "DX推進監"}], 0, id="ほかの役割"),
        pytest.param([{"role": "ＣＩＯ補佐官"}], 1, id="全角でも同じ役割"),
        pytest.param([{}, {}], 1, id="同じ人が2行でも1名"),
        pytest.param([{}, {"person_name": "佐藤"}], 2, id="庁外の2名は氏名で区別"),
        pytest.param([{"staff_no": "00001"}, {"staff_no": "00001"}], 1, id="同じ職員番号は1名"),
        pytest.param([{"staff_no": "00001"}, {"staff_no": "00002"}], 2, id="職員番号が違えば2名"),
        pytest.param([{"staff_no": "00001"}, {}], 1, id="番号と氏名の行と、同じ氏名だけの行"),
        pytest.param(
            [{"staff_no": "00001", "person_name": None}, {"person_name": "職員"}],
            1,
            id="番号だけの行と、その職員の氏名だけの行",
        ),
        pytest.param(
            [{"staff_no": "00001"}, {"person_name": "佐藤"}], 2, id="番号のある人と、別の氏名"
        ),
    ],
)
def test_役割配置数は人を1度だけ数える(posts: list[Row], actual: int) -> None:
    base: Row = {"role": "CIO補佐官", "person_name": "山田", "started_on": "2025-04-01"}
    built = tables(targets=[POST], posts=[{**base, **post} for post in posts])
    assert kpi(built)["actual"] == actual


@pytest.mark.parametrize(
    ("staff", "assigned", "actual"),
    [
        pytest.param({}, {}, 1, id="基準日に持ち、数える"),
        pytest.param({}, {"ended_on": "2026-03-31"}, 1, id="基準日まで"),
        pytest.param({}, {"ended_on": "2026-03-30"}, 0, id="基準日の前に終わった"),
        pytest.param({}, {"started_on": "2026-04-01"}, 0, id="基準日の後に始まる"),
        pytest.param({"retired_on": "2026-03-30"}, {}, 0, id="退職した"),
        pytest.param({"counted": "×"}, {}, 0, id="集計対象外"),
    ],
)
def test_人材像人数(staff: Row, assigned: Row, actual: int) -> None:
    built = tables(
        {"rate_basis": "年度累計"},  # 人数は率の基準によらず基準日
        staff=[staff],
        personas=[PROMOTERS],
        targets=[target("人材像人数", 1, persona_code="P02")],
        assignments=[{"persona_code": "P02", **assigned}],
    )
    assert kpi(built)["actual"] == actual


def test_知らない人材像の目標は算定不能() -> None:
    built = tables(targets=[target("人材像人数", 1, persona_code="P99")])
    row = kpi(built)
    assert judged(row) == (None, None, None, "算定不能")
    assert row["basis"] == "算定不能。人材像コード P99 が人材像にない。"


def placed(heads: dict[str, int], extra: int = 0, **more: object) -> Row:
    """KPI of 配置課割合: 課 with so many promoters each, and so many colleagues besides."""
    staff, sections, postings = homes({code: many + extra for code, many in heads.items()})
    held = []
    for code, many in heads.items():
        own = [str(row["staff_no"]) for row in postings if row["section_code"] == code]
        held += own[:many]
    return kpi(
        tables(
            staff=staff,
            sections=sections,
            postings=postings,
            personas=[PROMOTERS],
            assignments=holding(held),
            targets=[target("配置課割合", 100, persona_code="P02", target_code="G1", **more)],
        )
    )


TWENTY = {f"S{number:02d}": 1 for number in range(1, 21)}


def test_w31_各課1名_20課のうち18課() -> None:
    # 20名いるが、18課に置かれ(2つの課に2名)、S19とS20にはいない
    heads = {**TWENTY, "S01": 2, "S02": 2, "S19": 0, "S20": 0}
    row = placed(heads, extra=1)
    assert judged(row) == (18, 20, 90.0, "未達")
    assert row["short_of"] == "S19課 不足1名、S20課 不足1名"


def test_w31_全庁20名は達成でも_各課1名は未達() -> None:
    heads = {**TWENTY, "S01": 2, "S02": 2, "S19": 0, "S20": 0}
    staff, sections, postings = homes({code: many + 1 for code, many in heads.items()})
    held: list[str] = []
    for code, many in heads.items():
        held += [str(r["staff_no"]) for r in postings if r["section_code"] == code][:many]
    built = tables(
        staff=staff,
        sections=sections,
        postings=postings,
        personas=[PROMOTERS],
        assignments=holding(held),
        targets=[
            target("人材像人数", 20, persona_code="P02"),
            target("配置課割合", 100, persona_code="P02", target_code="G2"),
        ],
    )
    assert judged(kpi(built, "G1")) == (20, None, 20.0, "達成")
    assert judged(kpi(built, "G2")) == (18, 20, 90.0, "未達")


@pytest.mark.parametrize(
    ("holders", "coverage", "step_rate"),
    [
        pytest.param(0, (0, 1, 0.0, "未達"), (0, 0, None, "算定不能"), id="W31 0名の課"),
        pytest.param(1, (1, 1, 100.0, "達成"), (0, 1, 0.0, "未達"), id="1名の課"),
    ],
)
def test_w31_0名の課は配置では0_Step到達率では算定不能(
    holders: int, coverage: tuple[object, ...], step_rate: tuple[object, ...]
) -> None:
    built = tables(
        staff=people(3),
        personas=[PROMOTERS],
        criteria=[{"persona_code": "P02", "step": 2, "kind": "案件数"}],
        assignments=holding(numbers(holders)),
        targets=[
            target("配置課割合", 100, persona_code="P02"),
            target("Step到達率", 50, persona_code="P02", step=2, target_code="G2"),
        ],
    )
    assert judged(kpi(built, "G1")) == coverage
    assert judged(kpi(built, "G2")) == step_rate


def test_w32_各課2名以上_多い課は少ない課を助けない() -> None:
    row = placed({"A": 2, "B": 1, "C": 3, "D": 0}, extra=2, per_section=2)
    assert judged(row) == (2, 4, 50.0, "未達")
    assert row["short_of"] == "B課 不足1名、D課 不足2名"


def test_w32_1名しかいない課は定員不足で_それでも未達() -> None:
    row = placed({"A": 2, "E": 1}, per_section=2)
    assert judged(row) == (1, 2, 50.0, "未達")
    assert row["short_of"] == "E課 不足1名 定員不足(定員 1名)"


def test_各課は係を含み_部に直属の人はどの課にも入らない() -> None:
    built = tables(
        staff=people(4),
        sections=[
            {"section_code": "D", "section_name": "D部", "level": "部"},
            {"section_code": "A", "section_name": "A課", "parent_code": "D"},
            {"section_code": "A1", "section_name": "A1係", "parent_code": "A", "level": "係"},
            {"section_code": "B", "section_name": "B課", "parent_code": "D"},
            {"section_code": "X", "section_name": "X課", "counted": "×"},
            {"section_code": "OLD", "section_name": "旧課", "merged_into": "B"},
            {"section_code": "EMPTY", "section_name": "無人課"},
        ],
        postings=[
            {"staff_no": number, "section_code": code}
            for number, code in zip(numbers(4), ("A1", "OLD", "D", "X"), strict=True)
        ],
        personas=[PROMOTERS],
        assignments=holding(numbers(4)),
        targets=[target("配置課割合", 100, persona_code="P02")],
    )
    row = kpi(built)
    # A(係のA1から) B(統合前のOLDから) は1名、無人課は0名。X課と統合された旧課は数えない
    assert judged(row)[:2] == (2, 3)
    assert row["short_of"] == "無人課 不足1名 定員不足(定員 0名)"


@pytest.mark.parametrize(
    ("level", "step", "covered"),
    [
        pytest.param(1, None, 1, id="Stepが空欄ならレベル1から"),
        pytest.param(0, None, 0, id="レベル0は数えない"),
        pytest.param(2, 2, 1, id="レベル2を求め、2"),
        pytest.param(1, 2, 0, id="レベル2を求め、1"),
    ],
)
def test_ツール配置課割合_習熟のレベル(level: int, step: int | None, covered: int) -> None:
    built = tables(
        personas=[EVERYBODY],
        tools=[{"tool_code": "LOGO"}],
        tool_levels=[{"tool_code": "LOGO", "level": level}],
        targets=[target("ツール配置課割合", 100, object_code="LOGO", step=step)],
    )
    assert judged(kpi(built))[:2] == (covered, 1)


def test_w32_各課LoGo2名以上_レベルで数える() -> None:
    staff, sections, postings = homes({"A": 4, "B": 4, "C": 4, "D": 4})
    able = {"A": 2, "B": 1, "C": 3, "D": 0}
    owners: list[str] = []
    for code, many in able.items():
        owners += [str(r["staff_no"]) for r in postings if r["section_code"] == code][:many]
    built = tables(
        staff=staff,
        sections=sections,
        postings=postings,
        tools=[{"tool_code": "LOGO"}],
        tool_levels=each(owners, tool_code="LOGO", level=1),
        targets=[target("ツール配置課割合", 100, object_code="LOGO", per_section=2)],
    )
    row = kpi(built)
    assert judged(row) == (2, 4, 50.0, "未達")
    assert row["short_of"] == "B課 不足1名、D課 不足2名"


@pytest.mark.parametrize(("level", "covered"), [(2, 1), (1, 0)], ids=["Step2", "Step1"])
def test_ツール配置課割合_Step条件がツールを名指すならStep(level: int, covered: int) -> None:
    built = tables(
        personas=[EVERYBODY],
        tools=[{"tool_code": "LOGO"}],
        criteria=[
            {
                "persona_code": "P01",
                "step": step,
                "tool_code": "*",
                "kind": "ツール",
                "amount": step,
            }
            for step in (1, 2)
        ],
        tool_levels=[{"tool_code": "LOGO", "level": level}],
        targets=[target("ツール配置課割合", 100, object_code="LOGO", persona_code="P01", step=2)],
    )
    assert judged(kpi(built))[:2] == (covered, 1)
