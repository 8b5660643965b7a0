"""The April alerts, slowly: read off design, domain (S14, S59) and W38 again, row by row.

Nothing here is taken from the product but the rows of its tables.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from oracle import days
from oracle.sheets import (
    Row,
    Sheets,
    code,
    day,
    day_or_none,
    flag,
    grouped,
    number,
    number_or_none,
    text,
)

_DAY = dt.timedelta(days=1)
Gap = tuple[str, str | None, int, frozenset[str], frozenset[str]]
"""課, persona, how many are asked for, who was there, who will be."""


def covers(row: Row, on: dt.date, first: str = "started_on", last: str = "ended_on") -> bool:
    """Say whether a row's days hold a day."""
    begins, ends = day_or_none(row, first), day_or_none(row, last)
    return begins is not None and begins <= on and (ends is None or on <= ends)


class April:
    """A city and its 異動案."""

    def __init__(self, sheets: Sheets, today: dt.date, judged: dt.date) -> None:
        self.sheets, self.today, self.judged = sheets, today, judged
        self.year = int(sheets.settings["fiscal_year"])
        self.months = int(sheets.settings["after_training_months"])
        self.sections = {code(row, "section_code"): row for row in sheets["sections"]}
        self.staff = {code(row, "staff_no"): row for row in sheets["staff"]}
        self.leaves = grouped(sheets["leaves"], "staff_no")
        self.assigned = grouped(sheets["assignments"], "staff_no")
        self.personas = {code(row, "persona_code"): row for row in sheets["personas"]}
        self.moves = [row for row in sheets["transfers"] if self._can_move(row)]
        self.days = sorted({day(row, "effective_on") for row in self.moves})
        self.days = self.days or [days.first_of_year(self.year + 1)]
        self.postings = cache(self._postings)
        self.heads = cache(self._heads)
        self.main = cache(self._main)

    # who is where

    def _can_move(self, row: Row) -> bool:
        who, on = code(row, "staff_no"), day(row, "effective_on")
        return self.in_post(who, on) and self.today <= on <= days.last_of_year(self.year + 1)

    def in_post(self, who: str, on: dt.date) -> bool:
        """Hired by then, and not retired before."""
        return who in self.staff and covers(self.staff[who], on, "hired_on", "retired_on")

    def followed(self, section: str) -> str:
        """Follow 統合先."""
        into = text(self.sections[section], "merged_into")
        return self.followed(into) if into else section

    def upwards(self, section: str | None) -> Iterator[str]:
        """Yield a section and all above it."""
        while section:
            section = self.followed(section)
            yield section
            section = text(self.sections[section], "parent_code")

    def division(self, section: str | None) -> str | None:
        """Return the 課 of a section."""
        found = [one for one in self.upwards(section) if self.sections[one]["level"] == "課"]
        return found[0] if found else None

    def _due(self, who: str, on: dt.date) -> Row | None:
        for row in self.moves:
            if row["staff_no"] == who and day(row, "effective_on") <= on:
                return row
        return None

    def _postings(self, who: str, on: dt.date) -> list[Row]:
        """Return somebody's postings as they stand once everything up to a day is carried out."""
        own = [row for row in self.sheets["postings"] if row["staff_no"] == who]
        move = self._due(who, on)
        if move is None:
            return own
        start, to = day(move, "effective_on"), self.followed(code(move, "to_section"))
        kept: list[Row] = []
        for row in own:
            begins = day(row, "started_on")
            main = row["kind"] == "主務"
            elsewhere = self.followed(code(row, "section_code")) != to
            if begins > start if main else elsewhere:
                kept.append(row)
            elif begins < start:
                last = day_or_none(row, "ended_on")
                ends = start - _DAY if last is None else min(last, start - _DAY)
                kept.append({**row, "ended_on": ends})
        later = [day(row, "started_on") for row in kept if row["kind"] == "主務"]
        after = [begins for begins in later if begins > start]
        new: Row = {
            "staff_no": who,
            "section_code": to,
            "kind": "主務",
            "started_on": start,
            "ended_on": min(after) - _DAY if after else None,
        }
        return [*kept, new]

    def _main(self, who: str, on: dt.date) -> str | None:
        """Return the section of the 主務 on a day, of several the one begun last."""
        found: Row | None = None
        for row in self.postings(who, on):
            begun_later = found is None or day(row, "started_on") >= day(found, "started_on")
            if row["kind"] == "主務" and covers(row, on) and begun_later:
                found = row
        return None if found is None else self.followed(code(found, "section_code"))

    def away(self, who: str, on: dt.date, *, seconded_counts: bool = False) -> bool:
        """On leave that day."""
        return any(
            covers(row, on) and not (seconded_counts and row["kind"] == "派遣・出向")
            for row in self.leaves.get(who, [])
        )

    def holds(self, who: str, persona: str, on: dt.date) -> bool:
        """Hold a persona on a day, in post or not."""
        return self.personas[persona]["scope"] == "全職員" or any(
            row["persona_code"] == persona and covers(row, on) for row in self.assigned.get(who, [])
        )

    # 空白

    def gaps(self) -> Counter[Gap]:
        """Return the 課 that have fewer than before and than are asked for."""
        found: Counter[Gap] = Counter()
        before = min(self.today, self.days[0] - _DAY)
        for on in self.days:
            for (persona, _), (able, asked) in self._asked().items():
                was, will = (self._by_division(persona, able, at) for at in (before, on))
                for section, row in self.sections.items():
                    counts = flag(row, "counted") and not text(row, "merged_into")
                    own = was.get(section, set()), will.get(section, set())
                    short = len(own[1]) < asked and len(own[1]) < len(own[0])
                    if row["level"] == "課" and counts and short:
                        found[section, persona, asked, frozenset(own[0]), frozenset(own[1])] += 1
            before = on
        return found

    def _asked(self) -> dict[tuple[str | None, object], tuple[frozenset[str] | None, int]]:
        """Return who is able (None: no ability is asked for) and how many each 課 needs."""
        found: dict[tuple[str | None, object], tuple[frozenset[str] | None, int]] = {}
        for promoter in filter(self._promotes, self.personas):
            found[promoter, None] = (None, 1)
        for row in self.sheets["targets"]:
            persona = text(row, "persona_code")
            if (text(row, "active") or "○") != "○" or (persona and persona not in self.personas):
                continue
            asked = number_or_none(row, "per_section") or 1
            if row["indicator"] == "配置課割合" and persona:
                step = number_or_none(row, "step")
                able = None if step is None else self._stepped(persona, None, step)
                key: object = None if step is None else ("Step", step)
            elif row["indicator"] == "ツール配置課割合":
                step = number_or_none(row, "step")
                wanted = 1 if step is None else step
                tool = code(row, "object_code")
                by_step = persona is not None and tool in self._tools_of(persona)
                able = (
                    self._stepped(persona, tool, wanted) if by_step else self._skilled(tool, wanted)
                )
                key = (tool, wanted)
            else:
                continue
            known = found.get((persona, key), (able, 0))
            found[persona, key] = (able, max(known[1], asked))
        return found

    def _tools_of(self, persona: str) -> set[str]:
        active = [code(row, "tool_code") for row in self.sheets["tools"] if flag(row, "active")]
        named = {row["tool_code"] for row in self._criteria(persona)}
        return {tool for tool in active if "*" in named or tool in named}

    def _criteria(self, persona: str) -> list[Row]:
        """Return the criteria of the active Steps of a persona."""
        steps = {
            row["step"]
            for row in self.sheets["steps"]
            if row["persona_code"] == persona and flag(row, "active")
        }
        rows = self.sheets["criteria"]
        return [row for row in rows if row["persona_code"] == persona and row["step"] in steps]

    def _stepped(self, persona: str | None, tool: str | None, step: int) -> frozenset[str]:
        return frozenset(
            code(row, "staff_no")
            for row in self.sheets["verdicts"]
            if row["persona_code"] == persona
            and row["tool_code"] == tool
            and (number_or_none(row, "official_step") or 0) >= step
        )

    def _skilled(self, tool: str, level: int) -> frozenset[str]:
        counts = {"済"} if self.sheets.on("official_needs_confirmation") else {"済", "未"}
        best: dict[str, tuple[int, int]] = {}
        for row in self.sheets["tool_levels"]:
            known = row["tool_code"] == tool and row["confirmed"] in counts
            if known and number(row, "year") <= days.year_of(self.judged):
                who = code(row, "staff_no")
                own = number(row, "year"), number(row, "level")
                best[who] = max(best.get(who, own), own)
        return frozenset(who for who, (_, reached) in best.items() if reached >= level)

    def _by_division(
        self, persona: str | None, able: frozenset[str] | None, on: dt.date
    ) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for who, row in self.staff.items():
            there = self.in_post(who, on) and flag(row, "counted")
            if not there or self.away(who, on, seconded_counts=self.sheets.on("count_seconded")):
                continue
            if (persona and not self.holds(who, persona, on)) or (
                able is not None and who not in able
            ):
                continue
            section = self.division(self.main(who, on))
            if section:
                found.setdefault(section, set()).add(who)
        return found

    # 研修後

    def after_training(self) -> dict[tuple[str, dt.date, bool], set[tuple[str, dt.date, bool]]]:
        """Return moves by person, day, and whether they are still to come: with the trainings."""
        found: dict[tuple[str, dt.date, bool], set[tuple[str, dt.date, bool]]] = {}
        for who in self.staff:
            for on in self._moved_on(who):
                own = self._recent(who, on)
                if own:
                    found[who, on, self._is_ahead(who, on)] = own
        return found

    def _is_ahead(self, who: str, on: dt.date) -> bool:
        listed = any(row["staff_no"] == who and row["effective_on"] == on for row in self.moves)
        return on > self.today or listed

    def _moved_on(self, who: str) -> list[dt.date]:
        last = max(self.days[-1], self.today)
        mains = [row for row in self.postings(who, self.days[-1]) if row["kind"] == "主務"]
        mains.sort(key=lambda row: day(row, "started_on"))
        found = []
        for before, after in pairwise(mains):
            old, new = (
                self.division(code(row, "section_code")) or self.followed(code(row, "section_code"))
                for row in (before, after)
            )
            on = day(after, "started_on")
            if old != new and days.first_of_year(self.year) <= on <= last:
                found.append(on)
        return found

    def _recent(self, who: str, on: dt.date) -> set[tuple[str, dt.date, bool]]:
        wanted = self._wanted(who, on)
        last: dict[str, dt.date] = {}
        for row in self._completed(who):
            training, done = code(row, "training_code"), day(row, "completed_on")
            if training in wanted and done <= on:
                last[training] = max(last.get(training, done), done)
        return {
            (training, done, self._is_pending(who, training, done))
            for training, done in last.items()
            if self.months and on <= days.last_day_of(done + _DAY, self.months)
        }

    def _completed(self, who: str) -> list[Row]:
        return [
            row
            for row in self.sheets["attendances"]
            if row["staff_no"] == who
            and row["confirmed"] != "否認"
            and day(row, "completed_on") <= self.today
        ]

    def _is_pending(self, who: str, training: str, on: dt.date) -> bool:
        return all(
            row["confirmed"] == "未"
            for row in self._completed(who)
            if row["training_code"] == training and row["completed_on"] == on
        )

    def _wanted(self, who: str, on: dt.date) -> set[str]:
        if not self.in_post(who, on):
            return set()
        found: set[str] = set()
        for persona, row in self.personas.items():
            holding = any(
                self.in_post(who, at) and self.holds(who, persona, at) for at in (on - _DAY, on)
            )
            if flag(row, "active") and holding:
                found |= self._mandatory(persona) | self._of_steps(persona)
        return found

    def _mandatory(self, persona: str) -> set[str]:
        active = {
            code(row, "training_code") for row in self.sheets["trainings"] if flag(row, "active")
        }
        off = {code(row, "skill_code") for row in self.sheets["skills"] if not flag(row, "active")}
        return {
            code(row, "training_code")
            for row in self.sheets["training_map"]
            if row["persona_code"] == persona
            and row["requirement"] == "必須"
            and row["training_code"] in active
            and row["skill_code"] not in off
        }

    def _of_steps(self, persona: str) -> set[str]:
        tools = self._tools_of(persona)
        groups = grouped(self.sheets["training_groups"], "group_code")
        found: set[str] = set()
        for row in self._criteria(persona):
            tool, named = text(row, "tool_code"), text(row, "object_code")
            stands = tool is None or tool in tools or (tool == "*" and bool(tools))
            if stands and named and row["kind"] in ("研修", "継続受講"):
                members = groups.get(named)
                found |= {code(one, "training_code") for one in members} if members else {named}
        return found

    # 任期

    def terms(self, until: dt.date) -> set[tuple[str, str, dt.date]]:
        """Return the 任期 of 推進 personas that end by a day."""
        return {
            (code(row, "staff_no"), code(row, "persona_code"), ends)
            for row in self.sheets["assignments"]
            if (ends := day_or_none(row, "ended_on")) is not None
            and self.today <= ends <= until
            and self._promotes(code(row, "persona_code"))
            and self.in_post(code(row, "staff_no"), ends)
            and not any(
                other["persona_code"] == row["persona_code"] and covers(other, ends + _DAY)
                for other in self.assigned[code(row, "staff_no")]
            )
        }

    def _promotes(self, persona: str) -> bool:
        row = self.personas[persona]
        return flag(row, "active") and row["category"] == "推進"

    # 確認者

    def _heads(self, on: dt.date) -> list[Row]:
        """Return 所属長 of a day, once everything up to it is carried out."""
        found: list[Row] = []
        for row in self.sheets["heads"]:
            who, kind = code(row, "staff_no"), row["kind"]
            move, section = self._due(who, on), self.followed(code(row, "section_code"))
            leaves = False
            if move is not None and kind != "人事指定":
                start, to = day(move, "effective_on"), code(move, "to_section")
                beside = any(
                    one["kind"] == "兼務"
                    and covers(one, start)
                    and self.followed(code(one, "section_code")) == section
                    for one in self.postings(who, on)
                )
                begun = day(row, "started_on") < start
                leaves = begun and section not in self.upwards(to) and not beside
            if covers(row, on) and not leaves:
                found.append(row)
        return sorted(found, key=lambda row: -day(row, "started_on").toordinal())

    def confirmer(self, who: str, on: dt.date) -> str | None:
        """Return who confirms somebody on a day."""
        ways: list[list[Row]] = [
            [row for row in self.heads(on) if row["section_code"] == section]
            for section in self.upwards(self.main(who, on))
        ]
        for kinds in (("長", "代理"), ("人事指定",)):
            for desk in ways:
                own_desk = any(row["kind"] == "長" and row["staff_no"] == who for row in desk)
                if own_desk and kinds[0] == "長":
                    continue
                for kind in kinds:
                    for row in desk:
                        one = code(row, "staff_no")
                        able = self.in_post(one, on) and not self.away(one, on)
                        if row["kind"] == kind and one != who and able:
                            return one
        return None

    def confirmer_changes(self) -> dict[tuple[dt.date, str], tuple[str | None, str | None]]:
        """Return whose confirmer changes on which 発令日: from whom to whom."""
        found = {}
        before = min(self.today, self.days[0] - _DAY)
        for on in self.days:
            for who in self.staff:
                if self.in_post(who, before) and self.in_post(who, on):
                    pair = self.confirmer(who, before), self.confirmer(who, on)
                    if pair[0] != pair[1]:
                        found[on, who] = pair
            before = on
        return found


def sums_up(people: Sequence[Sequence[str]], whole: int) -> bool:
    """Say whether lines name so many people, nobody twice."""
    named = [one for line in people for one in line]
    return len(named) == len(set(named)) == whole
