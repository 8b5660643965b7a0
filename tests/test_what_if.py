"""試算 by its verb: each target under both, who moves and why; and nobody's data is changed."""

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ledger.layout.pages import POLICY_TRIAL
from small_office import NOW_IN_MARCH, Office, consolidate, office_in

SHEET = (
    "案,変えるもの,設定の項目,設定の値,人材像コード,Step,条件番号,ツールコード,種別,対象コード,"
    "必要数,選択組\n"
)
NAMES = ("00123", "乙山", "𠮷子", "丙川", "00124")


LEAD = (
    "職員番号,案件番号,案件名,種別,役割,開始日,終了日,成果,証跡,確認,元ファイル\n"
    "00123,PJ1,申請のオンライン化,LoGoフォーム,リード,2025-04-01,,,実施報告,済,確認.csv\n"
)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the office, the lead of 乙山 confirmed, consolidated on 3/20."""
    folder = Path(tmp_path_factory.mktemp("year"))
    made = office_in(folder)
    made.now = NOW_IN_MARCH
    (folder / "従事.csv").write_text(LEAD, "utf-8")
    made.run("load", made.ledger, "engagements", folder / "従事.csv")
    for name in ("提出", "確認"):
        (folder / name).mkdir()
    consolidate(made)
    return folder


@pytest.fixture
def office(tmp_path: Path, year: Path) -> Office:
    return _copy(year, tmp_path)


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory, year: Path) -> tuple[Office, dict[str, Any]]:
    """Return the office once 6か月 instead of 12 was tried out, to be looked at, and the answer."""
    office = _copy(year, Path(tmp_path_factory.mktemp("tried")))
    return office, office.run("what-if", office.ledger, "--criterion", "P02:2-1=必要数:6")


def _copy(folder: Path, to: Path) -> Office:
    shutil.copytree(folder, to, dirs_exist_ok=True)
    return Office(to, NOW_IN_MARCH)


def page(office: Office) -> list[tuple[Any, ...]]:
    rows = openpyxl.load_workbook(office.ledger)[POLICY_TRIAL.title].iter_rows(values_only=True)
    return [tuple(row) for row in rows if any(row)]


def contents(office: Office) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(office.ledger)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def write_down(office: Office, *rows: str) -> None:
    """Write rows into 試算条件, as HR would."""
    source = office.folder / "試算条件.csv"
    source.write_text(SHEET + "".join(f"{row}\n" for row in rows), "utf-8")
    office.run("load", office.ledger, "trial_changes", source, "--replace")


def target(answer: dict[str, Any], code: str, trial: int = 0) -> dict[str, Any]:
    (found,) = (one for one in answer["results"][trial]["kpis"] if one["target"] == code)
    return dict(found)


def test_いまの値は_集約したばかりの台帳のKPIと同じ(tried: tuple[Office, dict[str, Any]]) -> None:
    office, answer = tried
    standing = {row["target_code"]: row for row in office.table("kpis")}
    assert (answer["kpis_standing"], answer["kpis_differing"]) == (len(standing), 0)
    for one in answer["results"][0]["kpis"]:
        row = standing.pop(one["target"])
        assert one["now"] == {key: row[key] for key in one["now"]}
    assert not standing
    assert "「いま」は、シート「KPI」と同じです" in str(page(office)[2])


def test_11か月20日のリードは_6か月で足りる(tried: tuple[Office, dict[str, Any]]) -> None:
    office, answer = tried
    # 2025/4/1から2026/3/20までのリードは11か月20日。6か月ならStep2に届く
    assert answer["results"][0]["steps"] == [
        {"persona": "P02", "tool": None, "before": 1, "after": 2, "people": 1}
    ]
    assert target(answer, "K14")["now"]["actual"] == 0
    assert target(answer, "K14")["then"]["actual"] == 1
    assert target(answer, "K14")["difference"] == 1
    (row,) = (row for row in page(office) if "乙山" in str(row[1]))
    assert row[1:7] == ("乙山 𠮷子さん(総務課)", "Step1", "確定", "Step2", "確定", "↑1")
    assert row[7] == (
        "DX推進員: 条件2-1 リード期間: 満たしていません(11か月20日/12か月) → "
        "満たしています(11か月20日/6か月)。"
    )
    (row,) = (row for row in page(office) if row[1] == "DX推進員のStep2到達者")
    assert row[2:] == ("0名", "期中", "1名", "期中", "+1名", "0名 → 1名")


def test_変わるのは_ページと処理履歴だけ(year: Path, tried: tuple[Office, dict[str, Any]]) -> None:
    before, after = contents(Office(year)), contents(tried[0])
    assert [title for title in before if before[title] != after[title]] == ["試算", "処理履歴"]


def test_人の名前は_画面にも処理履歴にも書き出しにも出ない(
    tried: tuple[Office, dict[str, Any]], tmp_path: Path
) -> None:
    office, answer = tried
    told = f"{answer} {office.table('runs')[-1]}"
    assert "試算: 1案を試した(目標 1件、Step 1名が変わる" in told
    assert not [name for name in NAMES if name in told]
    office.run("export", office.ledger, tmp_path / "書き出し")
    assert not [p for p in (tmp_path / "書き出し").iterdir() if "policy_trial" in p.name]


def test_決めて本当に書くと_試算のとおりになる(office: Office) -> None:
    answer = office.run("what-if", office.ledger, "--criterion", "P02:2-1=必要数:11")
    said = {one["target"]: one["then"] for one in answer["results"][0]["kpis"]}
    rows = office.table("criteria")
    for row in rows:
        if (row["persona_code"], row["step"], row["criterion_no"]) == ("P02", 2, 1):
            row["amount"] = 11
    keys = {
        "persona_code": "人材像コード",
        "step": "Step",
        "criterion_no": "条件番号",
        "tool_code": "ツールコード",
        "kind": "種別",
        "object_code": "対象コード",
        "amount": "必要数",
        "unit": "単位",
        "any_of": "選択組",
    }
    lines = [",".join(str(row[key] or "") for key in keys) for row in rows]
    source = office.folder / "条件.csv"
    source.write_text("\n".join([",".join(keys.values()), *lines]), "utf-8")
    office.run("load", office.ledger, "criteria", source, "--replace")
    consolidate(office)
    found = {row["target_code"]: row for row in office.table("kpis")}
    assert said == {code: {key: found[code][key] for key in one} for code, one in said.items()}
    assert said["K14"]["actual"] == 1


def test_KPIが前の結果なら_そう言う(office: Office) -> None:
    source = office.folder / "追加.csv"
    source.write_text("職員番号,研修名,修了日\n00124,DXマインドセット研修,2025-09-01\n", "utf-8")
    office.run("load", office.ledger, "attendances", source)
    answer = office.run("what-if", office.ledger, "--set", "lead_mode=継続")
    assert answer["kpis_differing"] > 0
    assert "シート「KPI」は前の結果(令和8年3月20日現在(途中))で" in answer["summary"][1]
    assert f"{answer['kpis_differing']}件が「いま」と違います" in answer["summary"][1]


def test_何も変わらないときと_もともと同じときは_そう言う(office: Office) -> None:
    answer = office.run("what-if", office.ledger, "--set", "リード期間の数え方=継続")
    assert answer["results"][0]["unchanged"]
    assert (
        "これを変えても、目標・参加率・スキルの充足・Step・申告の状態は、何も変わりません"
        in str(answer["summary"])
    )
    answer = office.run("what-if", office.ledger, "--set", "lead_mode=通算")
    assert "どれも今と同じなので" in str(answer["summary"])
    assert "リード期間の数え方: 通算(今と同じ)" in str(answer["summary"])


def test_Step3を使うことと_研修を全員が修了することも試せる(office: Office) -> None:
    options = ("--step", "P02:3=○", "--completed", "DXマインドセット研修")
    answer = office.run("what-if", office.ledger, *options)
    (one,) = answer["results"]
    assert one["changes"] == [
        "DX推進員 Step3「後進の育成」: 使う",
        "研修「DXマインドセット研修」を、全職員が修了したとする",
    ]
    # 4名のうち1名だけの修了が、4名になる
    assert target(answer, "K07")["now"]["numerator"] == 1
    assert target(answer, "K07")["then"]["numerator"] == 4
    assert len(office.table("attendances")) == 3


def test_表に書いた案ごとに試し_ページに並ぶ(office: Office) -> None:
    write_down(
        office,
        "半年,条件を変える,,,P02,2,1,,,,6,",
        "確認,設定,基準日,令和8年2月28日,,,,,,,,",
        "半年,設定,共同リードを数える,×,,,,,,,,",
    )
    answer = office.run("what-if", office.ledger)
    assert [one["trial"] for one in answer["results"]] == ["半年", "確認"]
    assert answer["results"][0]["changes"] == [
        "DX推進員 条件2-1 リード期間: 必要数 12 → 6か月",
        "共同リードを数える: ○ → ×",
    ]
    # 基準日が過ぎるので、期中だったものが判定される
    assert answer["results"][1]["as_of"] == "2026-02-28"
    held = target(answer, "K04", 1)
    assert (held["now"]["verdict"], held["then"]["verdict"]) == ("期中", "未達")
    assert [row[0] for row in page(office) if str(row[0]).startswith("■")] == [
        "■ 案 半年",
        "■ 案 確認",
    ]


REFUSED = {
    "何も書いていない": ((), "trial-empty"),
    "判定に使わない設定": (("--set", "suppress_below=3"), "trial-setting-idle"),
    "年度の外の日": (("--set", "基準日=R8.4.1"), "trial-value"),
    "=のない設定": (("--set", "lead_mode"), "trial-typed"),
    "ないファイル": (("--postings", "ない.csv"), "file-missing"),
}


@pytest.mark.parametrize(("options", "code"), REFUSED.values(), ids=REFUSED)
def test_試せないものは断り_台帳はそのまま(year: Path, options: tuple[str, ...], code: str) -> None:
    office = Office(year, NOW_IN_MARCH)
    before = office.ledger.read_bytes()
    answer = office.run("what-if", office.ledger, *options, expect=(2,))
    assert answer["refused"]["code"] == code
    assert office.ledger.read_bytes() == before


def test_読めない行のある表は_その行を言って断る(office: Office) -> None:
    write_down(office, ",設定,リード期間の数え方,継続,,,,,,,,")
    book = openpyxl.load_workbook(office.ledger)
    sheet = book["試算条件"]
    at = {cell.value: number for number, cell in enumerate(sheet[4], start=1)}
    sheet.cell(6, at["変えるもの"]).value = "条件を変える"
    sheet.cell(6, at["必要数"]).value = "半年"
    sheet.tables["trial_changes"].ref = sheet.tables["trial_changes"].ref[:-1] + "6"
    book.save(office.ledger)
    answer = office.run("what-if", office.ledger, expect=(2,))
    assert answer["refused"]["code"] == "value-type"
    assert "半年" in answer["refused"]["what"]


def test_内示は_判定する日に発令されたものとして見る(office: Office) -> None:
    sections = office.folder / "所属.csv"
    sections.write_text(
        "所属コード,所属名,上位所属コード,階層,集計対象,統合先所属コード\n"
        "0100,総務部,,部,,\n0110,総務課,0100,課,○,\n0120,福祉課,0100,課,○,\n",
        "utf-8",
    )
    office.run("load", office.ledger, "sections", sections)
    consolidate(office)
    notice = office.folder / "内示.csv"
    rows = "123,0100,2026-04-01\n00124,0999,2026-04-01\n"
    notice.write_text(f"職員番号,異動先所属コード,発令日\n{rows}", "utf-8")
    answer = office.run("what-if", office.ledger, "--postings", notice)
    # 2課のうち1課にいた推進員が、課の外へ出る
    assert target(answer, "K02")["now"]["numerator"] == 1
    assert target(answer, "K02")["then"]["numerator"] == 0
    assert target(answer, "K02")["then"]["denominator"] == 2
    assert answer["results"][0]["changes"] == [
        "内示 2行のうち 1名の異動を、令和8年3月20日にはもう発令されたものとして"
    ]
    assert answer["problems"]["warning"] == 1
    (row,) = (row for row in page(office) if "0999" in str(row[7]))
    assert row[1] == "内示.csv B3"
    assert office.table("transfers") == []
    assert not [name for name in NAMES if name in str(answer)]


def test_締めた年度の数は変わらず_次の年度の台帳では空になる(office: Office) -> None:
    write_down(office, ",条件を変える,,,P02,2,1,,,,6,")
    first = page(office)
    assert len(first) == 4
    office.now = dt.datetime(2026, 4, 2, 9)  # noqa: DTZ001 - the ledger keeps local time
    office.close()
    before = contents(office)
    answer = office.run("what-if", office.ledger, "--criterion", "P02:2-1=外す")
    assert answer["results"][0]["steps"] != []
    after = contents(office)
    assert [title for title in before if before[title] != after[title]] == ["試算", "処理履歴"]
    tried = page(office)
    office.run("load", office.ledger, "sections", office.folder / "sections.csv")
    assert page(office) == tried
    later = Office(office.folder, office.now)
    later.ledger = office.folder / "次.xlsx"
    office.run("rollover", office.ledger, later.ledger)
    assert later.table("trial_changes") == []
    assert page(later) == first
