"""The first proposal: what each column of other people's exports speaks of, and what is open."""

import pytest

from ledger.judge.importing.meanings import Sample, meanings_of
from ledger.judge.importing.proposal import proposed
from ledger.judge.importing.words import LedgerWords, head_level, meant
from ledger.layout.import_tables import UNKNOWN, filled_column
from ledger.layout.import_words import Meaning
from ledger.layout.people_tables import HEADS, LEAVES, SECTIONS, STAFF
from ledger.model.terms import ImportUse
from ledger.read.list_headers import heading

EMPTY = LedgerWords()
TOWN = LedgerWords(
    numbers=frozenset({"101", "102", "103"}),
    names=frozenset({"山田太郎", "佐藤花子", "鈴木一郎"}),
)


def columns(**values: str) -> list[Sample]:
    """Columns by header; the values are parted by blanks."""
    return [
        Sample(header, tuple(dict.fromkeys(text.split())), len(text.split()))
        for header, text in values.items()
    ]


def said(found: list[Sample], known: LedgerWords = EMPTY) -> dict[str, Meaning]:
    pairs = zip(found, meanings_of(found, known), strict=True)
    return {column.header: meaning for column, meaning in pairs if meaning}


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("職員番号", Meaning.NUMBER),
        ("職員No.", Meaning.NUMBER),
        ("社員コード", Meaning.NUMBER),
        ("Personnel Number", Meaning.NUMBER),
        ("ユーザーID", Meaning.NUMBER),
        ("氏名(漢字)", Meaning.NAME),
        ("漢字氏名", Meaning.NAME),
        ("氏名(カナ)", Meaning.KANA),
        ("ﾌﾘｶﾞﾅ", Meaning.KANA),
        ("採用年月日", Meaning.HIRED),
        ("入庁日", Meaning.HIRED),
        ("退職年月日", Meaning.RETIRED),
        ("役職名称", Meaning.GRADE),
        ("補職名", Meaning.GRADE),
        ("任用形態", Meaning.EMPLOYMENT),
        ("雇用区分", Meaning.EMPLOYMENT),
        ("所属CD", Meaning.SECTION_CODE),
        ("組織コード", Meaning.SECTION_CODE),
        ("所属名称", Meaning.SECTION_NAME),
        ("配属先", Meaning.SECTION_NAME),
        ("休業区分", Meaning.LEAVE_KIND),
        ("休職期間(自)", Meaning.LEAVE_START),
        ("休職等開始", Meaning.LEAVE_START),
        ("休業等 始期", Meaning.LEAVE_START),
        ("休職・休業等種類", Meaning.LEAVE_KIND),
        ("休職等終了", Meaning.LEAVE_END),
        ("休業(至)", Meaning.LEAVE_END),
        ("育休等の備考", None),
        ("コース名", Meaning.TRAINING),
        ("完了日時", Meaning.COMPLETED),
        # 似ているが違うもの
        ("個人番号", None),
        ("復職日", None),
        ("任期満了日", None),
        ("生年月日", None),
        ("役職コード別手当", None),
    ],
)
def test_見出しが何の列かを言い_似て非なる見出しは使わない(
    header: str, meaning: Meaning | None
) -> None:
    found = said([Sample(header, ("あ", "い"), 2)])
    assert found == ({header: meaning} if meaning else {})


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(
            columns(所属="0100 0110", 名称="総務部 総務課"),
            {"所属": Meaning.SECTION_CODE, "名称": Meaning.SECTION_NAME},
            id="名称は左の所属の名",
        ),
        pytest.param(
            columns(役職="10 20", 名称="部長 主事"),
            {"名称": Meaning.GRADE},
            id="名称は左の役職の名で、番号より言葉を使う",
        ),
        pytest.param(
            columns(休職区分="育休", 開始日="2026-04-01", 終了日="2027-03-31"),
            {
                "休職区分": Meaning.LEAVE_KIND,
                "開始日": Meaning.LEAVE_START,
                "終了日": Meaning.LEAVE_END,
            },
            id="開始日は左の休職の開始日",
        ),
        pytest.param(
            columns(所属コード="0100", 姓="山田", 名="太郎"),
            {
                "所属コード": Meaning.SECTION_CODE,
                "姓": Meaning.FAMILY,
                "名": Meaning.GIVEN,
            },
            id="姓のとなりの名は名前",
        ),
        pytest.param(
            columns(番号列="1 1", 開始日="2026-04-01", 区分="あ"), {}, id="何の開始日か分からない"
        ),
    ],
)
def test_ほかの列と一緒に意味を持つ見出し(
    found: list[Sample], expected: dict[str, Meaning]
) -> None:
    assert said(found) == expected


