"""入力チェック: what the form says by itself about what was filled in, one line a kind of fault.

A kind of fault in rows has a column of 0/1 flags (`formulas/checks.txt`) and, for who does not
calculate, the same of a form as it is issued. It only advises: the reader checks everything again.
"""

from collections.abc import Callable

from ledger.form.checks import Check, Spot
from ledger.form.issued_content import (
    IssuedContent,
    again,
    is_before,
    is_late,
    listed_at,
    where,
)
from ledger.form.meant import day_of, is_grade, project_of
from ledger.layout.columns import RowValues
from ledger.layout.self_report import BY_KEY, NONE_BLOCKS
from ledger.model.folding import name_key
from ledger.model.terms import EnteredBy, Flag, Role

_ROLES = frozenset(name_key(role) for role in Role)


def _rows(title: str, remedy: str, *spots: Spot) -> Check:
    return Check(title, remedy, spots)


def _digital_goals(filled: IssuedContent) -> int:
    goals = filled.of("my_goals")
    return sum(bool(goal["goal"]) and goal["digital"] == Flag.YES.value for goal in goals)


def _goals(filled: IssuedContent) -> list[int]:
    given = BY_KEY["my_goals"].given
    return where(filled.of("my_goals"), lambda row: not row["goal"], given)


def _trainings(filled: IssuedContent) -> list[int]:
    return where(
        filled.of("my_attendances"),
        lambda row: not listed_at(filled, "training", row["training_code"]),
    )


def _completions(filled: IssuedContent) -> list[int]:
    return where(
        filled.of("my_attendances"),
        lambda row: not day_of(row["completed_on"]) or is_late(filled, row["completed_on"]),
    )


def _trainings_again(filled: IssuedContent) -> list[int]:
    return again(
        filled.of("my_attendances"),
        lambda row: (
            listed_at(filled, "training", row["training_code"]),
            day_of(row["completed_on"]),
        ),
    )


def _qualifications(filled: IssuedContent) -> list[int]:
    return where(
        filled.of("my_qualifications"),
        lambda row: not name_key(str(row["qualification"] or "")) or not day_of(row["acquired_on"]),
    )


def _qualified_on(filled: IssuedContent) -> list[int]:
    return where(
        filled.of("my_qualifications"),
        lambda row: (
            is_late(filled, row["acquired_on"]) or is_before(row["expires_on"], row["acquired_on"])
        ),
    )


def _qualifications_again(filled: IssuedContent) -> list[int]:
    return again(
        filled.of("my_qualifications"),
        lambda row: (name_key(str(row["qualification"] or "")), day_of(row["acquired_on"])),
    )


def _project(filled: IssuedContent, row: RowValues) -> str | None:
    """Return what tells the project of a row from others."""
    return project_of(filled.lists, row["project_no"], row["project_name"]).key


def _engagements(filled: IssuedContent) -> list[int]:
    return where(
        filled.of("my_engagements"),
        lambda row: (
            not _project(filled, row)
            or name_key(str(row["role"] or "")) not in _ROLES
            or not day_of(row["started_on"])
        ),
    )


def _engagement_order(filled: IssuedContent) -> list[int]:
    return where(
        filled.of("my_engagements"), lambda row: is_before(row["ended_on"], row["started_on"])
    )


def _engagements_ahead(filled: IssuedContent) -> list[int]:
    return where(filled.of("my_engagements"), lambda row: is_late(filled, row["started_on"]))


def _engagements_again(filled: IssuedContent) -> list[int]:
    return again(
        filled.of("my_engagements"),
        lambda row: (
            _project(filled, row),
            day_of(row["started_on"]),
            name_key(str(row["role"] or "")),
        ),
    )


def _graded(table: str, listed: str, code: str, grade: str) -> Callable[[IssuedContent], list[int]]:
    return lambda filled: where(
        filled.of(table),
        lambda row: not listed_at(filled, listed, row[code]) or not is_grade(row[grade]),
        BY_KEY[table].given,
    )


def _graded_again(table: str, listed: str, code: str) -> Callable[[IssuedContent], list[int]]:
    given = frozenset(BY_KEY[table].given)
    return lambda filled: again(
        filled.of(table),
        lambda row: (
            listed_at(filled, listed, row[code])
            if any(value is not None for key, value in row.items() if key not in given)
            else 0,
        ),
    )


def _unclaimed(filled: IssuedContent) -> list[int]:
    """Return the rows of 自分の判定 with a reason alone, or a Step that may not be chosen."""
    return [
        number
        for number, row in enumerate(filled.of("my_steps"), start=1)
        if (row["own_step"] is None and row["comment"] is not None)
        or (row["own_step"] is not None and row["own_step"] not in filled.own_steps)
    ]


