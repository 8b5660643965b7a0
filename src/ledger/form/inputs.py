"""What may be written where: validations, input messages and formats of the input cells."""

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ledger.form import styles
from ledger.form.sheet import heights, put
from ledger.layout.columns import Column, Kind
from ledger.layout.self_report import FormField

DAY = "yyyy/m/d"
TEXT = "@"
LONGEST_TEXT = 500
_FIRST_DAY, _LAST_DAY = 18_264, 73_050  # 1950-01-01, 2099-12-31
_PROMPT_TITLE, _PROMPT = 32, 255

_LISTS = {
    "training_code": "list_training_label",
    "session_no": "list_session_label",
    "project_no": "list_project_label",
    "none": "choice_yes",
    "tool_code": "list_tool_label",
    "skill_code": "list_skill_label",
    "own_step": "list_own_step",
    "kind": "choice_project_kind",
    "role": "choice_role",
    "digital": "choice_flag",
    "level": "choice_grade",
    "rating": "choice_grade",
    "answer": "choice_answer",
    "entered_by": "choice_entered_by",
    "decision": "choice_decision",
    "line_decision": "choice_line_decision",
}
"""The defined name of the dropdown, by column or field."""

_OPEN_LISTS = frozenset({"project_no", "session_no"})
"""Dropdowns beside which something else may be written (with a question, not a refusal)."""

_MESSAGES = {
    "training_code": "一覧から選びます。一覧にない研修は、問い合わせ先に知らせてください。",
    "completed_on": "研修を修了した日です(例 2026/7/15)。",
    "session_no": "わかるときだけ、一覧から選びます。",
    "evidence": "修了証、起案番号、保存場所など、上長が確かめられるものを書きます。",
    "qualification": "資格の正式な名前を書きます。",
    "acquired_on": "資格を取得した日です(例 2026/7/15)。",
    "expires_on": "最後に有効な日です。期限がないときは空欄にします。",
    "project_no": "一覧から選びます。一覧にない案件は空欄にして、右の欄に名前を書きます。",
    "project_name": "一覧から選んだときは、空欄でかまいません。",
    "kind": "案件の種別を選びます。一覧から選んだ案件なら、空欄でかまいません。",
    "role": "リード・共同リード・担当・後進育成から選びます。",
    "started_on": "その役割を始めた日です(例 2026/4/1)。",
    "ended_on": "その役割を終えた日です。続いているあいだは空欄にします。",
    "outcome": "何がどう良くなったかを書きます。",
    "tool_code": "一覧から選びます。",
    "level": "0〜3から選びます。段階の意味は、表の下にあります。",
    "skill_code": "一覧から選びます。",
    "rating": "0〜3から選びます。",
    "basis": "資格や経験など、そう考える根拠を書きます。",
    "goal": "今年度の目標を書きます。",
    "digital": "デジタルスキルの習得・活用に関する目標なら○を選びます。",
    "progress": "年度末に、どこまでできたかを書きます。",
    "own_step": "規則の判定と違うと思うときだけ選びます。空欄は規則どおりです。",
    "comment": "規則と違う判定を選んだときに、そう思う理由を書きます。",
    "answer": "はい・いいえ・無回答から選びます。",
    "none": "今年はほかに書くことがなければ、○を選びます。",
    "line_decision": "上長が記入します。空欄は採用です。",
    "line_reason": "否認のときは、本人に伝わる理由を書きます。",
    "submitted_on": "提出する日を入れます(例 2027/3/10)。",
    "entered_by": "本人か代理を選びます。空欄は本人です。",
    "proxy": "代理で入力した人の氏名を書きます。",
    "seen_on": "この日まで今の仕事が続いた場合を計算します。",
}


def validate(  # noqa: PLR0913 - one thing each that a validation says
    sheet: Worksheet, area: str, key: str, kind: Kind, title: str, *, longest: int | None = None
) -> None:
    """Add the validation and the input message of a column or a field.

    Args:
        sheet: The sheet.
        area: The cells.
        key: Key of the column or field.
        kind: What it holds.
        title: Its header, the title of the messages.
        longest: How long a name may be; a longer one is refused. None: a free text.
    """
    if key in _LISTS:
        rule = _list(key)
    elif kind is Kind.DATE:
        rule = DataValidation(
            type="date", operator="between", formula1=str(_FIRST_DAY), formula2=str(_LAST_DAY)
        )
        rule.error = "日付を入れてください(例 2026/7/15)。"
    else:
        rule = DataValidation(
            type="textLength", operator="lessThanOrEqual", formula1=str(longest or LONGEST_TEXT)
        )
        rule.errorStyle = "stop" if longest else "warning"
        rule.error = f"長すぎます。{longest or LONGEST_TEXT}文字までにしてください。"
    rule.allow_blank = True
    rule.showErrorMessage = True
    rule.errorTitle = title[:_PROMPT_TITLE]
    if message := _MESSAGES.get(key):
        rule.showInputMessage = True
        rule.promptTitle, rule.prompt = title[:_PROMPT_TITLE], message[:_PROMPT]
    rule.add(area)
    sheet.add_data_validation(rule)


def _list(key: str) -> DataValidation:
    rule = DataValidation(type="list", formula1=_LISTS[key])
    if key in _OPEN_LISTS:
        rule.errorStyle = "warning"
        rule.error = "一覧にありません。このまま入れてよいか確かめてください。"
    else:
        rule.error = "一覧から選んでください。"
    return rule


def number_format(column: Column) -> str:
    """Return the number format of a column's cells: days as days, codes as text."""
    if column.kind is Kind.DATE:
        return DAY
    return "0" if column.kind is Kind.WHOLE else TEXT


def field(sheet: Worksheet, address: str, form_field: FormField, style: str) -> None:
    """Make a cell a labelled input cell; its label stands in the cell at its left."""
    label = sheet[address].offset(column=-1)
    label.value, label.style = form_field.label, styles.LABEL
    put(sheet, address, None, style)
    sheet[address].number_format = DAY if form_field.kind is Kind.DATE else TEXT
    validate(sheet, address, form_field.key, form_field.kind, form_field.label)
    heights(sheet, {sheet[address].row: 22})
