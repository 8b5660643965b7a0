"""The look of a review workbook: white cells with a blue frame to write in, grey ones to read."""

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from ledger.layout.columns import Kind
from ledger.present.book_writing import ACCENT, FONT, HEADER_FILL, INK

LINE = "#CCCCCC"
INPUT_LINE = "#7096F8"
GREY = "#F2F2F2"
QUIET = "#626264"
ALERT = "#AC3E00"
BAD = "#CE0000"
BAD_SOFT = "#FDEEEE"
GOOD = "#197A4B"

_NUMBER_FORMATS = {Kind.CODE: "@", Kind.DATE: "yyyy/mm/dd", Kind.WHOLE: "0"}
_CENTRED = frozenset({Kind.WHOLE, Kind.FLAG, Kind.CHOICE, Kind.DATE})


class ReviewFormats:
    """The formats of one workbook, made when they are first asked for."""

    def __init__(self, book: Workbook) -> None:
        """Prepare the formats.

        Args:
            book: The workbook they belong to.
        """
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def make(self, **properties: object) -> Format:
        """Return a format: the workbook's font, and what is asked for."""
        base = {"font_name": FONT, "font_size": 11, "font_color": INK, "valign": "vcenter"}
        wanted = {**base, **properties}
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]

    def unseen(self, kind: Kind, *, entry: bool = False) -> Format:
        """Return the format of a cell in a hidden column: on one line, so that no row grows.

        Args:
            kind: What it holds.
            entry: Whether the add-in writes in it; it may not be locked then.
        """
        shown = _NUMBER_FORMATS[kind] if kind is Kind.DATE else "@"
        return self.make(num_format=shown, bg_color=GREY, locked=not entry)

    def cell(
        self, kind: Kind, *, entry: bool = False, alert: bool = False, quiet: bool = False
    ) -> Format:
        """Return the format of a table's cell.

        Args:
            kind: What it holds.
            entry: Whether the confirmer writes in it.
            alert: Whether it says what to look at.
            quiet: Whether it only repeats what stands above.
        """
        typed_text = entry and kind is Kind.TEXT  # a reason that begins with = is no formula
        more: dict[str, object] = {"bold": True, "font_color": ALERT} if alert else {}
        more |= {"font_color": QUIET, "font_size": 9} if quiet else {}
        return self.make(
            num_format="@" if typed_text else _NUMBER_FORMATS.get(kind, "General"),
            align="center" if kind in _CENTRED else "left",
            text_wrap=True,
            border=1,
            border_color=INPUT_LINE if entry else LINE,
            bg_color="#FFFFFF" if entry else GREY,
            locked=not entry,
            **more,
        )

    def rule(self, colour: str, ground: str = "") -> Format:
        """Return the format of a conditional colour: bold, in a colour, maybe on a ground."""
        more = {"bg_color": ground} if ground else {}
        return self._book.add_format({"font_color": colour, "bold": True, **more})

    @property
    def link(self) -> Format:
        """The format of a cell that leads to another sheet."""
        return self.make(
            text_wrap=True,
            border=1,
            border_color=LINE,
            bg_color=GREY,
            font_color=ACCENT,
            underline=1,
        )

    def header(self, *, entry: bool) -> Format:
        """Return the format of a header; headers of columns to fill in are dark."""
        return self.make(
            bold=True,
            text_wrap=True,
            border=1,
            border_color=INPUT_LINE,
            bg_color=ACCENT if entry else HEADER_FILL,
            font_color="#FFFFFF" if entry else INK,
        )

    @property
    def title(self) -> Format:
        """The format of a sheet's title."""
        return self.make(bold=True, font_size=16, font_color=ACCENT)

    @property
    def note(self) -> Format:
        """The format of a line of explanation that runs on over empty cells."""
        return self.make(font_size=10, font_color=QUIET)

    @property
    def block(self) -> Format:
        """The format of the title of a block."""
        return self.make(bold=True, font_size=13, font_color=ACCENT)

    @property
    def strong(self) -> Format:
        """The format of a line that is to be seen."""
        return self.make(bold=True)

    @property
    def marker(self) -> Format:
        """The format of the word 入力 above a column to fill in."""
        return self.make(font_size=9, font_color=ACCENT, align="center", bold=True)
