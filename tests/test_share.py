"""DX部門へ共有: what is listed goes out, and nothing else; nobody is in it."""

import datetime as dt
import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openxml_audit import FileFormat, OpenXmlValidator
from python_calamine import load_workbook

import builders
from ledger.commands.recompute import results
from ledger.layout import ledger, meta, share_tables as layout
from ledger.layout.columns import Kind
from ledger.layout.frames import Tables, records, replaced
from ledger.layout.policy import policy_of
from ledger.measure.share import people_of
from ledger.model.judged_day import JudgedDay
from ledger.present.share import build
from ledger.withhold.extract import Extract, extract as extracted
from oracle.generate import generate
from small_office import Office, consolidate, office_in, report_of

AS_OF = dt.date(2026, 3, 31)
DAY = JudgedDay(AS_OF, AS_OF)
CREATED = dt.date(2026, 4, 2)
SHEETS = ["説明", "Step", "次に要る研修", "修了", "受講率", "案件数", "コード"]
BANNED = {
    *("職員番号", "氏名", "フリガナ", "理由", "差戻し理由", "否認理由", "コメント", "証跡", "根拠"),
    *("元ファイル", "ファイル名", "成果", "目標", "達成状況", "回答", "採用日", "退職日", "確認者"),
    *("開始日", "終了日", "任用区分", "代理者", "分母の注", "次にすること", "案件名", "資格名"),
}
Row = dict[str, Any]


def made_of(built: Tables) -> Extract:
    """Return the extract of a ledger."""
    policy = builders.policy(built)
    return extracted(policy, replaced(built, results(policy, built, AS_OF)), AS_OF)


def extract(built: Tables) -> dict[str, list[Row]]:
    """Return the extract's tables as rows."""
    made = made_of(built).tables
    return {key: list(records(layout.BY_KEY[key], data)) for key, data in made.items()}


def book(built: Tables) -> bytes:
    """Return the extract of a ledger as the file that is handed over."""
    return build(made_of(built), builders.policy(built).settings, DAY, CREATED)


FIVE = tuple(f"{number:05}" for number in range(1, 6))
"""Five people, so that they may be in the extract; all the same, so that nothing is hidden."""


def of_each(rows: Sequence[Row]) -> list[Row]:
    """Return a row for each of the five."""
    return [{**row, "staff_no": number} for number in FIVE for row in rows]


def five(**rows: Any) -> Tables:  # noqa: ANN401 - literals
    """Make a ledger in which each of five people has the same rows."""
    for key in ("attendances", "prior_steps"):
        rows[key] = of_each(rows.get(key, []))
    return builders.tables(**rows, staff=of_each([{}]))


