"""はじめる: ledger, folders and self-reports by six questions, for the town of `importing`."""

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
from typer.testing import CliRunner

from importing import export_of
from ledger.cli import app
from ledger.commands.plan import Plan, PlanQuestion, answered, apply
from ledger.commands.start import StartOptions, plan
from ledger.commands.starting.answers import year_of
from ledger.model.problems import Refusal
from ledger.read.ledger_book import read_ledger

NOW = dt.datetime(2026, 4, 26, 9)  # noqa: DTZ001 - the ledger keeps local time
LEDGER = "台帳_令和8年度.xlsx"
TOWN = ("架空町", "令和8年度", "2026-05-31")
ROSTER = "職員番号,研修名,修了日\n000103,DXマインドセット研修,2026-04-10\n"


class Talked(NamedTuple):
    """A talk that ended: the plan (None where somebody gave up), and what was asked."""

    plan: Plan | None
    asked: tuple[str, ...]


def talk(folder: Path, answers: Sequence[str | None]) -> Talked:
    """Answer the questions one after the other; what is not answered is left blank."""
    left, asked = list(answers), list[str]()

    def ask(question: PlanQuestion) -> str | None:
        asked.append(question.text)
        return left.pop(0) if left else ""

    return Talked(answered(plan(folder, StartOptions(), NOW, asks=True), ask), tuple(asked))


def started(folder: Path, answers: Sequence[str | None]) -> dict[str, Any]:
    """Start, write everything, and return the tables of the ledger."""
    made = talk(folder, answers).plan
    assert made is not None
    apply(made)
    return dict(read_ledger((folder / LEDGER).read_bytes(), LEDGER).tables)


