"""Answers of a form service without a 取込定義: the proposal, what is open, the next load."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from importing import filled, typed
from ledger.book.closed import ClosedBook
from ledger.commands.ledger_session import open_ledger
from ledger.commands.loading.first_contact import samples_of
from ledger.commands.loading.known_words import known_of
from ledger.judge.importing.answer_proposal import proposed_answers
from ledger.judge.importing.definition import Definition
from ledger.judge.importing.words import LedgerWords
from ledger.layout.ledger import TITLE_ROWS
from ledger.model.problems import Place
from ledger.read.table_grid import Grid
from small_office import Office, office_in

Rows = Sequence[Sequence[str]]

MICROSOFT: Rows = (
    (
        *("ID", "開始時刻", "完了時刻", "メール", "名前", "職員番号", "今年度の目標"),
        *(
            "デジタルに関する目標ですか",
            "受講した研修をすべて選んでください",
            "LoGoフォーム",
            "RPA",
        ),
    ),
    (
        *("1", "2026-03-10 16:00", "2026-03-10 17:00", "h@b", "丙川", "124", "申請を1つ電子化"),
        *("はい", "BPR実践研修;DXマインドセット研修;", "2：一人で使える", ""),
    ),
)
GOOGLE: Rows = (
    (
        *("タイムスタンプ", "メールアドレス", "職員番号を入力してください"),
        *("1つ目の研修", "1つ目の修了日", "2つ目の研修", "2つ目の修了日", "2つ目の修了証"),
        *("ツールの習熟度 [LoGoフォーム]", "ツールの習熟度 [BIツール]", "受けたい研修"),
    ),
    (
        *("2026/03/10 8:05:12 午後 GMT+9", "h@b", "00124"),
        *("BPR実践研修", "2025/6/2", "DXマインドセット研修", "2025/7/15", "証2"),
        *("よく使う", "使わない", "UX研修"),
    ),
)
LOGO: Rows = (
    (
        *("受付番号", "送信日時", "職員番号", "お名前", "案件名", "役割", "開始日", "成果"),
        *("ツール1", "水準1", "ツール2", "水準2", "感想"),
    ),
    (
        *("R-1", "2026/03/10 10:00", "124", "丙川 三郎", "窓口の改善", "メンバー", "2025/5/1"),
        *("待ち時間が半分", "LoGoフォーム", "3", "RPA", "1", "よかった"),
    ),
)
KINTONE: Rows = (
    ("レコードの開始行", "レコード番号", "作成日時", "職員番号", "目標", "研修名", "修了日"),
    ("*", "7", "2026-03-10 10:00", "124", "申請を1つ電子化", "BPR実践研修", "2025-06-02"),
    ("", "7", "2026-03-10 10:00", "124", "申請を1つ電子化", "DXマインドセット研修", "2025-07-15"),
)


def put(office: Office, rows: Rows, name: str = "回答.csv") -> Path:
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    path = office.folder / name
    path.write_bytes(target.getvalue().encode("utf-8-sig"))
    return path


def first(office: Office, rows: Rows) -> dict[str, Any]:
    """Load a file for the first time; nothing but 取込列 and 取込値 may change."""
    before = {key: office.table(key) for key in ("issues", "goals", "attendances", "problems")}
    answer = office.run("load", office.ledger, put(office, rows), expect=(0, 1))
    assert before == {key: office.table(key) for key in before}
    assert not (office.folder / "提出").exists()
    return answer


def columns(office: Office) -> list[tuple[str, str, str]]:
    return [
        (row["source_header"], f"{row['table_title']}.{row['column_header']}", row["use"])
        for row in office.table("import_columns")
        if row["table_title"]
    ]


def unset(answer: dict[str, Any], code: str = "import-column-unset") -> list[str]:
    return [p["what"].split("に当たる")[0] for p in answer["found"] if p["code"] == code]


def facts(office: Office, table: str, *keys: str) -> set[tuple[str, ...]]:
    """Load once more, consolidate, and return what is known of 丙川 then."""
    loaded = office.run("load", office.ledger, office.folder / "回答.csv", expect=(0, 1))
    assert (loaded["rows"]["accepted"], loaded["rows"]["quarantined"]) == (1, 0)
    inbox = office.folder / "提出"
    taken = office.run("consolidate", office.ledger, "--from", inbox, expect=(0, 1))
    errors = {p["code"] for p in taken["found"] if p["severity"] == "error"}
    # a form that asks for no digital goal makes reports without one
    assert errors <= {"goals-digital-few"}
    return known(office, table, *keys)


def known(office: Office, table: str, *keys: str) -> set[tuple[str, ...]]:
    return {
        tuple(str("" if row[key] is None else row[key]).removesuffix(" 00:00:00") for key in keys)
        for row in office.table(table)
        if row["staff_no"] == "00124"
    }


def test_Microsoft_Forms_では_選んだ研修が1つずつの行になり_日は人事が決める(
    tmp_path: Path,
) -> None:
    office = office_in(tmp_path)
    answer = first(office, MICROSOFT)
    assert unset(answer) == ["2 受講の「修了日」"]
    assert ("LOGO LoGoフォーム", "5 ツール.ツールコード", "固定値") in columns(office)
    rows = office.table("import_columns")
    at = next(n for n, row in enumerate(rows, TITLE_ROWS + 2) if row["source_header"] == "（未定）")
    typed(office, "取込列", {f"B{at}": "2025-08-01", f"E{at}": "固定値"})
    taken = facts(office, "attendances", "training_code", "completed_on")
    assert taken == {("T09", "2025-08-01"), ("T01", "2025-08-01")}
    assert known(office, "tool_levels", "tool_code", "level") == {("LOGO", "2")}
    assert known(office, "goals", "goal", "digital") == {("申請を1つ電子化", "○")}


def test_Google_フォームでは_組の欠けた列があっても_次の組の行になる(tmp_path: Path) -> None:
    office = office_in(tmp_path)
    answer = first(office, GOOGLE)
    assert unset(answer) == []
    (told,) = [p for p in answer["found"] if p["code"] == "import-column-unsure"]
    assert told["what"].startswith("見出し「受けたい研修」は、何をたずねた列か")
    # 言葉の段階は、役所が決める
    assert filled(office, {"よく使う": "3", "使わない": "0"}) == 2
    taken = facts(office, "attendances", "training_code", "completed_on", "evidence")
    assert taken == {("T09", "2025-06-02", ""), ("T01", "2025-07-15", "証2")}
    assert known(office, "tool_levels", "tool_code", "level") == {("LOGO", "3"), ("BI", "0")}


def test_LoGoフォームでは_案件と役割とツールの組を読む(tmp_path: Path) -> None:
    office = office_in(tmp_path)
    answer = first(office, LOGO)
    assert unset(answer) == []
    taken = facts(office, "engagements", "role", "started_on", "outcome")
    assert taken == {("担当", "2025-05-01", "待ち時間が半分")}
    assert known(office, "tool_levels", "tool_code", "level") == {("LOGO", "3"), ("RPA", "1")}


def test_kintone_の表の行は_1つのレコードの行になる(tmp_path: Path) -> None:
    office = office_in(tmp_path)
    first(office, KINTONE)
    taken = facts(office, "attendances", "training_code", "completed_on")
    assert taken == {("T09", "2025-06-02"), ("T01", "2025-07-15")}
    assert len(known(office, "goals", "goal")) == 1


HEAD = ("受付番号", "送信日時", "職員番号")
SENT = ("R-1", "2026-03-10 10:00", "124")
OPEN: Mapping[str, tuple[Mapping[str, str], tuple[str, ...], tuple[str, ...]]] = {
    "職員番号がどこにもない": (
        {"職員番号": "", "目標": "電子化"},
        ("申告書の「職員番号」",),
        (),
    ),
    "いくつも選べる研修に、修了日は1つ": (
        {"研修": "BPR研修, UX研修", "修了日": "2025-06-02"},
        ("2 受講の「修了日」",),
        (),
    ),
    "1つしか選ばない研修なら、決まる": (
        {"目標": "電子化", "研修": "BPR研修", "修了日": "2025-06-02"},
        (),
        (),
    ),
    "案件に役割の列がない": (
        {"案件名": "窓口の改善", "開始日": "2025-05-01"},
        ("4 従事の「役割」",),
        (),
    ),
    "水準のツールがどれか分からない": (
        {"習熟度": "2"},
        ("5 ツールの「ツールコード」",),
        (),
    ),
    "担当が人の名前": (
        {"案件名": "窓口の改善", "役割": "担当", "開始日": "2025-05-01", "担当": "佐藤"},
        (),
        ("担当",),
    ),
    "台帳にないツールの行": (
        {"習熟度[RPA]": "1", "習熟度[ドローン]": "2"},
        (),
        ("習熟度[ドローン]",),
    ),
    "何をたずねたのか分からない設問": (
        {"目標": "電子化", "役に立った研修": "BPR研修"},
        (),
        ("役に立った研修",),
    ),
    "受けたい研修は、受けた研修ではない": (
        {"目標": "電子化", "受けたい研修": "BPR研修"},
        (),
        ("受けたい研修",),
    ),
    "感想は、たずねても使わない": (
        {"目標": "電子化", "研修の感想": "よかった"},
        (),
        (),
    ),
}


PAGE_ROWS: Rows = (
    (
        *("ID", "完了時刻", "メール", "職員番号", "今年度の目標", "デジタルの目標ですか"),
        *(
            "受講した研修1",
            "修了日1",
            "受講した研修2",
            "修了日2",
            "LoGoフォーム",
            "RPA",
            "担当",
            "感想",
        ),
    ),
    (
        *("1", "2026-03-10 17:00", "h@b", "124", "申請を1つ電子化", "はい"),
        *(
            "BPR実践研修",
            "2025-06-02",
            "AIの研修",
            "2025-07-15",
            "2：使える",
            "使わない",
            "佐藤",
            "",
        ),
    ),
)
PAGE = Path(__file__).parent.parent / "docs" / "imports.md"


def test_説明のページの出力は_いまのとおり(tmp_path: Path) -> None:
    office = office_in(tmp_path)
    path = put(office, PAGE_ROWS, "年度末申告.csv")
    said = office.run("load", office.ledger, path)["summary"]
    assert filled(office, {"AIの研修": "（空欄）", "使わない": "0"}) == 2
    said += office.run("load", office.ledger, path, expect=(0,))["summary"]
    blocks = [one for one in PAGE.read_text("utf-8").split("```")[1::2] if path.name in one]
    shown = [line for block in blocks for line in block.splitlines()[2:]]
    assert len(shown) > 8
    assert [line for line in shown if line not in said] == []


@pytest.fixture(scope="module")
def office_known(tmp_path_factory: pytest.TempPathFactory) -> LedgerWords:
    return known_of(open_ledger(ClosedBook(office_in(tmp_path_factory.mktemp("known")).ledger)))


def proposal(rows: Rows, known: LedgerWords) -> Definition | None:
    headers, *body = rows
    place = Place(file="回答.csv")
    return proposed_answers("回答", samples_of(Grid(headers, body, place, 2)), known)


@pytest.mark.parametrize("case", OPEN)
def test_決められないことは_黙って決めずに知らせる(office_known: LedgerWords, case: str) -> None:
    asked, open_, unsure = OPEN[case]
    own = {**dict(zip(HEAD, SENT, strict=True)), **asked}
    cells = {header: value for header, value in own.items() if value}
    found = proposal([tuple(cells), tuple(cells.values())], office_known)
    assert found is not None
    assert [f"{entry.table}の「{entry.column}」" for entry in found.open] == list(open_)
    assert [header for header, _ in found.unsure] == list(unsure)


SCALES: Mapping[str, tuple[str, Sequence[str], Mapping[str, str | None]]] = {
    "0〜3の数字はそのまま": ("水準", ("0", "3"), {}),
    "数字で始まる言葉は、その数字": (
        "水準",
        ("0：使わない", "レベル2", "3 教えられる"),
        {"0：使わない": "0", "レベル2": "2", "3 教えられる": "3"},
    ),
    "言葉だけの段階": (
        "水準",
        ("使わない", "よく使う"),
        {"使わない": None, "よく使う": None},
    ),
    "4より上のある段階は、全部を決めてもらう": ("水準", ("1", "5"), {"1": None, "5": None}),
    "見出しが5段階と言う": ("水準(5段階)", ("1", "3"), {"1": None, "3": None}),
    "見出しが1〜4と言う": ("水準（1～4）", ("1", "3"), {"1": None, "3": None}),
    "見出しが0〜3と言う": ("水準（0〜3）", ("1", "3"), {}),
}


@pytest.mark.parametrize("case", SCALES)
def test_段階の数字と言葉(office_known: LedgerWords, case: str) -> None:
    header, levels, expected = SCALES[case]
    rows = [
        (*HEAD, "ツール", header),
        *((f"R-{n}", *SENT[1:], "RPA", level) for n, level in enumerate(levels)),
    ]
    found = proposal(rows, office_known)
    assert found is not None
    assert {word.source: word.value for word in found.words} == expected
    assert {word.column for word in found.words} <= {"レベル"}


NONE_OF_ANSWERS: Mapping[str, Rows] = {
    "主催者の名簿": (
        ("受付番号", "職員番号", "氏名", "研修名", "修了日"),
        ("1", "00124", "丙川 三郎", "BPR実践研修", "2025-06-02"),
    ),
    "LMSの一覧": (
        ("ユーザーID", "表示名", "コース名", "学習ステータス", "登録日時", "完了日時"),
        ("00124", "丙川 三郎", "BPR実践研修", "受講済み", "2025-05-01", "2025-06-02"),
    ),
    "人事の一覧": (
        ("職員番号", "氏名", "所属名称", "役職名", "採用年月日", "更新日時", "担当案件"),
        ("00124", "丙川 三郎", "総務課", "主事", "2020-04-01", "2026-03-01", "窓口の改善"),
    ),
}


@pytest.mark.parametrize("case", NONE_OF_ANSWERS)
def test_回答でない一覧は_申告書にしない(office_known: LedgerWords, case: str) -> None:
    assert proposal(NONE_OF_ANSWERS[case], office_known) is None


def test_記名アンケートの設問は_設定が丸のときだけ使う(tmp_path: Path) -> None:
    office = office_in(tmp_path)
    question = "Q3．ふだんの業務でデジタルツールを活用していますか？"
    rows = [(*HEAD, "目標", question), (*SENT, "電子化", "Yes")]
    answer = first(office, rows)
    assert [row for row in columns(office) if "アンケート" in row[1]] == []
    assert any("記名アンケート" in line for line in answer["summary"])
    office = office_in(tmp_path / "丸")
    settings = put(office, [("キー", "値"), ("named_survey", "○")], "設定.csv")
    office.run("load", office.ledger, "settings", settings, expect=(0,))
    first(office, rows)
    assert (question, "8 アンケート.回答", "値") in columns(office)
    assert facts(office, "answers", "question_code", "answer") == {("Q02", "はい")}
