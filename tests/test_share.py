"""DX部門へ共有: what is listed goes out, and nothing else; nobody is in it."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, strategies as st
from openpyxl.workbook import Workbook
from openxml_audit import FileFormat, OpenXmlValidator
from python_calamine import load_workbook

import builders
from ledger.commands.results import results
from ledger.layout import ledger, meta, share_tables as layout
from ledger.layout.columns import Kind
from ledger.layout.frames import Tables, frame, records
from ledger.measure.share import shared
from ledger.model.judged_day import JudgedDay
from ledger.present.share import build, masked
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


def extract(built: Tables) -> dict[str, list[Row]]:
    """Return the extract's tables as rows, before anything is withheld."""
    policy = builders.policy(built)
    made = shared(policy, built, results(policy, built, AS_OF), AS_OF)
    return {key: list(records(layout.BY_KEY[key], data)) for key, data in made.items()}


def book(built: Tables) -> bytes:
    """Return the extract of a ledger as the file that is handed over."""
    policy = builders.policy(built)
    made = shared(policy, built, results(policy, built, AS_OF), AS_OF)
    return build(made, policy.settings, DAY, CREATED)


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
    """Return the one person's row of Step, and what he misses."""
    found = extract(builders.tables(**{**LADDER, **rows}))
    (step,) = found["share_steps"]
    return step, [(row["training_code"], row["any_of"]) for row in found["share_missing"]]


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
    rows = extract(builders.tables(**LADDER, attendances=[claimed]))["share_completions"]
    assert [(r["training_code"], r["completed"], r["year"]) for r in rows] == [
        ("T1", "×", None),
        ("T2", "×", None),
        ("T3", "×", None),
    ]


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
    found = extract(builders.tables(trainings=trainings, attendances=days))["share_completions"]
    assert [(r["training_code"], r["completed"], r["year"]) for r in found] == [
        ("T1", "×", 2024),  # 2025-03-01から12か月は2026-02-28まで
        ("T2", "○", 2025),
        ("T3", "×", None),
    ]


def test_在籍し集計対象の人だけ_休んでいることは分からない() -> None:
    people: list[dict[str, object]] = [
        {"staff_no": "00001"},
        {"staff_no": "00002", "retired_on": "2025-12-31"},
        {"staff_no": "00003", "counted": "×"},
        {"staff_no": "00004"},
    ]
    here = extract(builders.tables(**LADDER, staff=people))
    away = builders.tables(
        **LADDER,
        staff=people,
        leaves=[{"staff_no": "00004", "kind": "休職", "started_on": "2025-04-01"}],
    )
    assert [row["row_no"] for row in here["share_steps"]] == [1, 2]
    for key in ("share_steps", "share_missing", "share_completions"):
        assert extract(away)[key] == here[key]


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
    def city(numbers: tuple[str, ...]) -> Tables:
        grades = ("係長", "係員", "課長")
        completed = ((0, "T1"), (1, "T2"), (2, "T1"), (2, "T2"))
        return builders.tables(
            **LADDER,
            staff=sorted(
                (
                    {"staff_no": number, "grade": grade}
                    for number, grade in zip(numbers, grades, strict=True)
                ),
                key=lambda row: str(row["staff_no"]),
            ),
            attendances=[done(code, staff_no=numbers[who]) for who, code in completed],
        )

    first = book(city(("00001", "00002", "00003")))
    assert first == book(city(("00003", "00001", "00002")))


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
PERSON = mark("staff", "staff_no")


def marked() -> tuple[Tables, dict[str, Any]]:
    """Return a ledger, and its results, that hold a mark in every column of text."""
    rows: dict[str, Any] = {}
    for table in ledger.TABLES:
        if table.group.value in {"設定", "結果"}:
            continue
        own = {"staff_no": PERSON} if "staff_no" in table.keys else {}
        texts = {
            column.key: mark(table.key, column.key)
            for column in table.columns
            if column.kind in (Kind.TEXT, Kind.CODE) and not column.key.endswith("_code")
        }
        rows[table.key] = [{**texts, **own, **STRUCTURE.get(table.key, {})}]
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
    data = build(shared(policy, built, computed, AS_OF), policy.settings, DAY, CREATED)
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
    text = "".join(
        parts(build(shared(policy, built, computed, AS_OF), policy.settings, DAY, CREATED)).values()
    )
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
        assert sheet.tables[table.key].ref == sheet.dimensions


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