def parts(data: bytes) -> Mapping[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


TRAININGS: list[Row] = [
    {"training_code": code, "training_name": f"{code}研修"} for code in ("T1", "T2", "T3")
]
LADDER: dict[str, Any] = {
    "trainings": TRAININGS,
    "personas": [{"persona_code": "P1"}],
    "criteria": [
        {"persona_code": "P1", "step": 1, "kind": "研修", "object_code": "T1"},
        {"persona_code": "P1", "step": 2, "kind": "研修", "object_code": "T2"},
    ],
}


def done(code: str, day: str = "2025-06-10", **more: object) -> dict[str, object]:
    return {"training_code": code, "completed_on": day, **more}


def step_and_missing(**rows: Any) -> tuple[Row, list[tuple[str, str]]]:  # noqa: ANN401 - literals
    """Return what Step says of each of the five, and what each of them misses."""
    found = extract(five(**{**LADDER, **rows}))
    (step,) = {tuple((row | {"row_no": None}).items()) for row in found["share_steps"]}
    missing = [(r["row_no"], r["training_code"], r["any_of"]) for r in found["share_missing"]]
    first = [(code, loose) for number, code, loose in missing if number == 1]
    assert len(found["share_steps"]) == len(FIVE)
    assert missing == [(n, *one) for n in range(1, 6) for one in first]
    return dict(step), first


def test_次のStepに要る研修を挙げる() -> None:
    step, missing = step_and_missing(attendances=[done("T1")])
    assert (step["official_step"], step["next_step"]) == (1, 2)
    assert missing == [("T2", "×")]


def test_下のStepで足りない研修も要る() -> None:
    step, missing = step_and_missing(
        attendances=[done("T2")], prior_steps=[{"persona_code": "P1", "official_step": 1}]
    )
    assert (step["official_step"], step["next_step"]) == (1, 2)
    assert missing == [("T1", "×")]


def test_累積でなければ次のStepの研修だけ() -> None:
    _, missing = step_and_missing(
        settings={"cumulative_steps": False},
        prior_steps=[{"persona_code": "P1", "official_step": 1}],
    )
    assert missing == [("T2", "×")]


def test_確認前の申告は修了に数えない() -> None:
    claimed = done("T1", source="申告", confirmed="未")
    step, missing = step_and_missing(attendances=[claimed])
    assert step["official_step"] == 0
    assert missing == [("T1", "×")]
    rows = extract(five(**LADDER, attendances=[claimed]))["share_completions"]
    assert Counter((r["training_code"], r["completed"], r["year"]) for r in rows) == {
        ("T1", "×", None): 5,
        ("T2", "×", None): 5,
        ("T3", "×", None): 5,
    }


def test_最上位なら_期限の切れた研修だけが要る() -> None:
    trainings = [{**TRAININGS[0], "valid_months": 12}, *TRAININGS[1:]]
    step, missing = step_and_missing(
        trainings=trainings,
        attendances=[done("T1", "2025-03-01"), done("T2")],
        prior_steps=[{"persona_code": "P1", "official_step": 2}],
    )
    assert (step["official_step"], step["next_step"]) == (2, None)
    assert missing == [("T1", "×")]


def test_どれかでよい研修は択一() -> None:
    either = [
        {"persona_code": "P1", "step": 1, "criterion_no": n, "kind": "研修", "object_code": code}
        | {"any_of": "A"}
        for n, code in enumerate(("T1", "T2"), start=1)
    ]
    _, missing = step_and_missing(criteria=either)
    assert missing == [("T1", "○"), ("T2", "○")]


def test_グループの研修は_全てなら必ず_いずれかなら択一() -> None:
    criteria = [{"persona_code": "P1", "step": 1, "kind": "研修", "object_code": "G1"}]
    for completion, loose in (("全て", "×"), ("いずれか", "○")):
        groups = [
            {"group_code": "G1", "training_code": code, "completion": completion}
            for code in ("T2", "T3")
        ]
        _, missing = step_and_missing(criteria=criteria, training_groups=groups)
        assert missing == [("T2", loose), ("T3", loose)]


def test_研修でない条件は載らない() -> None:
    criteria = [
        {"persona_code": "P1", "step": 1, "criterion_no": 1, "kind": "リード期間", "amount": 12},
        {"persona_code": "P1", "step": 1, "criterion_no": 2, "kind": "研修", "object_code": "T3"},
    ]
    _, missing = step_and_missing(criteria=criteria)
    assert missing == [("T3", "×")]


def test_修了は基準日に有効なもの_修了年度は最後の修了() -> None:
    trainings = [{**TRAININGS[0], "valid_months": 12}, *TRAININGS[1:]]
    days = [done("T1", "2025-03-01"), done("T2", "2024-05-01"), done("T2", "2025-05-01")]
    found = extract(five(trainings=trainings, attendances=days))["share_completions"]
    assert Counter((r["training_code"], r["completed"], r["year"]) for r in found) == {
        ("T1", "×", 2024): 5,  # 2025-03-01から12か月は2026-02-28まで
        ("T2", "○", 2025): 5,
        ("T3", "×", None): 5,
    }


@pytest.mark.parametrize(
    "left_out",
    [
        pytest.param({"staff": {"retired_on": "2025-12-31"}}, id="退職した人"),
        pytest.param({"staff": {"counted": "×"}}, id="集計対象でない人"),
        pytest.param({"leaves": {"kind": "休職", "started_on": "2025-04-01"}}, id="年中休んだ人"),
        pytest.param(
            {"leaves": {"kind": "派遣・出向", "started_on": "2026-01-01"}}, id="派遣中の人"
        ),
    ],
)
def test_レポートで数えない人は_抽出にもいない(left_out: dict[str, Row]) -> None:
    """The rows are as many as the 分母 of the rates: their difference would tell who is away."""
    sixth = {"staff_no": "00006"}
    built = builders.tables(
        **LADDER,
        staff=[*of_each([{}]), {**sixth, **left_out.get("staff", {})}],
        leaves=[{**sixth, **left_out["leaves"]}] if "leaves" in left_out else [],
    )
    found = extract(built)
    assert len(found["share_steps"]) == 5
    assert Counter(row["training_code"] for row in found["share_completions"]) == {
        "T1": 5,
        "T2": 5,
        "T3": 5,
    }


def test_案件は所属ごとに数え_統合したものは1件() -> None:
    projects = [
        {"project_no": "A", "section_code": "A01", "started_on": "2025-05-01"},
        {"project_no": "B", "section_code": "A01", "completed_on": "2025-04-01"},
        {"project_no": "C", "section_code": "A01", "completed_on": "2025-03-31"},
        {"project_no": "D", "section_code": "A01", "merged_into": "A"},
        {"project_no": "E", "section_code": "A01", "started_on": "2026-04-01"},
        {"project_no": "F"},
    ]
    found = extract(builders.tables(projects=projects))["share_projects"]
    assert found == [
        {"section_code": "A01", "section_name": "所属", "running": 1, "completed": 1},
        {"section_code": None, "section_name": None, "running": 1, "completed": 0},
    ]


def test_行の順も番号も職員番号によらない() -> None:
    def city(numbers: Sequence[str]) -> Tables:
        grades = ("係長", "係員", "課長")
        completed = ((0, "T1"), (1, "T2"), (2, "T1"), (2, "T2"))
        return builders.tables(
            **LADDER,
            staff=sorted(
                (
                    {"staff_no": number, "grade": grades[place // 5]}
                    for place, number in enumerate(numbers)
                ),
                key=lambda row: str(row["staff_no"]),
            ),
            attendances=[
                done(code, staff_no=number)
                for place, number in enumerate(numbers)
                for who, code in completed
                if place // 5 == who
            ],
        )

    numbers = [f"{number:05}" for number in range(15)]
    first = city(numbers)
    assert {row["grade"] for row in extract(first)["share_steps"]} == {"係長", "係員", "課長"}
    assert book(first) == book(city(numbers[::-1]))


def mark(table: str, column: str) -> str:
    return f"〔{table}.{column}〕"


MARK = re.compile(r"〔([^〕]*)〕")
STRUCTURE: dict[str, dict[str, object]] = {
    "personas": {"persona_code": "P1", "scope": "全職員"},
    "skills": {"skill_code": "S1", "persona_code": "P1", "method": "合致人数"},
    "trainings": {"training_code": "T1"},
    "training_aliases": {"training_code": "T1"},
    "training_groups": {"group_code": "G1", "training_code": "T1"},
    "training_map": {"persona_code": "P1", "skill_code": "S1", "training_code": "T1"},
    "sessions": {"session_no": "K1", "training_code": "T1", "held_on": "2025-06-10"},
    "tools": {"tool_code": "L1"},
    "steps": {"persona_code": "P1", "step": 1},
    "criteria": {"persona_code": "P1", "step": 1, "kind": "研修", "object_code": "T1"}
    | {"tool_code": "L1", "unit": "回"},
    "sections": {"section_code": "A01", "level": "課", "merged_into": None, "parent_code": None},
    "heads": {"section_code": "A01"},
    "staff": {"grade": "係長", "hired_on": "1987-02-13"},
    "postings": {"section_code": "A01", "kind": "主務", "started_on": "1991-03-07"},
    "leaves": {"kind": "育休", "started_on": "2025-09-23", "ended_on": "2025-11-19"},
    "assignments": {"persona_code": "P1"},
    "attendances": {"training_code": "T1", "completed_on": "2025-06-10"},
    "projects": {"project_no": "J1", "section_code": "A01", "merged_into": None},
    "engagements": {"started_on": "2025-07-29"},
}
"""What must agree for a ledger to be judged at all; everything else is a mark."""
_UNCONNECTED = (
    *("targets", "milestones", "plans", "acquisitions", "requirements", "schedule"),
    *("questions", "survey_totals"),
)
"""Policy that says nothing of people and that a mark would make unreadable."""
PEOPLE = tuple(f"{mark('staff', 'staff_no')}{number}" for number in range(5))


def marked() -> tuple[Tables, dict[str, Any]]:
    """Return a ledger, and its results, that hold a mark in every column of text."""
    rows: dict[str, Any] = {}
    for table in ledger.TABLES:
        if table.group.value in {"設定", "結果"}:
            continue
        people: list[Row] = [{"staff_no": number} for number in PEOPLE]
        own = people if "staff_no" in table.keys else [{}]
        texts = {
            column.key: mark(table.key, column.key)
            for column in table.columns
            if column.kind in (Kind.TEXT, Kind.CODE) and not column.key.endswith("_code")
        }
        rows[table.key] = [{**texts, **one, **STRUCTURE.get(table.key, {})} for one in own]
    for key in _UNCONNECTED:
        del rows[key]
    folders = ("contact", "issue_folder", "inbox_folder", "review_folder")
    built = builders.tables({key: mark("settings", key) for key in folders}, **rows)
    policy = builders.policy(built)
    computed = results(policy, built, AS_OF)
    for key in ("verdicts", "rates"):
        table = ledger.BY_KEY[key]
        texts = {c.key: mark(key, c.key) for c in table.columns if c.kind is Kind.TEXT}
        computed[key] = computed[key].assign(**texts)
    return built, computed


@pytest.fixture(scope="module")
def leaked() -> dict[str, set[str]]:
    """Return the columns of the ledger whose marks stand in each part of the extract."""
    built, computed = marked()
    policy = builders.policy(built)
    made = extracted(policy, replaced(built, computed), AS_OF)
    assert len(made.tables["share_steps"]) >= 5
    data = build(made, policy.settings, DAY, CREATED)
    return {name: set(MARK.findall(text)) for name, text in parts(data).items()}


def test_載せると決めた列だけが出る(leaked: dict[str, set[str]]) -> None:
    listed = {column for columns in layout.TAKEN.values() for column in columns}
    out = set().union(*leaked.values())
    assert out <= listed
    # 名称の列は出るので、印が出口まで届く道は確かめられている
    assert {"sections.section_name", "trainings.training_name", "tools.tool_name"} <= out


def test_出してよい列の一覧は台帳にある列で_個人の列でない() -> None:
    for columns in layout.TAKEN.values():
        for name in columns:
            table, column = name.split(".")
            assert ledger.BY_KEY[table].column(column).header not in BANNED


def test_休んだことと日付は出ない() -> None:
    built, computed = marked()
    policy = builders.policy(built)
    made = extracted(policy, replaced(built, computed), AS_OF)
    text = "".join(parts(build(made, policy.settings, DAY, CREATED)).values())
    for word in ("育休", "休職", "派遣", "産休"):
        assert word not in text
    # 1987-02-13, 1991-03-07, 2025-09-23, 2025-11-19, 2025-07-29, 2025-06-10 の通し番号
    for serial in (31821, 33304, 45923, 45980, 45867, 45818):
        assert f"<v>{serial}" not in text


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, Path]:
    """The office at the end of its year, and the extract that HR hands over."""
    office = report_of(office_in(tmp_path_factory.mktemp("share")))
    (office.folder / "確認").mkdir()
    consolidate(office)
    target = office.folder / "共有.xlsx"
    answer = office.run("share", office.ledger, target, expect=(0,))
    assert answer["written"] == [str(target)]
    return office, target


def test_表は1枚に1つ_見出しは1行で_宣言のとおり(handed: tuple[Office, Path]) -> None:
    found = opened(handed[1].read_bytes())
    assert found.sheetnames == [*SHEETS, meta.SHEET]
    for table in layout.TABLES:
        sheet = found[table.title]
        assert list(sheet.tables) == [table.key]
        assert tuple(cell.value for cell in sheet[1]) == table.headers
        assert not BANNED & set(table.headers)
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
        last = max(sheet.max_row, 2)  # a table without rows has a blank one
        assert (
            sheet.tables[table.key].ref == f"A1:{sheet.cell(last, len(table.columns)).coordinate}"
        )


def test_数は数_文字は文字で_式はない(handed: tuple[Office, Path]) -> None:
    found = opened(handed[1].read_bytes())
    for table in layout.TABLES:
        for row in found[table.title].iter_rows(min_row=2):
            for column, cell in zip(table.columns, row, strict=True):
                if cell.value is not None:
                    is_number = column.kind in (Kind.WHOLE, Kind.NUMBER)
                    assert cell.data_type == ("n" if is_number else "s"), cell.coordinate
    texts = parts(handed[1].read_bytes()).values()
    assert not any(re.search(r"<f[ >]", text) for text in texts)


def test_だれが作ったかも_隠したものもない(handed: tuple[Office, Path]) -> None:
    data = handed[1].read_bytes()
    found, inside = opened(data), parts(data)
    assert (found.properties.creator, found.properties.lastModifiedBy) in {(None, None), ("", "")}
    assert [s.title for s in found.worksheets if s.sheet_state != "visible"] == [meta.SHEET]
    assert {str(row[0]) for row in found[meta.SHEET].values} == {"key", *meta.EXTRACT_KEYS}
    assert set(found.defined_names) == {f"{meta.NAME_PREFIX}{key}" for key in meta.EXTRACT_KEYS}
    odd = re.compile(r"comments|external|pivot|connections|custom|drawing|vml|printerSettings")
    assert not [name for name in inside if odd.search(name)]
    for text in inside.values():
        assert str(handed[0].folder) not in text


def test_だれのことも書いていない(handed: tuple[Office, Path]) -> None:
    office, target = handed
    text = "".join(parts(target.read_bytes()).values())
    words = {
        str(row[key])
        for table, key in (("staff", "staff_no"), ("staff", "staff_name"), ("staff", "kana"))
        for row in office.table(table)
    }
    words |= {
        "実施報告",
        "申請のオンライン化",
        "申請を1つオンライン化する",
        "名簿.csv",
        "自己申告書",
    }
    assert len(words) == 4 * 3 + 5
    assert [word for word in sorted(words) if word in text] == []


def test_検査に通る(handed: tuple[Office, Path]) -> None:
    found = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(handed[1])
    assert [str(error) for error in found.errors] == []


def test_4人の役所では_人ごとの表は載らず_説明がそう言う(handed: tuple[Office, Path]) -> None:
    """Read with another reader than the one that wrote it."""
    read = load_workbook(str(handed[1]))
    sheets = {name: read.get_sheet_by_name(name).to_python() for name in SHEETS}
    for name in ("Step", "次に要る研修", "修了"):
        assert [row for row in sheets[name][1:] if any(row)] == []
    said = {row[0]: str(row[1]) for row in sheets["説明"][1:]}
    assert "シート「Step」(対象が5人未満のため): 一般行政職員" in said["載せていないもの"]
    assert "シート「修了」(対象が5人未満のため): " in said["載せていないもの"]
    assert sheets["案件数"][1:] == [["0110", "総務課", 1, 0]]


@pytest.mark.parametrize("seed", [0, 5])
def test_台帳の言うとおり(seed: int) -> None:
    """What is not hidden is what the ledger says: by persona and tool, and by training."""
    tables = generate(seed, 60)
    policy, _ = policy_of(tables)
    as_of = policy.settings.as_of
    whole = replaced(tables, results(policy, tables, as_of))
    people = people_of(policy, whole, whole["verdicts"], as_of)
    made = extracted(policy, whole, as_of)
    hidden = 0
    for told, key, said, know in (
        ("share_steps", ("persona_code", "tool_code"), "official_step", people.steps),
        ("share_completions", ("training_code",), "completed", people.done),
    ):
        found: dict[Any, list[Row]] = {}
        for row in records(layout.BY_KEY[told], made.tables[told]):
            found.setdefault(tuple(row[k] for k in key), []).append(row)
        for at, rows in found.items():
            width = len(key)
            own = [one for one in know if tuple(one[1 : 1 + width]) == at]
            assert len(rows) == len(own)
            marks: dict[object, object] = {True: "○", False: "×"}
            value = [one[1 + width] for one in own]
            truth = Counter(value if width > 1 else [marks[one] for one in value])
            shown = Counter(row[said] for row in rows if row[said] is not None)
            hidden += len(rows) - shown.total()
            assert shown <= truth
            assert shown == truth or any(row["withheld"] for row in rows)
    assert hidden > 0


def test_提出フォルダに入っていても申告書と取り違えない(handed: tuple[Office, Path]) -> None:
    office, target = handed
    stray = office.folder / "提出" / target.name
    stray.write_bytes(target.read_bytes())
    again = consolidate(office)
    stray.unlink()
    assert again["files"] == {"read": 1, "duplicate": 0, "skipped": 1, "quarantined": 0}


def test_ほかのファイルには上書きしない_自分のものなら書き直す(handed: tuple[Office, Path]) -> None:
    office, target = handed
    refused = office.run("share", office.ledger, office.folder / "レポート.xlsx", expect=(2,))
    assert refused["refused"]["code"] == "target-foreign"
    office.run("share", office.ledger, target, expect=(0,))
