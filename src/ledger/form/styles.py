"""The form's look: one accent colour, named styles, and what a cell of each kind looks like.

Staff meet these styles by name in Excel's own style list; 「入力」 is the one to write in.
"""

from typing import Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.fonts import Font as RuleFont
from openpyxl.utils.indexed_list import IndexedList

FONT = "游ゴシック"
ACCENT = "FF0017C1"
ACCENT_SOFT = "FFE8F1FE"
ACCENT_LINE = "FF7096F8"
TEXT = "FF1A1A1A"
QUIET = "FF626264"
LINE = "FFCCCCCC"
GREY = "FFF2F2F2"
DARK = "FF4D4D4D"
WHITE = "FFFFFFFF"
GOOD = "FF197A4B"
BAD = "FFCE0000"
BAD_SOFT = "FFFDEEEE"

TITLE, HEADING, NOTE, LABEL = "表題", "見出し", "説明", "項目名"
HEADER, INPUT, COMPUTED = "表の見出し", "入力", "計算"
SUPERVISOR_HEADER, SUPERVISOR = "上長の見出し", "上長の入力"
SUPERVISOR_HEADING, LINK, MARK, BODY = "上長の大見出し", "移動", "点検", "本文"
SHADE, CHECK = "計算の続き", "点検の行"
EXAMPLE, INPUT_ON, SENTENCE = "記入例", "入力の続き", "一文"


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def _font(
    size: float = 11,
    colour: str = TEXT,
    *,
    bold: bool = False,
    line: bool = False,
    italic: bool = False,
) -> Font:
    underline: Literal["single"] | None = "single" if line else None
    return Font(
        name=FONT,
        size=size,
        color=colour,
        bold=bold,
        italic=italic,
        underline=underline,
        family=3,
        charset=128,
    )


def _box(colour: str, style: Literal["thin", "dashed"] = "thin") -> Border:
    side = Side(style, color=colour)
    return Border(left=side, right=side, top=side, bottom=side)


def _under() -> Border:
    return Border(bottom=Side("thin", color=LINE))


def _at(horizontal: str = "left", *, wrap: bool = True, indent: int = 0) -> Alignment:
    return Alignment(horizontal=horizontal, vertical="center", wrap_text=wrap, indent=indent)


def _named(  # noqa: PLR0913 - one keyword for each thing a style has
    name: str,
    font: Font,
    *,
    fill: str = "",
    border: Border | None = None,
    alignment: Alignment | None = None,
    locked: bool = True,
) -> NamedStyle:
    return NamedStyle(
        name=name,
        font=font,
        fill=_fill(fill) if fill else PatternFill(),
        border=border or Border(),
        alignment=alignment or _at(),
        protection=Protection(locked=locked),
    )


def _on_the_main_sheet() -> tuple[NamedStyle, ...]:
    """Return the styles of the one sheet that people write on."""
    beside = Side("thin", color=ACCENT_LINE)
    open_box = Border(top=beside, bottom=beside)
    one_line = _at(wrap=False)
    return (
        _named(EXAMPLE, _font(10, QUIET, italic=True), alignment=one_line),
        _named(INPUT_ON, _font(), fill=WHITE, border=open_box, alignment=one_line),
        _named(SENTENCE, _font(), alignment=one_line),
    )


