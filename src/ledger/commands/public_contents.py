"""What a publication is made of, worked out once for its page, its data and the sheet 公表."""

import datetime as dt
from typing import NamedTuple

from ledger.commands.ledger_session import Opened
from ledger.commands.recompute import results
from ledger.layout import ledger
from ledger.layout.area_codes import area_code
from ledger.layout.frames import Tables, replaced
from ledger.model.problems import Place, Problem
from ledger.present.public_data import PublicData
from ledger.present.report.source import ReportSource
from ledger.withhold.public_figures import PublicFigure, public_figures
from ledger.withhold.published import Published, published


class PublicContents(NamedTuple):
    """What is published of a run.

    Attributes:
        source: What the report of this run is made of.
        shown: What the publication shows of it.
        figures: Every published figure.
    """

    source: ReportSource
    shown: Published
    figures: tuple[PublicFigure, ...]

    @property
    def tables(self) -> Tables:
        """The ledger's tables with the results of this run."""
        return self.source.tables

    def data(self, opened: Opened, created: dt.date) -> PublicData:
        """Return 公開データ.

        Args:
            opened: The ledger.
            created: 作成日.
        """
        kpis, tables = self.source.kpis, self.tables
        return PublicData(self.figures, kpis, opened.policy, tables, opened.day, created)


def public_contents(opened: Opened) -> PublicContents:
    """Work out what is published of a ledger on the day judged."""
    tables = replaced(opened.tables, results(opened.policy, opened.tables, opened.as_of))
    source = ReportSource(tables, opened.policy, opened.day)
    shown = published(opened.policy, source.kpis, source.veil)
    figures = public_figures(opened.policy, tables, source.veil, shown)
    return PublicContents(source, shown, figures)


def area_problems(opened: Opened) -> tuple[Problem, ...]:
    """Return what is wrong with 団体コード, which names the municipality in 公開データ."""
    code = opened.settings.org_code
    if area_code(code) is not None:
        return ()
    return (
        Problem.of(
            "area-code", Place(sheet=ledger.BY_KEY["settings"].title), written=code or "空欄"
        ),
    )
