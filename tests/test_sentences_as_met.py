"""Sentences as their readers met them, through the commands: what is wrong, and the next step."""

import re
import shutil
from pathlib import Path

import pytest

from ledger.addin.ribbon_controls import buttons
from ledger.model.catalogue import CATALOGUE
from small_office import NOW_IN_MARCH, Office, consolidate, office_in, report_of

ROOT = Path(__file__).parent.parent / "src" / "ledger"


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office in March, its forms given out, one of them in the inbox."""
    office = Office(office_in(tmp_path_factory.mktemp("met")).folder, NOW_IN_MARCH)
    return report_of(office)


@pytest.fixture
def office(issued: Office, tmp_path: Path) -> Office:
    """A copy that a test may change."""
    shutil.copytree(issued.folder, tmp_path / "office")
    return Office(tmp_path / "office", NOW_IN_MARCH)


def put(office: Office, name: str, text: str) -> Path:
    path = office.folder / name
    path.write_text(text, "utf-8")
    return path


HEADERS = {
    "名だけ違う": (
        "職員番号,漢字氏名,採用年月日\n00125,甲 太,2020-04-01\n",
        ("氏名", "採用日"),
        (),
    ),
    "1つはない": (
        "職員番号,漢字氏名,部署\n00125,甲 太,総務課\n",
        ("氏名", "採用日"),
        ("漢字氏名→氏名",),
    ),
    "どれもない": ("番,名\n1,2\n", ("職員番号", "氏名", "採用日"), ()),
}


@pytest.mark.parametrize(("text", "missing", "pairs"), HEADERS.values(), ids=HEADERS)
def test_足りない見出しは_いちどにすべて言い_読める見出しを挙げる(
    text: str, missing: tuple[str, ...], pairs: tuple[str, ...], office: Office
) -> None:
    answer = office.run("load", office.ledger, "職員", put(office, "a.csv", text), expect=(0, 1, 2))
    said = answer["refused"]["what"] + answer["refused"]["remedy"]
    assert answer["refused"]["code"] == "header-missing"
    assert all(f"「{header}」" in said for header in missing)
    assert all(f"取込列」で『{pair}』と指定" in said for pair in pairs)


def remedies(answer: dict[str, object], code: str) -> list[str]:
    found = answer["found"]
    assert isinstance(found, list)
    return [one["remedy"] for one in found if one["code"] == code]


def test_知らない研修名は_研修別名に書き足せば読めると言う(office: Office) -> None:
    roster = put(office, "b.csv", "職員番号,研修名,修了日\n00123,BPR研修(GovTech),2025-08-01\n")
    (remedy,) = remedies(office.run("load", office.ledger, "受講", roster), "unknown-code")
    assert "「研修別名」に、別名「BPR研修(GovTech)」" in remedy
    assert "新しい研修なら、シート「研修」に" in remedy


GONE = {
    "前にいた人の番号": (
        "00124",
        "00124 丙川三郎 は、前は「職員」にいました。退職なら、行を残して「退職日」",
    ),
    "先頭の0が落ちていても": ("124", "00124 丙川三郎 は、前は「職員」にいました"),
    "いたことのない番号": ("00999", "シート「職員」に加えてください"),
}


@pytest.mark.parametrize(("number", "said"), GONE.values(), ids=GONE)
def test_いなくなった番号の名簿は_だれだったかと退職日を言う(
    number: str, said: str, office: Office
) -> None:
    from small_office import PEOPLE  # noqa: PLC0415 - only here

    left = "\n".join(row for row in PEOPLE["staff"].splitlines() if not row.startswith("00124"))
    staff = put(office, "職員.csv", left + "\n")
    office.run("load", office.ledger, "職員", staff, "--replace")
    roster = put(
        office, "c.csv", f"職員番号,研修名,修了日\n{number},DXマインドセット研修,2025-08-01\n"
    )
    (remedy,) = remedies(office.run("load", office.ledger, "受講", roster), "staff-unknown")
    assert said in remedy


def test_KPIの算定根拠は_だれの何を数えたかを文で言い_調査のない設問は書く場所を言う(
    office: Office,
) -> None:
    (office.folder / "確認").mkdir()
    consolidate(office)
    basis = {row["target_code"]: row["basis"] for row in office.table("kpis")}
    assert basis["K13"].endswith("にリードした案件の数(共同リードを含む。同じ案件は1件)。")
    assert basis["K09"].startswith("算定不能。「")
    assert "シート「調査結果」に、対象者数・回答数・はい数を1行書いてください。" in basis["K09"]
    assert "対象0名" not in basis["K09"]


def test_督促は所属長あてで_集めたあとは受け取った人を未提出と言わない(office: Office) -> None:
    folder = office.folder
    before = "\n".join(office.run("remind", office.ledger)["summary"])
    assert "総務課長 様(庶務担当経由)" in before
    assert "甲野 一 様" not in before
    office.run("collect", office.ledger, "--from", folder / "提出", "--to", folder / "確認")
    after = "\n".join(office.run("remind", office.ledger)["summary"])
    late, _, waiting = after.partition("上長の確認を待っています")
    assert "乙山" in waiting
    assert "乙山" not in late


def test_上長の確認の次の一手は人がすることで_操作の名前ではない(office: Office) -> None:
    folder = office.folder
    office.run("collect", office.ledger, "--from", folder / "提出", "--to", folder / "確認")
    book = next((folder / "確認").rglob("*01000*.xlsx"))
    answer = office.run("confirm", book, "--by", "01000", "--on", "2026-03-20")
    assert answer["next"] == "保存して、人事に渡してください。"


@pytest.mark.parametrize("name", ["{} - コピー", "0_{}", "{} (2)"])
def test_同じ中身の写しは_元のファイルにならない(name: str, office: Office) -> None:
    (form,) = (office.folder / "提出").glob("*.xlsx")
    shutil.copy(form, form.with_stem(name.format(form.stem)))
    (office.folder / "確認").mkdir()
    consolidate(office)
    files = {row["staff_no"]: row["source_file"] for row in office.table("reports")}
    assert files["00123"] == form.name


def test_職員のいない台帳の点検は_はじめにすることを言う(tmp_path: Path) -> None:
    office = Office(tmp_path, NOW_IN_MARCH)
    office.run("init", office.ledger, "--year", 2025, "--org", "架空市")
    answer = office.run("check", office.ledger)
    assert answer["summary"][0].startswith("職員がまだいません。はじめに、")
    assert "配れます" not in answer["next"]


# ボタンの名前


def test_文が言うボタンは_どれもリボンにある() -> None:
    labels = {button.label for button in buttons()}
    texts = [text for entry in CATALOGUE.values() for text in (entry.what, entry.remedy)]
    texts += [path.read_text("utf-8") for path in ROOT.rglob("*.py")]
    said = {label for text in texts for label in re.findall(r"ボタン: ([^)）{「、。\s]+)\)", text)}
    assert len(said) >= 3
    assert said <= labels


def test_文は操作を英語の名前では言わない() -> None:
    names = "issue|load|check|collect|consolidate|remind|rollover"
    for path in ROOT.rglob("*.py"):
        assert not re.findall(rf"[ぁ-んァ-ヶ一-龠」]\(({names})\)", path.read_text("utf-8")), (
            path.name
        )
