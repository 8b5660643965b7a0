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
    """Yield the row of each reader and city; with other scripts of the peers, theirs beside it."""
    for city in at.cities:
        for engine, goals in GOALS.items():
            yield Row(
                _name(city, engine),
                Side("`consolidate --report`, guard and all", partial(consolidated, city)),
                Side(f"pandas + {engine}", partial(_own, city, engine)),
                goals,
                profile=partial(_profiled, city) if engine == "openpyxl" else None,
            )
            if at.originals is not None:
                script = at.originals / "whole_job.py"
                yield Row(
                    f"{_name(city, engine)} in `{script.parent.name}/{script.name}`",
                    Side("the same", partial(consolidated, city)),
                    Side(
                        f"pandas + {engine}, as that script has it",
                        partial(_other, city, engine, script),
                    ),
                    goals,
                )


def _name(city: City, engine: str) -> str:
    return f"whole job, {len(city.forms)} forms, {city.name}, against {engine}"


def _own(city: City, engine: str) -> Cost:
    """Run the bench's own script of the peers."""
    with scratch() as folder:
        return of_process([str(OWN), engine, *_paths(city, folder), *city.sheets])


def _other(city: City, engine: str, script: Path) -> Cost:
    """Run another script of the peers, which asks in its own way for the sheets."""
    with scratch() as folder:
        asked = {**environment(), "SHEETS": ",".join(city.sheets)}
        return of_process([str(script), engine, *_paths(city, folder), ALL], asked)


def _paths(city: City, folder: Path) -> tuple[str, str, str]:
    return str(city.inbox), str(city.ledger), str(folder / "out.xlsx")


def _profiled(city: City) -> Stats:
    with scratch() as folder:
        ledger = ledger_copy(city, folder)
        return of_command(consolidate_arguments(city, ledger), city.environment(folder), folder)
