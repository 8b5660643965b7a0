"""入力チェック: what the form says by itself about what was filled in.

Each table has a block of 0/1 flags (`formulas/checks.txt`), one column per kind of fault; the sheet
申告 shows one line per kind. The formulas only advise: the reader checks everything again.
"""

from typing import NamedTuple

from ledger.layout.self_report import BY_KEY, MAIN_SHEET
from ledger.model.terms import EnteredBy


class Check(NamedTuple):
    """One line of the check.

    Attributes:
        title: What is checked, as a plain statement of how it should be.
        remedy: What to do where it is not so.
        spots: `(table, column of flags)` that the line looks at, for checks of rows.
        formula: For the others: a formula (as a text) that is TRUE where all is well.
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
        return "+".join(f"SUM(rows_{table}[{flag}])" for table, flag in self.spots)

    @property
    def where(self) -> str:
        """A formula for the sentence that says where, and what to do; blank if all is well."""
        if self.formula:
            return f'IF({self.formula},"","{self.remedy}")'
        spots = "&".join(_spot(*spot) for spot in self.spots)
        return f'IF({self.problems}=0,"",{spots}&"{self.remedy}")'


def _spot(table: str, flag: str) -> str:
    """Return a formula that names the first faulty row of a table, and how many more there are."""
    sheet, flags = BY_KEY[table].table.title, f"rows_{table}[{flag}]"
    more = f'IF(SUM({flags})>1,"ほか"&(SUM({flags})-1)&"行","")'
    return f'IF(SUM({flags})=0,"","「{sheet}」の"&MATCH(1,{flags},0)&"行目"&{more}&"。")'


def _rows(title: str, remedy: str, *spots: tuple[str, str]) -> Check:
    return Check(title, remedy, spots, sheet=BY_KEY[spots[0][0]].table.title)


_TWICE = (
    "my_attendances",
    "my_qualifications",
    "my_engagements",
    "my_tool_levels",
    "my_skill_ratings",
)
"""Tables whose rows are told apart by what they are about."""

CHECKS = (
    Check(
        "提出日が入っている",
        "上の「提出日」に、提出する日を入れてください。",
        formula="now[submitted_on]>0",
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
        formula=(
            'COUNTIFS(my_goals[goal],"?*",my_goals[digital],"○")>=rules.settings[digital_min]'
        ),
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
