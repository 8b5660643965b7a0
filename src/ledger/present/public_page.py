"""公表用の資料: one page for 議会 and the public, A4 upright, of figures that everybody may see.

What it says it says by `withhold/published`: targets as they are, and of people only what the
publication shows. Its chart stands on its own table.
"""

import datetime as dt
import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from ledger.judge.curriculum import mandatory_of
from ledger.layout import meta
from ledger.layout.columns import Cell
from ledger.model.calendar import wareki
from ledger.model.terms import BookKind
from ledger.model.terms.public import FigureGroup, FigureItem
from ledger.present.book_writing import write_meta
from ledger.present.charts import CLEAR, FAINT, HUNDRED, Drawing, Series, height_of
from ledger.present.report.front import FrontPage
from ledger.present.report.lines import TypeLine, told, type_lines
from ledger.present.report.page import ColumnLook, Head, Page, Report, StyledNumber
from ledger.present.report.sentences import sentences
from ledger.present.report.source import ReportSource, amount
from ledger.withhold import LEFT_OUT, WITHHELD, small
from ledger.withhold.public_figures import FigureOf, PublicFigure

SHEET = "公表"
MOST_TRAININGS = 8
"""So many trainings stand on the page; all of them are in 公開データ."""
MOST_PERSONAS = 5
_NO_VALUE = "―"
_WIDTHS = (20, 34, 10, 10, 11, 10, 23)
_LINE_HEADS = (
    Head("目標類型"),
    Head("目標名"),
    Head("前年度", ColumnLook.DECIMAL),
    Head("今年度", ColumnLook.DECIMAL),
    Head("目標値", ColumnLook.DECIMAL),
    Head("単位"),
    Head("判定"),
)
_TRAINING_HEADS = (
    Head("研修の区分"),
    Head("研修名"),
    Head("提供回数", ColumnLook.WHOLE),
    Head("対象(名)", ColumnLook.WHOLE),
    Head("修了(名)", ColumnLook.WHOLE),
    Head("受講率(%)", ColumnLook.DECIMAL),
    Head("前年度(%)", ColumnLook.DECIMAL),
)
Figures = dict[tuple[FigureGroup, FigureItem, FigureOf], PublicFigure]


def build(source: ReportSource, figures: Iterable[PublicFigure], created: dt.date) -> bytes:
    """Build the page.

    Args:
        source: What the report of this run is made of.
        figures: Every published figure.
        created: 作成日.

    Returns:
        The workbook's bytes; nobody is in it, and the same input gives the same bytes.
    """
    settings, found = source.policy.settings, {(f.group, f.item, f.about): f for f in figures}
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    title = f"{settings.org_name} デジタル人材の育成 {settings.year_label}の状況".strip()
    book.set_properties(
        {
            "title": title,
            "company": settings.org_name,
            "created": dt.datetime.combine(created, dt.time()),
        }
    )
    stamp = f"{source.day.heading}　出典 {settings.org_name} デジタル人材育成台帳"
    report = Report(book, source.day, stamp)
    _write(FrontPage(report, SHEET, title, (), _WIDTHS), source, found, created)
    write_meta(
        book,
        {
            meta.KIND: BookKind.PUBLICATION.value,
            meta.SCHEMA: meta.SCHEMA_VERSION,
            meta.YEAR: str(settings.fiscal_year),
            meta.ORG: settings.org_code,
        },
    )
    book.close()
    return target.getvalue()


def _write(page: Page, source: ReportSource, found: Figures, created: dt.date) -> None:
    page.sheet.activate()
    for text in sentences(source):
        page.says(text, strong=True)
    page.leaves(12)
    page.table(
        "public_targets",
        _LINE_HEADS,
        [_line(line) for line in type_lines(source)],
        "目標(類型ごとに、目標から最も遠いもの)",
    )
    codes = _trainings(source, found)
    rows = [_training(source, found, code) for code in codes]
    top = page.table("public_trainings", _TRAINING_HEADS, rows, "研修の受講(全体)")
    if rows:
        page.chart(_drawing(page, top, len(rows)))
    _steps(page, source, found)
    for text in _notes(source, created):
        page.says(text)
        page.leaves(4)
    page.finish()


def _line(line: TypeLine) -> tuple[Cell | StyledNumber, ...]:
    row = line.row
    if row is None:
        return line.target_type, "(目標なし)", None, None, None, None, None
    values = (amount(row[key], row["unit"]) for key in ("last_year", "actual", "goal_value"))
    shown = (_NO_VALUE if value is None else value for value in values)
    return line.target_type, row["target_name"], *shown, row["unit"], told(row)


