"""The 内示 in a trial: a list of moves, looked at as if they were in force on the day judged."""

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from ledger.commands.ledger_session import Opened
from ledger.commands.loading.csv_source import read_source
from ledger.judge.loading import Mode
from ledger.layout.frames import LETTERS, Tables, frame, replaced
from ledger.layout.plan_tables import TRANSFERS
from ledger.measure.transfer_postings import as_tried
from ledger.measure.transfer_rows import TransferMove, transfer_rows
from ledger.model.calendar import wareki
from ledger.model.cell_ranges import cells_said
from ledger.model.problems import Place, Problem, Severity
from ledger.read.file_bytes import file_bytes


class TriedMoves(NamedTuple):
    """The moves of a list.

    Attributes:
        moves: Those that can be tried out.
        rows: How many rows the list has.
        left: What is wrong with the others; it may name people, and so stands on the page alone.
        file: The list.
    """

    moves: tuple[TransferMove, ...]
    rows: int
    left: tuple[Problem, ...]
    file: str = ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is told beside the page: how many rows were not tried out, and where they are."""
        if not self.left:
            return ()
        where = cells_said(dict.fromkeys(one.place.cell for one in self.left if one.place.cell))
        gaps = {"count": len(self.left), "where": where or "(ファイル全体)"}
        return (Problem.of("trial-moves-left", Place(file=self.file), **gaps),)

    def said(self, on: dt.date) -> tuple[str, ...]:
        """Say what is tried out; nobody is named."""
        if not self.rows:
            return ()
        whole = f"内示 {self.rows}行のうち {len(self.moves)}名の異動"
        return (f"{whole}を、{wareki(on)}にはもう発令されたものとして",)


def no_moves() -> TriedMoves:
    """Return that nobody moves."""
    return TriedMoves((), 0, ())


def read_moves(opened: Opened, path: Path, today: dt.date) -> TriedMoves:
    """Read a list of moves, in the columns of 異動案.

    Args:
        opened: The ledger; nothing of the list is written into it.
        path: The list.
        today: The day of the run.

    Raises:
        Refusal: Nothing of it can be read.
    """
    source = read_source(opened, TRANSFERS, file_bytes(path), path.name, Mode.UPSERT)
    lines = [line for line in source.lines if not line.wrong]
    listed = frame(TRANSFERS, [line.row for line in lines], [line.number for line in lines])
    listed.attrs[LETTERS] = dict(source.letters)
    found = transfer_rows(opened.settings, replaced(opened.tables, {"transfers": listed}), today)
    left = (*source.problems, *(_in_file(one, path.name) for one in found.problems))
    wrong = tuple(one for one in left if one.severity is not Severity.NOTICE)
    return TriedMoves(found.moves, len(source.lines), wrong, path.name)


def _in_file(problem: Problem, name: str) -> Problem:
    place = problem.place.but(file=name, sheet="")
    return problem.but(place=place)


def moved_tables(tables: Tables, moves: TriedMoves, on: dt.date) -> Tables:
    """Return the tables as if the moves were in force on a day.

    Args:
        tables: The tables.
        moves: The moves; those of later days are brought forward to this one.
        on: The day judged.
    """
    due = [move._replace(on=min(move.on, on)) for move in moves.moves]
    return as_tried(tables, due, on)
