"""実機確認表 as a workbook: its sheet, its columns, its steps, and what may be answered."""

import csv
import io
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

SHEET = "実機確認表"
HEADERS = ("番号", "手順", "すること", "こうなる", "結果", "気づいたこと")
NUMBER, TITLE, ANSWER, NOTE = (
    HEADERS.index(one) for one in ("番号", "手順", "結果", "気づいたこと")
)


class StepAnswer(StrEnum):
    """What came of a step."""

    DONE = "できた"
    DIFFERS = "違った"
    NOT_TRIED = "試していない"


class AcceptanceStep(NamedTuple):
    """One step to try on a PC with Excel.

    Attributes:
        number: Its number, from 1.
        title: What it is about.
        todo: What is to be done.
        expected: What is to be seen then.
    """

    number: int
    title: str
    todo: str
    expected: str


def steps_in(text: str) -> Iterator[AcceptanceStep]:
    """Yield the steps of the list that the product carries (`assets/acceptance.csv`).

    Args:
        text: The list; its header names what `AcceptanceStep` has.
    """
    for row in csv.DictReader(io.StringIO(text)):
        yield AcceptanceStep(int(row["番号"]), row["手順"], row["すること"], row["こうなる"])
