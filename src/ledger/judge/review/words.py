"""What a confirmer reads of one reported line: what it is, how much, and what to look at."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ledger.judge.consolidation import Fate, RowFate
from ledger.layout.columns import NewRow, RowValues
from ledger.model.calendar import DATE_MAX
from ledger.model.policy import Policy
from ledger.model.reports import ReportRow, SelfReport, Value
from ledger.model.terms import Confirmation, EnteredBy

NO_EVIDENCE = "証跡なし"
MOVED = "異動前"
NOT_ON_ROSTER = "名簿にない"
NOT_USABLE = "記入の誤り"
REFUSED_BEFORE = "前に否認"
VANISHED = "消えた行"
CHANGED_LINE = "確認後に追加・変更"
CONFIRMED = "確認済"

ITEMS: Mapping[str, str] = {
    "my_goals": "目標",
    "my_attendances": "研修",
    "my_qualifications": "資格",
    "my_engagements": "案件の経験",
    "my_tool_levels": "ツール",
    "my_skill_ratings": "スキル",
}
"""The form's tables that a confirmer sees line by line. Answers to surveys are nobody's business,
自己判定 stands on the sheet Step."""

_SAID = {
    NO_EVIDENCE: "証拠が書かれていません",
    f"{MOVED}・{NO_EVIDENCE}": "今の課に来る前の実績で、証拠が書かれていません",
    NOT_ON_ROSTER: "研修の名簿にありません",
    REFUSED_BEFORE: "前に否認した行です",
    CHANGED_LINE: "確認した後に、足されたか変わった行です",
    VANISHED: "前に確認した行が、新しい申告にありません(確認すると台帳から消えます)",
    NOT_USABLE: "記入に誤りがあり、使われない行です",
}
"""What there is to look at, as the sentence that the confirmer reads."""

_EVIDENCE = {
    "my_attendances": "evidence",
    "my_qualifications": "evidence",
    "my_engagements": "evidence",
    "my_tool_levels": "evidence",
    "my_skill_ratings": "basis",
}
_DAYS = {
    "my_attendances": "completed_on",
    "my_qualifications": "acquired_on",
    "my_engagements": "started_on",
}


class Seen(NamedTuple):
    """A line as the confirmer sees it.

    Attributes:
        row: The row of 明細, without 採否.
        words: What to look at; empty if nothing.
        locked: The confirmer has nothing to decide on it.
        sentence: What to look at as a sentence, with the line and its evidence; "" if nothing.
    """

    row: NewRow
    words: tuple[str, ...]
    locked: bool
    sentence: str = ""


def seen_line(  # noqa: PLR0913 - the line, and what it is seen beside
    policy: Policy,
    report: SelfReport,
    fate: RowFate,
    standing: NewRow | None,
    *,
    moved_on: dt.date | None,
    changed: bool,
    listed: bool = False,
    before: str = "",
    fault: str = "",
) -> Seen:
    """Put one reported line into words.

    Args:
        policy: The policy, for names.
        report: The report it stands in.
        fate: The line and what became of it.
        standing: The fact that it became, if any.
        moved_on: The day on which the person came to the present 課, if from another one.
        changed: Whether the report was changed after it was confirmed.
        listed: Whether there is a roster of the line's training and year.
        before: Why the line was refused before, if it was.
        fault: What is wrong with a line that cannot be used, with what was typed.
    """
    line = fate.row
    evidence = line.values.get(_EVIDENCE.get(line.table, ""))
    mark = standing.get("confirmed") if standing else None
    earlier = _before(line, moved_on) and not fate.rostered
    words: list[str] = []
    if fate.outcome is Fate.QUARANTINED:
        words.append(NOT_USABLE)
    elif mark == Confirmation.REJECTED:
        words.append(REFUSED_BEFORE)
    elif mark != Confirmation.CONFIRMED and not fate.rostered:
        if line.table in _EVIDENCE and not evidence:
            words.append(f"{MOVED}・{NO_EVIDENCE}" if earlier else NO_EVIDENCE)
        if listed and line.table == "my_attendances":
            words.append(NOT_ON_ROSTER)
        if changed and mark == Confirmation.PENDING:
            words.append(CHANGED_LINE)
    settled = (CONFIRMED,) if mark == Confirmation.CONFIRMED and not fate.rostered else ()
    row: NewRow = {
        "item": ITEMS[line.table],
        "what": _what(policy, line),
        "detail": _detail(line),
        "origin": _origin(report),
        "evidence": evidence if isinstance(evidence, str) else None,
        "matched": "○" if fate.rostered else None,
        "moved": MOVED if earlier else None,
        "attention": "、".join((*words, *settled)) or None,
        "table": line.table,
        "number": line.number,
    }
    more = f"　そのときの理由: {before}" if before and REFUSED_BEFORE in words else ""
    more += f"　{fault}" if fault and NOT_USABLE in words else ""
    said = _sentence(policy, line, words, row) + more if words else ""
    return Seen(row, tuple(words), locked=fate.outcome is not Fate.ACCEPTED, sentence=said)


def _sentence(policy: Policy, line: ReportRow, words: Sequence[str], row: RowValues) -> str:
    """Return what to look at on a line: why, which line, what proves it, who typed it."""
    why = "。".join(_SAID[word] for word in words)
    detail = f" {row['detail']}" if row["detail"] else ""
    proof = f"　証拠: {row['evidence']}" if row["evidence"] else ""
    by = f"　入力: {row['origin']}" if str(row["origin"]).startswith(EnteredBy.PROXY) else ""
    return f"{why}: {ITEMS[line.table]} {_what(policy, line)}{detail}{proof}{by}"


def vanished_line(policy: Policy, line: ReportRow) -> Seen:
    """Put a confirmed row that the new version lacks into words; there is nothing to decide on it.

    Args:
        policy: The policy, for names.
        line: The fact as it still stands, as a line of the form's table that it came from.
    """
    table = line.table
    evidence = line.values.get(_EVIDENCE.get(table, ""))
    row: NewRow = {
        "item": ITEMS[table],
        "what": _what(policy, line),
        "detail": _detail(line),
        "origin": "前の申告",
        "evidence": evidence if isinstance(evidence, str) else None,
        "matched": None,
        "moved": None,
        "attention": VANISHED,
        "table": None,
        "number": None,
    }
    return Seen(row, (VANISHED,), locked=True, sentence=_sentence(policy, line, (VANISHED,), row))


def _before(line: ReportRow, moved_on: dt.date | None) -> bool:
    day = line.values.get(_DAYS.get(line.table, ""))
    return moved_on is not None and isinstance(day, dt.date) and day < moved_on


def _origin(report: SelfReport) -> str:
    if report.entered_by == EnteredBy.PROXY:
        return f"代理({report.proxy})" if report.proxy else "代理"
    return "本人"


def _what(policy: Policy, line: ReportRow) -> str:
    """Return what a line is about, by its name; by its code where it has none."""
    values = line.values
    if line.table == "my_engagements":
        number, name = _text(values.get("project_no")), _text(values.get("project_name"))
        return f"{name or number} {_text(values.get('role'))}".strip()
    key, name_of = _NAMES[line.table]
    code = _text(values.get(key))
    if not code:
        return "(空)"
    return name_of(policy, code) or code


def _training(policy: Policy, code: str) -> str:
    return t.training_name if (t := policy.trainings.get(code)) else ""


def _tool(policy: Policy, code: str) -> str:
    return t.tool_name if (t := policy.tools.get(code)) else ""


def _skill(policy: Policy, code: str) -> str:
    return s.skill_name if (s := policy.skills.get(code)) else ""


def _as_written(_policy: Policy, text: str) -> str:
    return text


_NAMES: Mapping[str, tuple[str, Callable[[Policy, str], str]]] = {
    "my_goals": ("goal", _as_written),
    "my_attendances": ("training_code", _training),
    "my_qualifications": ("qualification", _as_written),
    "my_tool_levels": ("tool_code", _tool),
    "my_skill_ratings": ("skill_code", _skill),
}


def _detail(line: ReportRow) -> str:
    values = line.values
    if line.table == "my_goals":
        digital = "デジタル" if values.get("digital") == "○" else ""
        return "、".join(part for part in (digital, _text(values.get("progress"))) if part)
    if line.table == "my_attendances":
        return f"{_day(values.get('completed_on'))} 修了"
    if line.table == "my_qualifications":
        until = values.get("expires_on")
        limit = f"(期限 {_day(until)})" if until else ""
        return f"{_day(values.get('acquired_on'))} 取得{limit}"
    if line.table == "my_engagements":
        end = values.get("ended_on")
        span = f"{_day(values.get('started_on'))}〜{_day(end) if end else '(継続中)'}"
        kind, outcome = _text(values.get("kind")), _text(values.get("outcome"))
        return "、".join(part for part in (span, kind, outcome) if part)
    amount = values.get("level") if line.table == "my_tool_levels" else values.get("rating")
    return f"{'レベル' if line.table == 'my_tool_levels' else '合致度'} {_text(amount)}"


def _day(value: Value) -> str:
    if not isinstance(value, dt.date) or value >= DATE_MAX:
        return "(空)"
    return f"{value.year}/{value.month}/{value.day}"


def _text(value: Value) -> str:
    return "" if value is None else str(value)
