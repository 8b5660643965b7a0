"""A workbook that is written, and beside it the same as PDF, where something can print it."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from ledger.book.pdf import PdfMaker
from ledger.commands.output_paths import own_book
from ledger.commands.plan import fingerprint
from ledger.model.problems import Place, Refusal
from ledger.model.terms import BookKind

ENDING = ".pdf"


class PageFiles(NamedTuple):
    """What is to be written.

    Attributes:
        files: The workbook, and its PDF if it was made.
        told: Why there is no PDF, one sentence; none where it was not asked for, or is there.
    """

    files: Mapping[Path, bytes]
    told: tuple[str, ...] = ()


def places(target: Path, kind: BookKind, *, pdf: bool) -> dict[Path, str]:
    """Return the files that may be written over, with what stands there, for `Plan.seen`.

    A PDF says nothing of who made it: it is ours where our workbook stands beside it.

    Args:
        target: Where the workbook will stand.
        kind: What it will be.
        pdf: Whether a PDF is wanted beside it.

    Raises:
        Refusal: As `own_book`, or a PDF stands there alone (`file-exists`).
    """
    seen = {target: own_book(target, kind)}
    if pdf:
        beside = target.with_suffix(ENDING)
        if beside.exists() and not seen[target]:
            raise Refusal.of("file-exists", Place(file=beside.name), name=beside.name)
        seen[beside] = fingerprint(beside)
    return seen


def written(target: Path, data: bytes, make: PdfMaker | None) -> PageFiles:
    """Return a workbook and its PDF.

    Args:
        target: Where the workbook will stand.
        data: Its bytes.
        make: Prints it; None where no PDF is wanted.
    """
    if make is None:
        return PageFiles({target: data})
    made = make(data)
    if made.data is None:
        return PageFiles({target: data}, (made.told,))
    return PageFiles({target: data, target.with_suffix(ENDING): made.data})
