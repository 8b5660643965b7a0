"""Inboxes of self-reports as people send them in, drawn at random with what goes wrong."""

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from slow_reader.form_cells import FormWriter
from slow_reader.form_sheets import Form, Row, Sheet
from slow_reader.form_town import TITLES, WRITERS, Blank, issued_town
from slow_reader.grid import Value
from slow_reader.town import PEOPLE

FILLED = ("goals", "attendances", "qualifications", "engagements", "tool_levels", "skill_ratings")
ANSWERED = ("step_claims", "answers")
"""Tables whose rows are named before the form goes out."""
OTHER_WORDS = ("{} ※予定", "{}(必須)", "備考", "{}の記入欄", "メモ")
SAME_WORDS = ("{}*", " {} ", "{}　")


class InboxDraw:
    """One inbox by its number and attempt."""

    def __init__(self, seed: int, number: int, attempt: int) -> None:
        self.chance = random.Random(f"forms-{seed}-{number}-{attempt}")  # noqa: S311 - drawn forms
        self.write = FormWriter(self.chance, book=True)

    def forms(self, count: int) -> list[Form]:
        """Draw that many forms; some are another version of one that lies there already."""
        people = self.chance.sample(WRITERS, min(count - count // 4, len(WRITERS)))
        made = [self._form(issued_town().forms[number]) for number in people]
        for first in self.chance.sample(made, count - len(made)):
            made.append(self._again(first, len(made)))
        if self.write.often(0.3):
            self.chance.shuffle(made)
        return made

    def _form(self, blank: Blank) -> Form:
        damage = self.write.often(0.5)
        sheets = {key: self._filled(key, blank.sheets[key]) for key in TITLES}
        for _ in range(self.chance.choice((1, 1, 2)) if damage else 0):
            key = self.chance.choice((*FILLED, *ANSWERED))
            sheets[key] = self._damaged(sheets[key])
        return Form(
            blank=blank,
            name=self.chance.choice((blank.name, blank.name, f"{blank.person.number}.xlsx")),
            sheets=sheets,
            submitted=self.write.submitted(),
            shown_no=self._shown_no(blank),
            shown_name=self._shown_name(blank),
            added=self.chance.choice(("覚え書き", 3)) if self.write.often(0.05) else None,
        )

    def _again(self, first: Form, number: int) -> Form:
        """Return another version: the same again, an older or newer one, or one of the same day."""
        stem = first.name.removesuffix(".xlsx")
        copied = self.chance.choice((f"{stem} - コピー.xlsx", f"{stem} (2).xlsx"))
        if self.write.often(0.3):
            return replace(first, name=copied)
        copy = replace(first, name=f"再提出{number}_{stem}.xlsx")
        key = self.chance.choice(FILLED)
        rows = self._filled(key, first.blank.sheets[key]).rows
        day = self.chance.choice((first.submitted, dt.date(2026, 3, 2), dt.date(2026, 3, 30)))
        sheets = {**first.sheets, key: replace(first.sheets[key], rows=rows, merged=())}
        return replace(copy, sheets=sheets, submitted=day)

    def _shown_no(self, blank: Blank) -> Value:
        number = blank.person.number
        if self.write.often(0.03):
            return self.chance.choice([p.number for p in PEOPLE if p.number != number])
        return f" {number}" if self.write.often(0.1) else number

    def _shown_name(self, blank: Blank) -> Value:
        name = blank.person.name
        odd = (self.chance.choice(PEOPLE).name, f"新田 {name[-1]}", name.replace(" ", ""))
        return self.chance.choice(odd) if self.write.often(0.15) else name

    # -- the rows of a sheet -----------------------------------------------------------------

    def _filled(self, key: str, cells: Sequence[Row]) -> Sheet:
        header, *blank = (list(row) for row in cells)
        columns = [str(cell) for cell in header]
        rows = [tuple(row) for row in blank]
        if key in ANSWERED or key == "goals":
            rows = [self._answered(key, row, columns) for row in rows]
        else:
            free = [n for n, row in enumerate(rows) if not any(row)]
            for at in self._places(free):
                rows[at] = tuple(self.write.row(columns))
        rows = self._repeated(rows, columns) if key not in ANSWERED else rows
        if key not in ANSWERED and key != "goals" and self.write.often(0.08):
            rows.append(tuple(self.write.row(columns)))
        return Sheet(tuple(header), tuple(rows), len(header), TITLES[key])

    def _places(self, free: Sequence[int]) -> list[int]:
        count = self.chance.choice((0, 1, 1, 2, 2, 3, 4))
        if self.write.often(0.2):
            return sorted(self.chance.sample(list(free[:8]), min(count, 8)))
        return list(free[:count])

    def _answered(self, key: str, row: Row, columns: Sequence[str]) -> Row:
        if not row[0] or not self.write.often(0.5 if key != "goals" else 0.4):
            return row
        given = {"goals": 1, "step_claims": 2, "answers": 1}[key]
        return (*row[:given], *self.write.row(columns)[given:])

    def _repeated(self, rows: list[Row], columns: Sequence[str]) -> list[Row]:
        """Write a row a second time, perhaps with another 証跡."""
        filled = [n for n, row in enumerate(rows) if any(row[1:])]
        free = [n for n, row in enumerate(rows) if not any(row)]
        if not filled or not free or not self.write.often(0.15):
            return rows
        first = rows[self.chance.choice(filled)]
        again = list(first)
        if self.write.often(0.5) and "証跡" in columns:
            again[columns.index("証跡")] = "別の証跡"
        elif self.write.often(0.5):
            again[0] = f" {again[0]}　" if isinstance(again[0], str) else again[0]
        return [*rows[: free[0]], tuple(again), *rows[free[0] + 1 :]]

    # -- what is done to a sheet -------------------------------------------------------------

    def _damaged(self, sheet: Sheet) -> Sheet:
        ways: tuple[Callable[[Sheet], Sheet], ...] = (
            self._unseen,
            self._merged,
            self._merged,
            self._renamed,
            self._renamed,
            self._dragged,
            self._beside,
            self._copied,
            self._copied,
            self._lost,
            self._marked,
        )
        return self.chance.choice(ways)(sheet)

    def _unseen(self, sheet: Sheet) -> Sheet:
        rows = self.chance.sample(range(len(sheet.rows)), 2)
        columns = [self.chance.randrange(len(sheet.header))]
        return replace(
            sheet,
            hidden=frozenset(rows if self.write.often(0.6) else ()),
            narrow=frozenset(columns if self.write.often(0.4) else ()),
            concealed=self.write.often(0.4),
        )

    def _merged(self, sheet: Sheet) -> Sheet:
        """Merge cells of which all but the first are empty afterwards, as Excel does."""
        top = self.chance.randrange(min(6, len(sheet.rows) - 1))
        left = self.chance.randrange(len(sheet.header) - 1)
        down = self.write.often(0.6)
        bottom, right = (top + 1, left) if down else (top, left + 1)
        rows = [list(row) for row in sheet.rows]
        rows[bottom][right] = None
        return replace(sheet, rows=tuple(map(tuple, rows)), merged=((top, left, bottom, right),))

    def _renamed(self, sheet: Sheet) -> Sheet:
        header = list(sheet.header)
        at = self.chance.randrange(len(header))
        if self.write.often(0.3):
            header[at] = self.chance.choice(SAME_WORDS).format(header[at])
        elif header[at] == "修了日" and self.write.often(0.5):
            header[at] = self.chance.choice(("受講日", "完了日"))
        else:
            other = (*OTHER_WORDS, None)
            word = self.chance.choice(other)
            header[at] = None if word is None else word.format(header[at])
        return replace(sheet, header=tuple(header))

    def _dragged(self, sheet: Sheet) -> Sheet:
        return replace(sheet, columns=self.chance.randint(2, len(sheet.header) - 1))

    def _beside(self, sheet: Sheet) -> Sheet:
        rows = self.chance.sample(range(4), 2)
        return replace(sheet, beside=dict.fromkeys(rows, "電話で確認"))

    def _copied(self, sheet: Sheet) -> Sheet:
        """Copy a sheet; on the copy somebody may have gone on, or emptied the rows."""
        rows = list(sheet.rows)
        if self.write.often(0.3):
            rows[2:4] = self.chance.choice((rows[:2], [(None,) * len(sheet.header)] * 2))
        return replace(sheet, copied=tuple(rows))

    def _lost(self, sheet: Sheet) -> Sheet:
        return replace(sheet, lost=True)

    def _marked(self, sheet: Sheet) -> Sheet:
        """Let the supervisor write 採否 beside rows, blank ones too; the sheet may be renamed."""
        rows = [list(row) for row in sheet.rows]
        for row in self.chance.sample(rows, 2):
            row[-2:] = ["否認", "証跡がない"] if self.write.often(0.7) else ["採用", None]
        title = f"{sheet.title}(記入済)" if self.write.often(0.5) else sheet.title
        return replace(sheet, rows=tuple(map(tuple, rows)), title=title)
