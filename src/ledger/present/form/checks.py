"""入力チェック: what the form says by itself about what was filled in.

Each table has a block of 0/1 flags in `_calc`, one column per kind of fault; the sheet 申告 shows
one line per kind. The formulas only advise: the reader checks everything again.
"""

from typing import NamedTuple

from ledger.layout.self_report import BY_KEY, MAIN_SHEET
from ledger.model.folding import name_key
from ledger.model.terms import EnteredBy, Role
from ledger.present.form import blocks
from ledger.present.form.blocks import CALC, now, setting
from ledger.present.form.calc_facts import Formulas
from ledger.present.form.places import claim


class Check(NamedTuple):
    """One line of the check.

    Attributes:
        title: What is checked, as a plain statement of how it should be.
        remedy: What to do where it is not so.
        spots: `(table, column of flags)` that the line looks at, for checks of rows.
        formula: For the others: a formula that is TRUE where all is well.
        sheet: The sheet where it is mended.
    """

    title: str
    remedy: str
    spots: tuple[tuple[str, str], ...] = ()
    formula: str = ""
    sheet: str = MAIN_SHEET

    @property
    def problems(self) -> str:
        """A formula for how many rows are at fault (0 or 1 for the others)."""
        if self.formula:
            return f"IF({self.formula},0,1)"
        return "+".join(f"SUM({_flags(*spot)})" for spot in self.spots)

    @property
    def where(self) -> str:
        """A formula for the sentence that says where, and what to do; blank if all is well."""
        if self.formula:
            return f'IF({self.formula},"","{self.remedy}")'
        spots = "&".join(_spot(*spot) for spot in self.spots)
        return f'IF({self.problems}=0,"",{spots}&"{self.remedy}")'


def _flags(table: str, flag: str) -> str:
    return CALC[f"rows_{table}"].column_outside(flag)


def _spot(table: str, flag: str) -> str:
    """Return a formula that names the first faulty row of a table, and how many more there are."""
    sheet, flags = BY_KEY[table].table.title, _flags(table, flag)
    more = f'IF(SUM({flags})>1,"ほか"&(SUM({flags})-1)&"行","")'
    return f'IF(SUM({flags})=0,"","「{sheet}」の"&MATCH(1,{flags},0)&"行目"&{more}&"。")'


def _rows(title: str, remedy: str, *spots: tuple[str, str]) -> Check:
    return Check(title, remedy, spots, sheet=BY_KEY[spots[0][0]].table.title)


def _outside(key: str) -> str:
    return f"{blocks.CALC_SHEET}!{now(key)}"


_TWICE = (
    "my_attendances",
    "my_qualifications",
    "my_engagements",
    "my_tool_levels",
    "my_skill_ratings",
)
"""Tables whose rows are told apart by what they are about."""

_DIGITAL = 'COUNTIFS({texts},"?*",{marks},"○")'


def _digital_goals() -> str:
    rows = BY_KEY["my_goals"].rows
    texts, marks = (
        f"{claim('my_goals', key, 0)}:{claim('my_goals', key, rows - 1).split('!')[1]}"
        for key in ("goal", "digital")
    )
    return _DIGITAL.format(texts=texts, marks=marks)