def put(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_bytes(text.encode("cp932"))
    return str(path)


def run(*arguments: object, expect: int = 0) -> dict[str, Any]:
    with patch("ledger.cli_options.now", return_value=NOW):
        result = CliRunner().invoke(app, [*map(str, arguments), "--json"])
    assert result.exit_code == expect, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def setting(tables: dict[str, Any], key: str) -> str:
    rows = tables["settings"]
    return str(rows.loc[rows["key"] == key, "value"].iloc[0])


def test_6つの問いに答えると_台帳とフォルダと申告書ができる(tmp_path: Path) -> None:
    people = put(tmp_path, "人事の一覧.csv", export_of())
    roster = put(tmp_path, "名簿.csv", ROSTER)
    tables = started(
        tmp_path,
        [*TOWN, people, "はい", "係長", "はい", roster, "000101 0100=000108", "はい"],
    )
    # 12名のうち1名は9月30日に退職する。基準日の3月31日にいるのは11名
    assert (len(tables["staff"]), len(tables["sections"]), len(tables["issues"])) == (12, 5, 11)
    assert tables["attendances"]["staff_no"].tolist() == ["000103"]
    assert setting(tables, "org_name") == "架空町"
    assert setting(tables, "report_due") == "2026-05-31"
    assert len(list((tmp_path / "配布" / "期首").rglob("自己申告書_*.xlsx"))) == 11
    pages = sorted(str(p.parent.relative_to(tmp_path)) for p in tmp_path.rglob("はじめに読む.txt"))
    assert pages == sorted(f"{a}/{b}" for a in ("配布", "提出", "確認") for b in ("期首", "年度末"))
    assert [setting(tables, f"{key}_folder") for key in ("issue", "inbox", "review")] == [
        *("配布", "提出", "確認")
    ]


def test_確認できる人のいなかった課長は_人事指定の人が確認する(tmp_path: Path) -> None:
    people = put(tmp_path, "人事の一覧.csv", export_of())
    tables = started(
        tmp_path, [*TOWN, people, "はい", "係長", "はい", "", "101", "0100=108", "いいえ"]
    )
    heads = tables["heads"]
    appointed = heads[heads["kind"] == "人事指定"]
    pairs = zip(appointed["section_code"], appointed["staff_no"], strict=True)
    # 101(先頭の0が落ちている)は000101。000101が自分の長である0100だけは残り、もう一度尋ねて000108
    assert sorted(pairs) == [
        ("0100", "000108"),
        *((code, "000101") for code in ("0110", "0120", "0200", "0210")),
    ]
    assert run("check", tmp_path / LEDGER)["problems"]["error"] == 0


class Skipped(NamedTuple):
    """Questions that were skipped, and what the next step then names."""

    answers: tuple[str, ...]
    next_step: str


SKIPPED = {
    "一覧も名簿もなくても、台帳とフォルダはできる": Skipped((*TOWN,), "名簿取込"),
    "期限が空欄でもはじめられる": Skipped(("架空町", "R8", ""), "名簿取込"),
}


@pytest.mark.parametrize("case", SKIPPED.values(), ids=SKIPPED)
def test_飛ばした問いは_次の一手が言う(case: Skipped, tmp_path: Path) -> None:
    made = talk(tmp_path, case.answers).plan
    assert made is not None
    assert case.next_step in made.next_step
    assert [path.name for path in made.files] == ["はじめに読む.txt"] * 6 + [LEDGER]


def test_読み方の案にいいえと言えば_案だけを台帳に残し_次にすることを言う(tmp_path: Path) -> None:
    people = put(tmp_path, "人事の一覧.csv", export_of())
    made = talk(tmp_path, [*TOWN, people, ""]).plan
    assert made is not None
    (problem,) = [p for p in made.problems if p.code == "start-set-aside"]
    assert "取込列" in problem.remedy
    apply(made)
    tables = read_ledger((tmp_path / LEDGER).read_bytes(), LEDGER).tables
    assert len(tables["staff"]) == 0
    assert set(tables["import_columns"]["import_name"]) == {"人事の一覧"}


def test_答えられない言葉は_その行だけが要確認に残る(tmp_path: Path) -> None:
    people = put(tmp_path, "人事の一覧.csv", export_of())
    tables = started(tmp_path, [*TOWN, people, "はい", "", "はい", "", "", "いいえ"])
    assert len(tables["staff"]) == 10, "主査の2名が残る"
    assert "import-word-open" in tables["problems"]["code"].tolist()


AGAIN = {
    "年度が読めない": (["架空町", "八年", *TOWN[1:]], "「八年」は、年度として読めません"),
    "団体名が空欄": (["", *TOWN], "「団体名」が分からない"),
    "期限が日付でない": ([*TOWN[:2], "5月末", ""], "「5月末」は日付ではありません"),
    "期限が前の年度": ([*TOWN[:2], "2025-05-31", ""], "2025-05-31 は、令和8年度の申告書の期限に"),
    "一覧のファイルがない": (
        [*TOWN, "ない.csv", ""],
        "「ない.csv」というファイルは、見つかりません",
    ),
}


@pytest.mark.parametrize(("answers", "said"), AGAIN.values(), ids=AGAIN)
def test_読めない答えは_わけを言ってもう一度尋ねる(
    answers: list[str], said: str, tmp_path: Path
) -> None:
    talked = talk(tmp_path, answers)
    assert talked.plan is not None
    assert [text for text in talked.asked if said in text]


def test_読めないファイルは_わけを言って別のファイルを尋ねる(tmp_path: Path) -> None:
    menu = put(tmp_path, "献立.csv", "日付,主菜\n2025-10-01,鮭\n")
    talked = talk(tmp_path, [*TOWN, menu, ""])
    assert talked.plan is not None
    assert [text for text in talked.asked if "献立.csv" in text and "人事システム" in text]


@pytest.mark.parametrize("at", range(9))
def test_どの問いでやめても何も残らない(at: int, tmp_path: Path) -> None:
    people = put(tmp_path, "人事の一覧.csv", export_of())
    answers = [*TOWN, people, "はい", "係長", "はい", "", "000101"]
    before = sorted(tmp_path.rglob("*"))
    assert talk(tmp_path, [*answers[:at], None]).plan is None
    assert sorted(tmp_path.rglob("*")) == before


def test_人がいなければ_足りない指定を名指しして断る(tmp_path: Path) -> None:
    for options, option in (((), "--org"), (("--org", "架空町"), "--year")):
        refused = run("start", tmp_path, *options, expect=2)["refused"]
        assert refused["code"] == "start-needs"
        assert option in refused["remedy"]
    assert list(tmp_path.iterdir()) == []


def test_指定だけでも同じものができる(tmp_path: Path) -> None:
    people = put(tmp_path, "人事の一覧.csv", export_of().replace("主査", "主事"))
    answer = run(
        *("start", tmp_path / "台帳.xlsx", "--org", "架空町", "--year", "令和8年度"),
        *("--people", people, "--due", "R8.5.31", "--confirmer", "000101"),
        *("--confirmer", "総務部=000108"),
    )
    assert answer["next"].startswith("所属ごとのフォルダを職員に渡し")
    assert str(tmp_path / "台帳.xlsx") == answer["written"][-1], "台帳は最後に書く"
    assert len(list((tmp_path / "配布" / "期首").rglob("自己申告書_*.xlsx"))) == 11


@pytest.mark.parametrize("extra", ["", "備考"])
def test_人がいなければ_使わない列を結果で言う(tmp_path: Path, extra: str) -> None:
    text = export_of().replace("主査", "主事")
    if extra:
        text = text.replace("生年月日", extra)
    people = put(tmp_path, "人事の一覧.csv", text)
    begun = (
        "start",
        tmp_path / "台帳.xlsx",
        "--org",
        "架空町",
        "--year",
        "令和8年度",
        "--no-forms",
    )
    told = run(*begun, "--people", people)["summary"]
    said = [line for line in told if line.startswith("使わない列")]
    assert said == [
        f"使わない列: {extra or '生年月日'}。使うなら、シート「取込列」で表と列を選びます。"
    ]


REFUSED = {
    "台帳がもうある": (("--people", ""), "file-exists"),
    "確認者の番号がない人": (("--confirmer", "999999"), "staff-unknown"),
    "確認者の所属がない": (("--confirmer", "観光課=000101"), "section-unknown"),
    "確認者の書き方が違う": (("--confirmer", "a=b=c"), "start-confirmer"),
    "人事の一覧がない": (("--people", "ない.csv"), "file-missing"),
}


@pytest.mark.parametrize(("options", "code"), REFUSED.values(), ids=REFUSED)
def test_指定が使えなければ断り_何も書かない(
    options: tuple[str, ...], code: str, tmp_path: Path
) -> None:
    people = put(tmp_path, "人事の一覧.csv", export_of())
    if code == "file-exists":
        (tmp_path / LEDGER).write_bytes(b"")
        options = ()
    given = ("--org", "架空町", "--year", "2026", "--people", people, *options)
    before = sorted(tmp_path.rglob("*"))
    assert run("start", tmp_path, *given, expect=2)["refused"]["code"] == code
    assert sorted(tmp_path.rglob("*")) == before


YEARS = {
    "西暦": ("2026", 2026),
    "令和": ("令和8年度", 2026),
    "全角": ("令和８年度", 2026),
    "元年": ("令和元年度", 2019),
    "Rと数": ("r8", 2026),
    "最後の年度": ("2099", 2099),
}


@pytest.mark.parametrize(("text", "year"), YEARS.values(), ids=YEARS)
def test_年度は人の書き方で読める(text: str, year: int) -> None:
    assert year_of(text) == year


@pytest.mark.parametrize("text", ["8", "平成30年度", "2018", "2100", "R0", "令和", ""])
def test_年度に読めないものは断る(text: str) -> None:
    with pytest.raises(Refusal, match="start-year"):
        year_of(text)


def test_自分で書き直した案内は書き換えない(tmp_path: Path) -> None:
    own = tmp_path / "提出" / "期首" / "はじめに読む.txt"
    own.parent.mkdir(parents=True)
    own.write_text("うちの決まり", "utf-8")
    started(tmp_path, TOWN)
    assert own.read_text("utf-8") == "うちの決まり"
