"""The slow reading of 前年差: each figure's people one by one, from the tables alone."""

import datetime as dt
from collections import Counter

from ledger.layout.frames import Tables, frame, replaced
from ledger.layout.ledger import BY_KEY
from oracle.sheets import Row, code, flag
from oracle.steps import StepOracle

PARTS = {
    "採用": "hired",
    "退職": "retired",
    "異動": "moved",
    "Step上昇": "step_up",
    "修了": "completed",
    "失効": "lapsed",
    "訂正": "corrected",
    "方針変更": "policy",
}
SINCE = {
    "staff": ("hired_on", "retired_on", ()),
    "postings": ("started_on", "ended_on", ("section_code", "kind")),
    "leaves": ("started_on", "ended_on", ("kind",)),
    "assignments": ("started_on", "ended_on", ("persona_code",)),
    "attendances": ("completed_on", None, ("training_code", "source", "confirmed")),
}
"""Of each table the second year changes: since when a row is so, until when, and what it says."""


class _Day:
    """Who holds and counts on a day, and where they stand."""

    def __init__(self, tables: Tables, on: dt.date) -> None:
        steps = StepOracle(tables, on)
        self.people, self.verdicts = steps.people, steps.verdicts()
        self.counts = steps.people.counting()
        self.ladders = {
            (code(row, "persona_code"), row["step"], tool)
            for row in steps.sheets["steps"]
            if flag(row, "active")
            for tool in (None, *steps.tools_of(code(row, "persona_code")))
        }

    def base(self, persona: str) -> frozenset[str]:
        if persona not in self.people.active_personas:
            return frozenset()
        return self.people.holders(persona) & self.counts

    def reached(self, persona: str, step: object, tool: str | None) -> frozenset[str]:
        found = set()
        for no in self.base(persona):
            verdict = self.verdicts.get((no, persona, tool))
            if verdict is not None and isinstance(step, int) and verdict.official_step >= step:
                found.add(no)
        return frozenset(found)

    def trained(self, persona: str) -> frozenset[str]:
        return frozenset(
            no for no in self.base(persona) if not self.verdicts[no, persona, None].mandatory_left
        )


class YearChange:
    """Two years of a city."""

    def __init__(self, first: Tables, second: Tables, last: dt.date, on: dt.date) -> None:
        bare = replaced(second, {"step_reviews": frame(BY_KEY["step_reviews"])})
        self.last = last
        self.closed, self.then, self.now = _Day(first, last), _Day(bare, last), _Day(second, on)
        self.reviewed = set(first["step_reviews"]["staff_no"].dropna())
        before, after = StepOracle(first, last).sheets, StepOracle(second, last).sheets
        self.known = [
            {key: [self._was(key, row) for row in sheets[key]] for key in SINCE}
            for sheets in (before, after)
        ]

    def _was(self, key: str, row: Row) -> tuple[object, ...] | None:
        since, until, said = SINCE[key]
        start, end = row[since], row[until] if until else None
        if not isinstance(start, dt.date) or start > self.last:
            return None
        ended = end if isinstance(end, dt.date) and end < self.last else None
        return (row["staff_no"], start, ended, *(row[column] for column in said))

    def news(self, no: str) -> bool:
        """Say whether what is known of a person's last year changed since."""
        before, after = (
            {(key, row) for key in SINCE for row in known[key] if row and row[0] == no}
            for known in self.known
        )
        return before != after

    def figures(self) -> dict[str, tuple[int, int, Counter[str]]]:
        """Return last year's figure, this year's, and the parts, by code."""
        found = {}
        for persona in self.now.people.active_personas:
            three = [day.base(persona) for day in (self.closed, self.then, self.now)]
            found[f"人材像:{persona}"] = self._parts(persona, three, "異動")
            three = [day.trained(persona) for day in (self.closed, self.then, self.now)]
            found[f"必須修了率:人材像{persona}"] = self._parts(persona, three, "修了")
        for persona, step, tool in self.now.ladders:
            if persona in self.now.people.active_personas:
                days = (self.closed, self.then, self.now)
                three = [day.reached(persona, step, tool) for day in days]
                named = f"Step到達率:人材像{persona}:Step{step}" + (
                    f":ツール{tool}" if tool else ""
                )
                found[named] = self._parts(persona, three, "Step上昇")
        return found

    def _parts(
        self, persona: str, three: list[frozenset[str]], gain: str
    ) -> tuple[int, int, Counter[str]]:
        closed, then, now = three
        parts: Counter[str] = Counter()
        for no in closed | now:
            if (no in closed) == (no in now):
                continue
            word = self._why(persona, no, counts=no in now, was=no in then, gain=gain)
            parts[PARTS[word]] += 1 if no in now else -1
        return len(closed), len(now), Counter({key: n for key, n in parts.items() if n})

    def _why(self, persona: str, no: str, *, counts: bool, was: bool, gain: str) -> str:
        reviewed = gain == "Step上昇" and no in self.reviewed and no in self.closed.people.in_post
        if was == counts and not reviewed:
            return "訂正" if self.news(no) else "方針変更"
        if counts and no not in self.then.people.in_post:
            return "採用"
        if not counts and no not in self.now.people.in_post:
            return "退職"
        if no not in (self.then if counts else self.now).base(persona):
            return "異動"
        return gain if counts else "失効"
