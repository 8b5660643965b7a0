"""Result columns of a roster: only who completed is counted (rulings, 名簿の結果の列)."""

import pytest

import builders
from ledger.layout.policy import policy_of
from ledger.layout.roster_words import WORDS, Words
from ledger.read.rosters.roster import ReadRoster, RosterCounts, read_roster

NUMBERS = [f"0010{n}" for n in range(1, 7)]
TABLES = builders.tables(
    staff=[{"staff_no": number} for number in NUMBERS],
    trainings=[
        {"training_code": "T01", "training_name": "DX研修"},
        {"training_code": "T02", "training_name": "RPA研修"},
    ],
    sessions=[
        {
            "session_no": "S1",
            "training_code": "T01",
            "held_on": "2025-06-02",
            "ended_on": "2025-06-04",
        }
    ],
)
POLICY, _ = policy_of(TABLES)


def read(text: str, words: Words = WORDS) -> ReadRoster:
    return read_roster(POLICY, TABLES, text.encode(), "名簿.csv", words=words)


def listed(headers: str, *cells: str) -> ReadRoster:
    """Read a list of as many people, each with these cells in the result columns."""
    rows = "".join(
        f"{number},DX研修,2025-07-01,{cell}\n" for number, cell in zip(NUMBERS, cells, strict=False)
    )
    return read(f"職員番号,研修名,修了日,{headers}\n{rows}")


def counted(found: ReadRoster) -> list[int]:
    """Return who is counted, as the last figure of the number."""
    return [int(str(number)[-1]) for number in found.rows["staff_no"]]


def codes(found: ReadRoster) -> list[str]:
    return [problem.code for problem in found.problems]


# 見出し, 各行の値, 数える人, 数えない(欠席・未修了)行, 取り置く行
COLUMNS: list[tuple[str, str, tuple[str, ...], list[int], int, int]] = [
    ("出欠", "出欠", ("出席", "欠席", "出席"), [1, 3], 1, 0),
    ("合否", "合否", ("合格", "不合格"), [1], 1, 0),
    ("LMSの受講状況", "受講状況", ("修了", "受講中", "未受講", "完了"), [1, 4], 2, 0),
    ("印", "修了", ("○", "×", "〇", "✕", "◯"), [1, 3, 5], 2, 0),
    ("済", "修了区分", ("済", "未", "済み", "未修了"), [1, 3], 2, 0),
    ("1と0", "修了", ("1", "0", "1.0"), [1, 3], 1, 0),
    ("英語の大文字と全角", "Result", ("PASSED", "Ｃｏｍｐｌｅｔｅｄ", "Failed"), [1, 2], 1, 0),
    ("遅刻と早退", "出席", ("出席", "遅刻", "早退", "○"), [1, 4], 2, 0),
    ("取消", "状態", ("受講済", "キャンセル", "取消"), [1], 2, 0),
    ("知らない言葉は取り置く", "合否", ("合格", "優", "追試"), [1], 0, 2),
    ("空欄は、ほかが埋まっていれば否", "修了", ("修了", "", "修了"), [1, 3], 1, 0),
    ("全角の空白と横線も空欄", "修了", ("修了", "\u3000", "－"), [1], 2, 0),
    ("欠席だけを書いた列の空欄は決められない", "出欠", ("", "欠席", ""), [], 1, 2),
    ("何も書かれていない合否", "合否", ("", ""), [], 0, 2),
    ("知らない言葉と空欄", "合否", ("優", ""), [], 1, 1),
    ("2つの列のどちらも要る", "出欠,合否", ("出席,合格", "出席,不合格", "欠席,合格"), [1], 2, 0),
    ("出席でも、合否が空なら数えない", "出欠,合否", ("出席,合格", "出席,"), [1], 1, 0),
    ("出席でも、合否が全員空なら取り置く", "出欠,合否", ("出席,", "出席,"), [], 0, 2),
    ("欠席なら、もう1つの列の言葉は問わない", "出欠,合否", ("欠席,？",), [], 1, 0),
    ("日ごとの列", "出欠(1日目),出欠(2日目)", ("○,○", "○,×", "×,○"), [1], 2, 0),
    ("同じ見出しが2つ", "出欠,出欠", ("○,○", "○,×"), [1], 1, 0),
    ("第2回の出席", "第1回出席,第2回出席", ("出席,出席", "出席,欠席"), [1], 1, 0),
    ("見出しの注と改行", '"修了\n状況 ※"', ("修了", "未修了"), [1], 1, 0),
    ("角括弧の見出し", "【合否判定】", ("合格", "不合格"), [1], 1, 0),
    ("前につく言葉", "研修修了状況", ("修了", "受講中"), [1], 1, 0),
    ("進捗率 %つき", "進捗率", ("100%", "80%", "１００％", "0%"), [1, 3], 2, 0),
    ("進捗率 0から1", "進捗率", ("1", "0.5", "1.0", "0"), [1, 3], 2, 0),
    ("進捗率 0から100の1は1%", "進捗率(%)", ("100", "1", "99.5"), [1], 2, 0),
    ("100%を超える進捗率", "進捗率", ("100%", "120%"), [1], 0, 1),
    ("出席率", "出席率", ("100%", "66%"), [1], 1, 0),
    ("出席率の数", "出席率(%)", ("100", "66", "1"), [1], 2, 0),
    ("コースの進捗率", "コース進捗率", ("100", "99"), [1], 1, 0),
    ("状態が在籍なら結果でない", "状態", ("在籍", "在籍"), [1, 2], 0, 0),
    ("評価のAや4.5は結果でない", "評価", ("A", "4.5", ""), [1, 2, 3], 0, 0),
    ("5段階の評価の1は結果でない", "評価", ("1", "3", "5"), [1, 2, 3], 0, 0),
    ("評価に合否の言葉", "評価", ("合格", "不合格"), [1], 1, 0),
    ("状態に修了と在籍", "状態", ("修了", "在籍"), [1], 0, 1),
    ("ステータスの1と0", "ステータス", ("1", "0"), [1], 1, 0),
    ("テストの点は結果でない", "確認テスト", ("80", "100", "40"), [1, 2, 3], 0, 0),
    ("テストの合否", "確認テスト", ("合格", "不合格"), [1], 1, 0),
    ("欠席の列の印は欠席", "欠席", ("", "○", "×"), [1, 3], 1, 0),
    ("欠席の回数", "欠席", ("0", "2", ""), [1, 3], 1, 0),
    ("備考は結果でない", "備考", ("オンライン", ""), [1, 2], 0, 0),
    ("備考の欠席", "備考", ("オンライン", "欠席"), [1], 0, 1),
    ("備考の印は結果でない", "昼食", ("○", "×"), [1, 2], 0, 0),
]