def _unanswered(filled: IssuedContent) -> list[int]:
    return [
        number
        for number, row in enumerate(filled.of("my_answers"), start=1)
        if filled.closing and row["question_code"] and row["answer"] is None
    ]


CHECKS = (
    Check(
        "提出日が入っている",
        "上の「提出日」に、提出する日を入れてください。",
        formula="now[submitted_on]>0",
        well=lambda filled: filled.submitted_on is not None,
        field="submitted_on",
    ),
    Check(
        "代理で入れた人の氏名がある",
        "入力者区分が代理のときは、「代理者」に入力した人の氏名を入れてください。",
        formula=f'OR(in_entered_by<>"{EnteredBy.PROXY.value}",in_proxy<>"")',
        well=lambda filled: not filled.proxy,
        field="proxy",
    ),
    Check(
        "見る日が日付になっている",
        "「見る日」には日付を入れてください。空欄なら基準日で計算します。",
        formula='OR(in_seen_on="",ISNUMBER(in_seen_on))',
        field="seen_on",
    ),
    Check(
        "デジタルに関する目標がある",
        "デジタルスキルの習得・活用の目標を書き、デジタル欄を○にしてください。",
        formula="SUM(rows_my_goals[digital])>=rules.settings[goals_digital_min]",
        well=lambda filled: _digital_goals(filled) >= filled.digital_min,
        table="my_goals",
    ),
    _rows("目標の文が書いてある", "目標の文を書いてください。", Spot("my_goals", "text", _goals)),
    _rows(
        "研修が一覧から選ばれている",
        "一覧から選んでください。一覧にない研修は、問い合わせ先に知らせてください。",
        Spot("my_attendances", "code", _trainings),
    ),
    _rows(
        "修了日が正しい",
        "修了した日を入れてください。見る日や提出日より後の日は書けません。",
        Spot("my_attendances", "date", _completions, "completed_on"),
    ),
    _rows(
        "資格名と取得日がそろっている",
        "資格名と取得日の両方を入れてください。",
        Spot("my_qualifications", "need", _qualifications),
    ),
    _rows(
        "資格の日付が正しい",
        "取得日は見る日や提出日まで、有効期限は取得日より後の日にしてください。",
        Spot("my_qualifications", "date", _qualified_on, "acquired_on"),
    ),
    _rows(
        "案件・役割・始めた日がそろっている",
        "案件、役割、始めた日を入れてください。",
        Spot("my_engagements", "need", _engagements),
    ),
    _rows(
        "終わった日が始めた日より前でない",
        "終わった日は、始めた日より後の日にしてください。続いているあいだは空欄です。",
        Spot("my_engagements", "order", _engagement_order, "ended_on"),
    ),
    _rows(
        "始めた日が先の日でない",
        "まだ始まっていない案件は書けません。始めた日を確かめてください。",
        Spot("my_engagements", "future", _engagements_ahead, "started_on"),
    ),
    _rows(
        "ツールとレベルがそろっている",
        "ツールを一覧から選び、レベルを0〜3で入れてください。",
        Spot("my_tool_levels", "need", _graded("my_tool_levels", "tool", "tool_code", "level")),
    ),
    _rows(
        "スキルと合致度がそろっている",
        "スキルを一覧から選び、合致度を0〜3で入れてください。",
        Spot(
            "my_skill_ratings", "need", _graded("my_skill_ratings", "skill", "skill_code", "rating")
        ),
    ),
    _rows(
        "自分の判定が一覧のStepである",
        "違うと思うときだけ、Stepを選んでください。規則どおりなら、理由も空欄です。",
        Spot("my_steps", "need", _unclaimed),
    ),
    _rows(
        "アンケートに答えている",
        "はい・いいえ・無回答から選んでください。",
        Spot("my_answers", "need", _unanswered),
    ),
    _rows(
        "同じ内容の行が2つない",
        "同じ内容の行を1つにしてください。",
        Spot("my_attendances", "twice", _trainings_again),
        Spot("my_qualifications", "twice", _qualifications_again),
        Spot("my_engagements", "twice", _engagements_again),
        Spot("my_tool_levels", "twice", _graded_again("my_tool_levels", "tool", "tool_code")),
        Spot("my_skill_ratings", "twice", _graded_again("my_skill_ratings", "skill", "skill_code")),
    ),
    *(
        Check(
            f"「今年はない」に○を付けた{word}に、ほかの行がない",
            "○を消すか、その行を消してください(このままでも出せます)。",
            formula=(
                f'OR(my_none[none {number}]<>"{Flag.YES.value}",'
                f"SUM(rows_{table}[filled])<=rules.rooms[begun_{table}])"
            ),
            table=table,
            mild=True,
        )
        for number, (table, word) in enumerate(NONE_BLOCKS.items(), start=1)
    ),
)
"""The lines of the check, in the order of the form."""
