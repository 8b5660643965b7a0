"""時期ごとのフォルダ: 配布・提出・確認を、コマンドのとおりに使う(令和7年度の小さな役所).

甲野 01000 が総務課の長、乙山 00123 と丙川 00124 が総務課の職員、部野 00900 が総務部の長。期首も
年度末も全員に配った。提出フォルダには:

- 提出/期首/ 乙山の期首
- 提出/年度末/総務課/ 乙山の年度末
- 提出/ (時期のフォルダの外) 丙川の年度末、甲野の期首、壊れた部野の年度末
"""

import datetime as dt
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ledger.book.memory_desk import MemoryDesk
from ledger.buttons import registry
from ledger.buttons.press import Click
from ledger.commands.phases import folder_of
from ledger.model.terms import Phase
from pages_of_file import pages_of
from small_office import Office, hand_in, office_in, write

MAY = dt.datetime(2025, 5, 20, 9)  # noqa: DTZ001 - the ledger keeps local time
NOVEMBER = dt.datetime(2025, 11, 26, 9)  # noqa: DTZ001 - the same
MARCH = dt.datetime(2026, 3, 25, 9)  # noqa: DTZ001 - the same
OTSUYAMA, HEIKAWA, KOUNO, BUNO = "00123", "00124", "01000", "00900"
GOAL = "申請を1つオンライン化する"


def filled(form: Path, target: Path, day: str) -> None:
    """Fill a form in as its owner would, and put it somewhere."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(form, target)
    write(target, "my_goals", 1, goal=GOAL, digital="○")
    hand_in(target, day)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The year up to March: both phases issued, five forms in the inbox."""
    office = office_in(tmp_path_factory.mktemp("phases"))
    issued, inbox = office.folder / "配布", office.folder / "提出"
    for phase, moment in (("期首", MAY), ("年度末", MARCH)):
        (issued / phase).mkdir(parents=True)
        office.now = moment
        office.run("issue", office.ledger, issued, "--phase", phase, expect=(0,))
    for phase, number, place, day in (
        ("期首", OTSUYAMA, "期首", "2025-05-25"),
        ("年度末", OTSUYAMA, "年度末/総務課", "2026-03-21"),
        ("年度末", HEIKAWA, ".", "2026-03-21"),
        ("期首", KOUNO, ".", "2025-05-25"),
    ):
        (form,) = (issued / phase).rglob(f"*{number}*.xlsx")
        filled(form, inbox / place / form.name, day)
    (broken,) = (issued / "年度末").rglob(f"*{BUNO}*.xlsx")
    (inbox / broken.name).write_bytes(broken.read_bytes()[:4000])
    return office


def copy_of(office: Office, folder: Path) -> Office:
    """Return a copy that a test may change, in March."""
    return Office(Path(shutil.copytree(office.folder, folder / "役所")), MARCH)


class Run(NamedTuple):
    """One consolidation: what it said, and what stood in the ledger after it."""

    answer: dict[str, Any]
    sources: dict[tuple[str, str], str]
    goals: list[dict[str, Any]]


def consolidated(office: Office, *more: object) -> Run:
    answer = office.run("consolidate", office.ledger, "--from", *more)
    rows = office.table("reports")
    named = {(r["staff_no"], r["phase"]): r["source_file"] for r in rows if r["source_file"]}
    return Run(answer, named, office.table("goals"))


