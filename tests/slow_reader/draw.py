"""Lists as organisers and learning systems send them, drawn at random with what goes wrong."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace

from slow_reader.grid import Grid, Value
from slow_reader.town import PEOPLE, SESSIONS, TRAININGS, Session
from slow_reader.written import ALWAYS, BY_WORD, LIKE_THESE, Column, Meant, Writer

KINDS = ("xlsx", "xlsx", "xlsx", "utf-8", "utf-8-sig", "cp932", "utf-16")
UNUSED = ("備考", "所属", "メールアドレス", "受付日", "座席")
TITLES = ("令和7年度 研修受講者名簿", "実施: 人事課(研修担当)", "※取扱注意", "出力日 2026年4月1日")


class Draw:
    """One list by its number and attempt."""

    def __init__(self, seed: int, number: int, attempt: int) -> None:
        self.chance = random.Random(f"{seed}-{number}-{attempt}")  # noqa: S311 - a drawn list
        self.kind = self.chance.choice(KINDS)
        self.book = self.kind == "xlsx"
        self.one = self.chance.choice((*SESSIONS, *[None] * len(SESSIONS)))
        self.write = Writer(self.chance, book=self.book)

    def grid(self) -> Grid:
        """Draw the list; in a workbook another one may stand on a second sheet, perhaps hidden."""
        first = self._sheet()
        if not self.book or not self.write.often(0.15):
            return first
        second = replace(self._sheet(), concealed=self.write.often(0.5))
        return replace(first, beside=second)

    def _sheet(self) -> Grid:
        columns = self._columns()
        body = [[column.cell(meant) for column in columns] for meant in self._meant()]
        body = self._spoilt(body, columns)
        header: list[Value] = [self._spaced(column.header) for column in columns]
        rows = [*self._titles(len(columns)), header, *body]
        return self._finished(rows, len(rows) - len(body), columns)

    # -- what the rows are about -------------------------------------------------------------

    def _meant(self) -> list[Meant]:
        moods = self.chance.choice(
            (
                ("positive",),
                ("positive", "positive", "negative"),
                ("positive", "positive", "negative", "blank"),
                ("positive", "positive", "positive", "negative", "blank", "unknown"),
                ("negative", "blank"),
                ("negative", "negative", "blank", "unknown"),
            )
        )
        one = self.one if self.write.often(0.9) else None
        made: list[Meant] = []
        for _ in range(self.chance.randint(2, 9)):
            made += self._person_rows(one, moods)
        if made and self.write.often(0.2):
            made.append(self.chance.choice(made))
        if self.write.often(0.2):
            self.chance.shuffle(made)
        return made

    def _person_rows(self, one: Session | None, moods: Sequence[str]) -> list[Meant]:
        person = self.chance.choice(PEOPLE)
        session = one or (self.chance.choice(SESSIONS) if self.write.often(0.3) else None)
        if session is None:
            training = self.chance.choice(tuple(TRAININGS))
            day = dt.date(2025, 4, 1) + dt.timedelta(days=self.chance.randint(-60, 420))
            return [Meant(person, training, day, None, self.chance.choice(moods))]
        first, last = map(dt.date.fromisoformat, (session.first, session.last))
        days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
        if not self.write.often(0.5):
            days = [last]
        return [
            Meant(person, session.training, day, session.number, self.chance.choice(moods))
            for day in days
        ]

    # -- how they are written ----------------------------------------------------------------

    def _columns(self) -> list[Column]:
        write, chance = self.write, self.chance
        columns = [Column(chance.choice(("職員番号", "職員番号", "社員番号")), write.number)]
        columns += self._names()
        columns += self._trainings()
        columns.append(Column("修了日", write.day_writer()))
        if write.often(0.4):
            unknown = "S77-1" if write.often(0.15) else None
            columns.append(Column("開催回番号", lambda row: row.session or unknown))
        columns += [
            *self._results(),
            *map(self._noted, chance.sample(UNUSED, chance.randint(0, 2))),
        ]
        if write.often(0.3):
            chance.shuffle(columns)
        if write.often(0.3):
            columns.insert(0, Column("No.", lambda _: write.typed(str(chance.randint(1, 99)))))
        return columns

    def _names(self) -> list[Column]:
        columns = []
        if self.write.often(0.15):
            columns += [Column("姓", self.write.family), Column("名", self.write.given)]
        elif self.write.often(0.6):
            columns.append(Column("氏名", self.write.name))
        if self.write.often(0.3):
            columns.append(Column("フリガナ", self.write.kana))
        return columns

    def _trainings(self) -> list[Column]:
        """Name the training by code, by name, or by both, which may disagree."""
        write, chance = self.write, self.chance
        code = Column("研修コード", lambda row: write.rarely("T99", row.training))
        if write.often(0.15):
            odd = (None, "新しい研修", *TRAININGS.values())

            def beside(row: Meant) -> Value:
                return chance.choice(odd) if write.often(0.15) else write.training(row)

            return [code, Column("研修名", beside)]
        return [code if write.often(0.5) else Column("研修名", write.training)]

    def _results(self) -> list[Column]:
        headers = self.chance.sample((*ALWAYS, *ALWAYS, *LIKE_THESE), self.chance.randint(0, 2))
        columns = [self.write.result(header) for header in dict.fromkeys(headers)]
        if self.write.often(0.06):
            columns.append(Column(self.chance.choice(("欠席", "不合格")), self.write.missed))
        if self.write.often(0.3):
            columns.append(self.write.result(self.chance.choice(BY_WORD)))
        return columns

    def _noted(self, header: str) -> Column:
        noted = ("", "総務課", "要確認", "欠席" if self.write.often(0.2) else "A-1")
        return Column(header, lambda _: self.chance.choice(noted))

    def _spaced(self, header: str) -> str:
        return f" {header}　" if self.write.often(0.05) else header

    # -- what the list looks like ------------------------------------------------------------

    def _titles(self, width: int) -> list[list[Value]]:
        if not self.write.often(0.3):
            return []
        picked = self.chance.sample(TITLES, self.chance.randint(1, 2))
        rows: list[list[Value]] = [[title, *[None] * (width - 1)] for title in picked]
        return [*rows, [None] * width] if self.write.often(0.5) else rows

    def _spoilt(self, body: list[list[Value]], columns: Sequence[Column]) -> list[list[Value]]:
        width = len(columns)
        if self.write.often(0.1):
            printed: list[Value] = [column.header for column in columns]
            body.insert(self.chance.randint(1, len(body)), printed)
        if self.write.often(0.1):
            body.insert(self.chance.randint(0, len(body)), [None] * width)
        if self.write.often(0.25):
            said = self.chance.choice(("計", "合計", "計 9名", "以上", "小 計", "総計"))
            line: list[Value] = [said, *[None] * (width - 1)]
            if said in ("計", "合計"):
                line[self.chance.randrange(1, width)] = self.write.typed(str(len(body)))
            body.append(line)
        return body

    def _finished(self, rows: list[list[Value]], top: int, columns: Sequence[Column]) -> Grid:
        merged, hidden = [], frozenset[int]()
        if self.book and self.write.often(0.3):
            headers = {"研修コード", "研修名", "修了日", "出欠", "修了区分", "開催回番号"}
            at = [n for n, column in enumerate(columns) if column.header in headers]
            merged = merge_down(rows, top, self.chance.choice(at))
        across: tuple[tuple[int, int, int], ...] = ()
        if self.book and not merged and self.write.often(0.06):
            row = self.chance.randrange(top, len(rows))
            first = self.chance.randrange(len(columns) - 1)
            across = ((row, first, first + 1),)
            rows[row][first + 1] = None
        if self.book and self.write.often(0.2):
            below = range(top, len(rows))
            hidden = frozenset(self.chance.sample(below, min(2, len(below))))
        narrow = frozenset[int]()
        if self.book and self.write.often(0.15):
            narrow = frozenset(self.chance.sample(range(len(columns)), 1))
        if not self.book and self.write.often(0.1):
            self._parted_wrongly(rows, top)
        if self.kind == "cp932":
            rows = [[cp932(cell) for cell in row] for row in rows]
        return Grid(tuple(map(tuple, rows)), self.kind, tuple(merged), across, hidden, narrow)

    def _parted_wrongly(self, rows: list[list[Value]], top: int) -> None:
        """Let a row have a comma too many, or too few, as where nobody quoted it."""
        at = self.chance.randrange(top, len(rows))
        if self.write.often(0.5):
            rows[at] = [*rows[at], self.chance.choice(("電話あり", "", "　"))]
        else:
            rows[at] = rows[at][:-1]


def merge_down(rows: list[list[Value]], top: int, column: int) -> list[tuple[int, int, int]]:
    """Merge equal neighbours of a column, and empty all but the first of each."""
    found, first = [], top
    for row in range(top + 1, len(rows) + 1):
        here = rows[first][column]
        if row < len(rows) and here not in (None, "") and rows[row][column] == here:
            continue
        if row - first > 1:
            found.append((column, first, row - 1))
        first = row
    for _, begin, end in found:
        for row in range(begin + 1, end + 1):
            rows[row][column] = None
    return found


def cp932(cell: Value) -> Value:
    """Return a text as an old system saves it: `?` for what it does not know."""
    return cell.encode("cp932", "replace").decode("cp932") if isinstance(cell, str) else cell