@pytest.mark.parametrize(
    ("found", "known", "expected"),
    [
        pytest.param(columns(ID列="00101 00102 00103"), TOWN, Meaning.NUMBER, id="台帳の職員番号"),
        pytest.param(columns(担当者="山田太郎 佐藤花子"), TOWN, Meaning.NAME, id="台帳の氏名"),
        pytest.param(columns(級="主事 主査 係長"), EMPTY, Meaning.GRADE, id="役職の言葉"),
        pytest.param(
            columns(種="正規職員 再任用短時間"), EMPTY, Meaning.EMPLOYMENT, id="任用の言葉"
        ),
        pytest.param(columns(勤め先="総務課 税務課"), EMPTY, Meaning.SECTION_NAME, id="課で終わる"),
        pytest.param(columns(鍵="00101 00102"), EMPTY, Meaning.NUMBER, id="桁のそろった番号"),
        pytest.param(columns(鍵="1 2 3"), EMPTY, None, id="1からの通し番号は職員番号ではない"),
        pytest.param(columns(鍵="00101 00101"), EMPTY, None, id="同じ番号が2度ある"),
        pytest.param(columns(ID列="00201 00202 00101"), TOWN, None, id="台帳の番号は3つに1つだけ"),
        pytest.param(columns(メモ="主事 兼務 休み"), EMPTY, None, id="役職の言葉は3つに1つだけ"),
    ],
)
def test_知らない見出しは_中の値で見分ける(
    found: list[Sample], known: LedgerWords, expected: Meaning | None
) -> None:
    assert list(said(found, known).values()) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("table", "header", "word", "value"),
    [
        (STAFF.title, "職層", "主事", "係員"),
        (STAFF.title, "職層", "技師補", "係員"),
        (STAFF.title, "職層", "総務課長", "課長"),
        (STAFF.title, "職層", "局長", "部長"),
        (STAFF.title, "職層", "主査", None),
        (STAFF.title, "職層", "課長補佐", None),
        (STAFF.title, "職層", "次長", None),
        (STAFF.title, "職層", "参事", None),
        (STAFF.title, "任用区分", "正規職員", "常勤"),
        (STAFF.title, "任用区分", "会計年度任用職員(パートタイム)", "会計年度任用"),
        (STAFF.title, "任用区分", "会計年度任用職員(週30時間)", "会計年度任用"),
        (STAFF.title, "任用区分", "暫定再任用職員", "再任用"),
        (STAFF.title, "任用区分", "嘱託員", None),
        (STAFF.title, "任用区分", "特別職", None),
        (STAFF.title, "退職日", "9999-12-31", "（空欄）"),
        (STAFF.title, "退職日", "99991231", "（空欄）"),
        (STAFF.title, "退職日", "2027-03-31", "2027-03-31"),
        (LEAVES.title, "区分", "育児休業", "育休"),
        (LEAVES.title, "区分", "在職", "（除く）"),
        (LEAVES.title, "区分", "育児休業(部分)", None),
        (LEAVES.title, "区分", "長期研修", None),
        (HEADS.title, "区分", "税務課長", "長"),
        (HEADS.title, "区分", "館長", "長"),
        (HEADS.title, "区分", "課長補佐", "（除く）"),
        (HEADS.title, "区分", "担当課長", "（除く）"),
        (SECTIONS.title, "階層", "税務課", "課"),
        (SECTIONS.title, "階層", "図書館", None),
    ],
)
def test_だれも迷わない言葉だけを読み替え_役所ごとに違う言葉は決めない(
    table: str, header: str, word: str, value: str | None
) -> None:
    column = filled_column(table, header)
    assert column is not None
    assert meant(table, column, word, EMPTY) == value


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("総務部長", "部"),
        ("局長", "部"),
        ("課長", "課"),
        ("保健所長", "課"),
        ("図書館長", "課"),
        ("庶務係長", "係"),
        ("次長", None),
        ("市長", None),
        ("課長補佐", None),
    ],
)
def test_役職がどの階層の長かを言う(title: str, level: str | None) -> None:
    assert head_level(title) == level


