"""How large a workbook may be before it is parsed, and why one is refused."""

from dataclasses import dataclass

MEGABYTE = 1 << 20


class Suspicious(Exception):  # noqa: N818 - it says what was seen, it is no error of ours
    """Something that no ordinary workbook holds: the file is refused."""

    def __init__(
        self, code: str, reason: str = "", sheet: str = "", cell: str = "", *, remedy: str = ""
    ) -> None:
        """Say the code of the catalogue, the reason in words, where it was seen, what to do."""
        super().__init__(code)
        self.code = code
        self.reason = reason
        self.sheet = sheet
        self.cell = cell
        self.remedy = remedy


@dataclass(frozen=True)
class Limits:
    """How large an ordinary workbook of a kind may be.

    Attributes:
        file: Bytes of the file.
        parts: Parts of the package.
        inflated: Bytes of all parts together.
        ratio: Largest inflated/packed ratio of a part over 4 MB.
        cells: Cells with a value, of all sheets.
        tags: Rows and cells, blank ones too, of all sheets (`blank_end` tells which not).
        rows: Last row that may hold a value.
        columns: Last column that may hold a value.
        names: Defined names.
        styles: Cell styles.
        validations: Data validations of a sheet.
        active: Whether links to outside and embedded objects are let through (never macros).
    """

    file: int = 20 * MEGABYTE
    parts: int = 300
    inflated: int = 100 * MEGABYTE
    ratio: int = 400
    cells: int = 300_000
    tags: int = 600_000
    rows: int = 20_000
    columns: int = 256
    names: int = 5_000
    styles: int = 10_000
    validations: int = 5_000
    active: bool = False


FORM = Limits()
"""Self-reports and review workbooks, which come from many hands."""
LEDGER = Limits(
    file=200 * MEGABYTE,
    parts=5_000,
    inflated=2_000 * MEGABYTE,
    cells=20_000_000,
    tags=40_000_000,
    rows=1_048_576,
    columns=16_384,
    names=50_000,
    styles=65_490,
    validations=65_530,
    active=True,
)
"""HR's own ledger: large, and with whatever HR keeps in it, but never macros."""
