"""Rows of rosters that say yes → attendances: people, trainings and sessions looked up.

A training of several days may have a row a day. Its rows are one completion, of the last day; if
one of them says no, the person is set aside (rulings, 名簿の結果の列).
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Self, TypeAlias

import pandas as pd

from ledger.judge.holders import issued_once
from ledger.layout.columns import Cell
from ledger.layout.frames import LETTERS, Tables, records
from ledger.layout.roster import ROSTER
from ledger.layout.shared import TRAINING
from ledger.layout.training_tables import SESSIONS
from ledger.model.folding import folded_code
from ledger.model.policy import Policy
from ledger.model.problems import Place, Problem
from ledger.model.terms import Confirmation, Source
from ledger.read.cells.cell import CellFinding
from ledger.read.codes import Codes, Lookup
from ledger.read.equal_findings import InCell, shortened
from ledger.read.rosters.people import RosterPeople
from ledger.read.rosters.sheet import RosterSheet

TakenSession: TypeAlias = tuple[Cell, Cell, str]
"""Who took part in which session of which training."""
RosterFinding: TypeAlias = tuple[str, CellFinding]
"""A finding, and the column of the roster that it is about."""

_SESSION = ROSTER.column("session_no")


class Claim(NamedTuple):
    """A row of a roster, looked up.

    Attributes:
        row: The row of `attendances`; None where something could not be found.
        found: What was found, by column.
        offer: Whose row of which session it is; None if no session is known.
        place: File, sheet and the row's first cell.
        number: The row number.
        letters: Letters of the sheet's columns.
        attended: Whether the row says 出席 alone.
    """

    row: Mapping[str, Cell]
    found: Sequence[RosterFinding]
    offer: TakenSession | None
    place: Place
    number: int
    letters: Mapping[str, str]
    attended: bool = False

    @property
    def there(self) -> str:
        """Where the row stands, as a message names it."""
        return f"{self.place.sheet} {self.number}行".strip()

    def at(self, key: str) -> Place:
        """Return the place of a cell of the row; the row, where the list has no such column."""
        letter = self.letters.get(key)
        return self.place.but(cell=f"{letter}{self.number}" if letter else f"{self.number}行")


class Masters(NamedTuple):
    """What a roster's rows are looked up in."""

    people: RosterPeople
    codes: Codes
    sessions: Mapping[Cell, Sequence[tuple[dt.date, dt.date, str]]]

    @classmethod
    def of(cls, policy: Policy, tables: Tables) -> Self:
        """Take the ledger's people, trainings and sessions."""
        held = records(SESSIONS, tables["sessions"])
        named = [(str(row["session_no"]), str(row["session_no"])) for row in held]
        lookups = {**Codes.of(policy).lookups, "sessions": Lookup.of("開催回", named)}
        return cls(
            RosterPeople.of(tables["staff"], issued_once(tables)),
            Codes(lookups),
            _by_training(held),
        )

    def claims(self, sheet: RosterSheet, rows: pd.DataFrame) -> Iterator[Claim]:
        """Look up the rows of a sheet."""
        letters = rows.attrs.get(LETTERS, {})
        for number, raw in zip(rows.index, records(ROSTER, rows), strict=True):
            attended = int(number) in sheet.attended
            yield self._claim(raw, sheet.place, int(number), letters)._replace(attended=attended)

    def _claim(
        self, raw: Mapping[str, Cell], place: Place, number: int, letters: Mapping[str, str]
    ) -> Claim:
        whose = self.people.whose(raw)
        training, found = _training(raw, self.codes)
        session = self.codes.resolve(_SESSION, raw["session_no"])
        row: dict[str, Cell] = {
            "staff_no": whose.staff_no,
            "training_code": training,
            "completed_on": raw["completed_on"],
            "session_no": session.value,
            "source": Source.ROSTER.value,
            "evidence": raw["evidence"],
            "confirmed": Confirmation.CONFIRMED.value,
        }
        told = [*whose.findings, *found, *(("session_no", one) for one in session.findings)]
        if early := self.people.before_hired("attendances", row):
            told.append(("completed_on", early))
        written = session.value or (raw["session_no"] and folded_code(str(raw["session_no"])))
        held = str(written) if written else self._session_of(training, raw["completed_on"])
        of = training or self._training_of(session.value)
        offer = (whose.staff_no, of, held) if whose.staff_no and of and held else None
        return Claim(row, told, offer, place, number, letters)

    def _session_of(self, training: Cell, day: Cell) -> str:
        """Return the one session of a training that has the day among its days; "" if none."""
        if not isinstance(day, dt.date):
            return ""
        found = [no for first, last, no in self.sessions.get(training, ()) if first <= day <= last]
        return found[0] if len(found) == 1 else ""

    def _training_of(self, session: Cell) -> Cell:
        """Return what is taught in a session of the ledger; a day missed there is missed."""
        for training, held in self.sessions.items():
            if any(number == session for _, _, number in held):
                return training
        return None


def _by_training(
    held: Iterable[Mapping[str, Cell]],
) -> Mapping[Cell, Sequence[tuple[dt.date, dt.date, str]]]:
    sessions: dict[Cell, list[tuple[dt.date, dt.date, str]]] = {}
    for row in held:
        first, last = row["held_on"], row["ended_on"] or row["held_on"]
        if isinstance(first, dt.date) and isinstance(last, dt.date):
            days = (first, last, str(row["session_no"]))
            sessions.setdefault(row["training_code"], []).append(days)
    return sessions


def _training(raw: Mapping[str, Cell], codes: Codes) -> tuple[Cell, list[RosterFinding]]:
    """Find the training: by its code, else by its name; code and name must not disagree."""
    by_code = codes.resolve(TRAINING, raw["training_code"])
    by_name = codes.resolve(TRAINING, raw["training_name"])
    if raw["training_code"] is None and raw["training_name"] is None:
        return None, [("training_code", CellFinding("value-missing"))]
    if raw["training_code"] is None:
        return by_name.value, [("training_name", finding) for finding in by_name.findings]
    if by_code.value and by_name.value and by_code.value != by_name.value:
        gaps = {"by_code": by_code.value, "by_name": by_name.value}
        return None, [("training_name", CellFinding("training-differs", gaps))]
    return by_code.value, [("training_code", finding) for finding in by_code.findings]


def denials(claims: Iterable[Claim]) -> Mapping[TakenSession | None, str]:
    """Return where each person's rows of a session say no, as a message names them."""
    places: dict[TakenSession | None, str] = {}
    for claim in claims:
        if claim.offer:
            places[claim.offer] = "・".join(filter(None, (places.get(claim.offer), claim.there)))
    return places


def last_days(claims: Iterable[Claim]) -> Mapping[TakenSession | None, Cell]:
    """Return the last day of each person's rows of a session, where they have several days.

    A row of no known training is set aside, so that its day stands for no other.
    """
    days: dict[TakenSession, set[dt.date]] = {}
    for claim in claims:
        day = claim.row["completed_on"]
        known = claim.row["training_code"] is not None
        if claim.offer and known and isinstance(day, dt.date):
            days.setdefault(claim.offer, set()).add(day)
    return {offer: max(several) for offer, several in days.items() if len(several) > 1}


def told(claims: Iterable[Claim]) -> Iterator[Problem]:
    """Yield what was found about rows; of notices of one kind the first ones, and how many more."""
    yield from shortened(
        InCell(claim.at(key), finding, ROSTER.column(key))
        for claim in claims
        for key, finding in claim.found
    )