CHECKS = (
    Check(
        "提出日が入っている",
        "上の「提出日」に、提出する日を入れてください。",
        formula=f"{_outside('submitted_on')}>0",
    ),
    Check(
        "代理で入れた人の氏名がある",
        "入力者区分が代理のときは、「代理者」に入力した人の氏名を入れてください。",
        formula=f'OR(in_entered_by<>"{EnteredBy.PROXY.value}",in_proxy<>"")',
    ),
    Check(
        "見る日が日付になっている",
        "「見る日」には日付を入れてください。空欄なら基準日で計算します。",
        formula='OR(in_seen_on="",ISNUMBER(in_seen_on))',
    ),
    Check(
        "デジタルに関する目標がある",
        "デジタルスキルの習得・活用の目標を書き、デジタル欄を○にしてください。",
        formula=f"{_digital_goals()}>={setting('digital_min')}",
        sheet=BY_KEY["my_goals"].table.title,
    ),
    _rows("目標の文が書いてある", "目標の文を書いてください。", ("my_goals", "text")),
    _rows(
        "研修が一覧から選ばれている",
        "一覧から選んでください。一覧にない研修は、問い合わせ先に知らせてください。",
        ("my_attendances", "code"),
    ),
    _rows(
        "修了日が正しい",
        "修了した日を入れてください。見る日や提出日より後の日は書けません。",
        ("my_attendances", "date"),
    ),
    _rows(
        "資格名と取得日がそろっている",
        "資格名と取得日の両方を入れてください。",
        ("my_qualifications", "need"),
    ),
    _rows(
        "資格の日付が正しい",
        "取得日は見る日や提出日まで、有効期限は取得日より後の日にしてください。",
        ("my_qualifications", "date"),
    ),
    _rows(
        "案件・役割・開始日がそろっている",
        "案件番号か案件名、役割、開始日を入れてください。",
        ("my_engagements", "need"),
    ),
    _rows(
        "終了日が開始日より前でない",
        "終了日は開始日以後の日にしてください。続いているあいだは空欄です。",
        ("my_engagements", "order"),
    ),
    _rows(
        "開始日が先の日でない",
        "まだ始まっていない従事は書けません。開始日を確かめてください。",
        ("my_engagements", "future"),
    ),
    _rows(
        "ツールとレベルがそろっている",
        "ツールを一覧から選び、レベルを0〜3で入れてください。",
        ("my_tool_levels", "need"),
    ),
    _rows(
        "スキルと合致度がそろっている",
        "スキルを一覧から選び、合致度を0〜3で入れてください。",
        ("my_skill_ratings", "need"),
    ),
    _rows(
        "自己判定が入っている",
        "自分で思うStepを入れてください。まだのときは0です。",
        ("my_steps", "need"),
    ),
    _rows(
        "アンケートに答えている",
        "はい・いいえ・無回答から選んでください。",
        ("my_answers", "need"),
    ),
    _rows(
        "同じ内容の行が2つない",
        "同じ内容の行を1つにしてください。",
        *((table, "twice") for table in _TWICE),
    ),
)
"""The lines of the check, in the order of the form."""


def row_flags(table: str) -> Formulas:
    """Return the flags of a table's rows: filled, each kind of fault, and whether any is there."""
    block = CALC[f"rows_{table}"]
    form = BY_KEY[table]
    inputs = [column.key for column in form.inputs if column.key not in form.given]
    columns: Formulas = {key: [] for key in block.keys}
    faults = [key for key in block.keys if key not in ("filled", "bad")]
    for i in range(form.rows):
        written = "&".join(claim(table, key, i) for key in inputs)
        columns["filled"].append(f'(TRIM({written})<>"")*1')
        filled = block.at("filled", i)
        for key, formula in _FAULTS[table](i).items():
            columns[key].append(f"IF({formula},1,0)")
        columns["bad"].append("+".join(block.at(key, i) for key in faults) + f"+0*{filled}")
    return columns


def _filled(table: str, i: int) -> str:
    return f"{CALC[f'rows_{table}'].at('filled', i)}=1"


def _again(table: str, i: int, block: str, facts: tuple[str, ...]) -> str:
    """Return whether an earlier row of the claims says the same."""
    if not i:
        return "FALSE"
    own = CALC[block]
    above = ",".join(f"{own.first(key, i)},{own.at(key, i)}" for key in facts)
    return f"AND({_filled(table, i)},{own.at(facts[0], i)}>0,COUNTIFS({above})>0)"


def _goals(i: int) -> dict[str, str]:
    return {"text": f'AND({_filled("my_goals", i)},TRIM({claim("my_goals", "goal", i)})="")'}


