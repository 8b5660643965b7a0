"""The whole job: every returned form read, judged, written, reported; against a pandas script."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from pstats import Stats

from bench.costs import ROOT, environment, of_process
from bench.face import Cost, Goal, Row, Side
from bench.inputs import City, ledger_copy, scratch
from bench.product import consolidate_arguments, consolidated
from bench.profiles import of_command
from bench.setting import Setting

OWN = ROOT / "bench" / "peers" / "whole_job.py"
ALL = "100000"
"""As many files as there are, for a script that asks how many."""
GOALS = {
    "openpyxl": (
        Goal("cpu", must=6, aim=9),
        Goal("wall", must=10, aim=20),
        Goal("peak", faster=False),
    ),
    "calamine": (Goal("cpu", must=1.8, aim=3), Goal("wall")),
}
"""What is wanted beside a script that guards nothing, by the reader that it uses."""


def rows(at: Setting) -> Iterator[Row]:
    """Yield the row of each reader and city."""
    for city in at.cities:
        for engine, goals in GOALS.items():
            yield Row(
                f"whole job, {len(city.forms)} forms, {city.name}, against {engine}",
                Side("`consolidate --report`, guard and all", partial(consolidated, city)),
                Side(f"pandas + {engine}", partial(_script, city, engine, at.originals)),
                goals,
                profile=partial(_profiled, city) if engine == "openpyxl" else None,
            )


def _script(city: City, engine: str, originals: Path | None) -> Cost:
    with scratch() as folder:
        paths = (str(city.inbox), str(city.ledger), str(folder / "out.xlsx"))
        if originals is None:
            return of_process([str(OWN), engine, *paths, *city.sheets])
        script = str(originals / "whole_job.py")
        asked = {**environment(), "SHEETS": ",".join(city.sheets)}
        return of_process([script, engine, *paths, ALL], asked)


def _profiled(city: City) -> Stats:
    with scratch() as folder:
        ledger = ledger_copy(city, folder)
        return of_command(consolidate_arguments(city, ledger), city.environment(folder), folder)