@pytest.fixture(scope="module")
def runs(lived: Office, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """提出フォルダを丸ごと, then 年度末 alone, then 期首 by --phase, on one ledger."""
    office = copy_of(lived, tmp_path_factory.mktemp("runs"))
    inbox = office.folder / "提出"
    return {
        "丸ごと": consolidated(office, inbox),
        "年度末だけ": consolidated(office, inbox / "年度末"),
        "期首": consolidated(office, inbox, "--phase", "期首"),
    }


def test_配布は_時期のフォルダがあればその中に作る(lived: Office) -> None:
    for phase in ("期首", "年度末"):
        names = [path.name for path in (lived.folder / "配布" / phase).rglob("*.xlsx")]
        assert len(names) == 4
        assert all(phase in name for name in names)


@pytest.mark.parametrize(
    ("run", "phase", "read", "said"),
    [
        pytest.param(
            "丸ごと",
            "年度末",
            3,
            "時期: 年度末(期首のファイル 1 個は、今回は使いません)",
            id="言わなければ、いまの時期(フォルダの外の期首は1個)",
        ),
        pytest.param("年度末だけ", "年度末", 1, "時期: 年度末", id="時期のフォルダだけを読む"),
        pytest.param(
            "期首",
            "期首",
            3,
            "時期: 期首(年度末のファイル 1 個は、今回は使いません)",
            id="時期を言えば、その時期(年度末のフォルダは読まない)",
        ),
    ],
)
def test_集約は1つの時期だけを読み_ほかの時期は件数だけを知らせる(
    runs: dict[str, Run], run: str, phase: str, read: int, said: str
) -> None:
    answer = runs[run].answer
    assert (answer["phase"], answer["files"]["read"]) == (phase, read)
    assert answer["summary"][:2] == ["令和8年3月25日現在(途中)の結果です。", said]
    told = [p["severity"] for p in answer["found"] if p["code"] == "other-phase"]
    assert told == (["notice"] if "使いません" in said else [])
    errors = {p["file"] for p in answer["found"] if p["severity"] == "error"}
    assert errors <= {f"自己申告書_2025年度末_{BUNO}_部野長.xlsx"}, "ほかの時期は誤りではない"


def test_元ファイルは_フォルダを丸ごと読んでも時期のフォルダを読んでも同じ(
    runs: dict[str, Run],
) -> None:
    whole, part = runs["丸ごと"], runs["年度末だけ"]
    assert whole.sources == {
        (OTSUYAMA, "年度末"): f"総務課/自己申告書_2025年度末_{OTSUYAMA}_乙山𠮷子.xlsx",
        (HEIKAWA, "年度末"): f"自己申告書_2025年度末_{HEIKAWA}_丙川三郎.xlsx",
    }
    assert (part.sources, part.goals) == (whole.sources, whole.goals)
    assert set(runs["期首"].sources) == {*whole.sources, (OTSUYAMA, "期首"), (KOUNO, "期首")}


def reminded(office: Office) -> str:
    return "\n".join(office.run("remind", office.ledger)["summary"])


def test_確認表を作れば_申告書のある人には督促せず_集約までに消えれば未提出に戻る(
    lived: Office, tmp_path: Path
) -> None:
    office = copy_of(lived, tmp_path)
    inbox, reviews = office.folder / "提出", office.folder / "確認"
    assert "次の3名の申告書がまだ届いていません。" in reminded(office), "まだ何も読んでいない"
    office.run("collect", office.ledger, "--from", inbox, "--to", reviews)
    lines = reminded(office).splitlines()
    assert lines.count("次の1名の申告書がまだ届いていません。お早めにお願いします。") == 1
    assert lines.count("次の2名の申告が上長の確認を待っています。お早めにお願いします。") == 1
    named = {
        number: line
        for line in lines
        for number in (OTSUYAMA, HEIKAWA, KOUNO, BUNO)
        if number in line
    }
    assert named[OTSUYAMA] == "・00123 乙山 𠮷子(提出)"
    assert named[HEIKAWA] == "・00124 丙川 三郎(提出)"
    assert named[KOUNO] == "・01000 甲野 一"
    assert named[BUNO].startswith("・00900 部野 長(不備) — "), "届いたが開けない"
    assert "総務課長 様(庶務担当経由)" in lines
    assert not any("各位" in line for line in lines)
    status = office.run("status", office.ledger)
    counted = [status[f"{item}(年度末)"] for item in ("未提出", "未確認", "差戻し")]
    assert counted == [1, 2, 1]
    assert office.table("goals") == [], "集約までは、実績は台帳に入らない"
    assert {row["digest"] for row in office.table("reports")} == {None}
    next(inbox.glob(f"*{HEIKAWA}*.xlsx")).unlink()
    office.run("consolidate", office.ledger, "--from", inbox)
    states = {r["staff_no"]: r["state"] for r in office.table("reports") if r["phase"] == "年度末"}
    assert (states[OTSUYAMA], states[HEIKAWA]) == ("提出", "未提出")


def test_ボタンも時期のフォルダを使い_どの時期かを見せてから実行する(
    lived: Office, tmp_path: Path
) -> None:
    office = copy_of(lived, tmp_path)
    desk, pages = MemoryDesk(), pages_of(office.ledger)
    registry.press("collect", Click(pages, desk, MARCH))
    (_, question), *_ = desk.asked
    assert "時期: 年度末(期首のファイル 1 個は、今回は使いません)" in question
    made = list((office.folder / "確認表").rglob("*.xlsx"))
    assert {path.parent for path in made} == {office.folder / "確認表" / "年度末"}
    refusing = MemoryDesk(agrees=False)
    registry.press("consolidate", Click(pages, refusing, MARCH))
    (_, question), *_ = refusing.asked
    assert "時期: 年度末" in question
    assert "エラー 1件" in question, "開けない部野のファイルだけ(期首のファイルは誤りではない)"


@pytest.mark.parametrize(
    ("folders", "place"),
    [
        pytest.param((), "確認", id="時期のフォルダがなければ、言われたところ"),
        pytest.param(("年度末",), "確認/年度末", id="時期のフォルダがあれば、その中"),
        pytest.param(("期首", "年度末"), "確認/年度末", id="両方あれば、その時期の中"),
        pytest.param(("期首",), "確認", id="ほかの時期のフォルダしかなければ、言われたところ"),
    ],
)
def test_作る場所(tmp_path: Path, folders: tuple[str, ...], place: str) -> None:
    for name in folders:
        (tmp_path / "確認" / name).mkdir(parents=True)
    assert folder_of(tmp_path / "確認", Phase.CLOSING) == tmp_path / place


@pytest.mark.parametrize(
    ("moment", "phase"),
    [
        pytest.param(MAY, "期首", id="何も配らない5月は期首"),
        pytest.param(NOVEMBER, "年度末", id="何も配らない11月は年度末"),
    ],
)
def test_時期を言わなければ_いまの時期を配る(
    tmp_path: Path, moment: dt.datetime, phase: str
) -> None:
    office = office_in(tmp_path)
    office.now = moment
    assert f"{phase}の申告書は、まだだれにも配っていません。" in reminded(office)
    issue = ("issue", office.ledger, office.folder / "配布", "--staff", HEIKAWA)
    answers = [office.run(*issue, expect=(0,)) for _ in range(2)]
    assert [(one["phase"], one["people"]) for one in answers] == [(phase, 1), (phase, 0)]
    assert "--phase" in answers[1]["summary"][-1], "配り終えた後は、もう1つの時期の配り方を言う"
    assert office.run("status", office.ledger)["phase"] == phase
    assert "まだ配っていない人が 3 名います。" in reminded(office)


@pytest.mark.parametrize(
    ("issued", "warned"),
    [
        pytest.param(("期首",), {"期首": "4 名分"}, id="期首だけ配った年は、期首の4名"),
        pytest.param(("年度末",), {"年度末": "4 名分"}, id="年度末だけ配った年は、年度末の4名"),
        pytest.param(
            ("期首", "年度末"),
            {"期首": "4 名分", "年度末": "1 名分"},
            id="期首がいまの時期なら、年度末は配った1名だけ",
        ),
    ],
)
def test_年度更新の知らせも_いまの時期を言う(
    tmp_path: Path, issued: tuple[str, ...], warned: dict[str, str]
) -> None:
    office = office_in(tmp_path)
    for phase in issued:
        to = ("--staff", HEIKAWA) if len(issued) == 1 or phase == "年度末" else ()
        office.run("issue", office.ledger, tmp_path / phase, "--phase", phase, *to, expect=(0,))
    office.close()
    answer = office.run("rollover", office.ledger, tmp_path / "新しい台帳.xlsx")
    told = [p["what"] for p in answer["found"] if p["code"] == "reports-open"]
    assert len(told) == len(warned)
    for phase, count in warned.items():
        assert any(f"の{phase}の申告のうち {count}" in what for what in told), told
    at_hand = office.run("status", office.ledger)["phase"]
    assert warned[at_hand] == "4 名分", "今日やることと同じ時期"
