"""Buttons of 本人 and 上長: 点検, 提出, 確認, 差戻し, on a self-report or a review workbook."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ledger.book.live import LiveForm
from ledger.book.opened_pages import opened_pages
from ledger.book.protocol import Form
from ledger.buttons.pace import TITLE, GivenUpError
from ledger.buttons.press import Click, carry_out, ready_to_write, show_first
from ledger.buttons.selection import chosen_people
from ledger.commands.plan import Plan
from ledger.layout import meta
from ledger.layout.columns import Cell
from ledger.layout.review import PEOPLE, REVIEW
from ledger.layout.self_report import FIELDS, MAIN_SHEET
from ledger.model.problems import Place, Problem, Refusal, Severity
from ledger.model.reports import Review
from ledger.model.terms import BookKind, Decision
from ledger.read.file_bytes import file_bytes
from ledger.read.grids import OpenBook
from ledger.read.reviews.review import review_of
from ledger.store.last_answers import keep_answer, last_answer
from ledger.store.recovery import swept
from ledger.store.replace import replace_file

CHECK_HEAD = ("結果", "こうなっているか", "どこを、どう直すか")
"""Headers of 入力チェック; × in the first marks a line that is not as it should be."""
CHECK_SHEETS = ("次の一歩", MAIN_SHEET)
"""Where it stands: on 申告 in forms of the first layout."""
_BAD = "×"
_WHO = "confirmer_no"
_WHERE = "inbox"


def check(click: Click) -> None:
    """点検: say what is wrong, and select the first cell that is."""
    click.pages.calculate()
    show_first(click, carry_out(click, lambda: _checked(LiveForm(click.pages), click.now.date())))


def hand_in(click: Click) -> None:
    """提出: check, write 提出日, save, and put a copy into the inbox if a folder is chosen."""
    from ledger.commands import submit

    click.pages.calculate()
    form = LiveForm(click.pages, "submit")
    checked = _checked(form, click.now.date())
    if any(p.severity is Severity.ERROR and not _about_submission(p) for p in checked.problems):
        show_first(click, carry_out(click, lambda: checked))
        return
    ready_to_write(click)
    carry_out(click, lambda: submit.plan(form, click.now.date()), form=form)
    folder = click.desk.pick_folder("提出フォルダ", last_answer(_WHERE))
    if folder is None:
        return
    target = folder / click.pages.name
    left = "".join(f"{problem.what}\n" for problem in swept([(folder, False)]))
    _put_copy(click, target)
    keep_answer(_WHERE, str(folder))
    told = f"提出しました: {target}\n{left}\n次の一手: 上長の確認を待ってください。"
    click.desk.tell(TITLE, told)


def _put_copy(click: Click, target: Path) -> None:
    """Put a copy of the form into the inbox.

    Raises:
        Refusal: It cannot be put there; 提出日 stands in the form all the same.
    """
    try:
        replace_file(target, file_bytes(click.path))
    except Refusal as refusal:
        own = refusal.problem
        gaps = {"name": str(target.parent), "remedy": own.remedy}
        raise Refusal.of("copy-not-handed-in", own.place, **gaps) from refusal


def _about_submission(problem: Problem) -> bool:
    """Whether all that is wrong is that 提出日 is blank, which this button fills in."""
    return problem.code == "form-check" and FIELDS[0].label in problem.what


def accept(click: Click) -> None:
    """確認: the marked people of a review workbook, or the one self-report."""
    from ledger.commands import confirm

    ready_to_write(click)
    form, book = LiveForm(click.pages, "confirm"), opened_pages(click.pages)
    if _kind(book) == BookKind.SELF_REPORT:
        by = _confirmer(click)
        today = click.now.date()
        carry_out(click, lambda: confirm.plan(form, by, on=today, today=today), form=form)
        keep_answer(_WHO, by)
        return
    review = _review(book)
    people = _meant(click, book, review, Decision.CONFIRM)
    carry_out(click, lambda: _accepted(click, form, review, people), form=form)


def return_(click: Click) -> None:
    """差戻し: the marked people with their reasons, or the selected one, asked for the reason."""
    from ledger.commands import give_back

    ready_to_write(click)
    form, book = LiveForm(click.pages, "give-back"), opened_pages(click.pages)
    on = click.now.date()
    if _kind(book) == BookKind.SELF_REPORT:
        by, number = _confirmer(click), book.meta().get(meta.STAFF_NO, "")
        reason = _reason(click, number)
        carry_out(
            click, lambda: give_back.plan(form, number, by, reason, on=on, today=on), form=form
        )
        keep_answer(_WHO, by)
        return
    review = _review(book)
    given = {d.staff_no: d.reason for d in review.decisions if d.decision == Decision.RETURN}
    people = _meant(click, book, review, Decision.RETURN)
    reasons = {n: (given.get(n) or "").strip() or _reason(click, n) for n in people}
    carry_out(click, lambda: _given_back(form, review, reasons, on), form=form)


def _given_back(form: Form, review: Review, reasons: Mapping[str, str], on: dt.date) -> Plan:
    """Plan 差戻し of several people, each with their own reason."""
    from ledger.commands import give_back

    by = review.confirmer_no
    plans = [
        give_back.plan(form, number, by, why, on=on, today=on) for number, why in reasons.items()
    ]
    marks: dict[str, dict[str, Cell]] = {}
    for one in plans:
        for sheet, cells in one.marks.items():
            marks.setdefault(sheet, {}).update(cells)
    said = tuple(f"{number}: {why}" for number, why in reasons.items())
    head = f"「{form.name}」で {len(plans)} 名を「{Decision.RETURN}」にします。"
    return replace(plans[0], summary=(head, *said), marks=marks)


def _kind(book: OpenBook) -> str:
    return book.meta().get(meta.KIND, "")


def _review(book: OpenBook) -> Review:
    """Read a review workbook.

    Raises:
        Refusal: It cannot be read.
    """
    found = review_of(book)
    if isinstance(found, Review):
        return found
    raise Refusal(found.problem)


def _accepted(click: Click, form: Form, review: Review, people: tuple[str, ...]) -> Plan:
    """Plan 確認, with whatever is still wrong with the decisions in the workbook."""
    from ledger.commands import confirm

    by, on = review.confirmer_no, click.now.date()
    plan = confirm.plan(form, by, on=on, staff=people, keep=True, today=on)
    staff = plan.counts["staff"]
    names = "、".join(_named(form, staff if isinstance(staff, list) else []))
    return replace(plan, summary=(*plan.summary, names))


def _named(form: Form, people: Sequence[str], most: int = 12) -> Iterator[str]:
    book = form.opened()
    found = [grid for table in PEOPLE if (grid := book.grid(table))]
    names = {str(row[0]): str(row[1]) for one in found for row in one.grid.rows}
    yield from (f"{number} {names.get(number, '')}".strip() for number in people[:most])
    if len(people) > most:
        yield f"ほか {len(people) - most} 名"


def _meant(click: Click, book: OpenBook, review: Review, decision: Decision) -> tuple[str, ...]:
    """Return whom a press means.

    Those who were marked by the dropdown, or by まとめて確認, and wait for their 確認日; else those
    whose rows are selected; else those who are marked already. Where nobody is marked, 確認 means
    everybody who is open; 差戻し goes to people who were pointed at.

    Raises:
        Refusal: Nobody is marked or selected (`person-not-selected`).
    """
    marked = {d.staff_no: d for d in review.decisions if d.decision == decision}
    waiting = tuple(number for number, one in marked.items() if one.confirmed_on is None)
    waiting += review.undated if decision is Decision.CONFIRM else ()
    if waiting:
        return waiting
    shown = set(review.shown).difference(marked)
    chosen = tuple(n for n in chosen_people(click.pages, book) if n in shown)
    if chosen or marked:
        return chosen or tuple(marked)
    if decision is Decision.CONFIRM:
        return ()
    raise Refusal.of("person-not-selected", Place(file=book.name, sheet=REVIEW.title))


def _confirmer(click: Click) -> str:
    """Ask who confirms; the last answer is proposed.

    Raises:
        GivenUpError: The question was closed or left blank.
    """
    asked = click.desk.ask(TITLE, "確認者の職員番号を入れてください。", last_answer(_WHO))
    if asked is None or not asked.strip():
        raise GivenUpError
    return asked.strip()


def _reason(click: Click, number: str) -> str:
    asked = click.desk.ask(TITLE, f"職員 {number} に差し戻す理由(本人に伝わります)")
    if asked is None or not asked.strip():
        raise GivenUpError
    return asked.strip()


def _checked(form: Form, today: dt.date) -> Plan:
    """Plan the check: what a reader finds, and what the form's own 入力チェック marks."""
    from ledger.commands import check_form

    plan = check_form.plan(form, today)
    if _kind(form.opened()) != BookKind.SELF_REPORT:
        return plan
    own = tuple(_own_checks(form.opened()))
    if not own:
        return plan
    summary = (f"直すところがあります(入力チェック {len(own)} 件)。", *plan.summary[1:])
    return replace(
        plan,
        summary=summary,
        problems=(*own, *plan.problems),
        next_step="上から順に直してください。",
    )


def _own_checks(book: OpenBook) -> Iterator[Problem]:
    """Yield the lines of 入力チェック that are ×, as Excel has calculated them."""
    for sheet in CHECK_SHEETS:
        rows = book.rows(sheet) if sheet in book.package.sheets else ()
        top = next((n for n, row in enumerate(rows) if set(CHECK_HEAD) <= set(row)), None)
        if top is not None:
            yield from _lines(book, sheet, rows, top)
            return


def _lines(
    book: OpenBook, sheet: str, rows: Sequence[Sequence[object]], top: int
) -> Iterator[Problem]:
    mark, title, remedy = (list(rows[top]).index(head) for head in CHECK_HEAD)
    for number, row in enumerate(rows[top + 1 :], start=top + 2):
        if len(row) <= remedy or not row[mark]:
            return
        if row[mark] == _BAD:
            gaps = {"title": row[title], "remedy": row[remedy] or ""}
            place = Place(file=book.name, sheet=sheet, cell=f"B{number}")
            yield Problem.of("form-check", place, **gaps)
