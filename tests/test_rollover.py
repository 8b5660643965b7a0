"""年度更新: next year's ledger holds what the year came to, and begins anew where a year begins."""

import csv
import io
import json
import re
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openxml_audit import FileFormat, OpenXmlValidator

from hr_ledger import SHEET, enriched
from ledger.layout import meta
from ledger.layout.ledger import BY_KEY
from ledger.layout.pages import GOAL_BOARD, PAGES, SCHEDULE_PAGE
from ledger.present.package import Package
from small_office import Office, consolidate, hand_in, office_in, report_of, write
from test_splice import around

PEOPLE = 4
ORG = "131016"
PERSON = "00123"
OLD, NEW, NEXT = "令和7年度", "令和8年度", "令和9年度"
EMPTY = ("issues", "reports", "confirmations", "step_claims", "step_reviews", "rejections")
CARRIED = ("sections", "staff", "postings", "heads", "assignments", "trainings", "criteria")
SAME_NAME = "申告.xlsx"
QUALIFICATION = "基本情報技術者"


def parts(path: Path) -> Mapping[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def opened(path: Path) -> Workbook:
    """Open a ledger to look at; what HR has in it that openpyxl does not know is no matter."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


def settled(office: Office, day: str) -> None:
    """Confirm 乙山's report and consolidate."""
    folder = office.folder
    (folder / "確認").mkdir(exist_ok=True)
    office.run("collect", office.ledger, "--from", folder / "提出", "--to", folder / "確認")
    (review,) = (p for p in (folder / "確認").glob("*.xlsx") if "01000" in p.name)
    office.run("confirm", review, "--by", "01000", "--staff", PERSON, "--on", day)
    consolidate(office)


def rolled(old: Office, folder: Path) -> tuple[Office, dict[str, Any]]:
    """Roll an office's ledger over into a folder of its own, where a year has gone by."""
    new = Office(folder, old.now.replace(year=old.now.year + 1))
    old.close()
    answer = old.run("rollover", old.ledger, new.ledger)
    for name in ("提出", "確認"):
        (folder / name).mkdir()
    return new, answer


class Turn:
    """The office in its first year, and the ledger that it begins the second one with."""

    def __init__(self, folder: Path) -> None:
        self.old = office_in(folder / "R7")
        self.old.ledger.write_bytes(enriched(self.old.ledger.read_bytes(), PEOPLE))
        report_of(self.old)
        (form,) = (self.old.folder / "提出").iterdir()
        values = {"qualification": QUALIFICATION, "acquired_on": "2025/11/21", "evidence": "合格証"}
        write(form, "my_qualifications", 1, **values)
        form.rename(form.with_name(SAME_NAME))
        settled(self.old, "2026-03-20")
        # 団体コードは台帳を作った後で、人事が書いた
        change(self.old, "settings", "org_code", 値=ORG)
        change(self.old, "settings", "report_due", 値="2026-03-13")
        self.unclosed = self.old.ledger.read_bytes()
        self.old.close()
        self.before = self.old.ledger.read_bytes()
        (folder / "R8").mkdir()
        self.new, self.answer = rolled(self.old, folder / "R8")
        self.fresh = self.new.ledger.read_bytes()

    def opened(self, folder: Path) -> Office:
        """Return a copy of the new ledger as it was written, to work with."""
        office = Office(folder, self.new.now)
        office.ledger.write_bytes(self.fresh)
        for name in ("提出", "確認"):
            (folder / name).mkdir()
        return office


@pytest.fixture(scope="module")
def turn(tmp_path_factory: pytest.TempPathFactory) -> Turn:
    folder = tmp_path_factory.mktemp("turn")
    (folder / "R7").mkdir()
    return Turn(folder)


@pytest.fixture
def year(turn: Turn, tmp_path: Path) -> Office:
    """The new year, as it begins."""
    return turn.opened(tmp_path)


def verdict(office: Office, staff_no: str, persona: str) -> dict[str, Any]:
    wanted = (staff_no, persona, None)
    keys = ("staff_no", "persona_code", "tool_code")
    return next(r for r in office.table("verdicts") if tuple(r[k] for k in keys) == wanted)


def settings(office: Office) -> dict[str, Any]:
    return {row["key"]: row["value"] for row in office.table("settings")}


def change(office: Office, table: str, key: str, **values: str) -> None:
    """Change a row of a table through its CSV, as HR would; `key` is the first column's value."""
    office.run("export", office.ledger, office.folder / "出力")
    source = office.folder / "出力" / f"{table}.csv"
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    for row in rows[1:]:
        if row[0] == key:
            for header, value in values.items():
                row[rows[0].index(header)] = value
    with source.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    office.run("load", office.ledger, table, source, "--replace", expect=(0,))


TERMS_OVER = [("target-overdue", code) for code in ("K07", "K08", "K09", "K10")]
"""期限年度 of 両方 targets does not move on by itself: HR decides."""


EXAMPLES = frozenset({"pay-unknown", "skill-overdue"})


def faults(office: Office) -> list[tuple[str, str]]:
    """Return what 台帳点検 finds: code, and the target that it names.

    What it says of the examples of 確保計画 and スキル要件 is of another matter.
    """
    found = office.run("check", office.ledger)["found"]
    return [
        (one["code"], one["what"].partition("「")[2][:3])
        for one in found
        if one["code"] not in EXAMPLES
    ]


def test_今の台帳は変わらない(turn: Turn) -> None:
    assert turn.old.ledger.read_bytes() == turn.before


def test_年度と基準日が1年進み_ほかの設定は残る(turn: Turn) -> None:
    before, after = settings(turn.old), settings(turn.new)
    assert (after.pop("fiscal_year"), after.pop("as_of")) == ("2026", "2027-03-31")
    del before["fiscal_year"], before["as_of"]
    assert after == before


_YEARS_SIDE_BY_SIDE = (GOAL_BOARD.title, SCHEDULE_PAGE.title)
"""中期目標ボードは基準年度から、日程はN-2年度から、年を並べる。"""


def test_年度を言うところはすべて新しい年度を言う(turn: Turn) -> None:
    book = opened(turn.new.ledger)
    own = {str(row[0]): row[1] for row in book[meta.SHEET].values}
    names = {
        name.removeprefix(meta.NAME_PREFIX): defined.attr_text.strip('"')
        for name, defined in book.defined_names.items()
        if name.startswith(meta.NAME_PREFIX)
    }
    wanted = {"kind": "ledger", "schema_version": "3", "fiscal_year": "2026", "org_code": ORG}
    assert {key: own[key] for key in wanted} == wanted
    assert names == wanted
    assert book["今日やること"]["A1"].value == f"架空市 デジタル人材育成台帳 {NEW}"
    assert book.properties.title == f"デジタル人材育成台帳 {NEW}"
    said = {
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book.worksheets
        if sheet.title not in _YEARS_SIDE_BY_SIDE
        for row in sheet.iter_rows()
        for cell in row
        if OLD in str(cell.value) and not str(cell.value).startswith(f"{OLD}:")
    }
    # 設定の説明の例と、表の中の作業名などは年度を言わない
    assert said == set()


def test_年度ごとの表は空になる(turn: Turn) -> None:
    assert {key: len(turn.new.table(key)) for key in EMPTY} == dict.fromkeys(EMPTY, 0)
    results = ("verdicts", "rates", "denominators", "gaps", "kpis", "problems", "target_types")
    assert {key: len(turn.new.table(key)) for key in results} == dict.fromkeys(results, 0)


@pytest.mark.parametrize("key", CARRIED)
def test_方針と職員は同じ(turn: Turn, key: str) -> None:
    assert turn.new.table(key) == turn.old.table(key)
    assert turn.new.table(key)


@pytest.mark.parametrize(
    "key", ["attendances", "qualifications", "engagements", "projects", "goals"]
)
def test_実績は同じで_申告の元ファイルに年度が付く(turn: Turn, key: str) -> None:
    before, after = turn.old.table(key), turn.new.table(key)
    assert after
    for row in before:
        if "!" in str(row.get("source_file")):
            row["source_file"] = f"{OLD}:{row['source_file']}"
    assert after == before


def test_前年度判定はこの年度の正式Step(turn: Turn) -> None:
    keys = ("staff_no", "persona_code", "tool_code", "official_step")
    judged = [tuple(row[key] for key in keys) for row in turn.old.table("verdicts")]
    assert [tuple(row[key] for key in keys) for row in turn.new.table("prior_steps")] == judged
    assert (PERSON, "P02", None, 2) in judged


def test_処理履歴は前の台帳の鎖値から始まる(turn: Turn) -> None:
    (run,) = turn.new.table("runs")
    last = turn.old.table("runs")[-1]
    assert (run["run_no"], run["operation"]) == ("000001", "rollover")
    came = json.loads(run["counts"])["from"]
    assert came["head"] == last["chain"]
    assert came["runs"] == int(last["run_no"])
    assert turn.answer["from"] == came


def test_確認済でない申告は数えて知らせる(turn: Turn) -> None:
    found = {problem["code"]: problem for problem in turn.answer["found"]}
    assert set(found) == {"reports-open", "due-passed", "target-overdue"}
    assert found["reports-open"]["severity"] == "warning"
    assert "年度末の申告のうち 3 名分" in found["reports-open"]["what"]
    assert "未提出 3名" in found["reports-open"]["what"]


def test_前の年度のままの期限を知らせる(turn: Turn) -> None:
    (found,) = (p for p in turn.answer["found"] if p["code"] == "due-passed")
    assert (found["severity"], found["sheet"]) == ("warning", "設定")
    assert "提出期限" in found["what"]
    assert "2026-03-13" in found["what"]
    assert settings(turn.new)["report_due"] == "2026-03-13"


def test_同じ名前のファイルがあれば断る(turn: Turn, year: Office) -> None:
    answer = turn.old.run("rollover", turn.old.ledger, year.ledger, expect=(2,))
    assert answer["refused"]["code"] == "file-exists"


def test_ほかの年度の基準日では断る(turn: Turn, tmp_path: Path) -> None:
    target = tmp_path / "新.xlsx"
    day = ("--as-of", "2026-04-01")
    answer = turn.old.run("rollover", turn.old.ledger, target, *day, expect=(2,))
    assert answer["refused"]["code"] == "as-of-outside"
    assert not target.exists()


def test_台帳点検に出るのは期限の過ぎた目標だけ(turn: Turn) -> None:
    assert faults(turn.new) == TERMS_OVER


def test_前年度は表計算の前の結果でなく_いまの実績から(turn: Turn, tmp_path: Path) -> None:
    # 集約の後で、丙川も推進員になり、T07とT09の修了が名簿から入った。集約はやり直していない
    (tmp_path / "R7").mkdir()
    office = Office(tmp_path / "R7")
    office.ledger.write_bytes(turn.unclosed)
    late = {
        "assignments": "職員番号,人材像コード,開始日,終了日\n00124,P02,2025-10-01,\n",
        "attendances": "職員番号,研修コード,修了日\n00124,T07,2025-12-01\n00124,T09,2025-12-02\n",
    }
    for table, text in late.items():
        source = office.folder / f"{table}.csv"
        source.write_text(text, "utf-8")
        office.run("load", office.ledger, table, source, "--upsert", expect=(0,))
    (tmp_path / "R8").mkdir()
    new, _ = rolled(office, tmp_path / "R8")
    keys = ("staff_no", "persona_code", "tool_code", "official_step")
    assert ("00124", "P02", None, 1) in [
        tuple(row[key] for key in keys) for row in new.table("prior_steps")
    ]
    history = {row["code"]: row for row in new.table("history")}
    rate = history["受講率:研修T07:人材像P02"]
    assert (rate["numerator"], rate["denominator"]) == (2, 2)


@pytest.mark.parametrize("which", ["new", "old"])
def test_検査に通る(turn: Turn, which: str) -> None:
    path = getattr(turn, which).ledger
    found = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(path)
    assert [str(error) for error in found.errors] == []


def test_人事のものは1バイトも変わらない(turn: Turn) -> None:
    old, new = parts(turn.old.ledger), parts(turn.new.ledger)
    package = Package(turn.fresh)
    ours = {
        part
        for title, table in package.table_parts.values()
        for part in (package.sheet_parts[title], table)
    }
    own = {"docProps/core.xml", "xl/workbook.xml", package.sheet_parts[meta.SHEET]}
    lists = {"[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/calcChain.xml"}
    changed = {name for name in old if old[name] != new.get(name)}
    assert set(new) <= set(old)
    dated = {package.sheet_parts[title] for title in ("グラフ", *(page.title for page in PAGES))}
    assert changed <= ours | own | lists | dated
    assert package.sheet_parts[SHEET] not in changed
    assert package.sheet_parts["職員"] not in changed, "人事の列のある職員の表には触れない"
    for title in ("申告状況", "Step判定", "設定", "今日やること"):
        part = package.sheet_parts[title]
        assert around(old[part]) == around(new[part])
    assert _but_meta(old["xl/workbook.xml"]) == _but_meta(new["xl/workbook.xml"])


def _but_meta(workbook: bytes) -> bytes:
    return re.sub(rb'(name="meta_(?:fiscal_year|org_code)">)[^<]*|<calcPr[^>]*>', rb"\1", workbook)


def test_人事の式は開いたときに計算し直す(turn: Turn) -> None:
    assert b'fullCalcOnLoad="1"' in parts(turn.new.ledger)["xl/workbook.xml"]


def test_新しい年度でも前の年度の正式Stepが申告なしで続く(year: Office) -> None:
    consolidate(year)
    found = verdict(year, PERSON, "P02")
    assert (found["prior_step"], found["official_step"], found["state"]) == (2, 2, "確定")
    # W22: 令和7年度に確認したStepは2026-04-01から、今年度の判定は2027-04-01から
    assert str(found["effective_on"])[:10] == "2027-04-01"


def test_前の年度の判定の発効日は新しい年度の初日(turn: Turn) -> None:
    assert str(verdict(turn.old, PERSON, "P02")["effective_on"])[:10] == "2026-04-01"


def test_期限の切れた研修は要更新になり_Stepは黙って下がらない(year: Office) -> None:
    # 2025-06-17の修了は、有効18か月なら2026-12-16まで
    change(year, "trainings", "T07", 有効月数="18")
    consolidate(year)
    found = verdict(year, PERSON, "P02")
    assert (found["official_step"], found["state"]) == (2, "要更新")


def test_率とKPIに前年度が出る(turn: Turn, year: Office) -> None:
    consolidate(year)
    rates = {row["rate_no"]: row for row in year.table("rates")}
    # 令和7年度は、DX推進員1名のうち1名がT07を修了。令和8年度はまだない
    assert rates["修了率:研修T07:人材像P02"]["last_year"] == 100
    assert rates["受講率:研修T07:人材像P02"]["last_year"] == 100
    assert rates["受講率:研修T07:人材像P02"]["state"] == "提供なし"
    kpis = {row["target_code"]: row for row in year.table("kpis")}
    assert kpis["K14"]["last_year"] == 1
    assert {row["year"] for row in year.table("history")} == {2025, 2026}
    assert {row["year"] for row in turn.new.table("history")} == {2025}


def test_期首の申告書に前の年度の実績が載る(year: Office) -> None:
    folder = year.folder / "配布"
    issued = year.run("issue", year.ledger, folder, "--phase", "期首", "--as-of", "2026-04-01")
    assert issued["people"] == PEOPLE
    (form,) = folder.rglob(f"*{PERSON}*.xlsx")
    assert "2026期首" in form.name
    book = openpyxl.load_workbook(form)
    shown = {str(v) for row in book["これまでの実績"].iter_rows(values_only=True) for v in row}
    assert {"T07", "T09"} <= shown
    # 続いているリードは、そのまま今年の欄に出る
    led = {str(v) for row in book["申告"].iter_rows(values_only=True) for v in row}
    assert "申請のオンライン化" in "".join(led)


def test_次の年度に同じファイル名で出しても_前の年度の実績は残る(year: Office) -> None:
    folder = year.folder
    year.run("issue", year.ledger, folder / "配布")
    (form,) = (folder / "配布").rglob(f"*{PERSON}*.xlsx")
    write(form, "my_goals", 1, goal="窓口の待ち時間を見えるようにする", digital="○")
    hand_in(form, "2027-03-10")
    form.rename(folder / "提出" / SAME_NAME)
    consolidate(year)
    settled(year, "2027-03-20")
    consolidate(year)
    states = {row["staff_no"]: row["state"] for row in year.table("reports")}
    assert states[PERSON] == "確認済"
    (kept,) = year.table("qualifications")
    assert (kept["qualification"], kept["confirmed"]) == (QUALIFICATION, "済")
    assert [row["year"] for row in year.table("goals")] == [2025, 2026]


def test_年度更新をもう一度(year: Office, tmp_path: Path) -> None:
    consolidate(year)
    (tmp_path / "R9").mkdir()
    third, answer = rolled(year, tmp_path / "R9")
    assert settings(third)["fiscal_year"] == "2027"
    assert settings(third)["as_of"] == "2028-03-31"
    assert {row["year"] for row in third.table("history")} == {2025, 2026}
    priors = {
        (row["staff_no"], row["persona_code"], row["tool_code"]): row["official_step"]
        for row in third.table("prior_steps")
    }
    assert priors[PERSON, "P02", None] == 2
    assert answer["from"]["head"] == year.table("runs")[-1]["chain"]
    files = {row["source_file"] for row in third.table("qualifications")}
    assert all(str(file).startswith(f"{OLD}:{SAME_NAME}!") for file in files)
    book = opened(third.ledger)
    assert book["今日やること"]["A1"].value == f"架空市 デジタル人材育成台帳 {NEXT}"
    assert faults(third) == TERMS_OVER


def test_隠しシートを失った台帳でも年度が変わる(turn: Turn, tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.ledger.write_bytes(_without_meta(turn.before))
    (tmp_path / "R8").mkdir()
    new, _ = rolled(office, tmp_path / "R8")
    book = opened(new.ledger)
    assert meta.SHEET not in book.sheetnames
    assert book.defined_names["meta_fiscal_year"].attr_text == '"2026"'
    assert faults(new) == TERMS_OVER


def _without_meta(data: bytes) -> bytes:
    """Take `_meta` away, as a gateway does that strips hidden sheets."""
    package = Package(data)
    book = package.read("xl/workbook.xml")
    listed = re.sub(rb'<sheet name="_meta"[^>]*/>', b"", book)
    assert listed != book
    return package.replaced({"xl/workbook.xml": listed})


def test_台帳の表はすべて_引き継ぐか空にするかが決まっている() -> None:
    from ledger.commands.next_year import EMPTIED, KEPT_RESULTS  # noqa: PLC0415 - only here

    decided = {*EMPTIED, *KEPT_RESULTS}
    kept = set(BY_KEY) - decided
    assert {BY_KEY[key].group.value for key in kept} == {"設定", "方針", "職員", "実績", "申告"}
    assert {key for key in kept if BY_KEY[key].group.value == "申告"} == {"prior_steps"}
