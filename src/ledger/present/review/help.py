"""The words around the tables of a review workbook: one line above each, and the sheet 使い方."""

from xlsxwriter.worksheet import Worksheet

from ledger.layout.review import HELP_SHEET, MAY_CLAIM, REVIEW, REVIEW_LINES, REVIEW_STEPS
from ledger.model.settings import Settings
from ledger.present.book_writing import checked
from ledger.present.review.looks import LINE, ReviewFormats
from ledger.present.row_heights import height_of

_WIDTHS = (26, 92)
_A4 = 9
_LINE_HEIGHT = 20

HOW_TO = {
    REVIEW.key: "① 確認日を書く　② 見る人を読んで「判定」を選ぶ"
    "(差戻し・保留は理由も。採らない行は「否認」)"
    "　③ 残りは「まとめて確認」を「はい」に　④ 上書き保存",
    REVIEW_LINES.key: "見るところのない行です(見るところのある行は「確認表」にあります)。"
    "空欄は採用です。採らない行だけ「否認」を選び、理由を書きます。",
    REVIEW_STEPS.key: "規則判定と違う判定をするときだけ、上長判定Stepと理由を書きます。"
    "ツールの行は、本人と規則が違うものだけ出しています(ほかは行の「再表示」で出ます)。",
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
    (
        "見る人",
        (
            "判定の前に見てほしいことがある人です。証拠がない行、名簿にない研修、今の課に来る前の実績、"
            "本人の判定と規則の違い、確認した後の変更、前の差戻し、記入の誤りがあると、ここに並びます。"
        ),
    ),
    (
        "そのまま確認できる人",
        "どの行も名簿と一致するか、証拠が書かれている人です。「まとめて確認」が使えます。",
    ),
    (
        "まとめて確認",
        (
            "「はい」を選び、確認日を書くと、判定が空欄の人を全員「確認」にします。"
            "見る人には効きません。判定を選んだ人は、その判定のままです。"
        ),
    ),
    ("証拠になるもの", "修了証、起案番号、成果物の場所など、確かめられるものです。"),
    ("今の課に来る前", "前の上長や文書で確かめてください。"),
    ("本人の判定、規則", "本人が書いたStepと、規則で数えたStepです。「Step」で見比べます。"),
    ("不備", "記入が足りません。確認はできないので、差戻しか保留を選びます。"),
    ("申告を待っている人", "本人の提出や直しを待っています。ここには記入できません。"),
    ("名簿一致 ○", "研修の名簿で確かめられた行です。判断は要りません。"),
)
_STEPS = (
    (
        "1 確認日",
        (
            "上の「共通の確認日」に1回だけ書きます(人によって違うときは、その人の行に)。"
            "数式ではなく日付を入れます。集約の後で判定を改めるときは、新しい確認日にします。"
        ),
    ),
    (
        "2 見る人",
        (
            "「見るところ」を読み、その人の最初の行で「判定」を選びます。採らない行だけ「否認」と理由を"
            "書きます。氏名を押すと、ほかの行(明細)へ移ります。"
        ),
    ),
    (
        "3 まとめて確認",
        "「そのまま確認できる人」は「はい」を1回選ぶだけです。変えたい人だけ判定を選びます。",
    ),
    (
        "4 明細・Step",
        "見るところのない行の否認と、規則と違うStepにするときだけ使います。",
    ),
    ("5 結果", "「結果」の列に×がないこと、「残り」が0名になったことを確かめます。"),
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
    manual = "「上長の方へ」の1枚です。手元になければ、人事の担当に尋ねてください。"
    lines = [("問い合わせ先", settings.contact or "人事担当"), ("説明書", manual)]
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
