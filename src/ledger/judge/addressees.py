"""To whom a section is written: its head, by office and never by name."""

import datetime as dt

from ledger.judge.confirmation import desks_on
from ledger.judge.organisation import Section, organisation_of
from ledger.layout.frames import Tables

_HEADED = ("局", "部", "課", "係", "室", "所", "班", "署", "館", "園", "校", "院", "場", "センター")
"""What the names of sections end in whose head is called by the name and 長 (総務課長)."""
_VIA = "(庶務担当経由)"


class Addressees:
    """The heads of sections on a day, as a letter addresses them."""

    def __init__(self, tables: Tables, on: dt.date) -> None:
        """Look up who heads which section.

        Args:
            tables: The ledger's tables.
            on: The day.
        """
        self._organisation = organisation_of(tables)
        self._desks = desks_on(tables, on)

    def name_of(self, code: str) -> str:
        """Return 所属名 of a section, its code if 所属 does not hold it."""
        section = self._organisation.sections.get(code)
        return section.name if section else code

    def of(self, code: str) -> str:
        """Return the line that addresses a section.

        Its 長; where that post is vacant, or its holder away, the 代理; where there is neither,
        the nearest section above that has one (a 係 is written to the 課長); else the 庶務担当.

        Args:
            code: 所属コード; "" for people without a 主務.
        """
        for section in self._organisation.path(code or None):
            desk = self._desks.get(section.code)
            if desk is not None and desk.confirming:
                acting = "" if desk.confirming[0] in desk.heads else "職務代理者"
                return f"{_office(section)}{acting} 様{_VIA}"
        return f"{self.name_of(code)} 庶務担当 様" if code else "人事担当 様"


def _office(section: Section) -> str:
    return section.name + ("長" if section.name.endswith(_HEADED) else " 所属長")
