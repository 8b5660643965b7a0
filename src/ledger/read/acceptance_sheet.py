"""What was answered on 実機確認表: a word of three a step, and what was noticed.

The sheet comes from another PC, so that its cells are read by a child (decision 0019).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ledger.layout.acceptance import ANSWER, HEADERS, NOTE, NUMBER, TITLE, StepAnswer
from ledger.model.folding import without_blank_ends
from ledger.model.problems import Place, Refusal
from ledger.read.apart import open_apart
from ledger.read.cells.cell import Raw


class AnsweredStep(NamedTuple):
    """What stands on one row.

    Attributes:
        row: Its number on the sheet; 0 where there is no such row.
        answer: What was chosen; None where nothing is chosen.
        remark: What was noticed, as it was typed; "" if nothing.
    """

    row: int
    answer: StepAnswer | None
    remark: str


class AnsweredSheet(NamedTuple):
    """A sheet that was filled in.

    Attributes:
        steps: What was answered, by number and title of the step.
        odd: Numbers of rows whose result is none of the three words.
    """

    steps: Mapping[tuple[int, str], AnsweredStep]
    odd: tuple[int, ...]


def answered_sheet(data: bytes, name: str) -> AnsweredSheet:
    """Read what was answered.

    Args:
        data: The workbook.
        name: Its name, for problems.

    Raises:
        Refusal: It cannot be read (as the gate says, or `file-stopped`), or no sheet of it has the
            headers (`pilot-sheet-other`).
    """
    book, problems = open_apart(data, name)
    if book is None:
        raise Refusal(problems[0])
    for sheet in book.package.sheets:
        texts = [[_text(raw) for raw in row] for row in book.rows(sheet)]
        top = next((at for at, row in enumerate(texts) if _is_header(row)), None)
        if top is not None:
            return _sheet(texts, top)
    raise Refusal.of("pilot-sheet-other", Place(file=name), name=name)


def _is_header(row: Sequence[str]) -> bool:
    return tuple(row[: len(HEADERS)]) == HEADERS


def _sheet(texts: Sequence[Sequence[str]], top: int) -> AnsweredSheet:
    steps: dict[tuple[int, str], AnsweredStep] = {}
    odd: list[int] = []
    for at, row in _rows(texts, top):
        chosen = row[ANSWER]
        if chosen and chosen not in tuple(StepAnswer):
            odd.append(at)
            continue
        answer = StepAnswer(chosen) if chosen else None
        if row[NUMBER].isdecimal():
            steps[int(row[NUMBER]), row[TITLE]] = AnsweredStep(at, answer, row[NOTE])
    return AnsweredSheet(steps, tuple(odd))


def _rows(texts: Sequence[Sequence[str]], top: int) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows below the header that are as wide as it, each with its number."""
    for at, row in enumerate(texts[top + 1 :], start=top + 2):
        if len(row) >= len(HEADERS):
            yield at, row


def _text(raw: Raw) -> str:
    whole = isinstance(raw, float) and raw.is_integer()
    return without_blank_ends(str(int(raw)) if whole and isinstance(raw, float) else str(raw or ""))
