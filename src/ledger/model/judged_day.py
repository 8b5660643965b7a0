"""The day that a run judges, apart from the 基準日 that the ledger is kept for.

A run judges on the earlier of today and the 基準日; a day that is asked for (`--as-of`) goes before
both. Until the 基準日 has come, everything that is said is said of a year under way.
"""

import datetime as dt
from typing import NamedTuple, Self

from ledger.model.calendar import fiscal_year_of, wareki, year_start
from ledger.model.settings import Settings

UNDER_WAY = "途中"
IN_SIGHT = "見込み"


class JudgedDay(NamedTuple):
    """The day of a judgement, and how it lies to the 基準日.

    Attributes:
        on: The day judged: facts after it do not count.
        key_date: 基準日 of the ledger.
        ahead: The day was asked for and lies after today: what is said of it is 見込み.
        today: The day that was asked for, else that of the run; None where none was handed in.
    """

    on: dt.date
    key_date: dt.date
    ahead: bool = False
    today: dt.date | None = None

    @classmethod
    def at_key_date(cls, settings: Settings) -> Self:
        """Return the 基準日 itself as the day, for what does not depend on today."""
        return cls(settings.as_of, settings.as_of)

    @classmethod
    def of(cls, settings: Settings, today: dt.date, asked: dt.date | None = None) -> Self:
        """Return the day that a run of today judges.

        Before the ledger's year has begun it is 4/1 (ruling "判定 and the day").

        Args:
            settings: 設定 of the ledger.
            today: The day of the run, as the face hands it in.
            asked: The day that was asked for, if one was.
        """
        if asked is not None:
            return cls(asked, settings.as_of, ahead=asked > today, today=asked)
        begun = max(today, year_start(settings.fiscal_year))
        return cls(min(begun, settings.as_of), settings.as_of, today=today)

    @property
    def by_calendar(self) -> dt.date:
        """The day by which plans are late: the one asked for, else today, whatever the 基準日.

        What is planned does not end with the year that is judged.
        """
        return self.on if self.today is None else self.today

    @property
    def early(self) -> bool:
        """Whether the day lies before the 基準日, so that nothing of the year is settled yet."""
        return self.on < self.key_date

    @property
    def note(self) -> str:
        """What stands in brackets behind the day: 途中, 見込み, or nothing once it is settled."""
        return IN_SIGHT if self.ahead else UNDER_WAY if self.early else ""

    @property
    def heading(self) -> str:
        """The day as headings say it: `令和8年11月26日現在(途中)`, `基準日 令和9年3月31日`."""
        if self.note:
            return f"{wareki(self.on)}現在({self.note})"
        return f"基準日 {wareki(self.on)}" if self.on == self.key_date else f"{wareki(self.on)}現在"

    def worked_out(self, today: dt.date, how: str = "集約") -> str:
        """Return the heading of results that a 集約 of today made; they stand until the next one.

        Which 集約 it was is said where the day judged is not the day of the run: a roster that was
        loaded later is not among results of the 基準日.

        Args:
            today: The day of the run.
            how: What the run was.
        """
        run = "" if today == self.on else f"、{wareki(today)}に{how}"
        return f"{self.heading}{run}"


def in_year(settings: Settings, day: dt.date) -> bool:
    """Say whether a day belongs to the ledger's fiscal year."""
    return fiscal_year_of(day) == settings.fiscal_year