def named_styles() -> tuple[NamedStyle, ...]:
    """Return the form's named styles."""
    under = Border(bottom=Side("medium", color=ACCENT))
    under_dark = Border(bottom=Side("medium", color=DARK))
    return (
        _named(TITLE, _font(20, ACCENT, bold=True), alignment=_at(wrap=False)),
        _named(HEADING, _font(13, ACCENT, bold=True), border=under, alignment=_at(wrap=False)),
        _named(NOTE, _font(10, QUIET), alignment=_at(wrap=False)),
        _named(BODY, _font(), alignment=_at()),
        _named(LABEL, _font(11, TEXT), fill=ACCENT_SOFT, border=_box(LINE)),
        _named(
            HEADER,
            _font(11, WHITE, bold=True),
            fill=ACCENT,
            border=_box(ACCENT_LINE),
            alignment=_at("center"),
        ),
        _named(INPUT, _font(), fill=WHITE, border=_box(ACCENT_LINE), locked=False),
        _named(COMPUTED, _font(), fill=GREY, border=_box(LINE)),
        _named(SHADE, _font(), fill=GREY, alignment=_at(wrap=False)),
        _named(
            SUPERVISOR_HEADER,
            _font(11, WHITE, bold=True),
            fill=DARK,
            border=_box(LINE),
            alignment=_at("center"),
        ),
        _named(
            SUPERVISOR, _font(), fill="FFFAFAFA", border=_box("FF999999", "dashed"), locked=False
        ),
        _named(
            SUPERVISOR_HEADING,
            _font(13, DARK, bold=True),
            border=under_dark,
            alignment=_at(wrap=False),
        ),
        _named(CHECK, _font(10), border=_under(), alignment=_at(wrap=False)),
        *_on_the_main_sheet(),
        _named(LINK, _font(10, ACCENT, line=True), alignment=_at(wrap=False)),
        _named(MARK, _font(11, QUIET, bold=True), alignment=_at("center", wrap=False)),
    )


def no_wrap(*, shrink: bool = False) -> Alignment:
    """Return the alignment of a text that runs on over the empty cells to its right, or shrinks."""
    return Alignment(horizontal="left", vertical="center", shrink_to_fit=shrink or None)


def centred() -> Alignment:
    """Return the alignment of short words in a column of their own."""
    return _at("center")


def panel_font() -> Font:
    """Return the font of the panel, a little smaller than the rest."""
    return _font(10)


def plain_font() -> Font:
    """Return the font of a remark beside a heading."""
    return _font(10, QUIET)


def header_font() -> Font:
    """Return the font of a header in a narrow column."""
    return _font(10, WHITE, bold=True)


def name_font() -> Font:
    """Return the font of what a block is about."""
    return _font(11, TEXT, bold=True)


def bar_font() -> Font:
    """Return the font of the bar of criteria met."""
    return _font(11, ACCENT, bold=True)


def right() -> Alignment:
    """Return the alignment of a label that belongs to the cell at its right."""
    return _at("right", wrap=False)


def bad_font() -> Font:
    """Return the font of a remark that asks for something to be put right."""
    return _font(10, BAD, bold=True)


def heading_line() -> Border:
    """Return the line under a heading."""
    return Border(bottom=Side("medium", color=ACCENT))


def check_line() -> Border:
    """Return the line under a line of the check."""
    return _under()


def install(book: Workbook) -> None:
    """Give a new workbook the form's font and styles."""
    # There is no public way to the style of cells without one, nor to the list of fonts: its
    # first is the one in which Excel measures columns.
    vars(book)["_fonts"] = IndexedList([_font()])
    normal = vars(book)["_named_styles"]["Normal"]
    normal.font = _font()
    normal.bind(book)
    for style in named_styles():
        book.add_named_style(style)


def bad() -> DifferentialStyle:
    """Return how a fault is marked, beside its ×."""
    return DifferentialStyle(
        font=RuleFont(color=BAD, bold=True), fill=PatternFill(bgColor=BAD_SOFT)
    )


def good() -> DifferentialStyle:
    """Return how a thing that is well is marked, beside its ○."""
    return DifferentialStyle(font=RuleFont(color=GOOD, bold=True))


def blank() -> DifferentialStyle:
    """Return how a row of the panel that is not used is shown: not at all."""
    none = Side(None)
    return DifferentialStyle(
        fill=PatternFill(bgColor=WHITE),
        border=Border(left=none, right=none, top=none, bottom=none),
    )
