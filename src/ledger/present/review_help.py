"""The words around the tables of a review workbook: one line above each, and the sheet 使い方."""

from xlsxwriter.worksheet import Worksheet

from ledger.layout.review import HELP_SHEET, MAY_CLAIM, REVIEW, REVIEW_LINES, REVIEW_STEPS
from ledger.model.settings import Settings
from ledger.present.book_writing import checked
from ledger.present.review_looks import LINE, ReviewFormats
from ledger.present.row_heights import height_of

_WIDTHS = (26, 92)
_A4 = 9
_LINE_HEIGHT = 20

HOW_TO = {
    REVIEW.key: "① 上の人から「判定」を選ぶ(差戻し・保留は理由も)"
    "　② 採らない行は「明細」で否認　③ 規則と違うStepは「Step」に記入　④ 上書き保存",
    REVIEW_LINES.key: "空欄は採用です。採らない行だけ「否認」を選び、理由を書きます。"
    "灰色の欄は名簿で確かめた行などで、判断は要りません。",
    REVIEW_STEPS.key: "自己判定・規則判定を並べています。"
    "規則判定と違う判定をするときだけ、上長判定Stepと理由を書きます。",
}

_DECISIONS = (
    ("確認", "申告の内容を認めます。「明細」で否認した行は、認めない行として残ります。"),
    (
        "差戻し",
        "直してもらうために返します。理由は本人に伝わります。直して出し直すと、次の確認表に載ります。",
    ),
    ("保留", "まだ決められないときに選び、理由を書きます。確認も差戻しもされません。"),
)
_WORDS = (
    ("差異", "本人の自己判定と、規則による判定のStepが違います。「Step」シートで見比べます。"),
    ("自己・規則Step", "本人の自己判定と、規則で数えたStepです。―は、本人が書いていません。"),
    ("証跡なし", "確かめられる文書番号や場所が書かれていません。"),
    ("異動前", "今の課に来る前の実績です。前の上長や文書で確かめてください。"),
    (
        "内容変更",
        "前に確認した後で、申告の内容が変わりました。「確認後に追加・変更」の行を見ます。",
    ),
    ("消えた行", "前に確認した行が、新しい申告にありません。確認すると台帳から消えます。"),
    ("前に否認", "前に否認された行が、もう一度申告されています。"),
    ("記入の誤り", "記入に誤りがあり、この行は使われません。本人に直してもらう行です。"),
    ("差戻し・不備・未提出", "本人の提出や直しを待っています。未提出の人の欄には記入できません。"),
    ("名簿一致 ○", "研修の名簿で確かめられた行です。判断は要りません。"),
)
_STEPS = (
    (
        "1 確認表",
        "注意のある人が上に並んでいます。「判定」を選びます。氏名を押すと明細へ移ります。",
    ),
    ("2 明細", HOW_TO[REVIEW_LINES.key]),
    ("3 Step", HOW_TO[REVIEW_STEPS.key]),
    (
        "4 確認日",
        (
            "1人ずつ書くか、上の「共通の確認日」に1回だけ書きます。数式ではなく日付を入れます。"
            "集約の後で判定を改めるときは、新しい確認日にします。"
        ),
    ),
    ("5 点検", "「点検」の列に×がないこと、「残り」が0名になったことを確かめます。"),
    ("6 保存", "ファイル名を変えずに上書き保存します。人事が集約すると台帳に反映されます。"),
)


def write_help(sheet: Worksheet, settings: Settings, looks: ReviewFormats) -> None:
    """Write the sheet 使い方.

    Args:
        sheet: The sheet.
        settings: 設定, for the contact and where the workbook goes.
        looks: The workbook's formats.
    """
    for position, width in enumerate(_WIDTHS):
        checked(sheet.set_column(position, position, width))
    sheet.set_row(0, 30)
    checked(sheet.write_string("A1", "使い方", looks.title))
    purpose = "人材育成のための確認です。人事評価には使いません。"
    checked(sheet.write_string("A2", purpose, looks.note))
    row = 3
    for heading, lines in (
        ("すること", _STEPS),
        ("判定の意味", _DECISIONS),
        ("言葉の意味", _WORDS),
        ("この確認でわかること", (("内容の照合", MAY_CLAIM),)),
        ("困ったとき", _contact(settings)),
    ):
        row = _section(sheet, row, heading, lines, looks)
    sheet.set_portrait()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{HELP_SHEET}&C&P / &N")
    sheet.hide_gridlines(2)
    sheet.protect("")


def _contact(settings: Settings) -> tuple[tuple[str, str], ...]:
    lines = [("問い合わせ先", settings.contact or "人事担当")]
    if settings.review_folder:
        lines.append(("この表の置き場所", settings.review_folder))
    return tuple(lines)


def _section(
    sheet: Worksheet,
    row: int,
    heading: str,
    lines: tuple[tuple[str, str], ...],
    looks: ReviewFormats,
) -> int:
    """Write a heading and its lines; return the row where the next one begins."""
    checked(sheet.write_string(row, 0, heading, looks.strong))
    sheet.set_row(row, _LINE_HEIGHT + 4)
    word = looks.make(text_wrap=True, bold=True, border=1, border_color=LINE, valign="top")
    text = looks.make(text_wrap=True, border=1, border_color=LINE, valign="top")
    for label, said in lines:
        row += 1
        checked(sheet.write_string(row, 0, label, word))
        checked(sheet.write_string(row, 1, said, text))
        sheet.set_row(row, height_of(zip((label, said), _WIDTHS, strict=True)))
    return row + 2
