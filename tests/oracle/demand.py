"""The slow oracle for next year's demand: person by person, training by training, in plain loops.

It knows the papers and `facts`, nothing of the product's `measure`.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ledger.layout.frames import Tables
from oracle import days
from oracle.facts import Facts, Lens
from oracle.people import EVERYONE, SECONDED, covers
from oracle.sheets import Row, Sheets, code, day, day_or_none, flag, number, number_or_none, text
from oracle.steps import StepOracle

MUST, STEP, LAPSE, HIRES = "必須", "次のStep", "期限", "採用見込"
ORDER = (MUST, STEP, LAPSE, HIRES)
FREE_GIVERS = ("東京都", "GovTech東京")
Seats = dict[tuple[str, str], str]
"""The reason of each seat, by training and person."""


class Way(NamedTuple):
    """What one person would take to close a set one way."""

    needed: int
    lacking: list[str]
    renewing: frozenset[str]


class DemandOracle:
    """Who needs a seat of what in the fiscal year after the ledger's."""

    def __init__(self, tables: Tables) -> None:
        self.steps = StepOracle(tables, _key_date(tables))
        self.sheets: Sheets = self.steps.sheets
        self.as_of = self.steps.as_of
        self.now = self.steps.facts
        year = days.year_of(self.as_of) + 1
        self.first, self.last = days.first_of_year(year), days.last_of_year(year)
        self.key_date = self._a_year_later()
        self.then = Facts(self._known(), self.key_date)
        self.members = {
            group: self._in_order(group) for group in dict.fromkeys(self._of_groups("group_code"))
        }
        self.in_use = {
            code(row, "training_code"): row
            for row in self.sheets["trainings"]
            if flag(row, "active")
        }

    def _a_year_later(self) -> dt.date:
        """Return the 基準日 of next year: the same day, 2/28 for 2/29."""
        length = days.month_length(self.as_of.year + 1, self.as_of.month)
        return self.as_of.replace(year=self.as_of.year + 1, day=min(self.as_of.day, length))

    def _known(self) -> Sheets:
        """Return the sheets without completions that are not known yet."""
        rows = tuple(
            row for row in self.sheets["attendances"] if day(row, "completed_on") <= self.as_of
        )
        return Sheets({**self.sheets.rows, "attendances": rows}, self.sheets.settings)

    def _of_groups(self, column: str) -> list[str]:
        return [code(row, column) for row in self.sheets["training_groups"]]

    def _in_order(self, group: str) -> list[str]:
        pairs = zip(self._of_groups("group_code"), self._of_groups("training_code"), strict=True)
        return [member for named, member in pairs if named == group]

    def people(self) -> list[str]:
        """Return who is in post on 4/1 and counts."""
        return [
            code(row, "staff_no")
            for row in self.sheets["staff"]
            if covers(row, self.first, "hired_on", "retired_on")
            and flag(row, "counted")
            and self._is_there(row)
        ]

    def _is_there(self, person: Row) -> bool:
        """Say whether a person is not seconded on 4/1, and there on some day of the year."""
        seconded_count = self.sheets.on("count_seconded")
        absences = [
            row
            for row in self.sheets["leaves"]
            if row["staff_no"] == person["staff_no"]
            and not (seconded_count and row["kind"] == SECONDED)
        ]
        for row in absences:
            if row["kind"] == SECONDED and covers(row, self.first, "started_on", "ended_on"):
                return False
        leaving = day_or_none(person, "retired_on") or self.last
        for ordinal in days.days_between(self.first, min(leaving, self.last)):
            on = dt.date.fromordinal(ordinal)
            if not any(covers(row, on, "started_on", "ended_on") for row in absences):
                return True
        return False

    def personas(self, staff_no: str) -> list[str]:
        """Return the personas in use that a person holds on 4/1."""
        people = self.steps.people
        return [
            persona
            for persona in people.active_personas
            if people.scope[persona] == EVERYONE
            or any(
                row["persona_code"] == persona and covers(row, self.first, "started_on", "ended_on")
                for row in people.assignments.get(staff_no, [])
            )
        ]

    def seats(self) -> Seats:
        """Return every seat of a person, with its reason."""
        return {
            (training, staff_no): reason
            for staff_no in self.people()
            for training, reason in self._of_person(staff_no).items()
        }

    def _of_person(self, staff_no: str) -> dict[str, str]:
        found: dict[str, str] = {}

        def take(training: str, reason: str) -> None:
            standing = found.get(training, reason)
            found[training] = min(standing, reason, key=ORDER.index)

        now = self.now.completions(staff_no, Lens.OFFICIAL)
        then = self.then.completions(staff_no, Lens.OFFICIAL)
        sets: list[tuple[str | None, list[Row]]] = []
        for persona in self.personas(staff_no):
            for training in self.now.mandatory(persona):
                if not now.get(training):
                    take(training, MUST)
                elif not then.get(training):
                    take(training, LAPSE)
            sets += self._asked(staff_no, persona)
        still_open = [one for one in sets if not self._holds(*one, staff_no)]
        for choosing in (False, True):
            for tool, alternatives in still_open:
                ways = [row for row in alternatives if self._codes(row)]
                is_choice = len(ways) > 1 or any(self._is_choice(row) for row in ways)
                if is_choice == choosing:
                    for training, reason in self._closing(staff_no, tool, ways, found):
                        take(training, reason)
        return found

    def _asked(self, staff_no: str, persona: str) -> Iterator[tuple[str | None, list[Row]]]:
        """Yield what the Steps up to the next one ask for, on the leading tool's row."""
        tools: Sequence[str | None] = self.steps.tools_of(persona) or [None]
        ladders = [self.steps.ladder(staff_no, persona, tool) for tool in tools]
        leads = min(
            range(len(tools)),
            key=lambda at: (-ladders[at].claimed, ladders[at].earliest_on or dt.date.max),
        )
        tool, claimed = tools[leads], ladders[leads].claimed
        steps = self.steps.steps_of(persona, tool)
        above = [step for step in steps if step > claimed]
        reach = min(above) if above else max(steps, default=0)
        cumulative = self.sheets.on("cumulative_steps")
        for step, criteria in steps.items():
            if step <= reach and (cumulative or step >= claimed):
                for alternatives in _in_order_of_sheet(criteria):
                    yield tool, alternatives

    def _holds(self, tool: str | None, alternatives: list[Row], staff_no: str) -> bool:
        """Say whether a set will be closed on the 基準日 of next year, by what is known today."""
        return any(
            (self.then if self._is_training(row) else self.now).met(
                row, tool, staff_no, Lens.OFFICIAL
            )
            for row in alternatives
        )

    def _is_training(self, row: Row) -> bool:
        return row["kind"] in ("研修", "継続受講") and text(row, "object_code") is not None

    def _every(self, row: Row) -> list[str]:
        wanted = code(row, "object_code")
        return self.members.get(wanted, [wanted])

    def _codes(self, row: Row) -> list[str]:
        if not self._is_training(row):
            return []
        return [training for training in self._every(row) if training in self.in_use]

    def _needed(self, row: Row) -> int | None:
        """Return how many of a group are needed; None for all of them, or for one training."""
        wanted = code(row, "object_code")
        if wanted not in self.members:
            return None
        whole = self.now.groups[wanted][1] == "全て"
        if row["kind"] == "継続受講":
            return None if whole else 1
        amount = number(row, "amount")
        return None if whole and amount == 1 else amount

    def _is_choice(self, row: Row) -> bool:
        needed = self._needed(row)
        if needed is None:
            return False
        return row["kind"] == "継続受講" or needed < len(self._every(row))

    def _way(self, row: Row, tool: str | None, staff_no: str) -> Way:
        codes, every, needed = self._codes(row), self._every(row), self._needed(row)
        met = self.now.met(row, tool, staff_no, Lens.OFFICIAL)
        if row["kind"] == "継続受講" or code(row, "object_code") not in self.members:
            many = len(every) if needed is None else needed
            return Way(many, codes, frozenset(codes if met else ()))
        now = self.now.completions(staff_no, Lens.OFFICIAL)
        then = self.then.completions(staff_no, Lens.OFFICIAL)
        have = sum(1 for training in every if then.get(training))
        many = (len(every) if needed is None else needed) - have
        lacking = [training for training in codes if not then.get(training)]
        return Way(many, lacking, frozenset(one for one in lacking if now.get(one)))

    def _closing(
        self, staff_no: str, tool: str | None, ways: list[Row], seats: dict[str, str]
    ) -> list[tuple[str, str]]:
        best: tuple[tuple[object, ...], list[tuple[str, str]]] | None = None
        for place, row in enumerate(ways):
            way = self._way(row, tool, staff_no)
            taken = self._first(way, seats)
            if not taken:
                continue
            more = [one for one in taken if one not in seats]
            rank = (
                len(taken) < way.needed,
                len(more),
                not any(one in way.renewing for one in more),
                not all(self.is_free(one) for one in more),
                place,
            )
            reasons = [(one, LAPSE if one in way.renewing else STEP) for one in taken]
            if best is None or rank < best[0]:
                best = rank, reasons
        return best[1] if best else []

    def _first(self, way: Way, seats: dict[str, str]) -> list[str]:
        """Return what is taken: seats that stand, renewals, free offers, then the sheet's order."""

        def rank(training: str) -> tuple[bool, bool, bool]:
            renewed = training in way.renewing
            return training not in seats, not renewed, not self.is_free(training)

        return sorted(way.lacking, key=rank)[: max(way.needed, 0)]

    def lines(self, training: str) -> list[Row]:
        """Return the lines of 研修計画 of a training."""
        return [row for row in self.sheets["plans"] if row["training_code"] == training]

    def price(self, training: str) -> tuple[int, str] | None:
        """Return 単価 and what it is for, as the first line that has one states it."""
        for row in self.lines(training):
            price = number_or_none(row, "unit_price")
            if price is not None:
                return price, text(row, "price_unit") or "回"
        return None

    def is_free(self, training: str) -> bool:
        """Say whether a training costs nothing."""
        price = self.price(training)
        if price is None:
            return text(self.in_use[training], "provider") in FREE_GIVERS
        return price[0] == 0

    def table(self) -> dict[str, tuple[int, str, int | None, int | None]]:
        """Return seats, 理由別内訳, 回数 and 金額 of each training with seats."""
        seats, found = self.seats(), {}
        for training in self.in_use:
            reasons = [reason for (one, _), reason in seats.items() if one == training]
            reasons += [HIRES] * self._hires(training)
            if reasons:
                said = [f"{one} {reasons.count(one)}" for one in ORDER if one in reasons]
                times = self._times(training, len(reasons))
                cost = self._cost(training, len(reasons), times)
                found[training] = (len(reasons), "・".join(said), times, cost)
        return found

    def turns(self) -> dict[str, list[tuple[str | None, str]]]:
        """Return who gets a seat in turn, and why, of each training with too few planned seats."""
        seats, found = self.seats(), {}
        for training in self.in_use:
            own = [(who, reason) for (one, who), reason in seats.items() if one == training]
            wanted: list[tuple[str | None, str]] = [*own, *[(None, HIRES)] * self._hires(training)]
            planned = self._planned(training)
            if planned is not None and planned < len(wanted):
                found[training] = sorted(wanted, key=lambda one: self._rank(training, *one))
        return found

    def _rank(self, training: str, who: str | None, reason: str) -> tuple[object, ...]:
        turn = (MUST, HIRES, LAPSE, STEP).index(reason)
        if who is None:
            return turn, 0, 0, ""
        return turn, self._last_valid(training, who, reason), self._place(who), who

    def _last_valid(self, training: str, who: str, reason: str) -> int:
        months = self.now.valid_months.get(training)
        if reason != LAPSE or months is None:
            return 0
        done = self.now.completions(who, Lens.OFFICIAL)[training]
        return max(days.last_day_of(one, months) for one in done).toordinal()

    def _place(self, who: str) -> int:
        """Return where the section of a person's 主務 on 4/1 stands, each before those below it."""
        home, begun = None, dt.date.min
        for row in self.sheets["postings"]:
            started = day(row, "started_on")
            mine = row["staff_no"] == who and row["kind"] == "主務"
            if mine and covers(row, self.first, "started_on", "ended_on") and started >= begun:
                home, begun = text(row, "section_code"), started
        tree = self._tree(None)
        return tree.index(self._final(home)) if self._final(home) in tree else len(tree)

    def _tree(self, above: str | None) -> list[str | None]:
        found: list[str | None] = []
        for row in self.sheets["sections"]:
            one, parent = text(row, "section_code"), text(row, "parent_code")
            if self._final(one) == one and self._final(parent) == above:
                found += [one, *self._tree(one)]
        return found

    def _final(self, section: str | None) -> str | None:
        """Follow 統合先 to its end."""
        for row in self.sheets["sections"]:
            if row["section_code"] == section and text(row, "merged_into"):
                return self._final(text(row, "merged_into"))
        return section

    def _planned(self, training: str) -> int | None:
        """Return the seats of all lines of 研修計画; None where they are not limited."""
        planned = 0
        for row in self.lines(training):
            stated = number_or_none(row, "seats")
            seats = stated or number_or_none(self.in_use[training], "capacity")
            times = number_or_none(row, "times")
            if not seats or times is None:
                return None
            planned += seats * times
        any_time = text(self.in_use[training], "delivery") == "随時"
        return None if any_time or not self.lines(training) else planned

    def _hires(self, training: str) -> int:
        people = self.steps.people
        asks = any(
            training in self.now.mandatory(persona)
            for persona in people.active_personas
            if people.scope[persona] == EVERYONE
        )
        return int(self.sheets.settings.get("expected_hires", "0")) if asks else 0

    def _times(self, training: str, seats: int) -> int | None:
        stated = [number_or_none(row, "seats") for row in self.lines(training)]
        planned = next((one for one in stated if one is not None), None)
        capacity = planned or number_or_none(self.in_use[training], "capacity")
        if not capacity or text(self.in_use[training], "delivery") == "随時":
            return None
        sessions = 0
        while sessions * capacity < seats:
            sessions += 1
        return sessions

    def _cost(self, training: str, seats: int, times: int | None) -> int | None:
        if self.is_free(training):
            return 0
        price = self.price(training)
        units = seats if price and price[1] == "席" else times
        return None if price is None or units is None else price[0] * units


def _key_date(tables: Tables) -> dt.date:
    settings = tables["settings"].set_index("key")["value"]
    return dt.date.fromisoformat(str(settings["as_of"]))


def _in_order_of_sheet(criteria: Sequence[Row]) -> list[list[Row]]:
    """Return each must alone and each 選択組 together, where it first stands."""
    found: list[list[Row]] = []
    for row in criteria:
        named = text(row, "any_of")
        known = [one for one in found if named and text(one[0], "any_of") == named]
        if known:
            known[0].append(row)
        else:
            found.append([row])
    return found