@pytest.mark.parametrize(
    ("headers", "cells", "people", "left_out", "aside"),
    [case[1:] for case in COLUMNS],
    ids=[case[0] for case in COLUMNS],
)
def test_only_who_completed_is_counted(
    headers: str, cells: tuple[str, ...], people: list[int], left_out: int, aside: int
) -> None:
    found = listed(headers, *cells)
    assert counted(found) == people
    assert found.counts == RosterCounts(accepted=len(people), left_out=left_out, quarantined=aside)
    assert found.counts.read == len(cells)


def test_negative_rows_are_one_line_with_their_count() -> None:
    found = listed("出欠", "欠席", "出席", "遅刻", "欠席")
    (said,) = [problem for problem in found.problems if problem.code == "result-negative"]
    assert "欠席・未修了 3 行は数えませんでした" in said.what
    assert "出欠" in said.what
    assert "columns-ignored" not in codes(found)


def test_a_row_set_aside_names_its_cell_and_its_word() -> None:
    found = listed("合否", "合格", "追試")
    (said,) = [problem for problem in found.problems if problem.code == "result-unknown"]
    assert (said.place.file, said.place.cell) == ("名簿.csv", "D3")
    assert "追試" in said.what


# 見出し, 値, 出席だけで数えたと知らせる行の数
ALONE: list[tuple[str, str, str, int]] = [
    ("出欠の列だけ", "出欠", "出席", 1),
    ("出欠の列の印", "出欠", "○", 1),
    ("受講状況の列に出席", "受講状況", "出席", 1),
    ("合否もある", "出欠,合否", "出席,合格", 0),
    ("修了の列だけ", "修了", "○", 0),
]


