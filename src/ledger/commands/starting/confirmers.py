"""Who confirms those whom nobody can: asked while a ledger is made, written as 人事指定."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ledger.book.draft import DraftBook
from ledger.commands.conversation import Asker, Talk
from ledger.commands.ledger_session import Opened, open_ledger
from ledger.commands.loading.sentences import listed
from ledger.commands.people import person_of
from ledger.commands.plan import PlanQuestion
from ledger.commands.sections import section_meant
from ledger.judge.confirmation import confirmers
from ledger.judge.organisation import organisation_of
from ledger.judge.population import main_sections
from ledger.layout.columns import Cell
from ledger.layout.frames import frame, records
from ledger.layout.people_tables import HEADS
from ledger.model.calendar import year_start
from ledger.model.problems import Refusal
from ledger.model.terms import HeadKind

_REASON = "はじめるときに、人事が指定"
_BETWEEN = re.compile(r"[\s、,;・]+")
_IS = re.compile(r"[=＝:：]")


class Appointed(NamedTuple):
    """Who is to confirm: of a section, or of every section that was asked about ("")."""

    section: str
    staff_no: str


def appointed(asker: Asker, draft: DraftBook, given: Sequence[str] | None) -> Talk[tuple[str, ...]]:
    """Ask who confirms whom nobody can, until everybody is, or the answer is blank.

    Args:
        asker: Puts the question.
        draft: The ledger that is being made; 所属長 gets the rows.
        given: What was answered beforehand: `NO` for all, or `SECTION=NO`.

    Returns:
        What was entered, in sentences.

    Raises:
        Refusal: A number or section that was given is unknown, or cannot be read.
    """
    said: list[str] = []
    left = _unconfirmed(open_ledger(draft))
    first = None if given is None else " ".join(given)
    before: Mapping[str, Sequence[str]] = {}
    while left:
        opened = open_ledger(draft)
        question = PlanQuestion(_text(opened, left, again=bool(before)), typed=True)
        answer = yield from asker.said(question, lambda text: _read(text, opened), first)  # noqa: B023 - read at once
        if not answer:
            break
        said += _entered(draft, opened, left, answer)
        before, left, first = left, _unconfirmed(open_ledger(draft)), None
        if given is not None:
            break
    return tuple(said)


def _unconfirmed(opened: Opened) -> dict[str, list[str]]:
    """Return by section whom nobody can confirm on the 基準日; no 主務 is told elsewhere."""
    tables, day = opened.tables, opened.settings.as_of
    sections, tree = main_sections(tables, day), organisation_of(tables)
    found: dict[str, list[str]] = {}
    for number, by in sorted(confirmers(opened.policy, tables, day).items()):
        path = tree.path(sections.get(number))
        if by is None and path:
            found.setdefault(path[0].code, []).append(number)
    return found


def _text(opened: Opened, left: Mapping[str, Sequence[str]], *, again: bool) -> str:
    """Return the question: section by section whom nobody confirms, and what may be answered."""
    tree, names = organisation_of(opened.tables), _names(opened)
    who = listed(
        f"{code} {tree.sections[code].name}({names.get(people[0], people[0])}"
        f"{f'ほか{len(people) - 1}名' if len(people) > 1 else ''})"
        for code, people in left.items()
    )
    head = "まだ残っています(本人は自分を確認できません)。" if again else ""
    return (
        f"{head}申告を確認する人の職員番号を入れてください。"
        f"所属ごとに違うときは「{next(iter(left))}=職員番号」を並べます。空欄なら、あとで書けます。"
        f"確認できる人がいない所属: {who}"
    )


def _names(opened: Opened) -> dict[str, str]:
    staff = opened.tables["staff"]
    return dict(zip(staff["staff_no"], staff["staff_name"].fillna(""), strict=True))


def _read(text: str, opened: Opened) -> tuple[Appointed, ...]:
    """Read who was named.

    Raises:
        Refusal: A number is unknown or may be several, a section is unknown, or a part cannot be
            read.
    """
    staff = opened.tables["staff"]
    found = []
    for part in filter(None, _BETWEEN.split(text)):
        pieces = [piece for piece in _IS.split(part) if piece]
        if not pieces or len(pieces) > 2:  # noqa: PLR2004 - a section and a number
            raise Refusal.of("start-confirmer", value=part)
        section = section_meant(pieces[0], opened.tables) if len(pieces) > 1 else ""
        found.append(Appointed(section, person_of(pieces[-1], staff)))
    return tuple(found)


def _entered(
    draft: DraftBook,
    opened: Opened,
    left: Mapping[str, Sequence[str]],
    answer: Iterable[Appointed],
) -> list[str]:
    """Write 人事指定 into 所属長, from the first of the year or the day they came.

    Where only the named person's own report is left, or the row stands, nothing is written.
    """
    by_section = {one.section: one.staff_no for one in answer}
    everywhere = by_section.pop("", None)
    chosen = {**(dict.fromkeys(left, everywhere) if everywhere else {}), **by_section}
    standing = list(records(HEADS, draft.tables[HEADS.key]))
    keys = {tuple(row[key] for key in HEADS.row_key) for row in standing}
    rows = [
        row
        for code, number in chosen.items()
        if set(left.get(code, ())) != {number}
        for row in [_row(opened, code, str(number))]
        if tuple(row[key] for key in HEADS.row_key) not in keys
    ]
    draft.write({HEADS.key: frame(HEADS, [*standing, *rows])})
    names, tree = _names(opened), organisation_of(opened.tables)
    return [
        f"{tree.sections[str(row['section_code'])].name}: "
        f"{row['staff_no']} {names.get(str(row['staff_no']), '')}".rstrip()
        for row in rows
    ]


def _row(opened: Opened, code: str, number: str) -> dict[str, Cell]:
    staff = opened.tables["staff"]
    hired = dict(zip(staff["staff_no"], staff["hired_on"].dt.date, strict=True))
    begin = year_start(opened.settings.fiscal_year)
    return {
        "section_code": code,
        "staff_no": number,
        "kind": HeadKind.APPOINTED_BY_HR.value,
        "started_on": max(begin, hired.get(number, begin)),
        "reason": _REASON,
    }
