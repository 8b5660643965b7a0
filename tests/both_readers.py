"""One workbook, two readers of ours: in one pass, and with care. They must not differ."""

from collections.abc import Iterator

from ledger.read.cells.cell import Raw
from ledger.read.grids import OpenBook, Rows
from ledger.read.guard.limits import FORM, Limits
from ledger.read.ordinary.book import OrdinaryBook, ordinary_book
from ledger.read.workbooks import open_with_care

AGREED = frozenset({"同じ", "任せる"})
"""What may become of a workbook: the two say the same, or it is left to the careful one."""


def fate(data: bytes, limits: Limits = FORM) -> str:
    """Return 同じ, 任せる (the one pass leaves it to the careful reader), or what differs."""
    quick = ordinary_book(data, limits)
    if quick is None:
        return "任せる"
    careful, problems = open_with_care(data, "申告.xlsx", limits)
    if careful is None:
        return f"断る: {problems[0].code} {problems[0].what}"
    return next(_differences(quick, careful), "同じ")


def _differences(quick: OrdinaryBook, careful: OpenBook) -> Iterator[str]:
    package = careful.package
    if package != quick.package:
        yield f"門: {package} / {quick.package}"
    for name in package.sheets:
        ours, theirs = _typed(quick.sheets[name].rows()), _typed(careful.rows(name))
        if ours != theirs:
            yield f"{name}: {ours} / {theirs}"
        if list(careful.merged(name)) != list(quick.sheets[name].around.merged):
            yield f"{name}: 結合"
        filled = [(*place, raw) for *place, raw in quick.sheets[name].filled()]
        if filled != list(careful.filled(name)):
            yield f"{name}: 記入のあるセル"


def _typed(rows: Rows) -> list[list[tuple[type, Raw]]]:
    return [[(type(raw), raw) for raw in row] for row in rows]