@pytest.mark.parametrize(
    ("headers", "cells", "count"), [case[1:] for case in ALONE], ids=[case[0] for case in ALONE]
)
def test_attendance_alone_counts_with_a_notice(headers: str, cells: str, count: int) -> None:
    found = listed(headers, cells)
    assert counted(found) == [1]
    said = [p.what for p in found.problems if p.code == "attendance-counted"]
    assert [f"出席した {count} 行" in what for what in said] == [True] * min(count, 1)


def test_words_that_no_completion_day_holds() -> None:
    rows = "00101,DX研修,2025-07-01\n00102,DX研修,受講中\n00103,DX研修,いつか\n"
    found = read(f"職員番号,研修名,修了日\n{rows}")
    assert counted(found) == [1]
    assert found.counts == RosterCounts(accepted=1, left_out=1, quarantined=1)


def test_an_office_can_add_its_own_words() -> None:
    """取込値 will bring these; here they come by hand."""
    text = "職員番号,研修名,修了日,合否\n00101,DX研修,2025-07-01,優\n00102,DX研修,2025-07-01,可\n"
    assert counted(read(text)) == []
    words = WORDS.also(positive=["優"], negative=["可"])
    assert read(text, words).counts == RosterCounts(accepted=1, left_out=1)


def test_a_column_of_marks_without_a_known_header_is_pointed_at() -> None:
    found = listed("6月組", "○", "×")
    assert "marks-unused" in codes(found)
    assert "marks-unused" not in codes(listed("6月組", "A", "×"))


@pytest.mark.parametrize(
    ("header", "told"), [("所属", "所属"), ("", "D列(見出しなし)"), ("職名 (兼務)", "職名 (兼務)")]
)
def test_every_column_that_is_not_used_is_named(header: str, told: str) -> None:
    found = listed(header, "総務課")
    (said,) = [problem for problem in found.problems if problem.code == "columns-ignored"]
    assert said.what.endswith(told)


# 行(職員, 研修, 日, 開催回, 出欠)から、数える人と日
DAYS: list[tuple[str, str, list[tuple[int, int]], RosterCounts]] = [
    (
        "2日とも出席なら、最後の日の修了1件",
        "00101,DX研修,2025-06-02,S1,出席\n00101,DX研修,2025-06-03,S1,出席",
        [(1, 3)],
        RosterCounts(accepted=1, superseded=1),
    ),
    (
        "1日でも欠席なら、その人は取り置く",
        "00101,DX研修,2025-06-02,S1,出席\n00101,DX研修,2025-06-03,S1,欠席",
        [],
        RosterCounts(quarantined=1, left_out=1),
    ),
    (
        "欠席が先の行でも、開催回が日からわかる",
        "00101,DX研修,2025-06-02,,欠席\n00101,DX研修,2025-06-04,,出席",
        [],
        RosterCounts(quarantined=1, left_out=1),
    ),
    (
        "ほかの人には及ばない",
        "00101,DX研修,2025-06-02,S1,欠席\n00102,DX研修,2025-06-02,S1,出席",
        [(2, 2)],
        RosterCounts(accepted=1, left_out=1),
    ),
    (
        "別の日に受け直した修了は、開催回の外",
        "00101,DX研修,2025-06-02,,欠席\n00101,DX研修,2025-09-01,,出席",
        [(1, 1)],
        RosterCounts(accepted=1, left_out=1),
    ),
    (
        "台帳にない開催回の番号でも、日ごとの行とわかる",
        "00101,RPA研修,2025-06-02,X9,出席\n101,RPA研修,2025-06-09,X9,早退",
        [],
        RosterCounts(quarantined=1, left_out=1),
    ),
    (
        "言葉の決められない日があっても、修了と言えない",
        "00101,DX研修,2025-06-02,S1,出席\n00101,DX研修,2025-06-03,S1,公欠",
        [],
        RosterCounts(quarantined=2),
    ),
]


@pytest.mark.parametrize(
    ("rows", "people", "counts"), [case[1:] for case in DAYS], ids=[case[0] for case in DAYS]
)
def test_the_days_of_one_session_are_one_completion(
    rows: str, people: list[tuple[int, int]], counts: RosterCounts
) -> None:
    found = read(f"職員番号,研修名,修了日,開催回番号,出欠\n{rows}\n")
    days = [day.day for day in found.rows["completed_on"]]
    assert list(zip(counted(found), days, strict=True)) == people
    assert found.counts == counts