def _trainings(source: ReportSource, found: Figures) -> list[str]:
    """Return the trainings of the page: those that most people are asked for come first."""
    policy = source.policy
    asked = {c for one in policy.active_personas for c in mandatory_of(policy, one.persona_code)}
    people = {
        str(about.training_code): figure.value
        for (group, item, about), figure in found.items()
        if group is FigureGroup.ATTENDANCE
        and item is FigureItem.DENOMINATOR
        and figure.value is not None
    }
    order = sorted(people, key=lambda code: (code not in asked, -(people[code] or 0), code))
    first = frozenset(order[:MOST_TRAININGS])
    return [code for code in policy.trainings if code in first]


def _training(source: ReportSource, found: Figures, code: str) -> tuple[Cell, ...]:
    def cell(item: FigureItem) -> Cell:
        figure = found.get((FigureGroup.ATTENDANCE, item, FigureOf(training_code=code)))
        return _NO_VALUE if figure is None else _said(figure)

    times = "随時" if code in source.taken_at_will else cell(FigureItem.TIMES)
    category = source.policy.trainings[code].category
    return (
        category.value if category else None,
        source.training(code),
        times,
        *(cell(item) for item in (FigureItem.DENOMINATOR, FigureItem.NUMERATOR, FigureItem.RATE)),
        cell(FigureItem.LAST_YEAR),
    )


def _said(figure: PublicFigure) -> Cell:
    """Return a value, or the word that stands where it would stand."""
    if figure.value is not None:
        return figure.value
    return figure.state


def _drawing(page: Page, top: int, count: int) -> Drawing:
    return Drawing(
        title="研修の受講率(%) 今年度と前年度(棒のない研修は、伏せたか算定できないもの)",
        alt=(
            "横棒グラフ。研修ごとに、今年度と前年度の全体の受講率(%)を並べる。"
            "数値は上の表「研修の受講(全体)」にある。"
        ),
        categories=page.cells(top, 1, count),
        series=(
            Series("今年度", page.cells(top, 5, count), CLEAR),
            Series("前年度", page.cells(top, 6, count), FAINT, "light_upward_diagonal"),
        ),
        axis="受講率(%)",
        highest=HUNDRED,
        width=page.pixels - 20,
        height=height_of(count, 24),
    )


def _steps(page: Page, source: ReportSource, found: Figures) -> None:
    """Write how many people stand on which Step, persona by persona."""
    figures = [
        figure
        for figure in found.values()
        if figure.group is FigureGroup.STEPS and figure.about.tool_code is None
    ]
    personas = list(dict.fromkeys(figure.about.persona_code for figure in figures))[:MOST_PERSONAS]
    steps = sorted({figure.about.step for figure in figures if figure.about.step is not None})
    shown = steps[: len(_WIDTHS) - 3] or [0, 1]
    heads = (
        Head("人材像"),
        Head("どんな人か"),
        Head("対象(名)", ColumnLook.WHOLE),
        *(Head(f"Step{n}(名)" if n else "未到達(名)", ColumnLook.WHOLE) for n in shown),
    )
    rows = [_persona(source, figures, str(code), shown) for code in personas]
    page.table("public_steps", heads, rows, "育成の段階(Step)にいる職員")


def _persona(
    source: ReportSource, figures: Sequence[PublicFigure], code: str, steps: Sequence[int]
) -> tuple[Cell, ...]:
    own = {one.about.step: one for one in figures if one.about.persona_code == code}
    persona = source.policy.personas[code]
    cells = (_said(own[step]) if step in own else None for step in (None, *steps))
    return persona.persona_name, persona.definition, *cells


def _notes(source: ReportSource, created: dt.date) -> tuple[str, ...]:
    settings = source.policy.settings
    few = small(settings.suppress_below)
    return (
        "職員を育てるための集計です。個人の名前や一人ひとりの成績は、どこにも載せていません。",
        (
            f"「{few}」「{WITHHELD}」「{LEFT_OUT}」は、職員一人ひとりのことが分からないように伏せた数です"
            f"({few}の数、0か全員の数、ほかの数から分かる数)。「―」は値がないもので、0ではありません。"
        ),
        (
            f"受講率は、年度に修了した職員 ÷ 受講の機会があった職員({settings.rate_basis})。"
            "率は小数第2位を四捨五入。くわしい数と定義は、公開データにあります。"
        ),
        (
            f"出典 {settings.org_name} デジタル人材育成台帳。{source.day.heading}。"
            f"作成日 {wareki(created)}。"
        ),
    )