def test_台帳の言うとおり(handed: tuple[Office, Path]) -> None:
    """Read with another reader than the one that wrote it, and held against the ledger."""
    office, target = handed
    read = load_workbook(str(target))
    sheets = {name: read.get_sheet_by_name(name).to_python() for name in SHEETS}
    section = {row["staff_no"]: row["section_code"] for row in office.table("postings")}
    grade = {row["staff_no"]: row["grade"] for row in office.table("staff")}
    keys = ("persona_code", "tool_code", "official_step")
    verdicts = sorted(
        (section[v["staff_no"]], grade[v["staff_no"]], *(v[key] or "" for key in keys))
        for v in office.table("verdicts")
    )
    steps = sheets["Step"][1:]
    assert sorted((r[1], r[3], r[4], r[5], r[6] or "") for r in steps) == verdicts
    assert [r[0] for r in steps] == list(range(1, len(steps) + 1))
    done_ones = {(r[1], r[3], r[4], r[6]) for r in sheets["修了"][1:] if r[5] == "○"}
    # 乙山(総務課、係長)の名簿の修了3つ、みな令和7年度
    assert done_ones == {("0110", "係長", code, 2025) for code in ("T01", "T07", "T09")}
    assert sheets["案件数"][1:] == [["0110", "総務課", 1, 0]]


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


def rates(whole: int, divisions: list[tuple[int, int]], base: int) -> list[Row]:
    """Return one training's 受講率 as it is shared, small numbers withheld at 5."""
    listed: list[Row] = [{"scope": "全体", "numerator": whole, "denominator": base}]
    listed += [
        {"scope": "課", "section_code": f"A{n}", "numerator": top, "denominator": bottom}
        for n, (top, bottom) in enumerate(divisions)
    ]
    rows = [{"training_code": "T1", "state": "算定", "rate": 1.0, **row} for row in listed]
    return list(records(layout.RATES, masked(frame(layout.RATES, rows), 5)))


@pytest.mark.parametrize(
    ("whole", "divisions", "base", "shown"),
    [
        # 全体も課も大きければ、そのまま
        (20, [(8, 30), (12, 40)], 70, [(20, 70), (8, 30), (12, 40)]),
        # 3人は伏せ、20-17で分からないよう17も伏せる
        (20, [(3, 30), (17, 40)], 70, [(20, 70), (None, 30), (None, 40)]),
        # 4人の課は分母も伏せ、差し引きの相手の課も伏せる
        (20, [(0, 4), (20, 66)], 70, [(20, 70), (None, None), (None, None)]),
        # 全体で3人なら、全体も伏せる
        (3, [(3, 30), (0, 40)], 70, [(None, 70), (None, 30), (0, 40)]),
        # どの課にも入らない2人が差し引きで分かるので、一番小さい課も伏せる
        (20, [(8, 30), (10, 40)], 70, [(20, 70), (None, 30), (10, 40)]),
        # 0はだれのことでもないので、そのまま
        (0, [(0, 30), (0, 40)], 70, [(0, 70), (0, 30), (0, 40)]),
    ],
)
def test_少人数は伏せる(
    whole: int,
    divisions: list[tuple[int, int]],
    base: int,
    shown: list[tuple[int | None, int | None]],
) -> None:
    found = rates(whole, divisions, base)
    assert [(row["numerator"], row["denominator"]) for row in found] == shown
    for row in found:
        hidden = row["numerator"] is None
        assert (row["state"] == "秘匿") == hidden
        assert (row["rate"] is None) == hidden
        assert row["withheld"] == (
            None if not hidden else "分子" if row["denominator"] is not None else "分子・分母"
        )


@given(
    st.lists(
        st.integers(0, 14).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        min_size=1,
        max_size=5,
    ),
    st.integers(0, 6),
)
def test_差し引きで少人数は分からない(divisions: list[tuple[int, int]], apart: int) -> None:
    """No sum of what is hidden that a reader can work out is one of 1 to 4 people."""
    whole, base = (sum(column) + apart for column in zip(*divisions, strict=True))
    found = rates(whole, divisions, base)
    for key, truth in (("numerator", whole), ("denominator", base)):
        values = [row[key] for row in found]
        assert all(value is None or value == 0 or value >= 5 for value in values)
        if values[0] is not None:
            left = truth - sum(value for value in values[1:] if value is not None)
            assert left == 0 or left >= 5


@pytest.mark.parametrize("state", ["提供なし", "算定不能"])
def test_数のない率は言葉のまま(state: str) -> None:
    rows = [{"scope": "全体", "training_code": "T1", "state": state}]
    (found,) = records(layout.RATES, masked(frame(layout.RATES, rows), 5))
    assert (found["state"], found["withheld"], found["rate"]) == (state, None, None)
