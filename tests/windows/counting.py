"""Counts what is asked of Excel, at the outermost seam: whoever asks, xlwings' own calls included.

Between xlwings' Windows engine and Excel stands xlwings' own wrapper, through which everything goes
that a product asks: every property that is looked at or set, every method that is called, every
thing that is taken out of a collection. What the fake asks of itself behind it is not counted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from ledger.layout.addresses import position
from windows.cells import Range
from windows.stage import bare

VALUES, FORMULAS = frozenset({"Value", "Value2"}), frozenset({"Formula"})


class Tally:
    """What was asked.

    Attributes:
        calls: How often, by the kind of thing and its member: `Range.Value`.
        values: How often each cell that is used was read as a value since it was last written, by
            sheet and address.
        formulas: The same as a formula.
    """

    def __init__(self) -> None:
        """Have counted nothing."""
        self.calls: Counter[str] = Counter()
        self.values: Counter[tuple[str, str]] = Counter()
        self.formulas: Counter[tuple[str, str]] = Counter()
        self.most: defaultdict[str, int] = defaultdict(int)

    @property
    def total(self) -> int:
        """How many calls there were."""
        return self.calls.total()

    def looked(self, inner: Any, member: str) -> None:  # noqa: ANN401 - whatever Excel has
        """Count a look at a member."""
        self.calls[f"{type(inner).__name__}.{member}"] += 1

    def answered(self, inner: Any, member: str) -> None:  # noqa: ANN401 - whatever Excel has
        """Count the cells that an answer told."""
        if isinstance(inner, Range):
            for names, seen in ((VALUES, self.values), (FORMULAS, self.formulas)):
                if member in names:
                    seen.update(_used(inner))

    def changed(self, inner: Any, member: str) -> None:  # noqa: ANN401 - whatever Excel has
        """Count a change; a cell that was written is another one from now on."""
        self.calls[f"{type(inner).__name__}.{member}="] += 1
        if isinstance(inner, Range) and member in VALUES | FORMULAS:
            title = inner.Worksheet.Name
            for address in (a for row in inner.addresses() for a in row):
                self.values.pop((title, address), None)
                self.formulas.pop((title, address), None)

    def twice(self) -> list[tuple[str, str]]:
        """Return the cells that were read more than once as a value, or as a formula."""
        return sorted(
            {at for seen in (self.values, self.formulas) for at, count in seen.items() if count > 1}
        )


def _used(area: Range) -> Iterator[tuple[str, str]]:
    sheet = area.Worksheet
    held, title = sheet.held, sheet.Name
    for row in area.addresses():
        for address in row:
            if position(address) in held.cells or address in held.formulas:
                yield title, address


@contextmanager
def counted(patch: pytest.MonkeyPatch, engine: Any) -> Iterator[Tally]:  # noqa: ANN401 - a module
    """Count what is asked while this lasts."""
    tally, wrapper = Tally(), engine.COMRetryObjectWrapper
    look, change, call, each = (
        vars(wrapper)[name] for name in ("__getattr__", "__setattr__", "__call__", "__iter__")
    )

    def looks(self: Any, name: str) -> Any:  # noqa: ANN401 - whatever it has
        inner = bare(self)
        if not name[0].isupper():
            return look(self, name)
        tally.looked(inner, name)
        answer = look(self, name)
        tally.answered(inner, name)
        return answer

    def changes(self: Any, name: str, value: object) -> None:  # noqa: ANN401 - a wrapper
        tally.changed(bare(self), name)
        change(self, name, value)

    def calls(self: Any, *given: object, **named: object) -> Any:  # noqa: ANN401 - whatever it is
        tally.looked(bare(self), "Item")
        return call(self, *given, **named)

    def iterates(self: Any) -> Iterator[Any]:  # noqa: ANN401 - a wrapper
        for thing in each(self):
            tally.looked(bare(self), "Item")
            yield thing

    with patch.context() as own:
        for name, counting in (
            ("__getattr__", looks),
            ("__setattr__", changes),
            ("__call__", calls),
            ("__iter__", iterates),
        ):
            own.setattr(wrapper, name, counting)
        yield tally