def tables_of(found: list[Sample], known: LedgerWords = EMPTY) -> dict[str, set[str]]:
    own = proposed("案", found, known)
    assert own is not None
    return {title: {entry.column for entry in own.of(title)} for title in own.tables}


def test_職員番号に当たる列がなければ_案は作らない() -> None:
    assert proposed("案", columns(氏名="山田", 所属="総務課"), EMPTY) is None
    assert proposed("案", columns(職員番号="00101"), EMPTY) is None


def test_人の一覧は_あるものだけの表を満たす() -> None:
    found = columns(
        職員番号="00101", 氏名="山田", 採用日="1990-04-01", 所属名="総務課", 役職="主事"
    )
    assert set(tables_of(found)) == {"所属", "職員", "所属履歴"}
    chief = columns(
        職員番号="00101", 氏名="山田", 採用日="1990-04-01", 所属名="総務課", 役職="課長"
    )
    assert "所属長" in tables_of(chief)
    away = [*found, *columns(休職区分="育休", 休職開始日="2026-04-01")]
    assert tables_of(away)["休職等"] == {"職員番号", "区分", "開始日"}


def test_台帳の人だけの異動の一覧は_職員を書き換えない() -> None:
    found = columns(
        職員番号="00101", 氏名="山田", 新所属="税務課", 役職="主事", 発令日="2026-10-01"
    )
    assert set(tables_of(found, TOWN)) == {"所属", "所属履歴"}
    assert "職員" in tables_of(found)


def test_要るのに見つからない列は_未定の行になる() -> None:
    own = proposed("案", columns(職員番号="00101", 氏名="山田", 任用形態="正規職員"), EMPTY)
    assert own is not None
    assert [(entry.table, entry.column) for entry in own.open] == [("職員", "採用日")]
    assert own.open[0].header == UNKNOWN
    one = proposed("案", columns(職員番号="00101", 修了日="2026-06-01"), EMPTY)
    assert one is not None
    assert [(e.column, e.use) for e in one.open] == [("研修名", ImportUse.FIXED)]


@pytest.mark.parametrize(
    ("rows", "top", "labels"),
    [
        pytest.param(
            [
                ["職員一覧", "", ""],
                ["", "", ""],
                ["職員番号", "氏名", "採用日"],
                ["1", "山田", "x"],
            ],
            2,
            ("職員番号", "氏名", "採用日"),
            id="表題の下の見出し",
        ),
        pytest.param(
            [
                ["職員", "", "所属", "", "採用日"],
                ["番号", "氏名", "コード", "名称", ""],
                ["1", "山田", "0100", "総務部", "x"],
            ],
            1,
            ("職員番号", "職員氏名", "所属コード", "所属名称", "採用日"),
            id="2段の見出し",
        ),
        pytest.param(
            [["職員番号", "名称", "名称", ""], ["1", "a", "b", "c"]],
            0,
            ("職員番号", "名称", "名称(2)", "D列(見出しなし)"),
            id="同じ見出しと見出しのない列",
        ),
        pytest.param([["い", "ろ"], ["1", "2"]], 0, ("い", "ろ"), id="知らない見出しばかり"),
    ],
)
def test_見出しの行を見つける(rows: list[list[str]], top: int, labels: tuple[str, ...]) -> None:
    known = {"職員番号", "氏名", "採用日", "所属コード", "所属名称", "職員氏名"}
    found = heading(rows, known.__contains__)
    assert found is not None
    assert (found.top, found.labels) == (top, labels)
