"""One form read (gate, parse, validation, digest), against its bytes and its parts inflated."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.costs import of_call
from bench.face import Cost, Goal, Row, Side
from bench.inputs import City, at_home
from bench.peers.inflate import read_and_inflate
from bench.product import opened
from bench.profiles import of_work
from bench.setting import Setting
from ledger.read.codes import Codes
from ledger.read.self_reports.report import read_self_report

GOAL = Goal("cpu", faster=False, must=5, aim=3.5)


def rows(at: Setting) -> Iterator[Row]:
    """Yield the row of each city: every form that came back is read."""
    for city in at.cities:
        read = partial(read_all, city.forms, codes_of(city))
        yield Row(
            f"one form read, {city.name}",
            Side("gate, parse, validation and digest", partial(_each, city, read)),
            Side("bytes and inflate", partial(_each, city, partial(read_and_inflate, city.forms))),
            (GOAL,),
            profile=partial(of_work, read),
        )


def codes_of(city: City) -> Codes:
    """Return the codes of a city's ledger."""
    with at_home(city):
        return Codes.of(opened(city.ledger).policy)


def read_all(forms: list[Path], codes: Codes) -> None:
    """Read forms as a reader's child does, one after another."""
    for path in forms:
        read_self_report(path.read_bytes(), path.name, codes)


def _each(city: City, work: partial[None] | partial[int]) -> Cost:
    return of_call(work).each(len(city.forms))
