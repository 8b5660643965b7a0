"""A workbook in memory of which one call fails, and how it looks, to see what a failure leaves."""

import copy
from typing import Any

from ledger.book.memory import MemoryPages, ProgramError
from ledger.book.ports import Font


def state_of(pages: MemoryPages) -> object:
    """Everything a person could see: values, formulas, tables, hidden rows, colours, notes."""
    return (
        {
            title: (
                {at: value for at, value in sheet.cells.items() if value is not None},
                dict(sheet.formulas),
                set(sheet.hidden_rows),
                dict(sheet.looks),
                {at: font for at, font in sheet.fonts.items() if font != Font()},
            )
            for title, sheet in pages.held.items()
        },
        pages.tables(),
    )


class FailingOnce:
    """Hands every call on to the workbook, and fails at the k-th of those that may fail."""

    def __init__(self, pages: MemoryPages, k: int) -> None:
        self._pages = pages
        self._left = k
        self.failed = ""
        self.called: list[str] = []

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the workbook has
        """Return a call that may fail."""
        found = getattr(self._pages, name)
        if not callable(found):
            return found

        def call(*args: Any, **more: Any) -> Any:  # noqa: ANN401 - the same
            self.called.append(name)
            self._left -= 1
            if self._left == 0:
                self.failed = name
                message = "the program does not answer"
                raise ProgramError(message)
            return found(*args, **more)

        return call


def twin(pages: MemoryPages) -> MemoryPages:
    """Return a workbook of its own that looks the same."""
    return copy.deepcopy(pages)
