"""訓練 (`demo --break`): a copy of the city whose forms come back spoilt, and what the tool says.

HR sees before the real March what each of twelve mishaps looks like, and what to do about it. The
city itself stays as it is.
"""

import datetime as dt
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ledger.book.closed import ClosedBook
from ledger.commands import consolidate
from ledger.commands.plan import Plan, apply
from ledger.demo.office import Say
from ledger.demo.spoiling import SPOILS, Spoil
from ledger.demo.year import live_through
from ledger.model.problems import Problem
from ledger.model.terms import Phase

FOLDER, PAGE = "訓練", "訓練.txt"
LEDGER = "台帳.xlsx"
_INBOX, _REVIEWS = "提出", "確認表"
_FIRST, _EVERY = 20, 2
"""Which forms are spoilt: heads come first in the list, and are left alone."""


class Mishap(NamedTuple):
    """A form that was spoilt, and what the tool said of it.

    Attributes:
        spoil: What was done.
        file: The form's name.
        told: The problems that name the form or its person, the expected one first.
    """

    spoil: Spoil
    file: str
    told: tuple[Problem, ...]


def rehearse(
    folder: Path, *, staff: int = 80, seed: int = 7, year: int, lives: Say = lambda _: None
) -> tuple[Mishap, ...]:
    """Make a city, live through its year, spoil a copy of it, and lay 訓練.txt beside it.

    Args:
        folder: Where it will stand; empty or missing.
        staff: Number of people.
        seed: Where chance starts.
        year: Fiscal year.
        lives: Told every line of the year while it is lived through.

    Returns:
        What was done to the copy, and what the tool says of it.

    Raises:
        Refusal: There is something in the folder already (`folder-used`).
    """
    live_through(folder, staff=staff, seed=seed, year=year, say=lives)
    now = dt.datetime(year + 1, 4, 5, 9)  # noqa: DTZ001 - the ledger keeps local time
    mishaps, _ = rehearsed(folder, folder / FOLDER, now)
    text = "\r\n".join(page(mishaps))
    (folder / FOLDER / PAGE).write_text(f"{text}\r\n", "utf-8-sig")
    return mishaps


def rehearsed(city: Path, folder: Path, now: dt.datetime) -> tuple[tuple[Mishap, ...], Plan]:
    """Spoil twelve forms in a copy of a city, and consolidate what came back.

    Args:
        city: Where the demo made it.
        folder: Where the copy goes.
        now: The moment of the consolidation.

    Returns:
        What was done and told; and the consolidation, as it was carried out.
    """
    inbox, reviews = folder / _INBOX, folder / _REVIEWS
    folder.mkdir(parents=True)
    shutil.copy(city / LEDGER, folder)
    shutil.copytree(city / _REVIEWS / Phase.CLOSING, reviews)
    shutil.copytree(city / _INBOX / Phase.CLOSING, inbox)
    forms = sorted(inbox.rglob("自己申告書_*.xlsx"))[_FIRST::_EVERY][: len(SPOILS)]
    for spoil, form in zip(SPOILS, forms, strict=True):
        for name, data in spoil.make(form.name, form.read_bytes()).items():
            form.with_name(name).write_bytes(data)
    book = ClosedBook(folder / LEDGER)
    plan = consolidate.plan(book, inbox, now, reviews=reviews, phase=Phase.CLOSING)
    apply(plan, book)
    return tuple(_mishaps(forms, plan.problems)), plan


def _mishaps(forms: Sequence[Path], problems: Sequence[Problem]) -> Iterator[Mishap]:
    for spoil, form in zip(SPOILS, forms, strict=True):
        number = form.stem.split("_")[2]
        told = [p for p in problems if form.stem in p.place.file or number in p.what]
        told.sort(key=lambda problem: problem.code != spoil.code)
        yield Mishap(spoil, form.name, tuple(told))


def page(mishaps: Sequence[Mishap]) -> Iterator[str]:
    """Yield the lines of 訓練.txt.

    Args:
        mishaps: What was done and told.
    """
    yield "訓練: 本物の3月の前に、よくある12の出来事で、台帳が何を言うかを見ます。"
    yield "ここの台帳と申告書は写しです。何をしても、もとの市は変わりません。"
    yield f"フォルダ「{_INBOX}」の12人分を、次のように傷めてから集約しました。"
    for number, mishap in enumerate(mishaps, start=1):
        yield ""
        yield f"{number}. {mishap.spoil.done}"
        yield f"   ファイル: {mishap.file}"
        for problem in mishap.told[:1]:
            yield f"   台帳の言うこと: {problem.severity} [{problem.code}] {problem.what}"
            yield f"   次にすること: {problem.remedy}"
    yield ""
    yield "ほかの人の申告は、いつものとおり集約されています。"
    yield "同じことは、台帳のシート「要確認」にも並びます。"
