"""Buttons of 再発行: a self-report once more, of people or of a section, or on paper."""

import re

from ledger.book.opened_pages import opened_pages
from ledger.buttons.ledgers import issued
from ledger.buttons.pace import TITLE, GivenUpError
from ledger.buttons.press import Click, ready_to_write
from ledger.buttons.selection import chosen_people, chosen_sections
from ledger.model.problems import Place, Refusal

_BETWEEN = re.compile(r"[\s、,;・]+")


def people(click: Click) -> None:
    """人を選び再発行: forms of the people whose rows are selected, or who are named."""
    from ledger.commands.issue import IssueOptions

    ready_to_write(click)
    issued(click, IssueOptions(staff=_people(click), again=True))


def paper(click: Click) -> None:
    """紙で再発行: the same, for printing: the section enters what comes back."""
    from ledger.commands.issue import IssueOptions

    ready_to_write(click)
    issued(click, IssueOptions(staff=_people(click), again=True, paper=True))


def section(click: Click) -> None:
    """所属に再発行: forms of everybody in a section and those below it."""
    from ledger.commands.issue import IssueOptions

    ready_to_write(click)
    chosen = chosen_sections(click.pages, opened_pages(click.pages))
    named = chosen[0] if chosen else _line(click, "所属コードか所属名を入れてください。")
    issued(click, IssueOptions(section=named, again=True))


def _people(click: Click) -> tuple[str, ...]:
    """Return whom the selection means, else who is named.

    Raises:
        GivenUpError: The question was closed.
        Refusal: Nobody was named (`person-not-selected`).
    """
    chosen = chosen_people(click.pages, opened_pages(click.pages))
    if chosen:
        return chosen
    asked = _line(click, "職員番号を入れてください(何人でも、空白で区切って)。")
    return tuple(filter(None, _BETWEEN.split(asked)))


def _line(click: Click, prompt: str) -> str:
    asked = click.desk.ask(TITLE, prompt)
    if asked is None:
        raise GivenUpError
    if not asked.strip():
        raise Refusal.of("person-not-selected", Place(file=click.pages.name))
    return asked.strip()
