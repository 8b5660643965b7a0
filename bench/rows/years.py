"""The made-up year of the city, from an empty folder to the report, against the first version's."""

from collections.abc import Iterator
from functools import partial

from bench.face import Cost, Goal, Row, Side
from bench.inputs import City, scratch, year_of
from bench.setting import Setting

MOST = 25.0
"""Seconds of CPU that today's demo may take."""


def rows(at: Setting) -> Iterator[Row]:
    """Yield the row where both versions are here."""
    named = {city.name: city for city in at.cities}
    if "first" in named:
        yield Row(
            "the year of the demo, 300 people",
            Side("today's demo", partial(_lived, named["current"])),
            Side(
                "the first version's own demo, half as much of a year",
                partial(_lived, named["first"]),
            ),
            (Goal("cpu", faster=False, most=MOST),),
            runs=1,
        )


def _lived(city: City) -> Cost:
    with scratch() as folder:
        return year_of(city, folder / "city")