def _attendances(i: int) -> dict[str, str]:
    table, facts = "my_attendances", CALC["trained"]
    day = claim(table, "completed_on", i)
    return {
        "code": f"AND({_filled(table, i)},{facts.at('training', i)}=0)",
        "date": f"AND({_filled(table, i)},OR(NOT(ISNUMBER({day})),N({day})>{now('latest')}))",
        "twice": _again(table, i, "trained", ("training", "day")),
    }


def _qualifications(i: int) -> dict[str, str]:
    table, facts = "my_qualifications", CALC["qualified"]
    day, expires = (claim(table, key, i) for key in ("acquired_on", "expires_on"))
    name = facts.at("name", i)
    wrong_end = f'AND({expires}<>"",N({expires})<N({day}))'
    again = "FALSE"
    if i:
        same = f"EXACT({facts.first('name', i)},{name})"
        days = f"({facts.first('day', i)}={facts.at('day', i)})"
        again = f'AND({_filled(table, i)},{name}<>"",SUMPRODUCT({same}*{days})>0)'
    return {
        "need": f'AND({_filled(table, i)},OR({name}="",NOT(ISNUMBER({day}))))',
        "date": f"AND({_filled(table, i)},OR(N({day})>{now('latest')},{wrong_end}))",
        "twice": again,
    }


def _engagements(i: int) -> dict[str, str]:
    table, facts = "my_engagements", CALC["engaged"]
    start, end = (claim(table, key, i) for key in ("started_on", "ended_on"))
    roles = ",".join(f'{facts.at("role", i)}="{name_key(name)}"' for name in Role)
    unnamed = f'{facts.at("key", i)}=""'
    again = "FALSE"
    if i:
        above = f"{facts.first('number', i)},{facts.at('number', i)}"
        begun = f"{facts.first('start', i)},{facts.at('start', i)}"
        same_role = f"{facts.first('role', i)},{facts.at('role', i)}"
        same = f"COUNTIFS({above},{begun},{same_role})>0"
        again = f"AND({_filled(table, i)},{facts.at('number', i)}>0,{same})"
    return {
        "need": f"AND({_filled(table, i)},OR({unnamed},NOT(OR({roles})),NOT(ISNUMBER({start}))))",
        "order": f'AND({_filled(table, i)},{end}<>"",N({end})<N({start}))',
        "future": f"AND({_filled(table, i)},N({start})>{now('latest')})",
        "twice": again,
    }


def _graded(table: str, block: str, grade: str, i: int) -> dict[str, str]:
    value = claim(table, grade, i)
    good = f"IF(ISNUMBER({value}),AND({value}>=0,{value}<=3,{value}=INT({value})),FALSE)"
    code = CALC[block].at("code", i)
    return {
        "need": f"AND({_filled(table, i)},OR({code}=0,NOT({good})))",
        "twice": _again(table, i, block, ("code",)),
    }


def _steps(i: int) -> dict[str, str]:
    table = "my_steps"
    value, persona = claim(table, "own_step", i), claim(table, "persona_code", i)
    good = f"IF(ISNUMBER({value}),COUNTIF(list_own_step,{value})>0,FALSE)"
    blank = f'AND({setting("closing")}=1,{persona}<>"",{value}="")'
    return {"need": f'OR({blank},AND({value}<>"",NOT({good})),AND({persona}="",{value}<>""))'}


def _answers(i: int) -> dict[str, str]:
    table = "my_answers"
    value, question = claim(table, "answer", i), claim(table, "question_code", i)
    return {"need": f'AND({setting("closing")}=1,{question}<>"",{value}="")'}


_FAULTS = {
    "my_goals": _goals,
    "my_attendances": _attendances,
    "my_qualifications": _qualifications,
    "my_engagements": _engagements,
    "my_tool_levels": lambda i: _graded("my_tool_levels", "levels", "level", i),
    "my_skill_ratings": lambda i: _graded("my_skill_ratings", "ratings", "rating", i),
    "my_steps": _steps,
    "my_answers": _answers,
}
