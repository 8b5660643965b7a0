"""異動を試す by its verb: the page says it in sentences, and nothing else changes."""

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ledger.layout.pages import TRANSFER_TRIAL
from ledger.layout.plan_tables import TRANSFERS
from small_office import NOW_IN_MARCH, Office, office_in

MORE = {
    "sections": (
        "所属コード,所属名,上位所属コード,階層,集計対象,統合先所属コード\n"
        "0100,総務部,,部,,\n0110,総務課,0100,課,○,\n0120,福祉課,0100,課,○,\n"
    ),
    "attendances": "職員番号,研修名,修了日\n00123,BPR実践研修,2026-02-20\n",
}
NOTICE = (
    "職員番号,異動先所属コード,発令日\n00123,0120,2026-04-01\n01000,0120,2026-04-01\n"
    "00999,0120,2026-04-01\n"
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the office, a second 課, a training in February, and the 内示."""
    folder = Path(tmp_path_factory.mktemp("loaded"))
    made = office_in(folder)
    made.now = NOW_IN_MARCH
    for table, text in (*MORE.items(), ("異動案", NOTICE)):
        source = folder / f"{table}.csv"
        source.write_text(text, "utf-8")
        made.run("load", made.ledger, table, source)
    return folder


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory, loaded: Path) -> tuple[Office, dict[str, Any]]:
    """Return the office once the 内示 was tried out, to be looked at, and what was answered."""
    office = _copy(loaded, Path(tmp_path_factory.mktemp("tried")))
    return office, office.run("try-transfers", office.ledger, expect=(1,))


@pytest.fixture
def office(tmp_path: Path, tried: tuple[Office, dict[str, Any]]) -> Office:
    """Return a copy of the office of `tried`, to go on with."""
    return _copy(tried[0].folder, tmp_path)


def _copy(folder: Path, to: Path) -> Office:
    shutil.copytree(folder, to, dirs_exist_ok=True)
    return Office(to, NOW_IN_MARCH)


def page(office: Office) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(office.ledger)
    rows = book[TRANSFER_TRIAL.title].iter_rows(values_only=True)
    return [tuple(row[:3]) for row in rows if any(row)]


def contents(office: Office) -> dict[str, list[tuple[Any, ...]]]:
    """Return every sheet's cells."""
    book = openpyxl.load_workbook(office.ledger)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def sentences(office: Office, about: str) -> str:
    return "\n".join(str(row[2]) for row in page(office) if about in str(row[1]))


def test_会議に持って行ける文で出る(tried: tuple[Office, dict[str, Any]]) -> None:
    office, answer = tried
    assert (answer["gaps"], answer["after_training"], answer["vacancies"]) == (1, 1, 1)
    assert "DX推進員がいなくなります(いま1名 → 令和8年4月1日 0名)" in sentences(office, "総務課")
    assert "出る人: 乙山 𠮷子さん(福祉課へ)。来る人: なし" in sentences(office, "総務課")
    told = sentences(office, "乙山 𠮷子さん")
    assert "令和8年4月1日の異動(総務課 → 福祉課)が、研修から3か月以内です" in told
    assert "BPR研修 令和8年2月20日修了(令和8年5月20日まで)" in told
    assert "長がいなくなります(いま 甲野 一さん)" in sentences(office, "総務課")
    assert "丙川 三郎さんを確認する人が、甲野 一さんから部野 長さんに替わります" in sentences(
        office, "総務課"
    )


def test_使えない行は_場所と直し方をページにも言う(tried: tuple[Office, dict[str, Any]]) -> None:
    office, answer = tried
    assert answer["problems"]["error"] == 1
    assert "職員番号「00999」が、シート「職員」にありません" in sentences(office, "異動案!A")


def test_変わるのは_ページと処理履歴だけ(
    loaded: Path, tried: tuple[Office, dict[str, Any]]
) -> None:
    before, after = contents(Office(loaded)), contents(tried[0])
    changed = [title for title in before if before[title] != after[title]]
    assert changed == ["異動を試す", "処理履歴"]


def test_異動案の誤りは_台帳の誤りではない(tried: tuple[Office, dict[str, Any]]) -> None:
    errors = [row for row in tried[0].table("today") if row["item"] == "台帳の誤り"]
    assert [row["count"] for row in errors] == [0]


def test_処理履歴には_人の名前も番号も残らない(tried: tuple[Office, dict[str, Any]]) -> None:
    told = str(tried[0].table("runs")[-1])
    assert "異動を試す: 異動案 2名を見た(空白 1件、研修後 1件)" in told
    assert not [word for word in ("00123", "乙山", "01000", "甲野", "福祉課") if word in told]


def test_空にすると_表もページも処理履歴も空になる(office: Office) -> None:
    office.run("try-transfers", office.ledger, "--clear", expect=(0,))
    assert office.table("transfers") == []
    assert len(page(office)) == 3
    assert "乙山" not in str(page(office))
    office.run("load", office.ledger, "sections", office.folder / "sections.csv")
    assert "乙山" not in str(page(office))


def test_見た後でほかの表を取り込んでも_ページは残る(office: Office) -> None:
    before = page(office)
    office.run("load", office.ledger, "sections", office.folder / "sections.csv")
    assert page(office) == before


def test_書き出しにも共有にもレポートにも入らない(office: Office, tmp_path: Path) -> None:
    office.run("export", office.ledger, tmp_path / "書き出し")
    names = [path.name for path in (tmp_path / "書き出し").iterdir()]
    assert "transfers.csv" not in names
    assert "postings.csv" in names
    assert TRANSFERS.exported is False
    for verb in ("share", "report"):
        office.run(verb, office.ledger, tmp_path / f"{verb}.xlsx")
        titles = openpyxl.load_workbook(tmp_path / f"{verb}.xlsx").sheetnames
        assert not [title for title in titles if "異動" in title]


def test_読めなかった内示の行も_書き出さず_空にすると消える(office: Office, tmp_path: Path) -> None:
    source = tmp_path / "内示2.csv"
    source.write_text("職員番号,異動先所属コード,発令日\n00124,0120,いつか\n", "utf-8")
    office.run("load", office.ledger, "異動案", source)
    assert [row["about"] for row in office.to_look_at()] == ["異動案: 00124"]
    office.run("export", office.ledger, tmp_path / "書き出し")
    assert "異動案" not in (tmp_path / "書き出し" / "problems.csv").read_text("utf-8-sig")
    office.run("try-transfers", office.ledger, "--clear", expect=(0,))
    assert not office.to_look_at()


def test_次の年度の台帳には_内示もページの中身もない(office: Office, tmp_path: Path) -> None:
    office.now = dt.datetime(2026, 4, 1, 9)  # noqa: DTZ001 - the ledger keeps local time
    later = Office(tmp_path, office.now)
    later.ledger = tmp_path / "次.xlsx"
    office.run("freeze", office.ledger)
    office.run("rollover", office.ledger, later.ledger)
    assert later.table("transfers") == []
    assert len(page(later)) == 3


def test_何もなければ_見たものを言う(tmp_path: Path) -> None:
    made = office_in(tmp_path)
    made.now = NOW_IN_MARCH
    made.run("try-transfers", made.ledger, expect=(0,))
    told = "\n".join(str(row[2]) for row in page(made))
    assert "空白になる課は、ありません(1課を、DX推進員 1名" in told
    assert "研修から3か月以内に異動する人は、いません(0名の異動を" in told
    assert "終わる任期は、ありません" in told


def test_月数が0なら_見ていないと言う(office: Office) -> None:
    source = office.folder / "設定.csv"
    source.write_text("キー,値\nafter_training_months,0\n", "utf-8")
    office.run("load", office.ledger, "settings", source, "--upsert")
    answer = office.run("try-transfers", office.ledger)
    assert (answer["after_training"], answer["after_training_done"]) == (0, 0)
    assert "見ていません(設定「研修後の月数」が0です)" in str(page(office))
