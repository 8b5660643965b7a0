"""A second click: 集約 again after one file in a hundred came anew, against the first click."""

import shutil
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from pstats import Stats

from bench.costs import of_call, of_process
from bench.face import Cost, Goal, Row, Side
from bench.inputs import PHASE, City, at_home, ledger_copy
from bench.product import DAY, DONE, consolidate_arguments, opened
from bench.profiles import of_command
from bench.setting import Setting
from ledger.commands.inbox_intake import receive
from ledger.model.terms import Phase

GOALS = (Goal("cpu", faster=False, must=0.35, aim=0.25), Goal("wall", faster=False))
CHANGED = 100
"""One file in so many is changed between the clicks."""


class Clicks:
    """Two clicks, one after the other, with what the first leaves behind."""

    def __init__(self, city: City, folder: Path) -> None:
        self.city, self.folder = city, folder

    def first(self) -> Cost:
        """Click for the first time: nothing was ever read."""
        self._laid_out()
        return self._clicked()

    def second(self) -> Cost:
        """Click again, after one file in a hundred was saved anew."""
        self._changed()
        return self._clicked()

    def first_reading(self) -> Cost:
        """Read the inbox and the review workbooks for the first time."""
        self._laid_out()
        return self._received()

    def second_reading(self) -> Cost:
        """Read them again, after one file in a hundred was saved anew."""
        self._changed()
        return self._received()

    def profiled(self) -> Stats:
        """Profile the second click."""
        self.first()
        self._changed()
        own = self.folder / "own"
        return of_command(self._arguments(), self.city.environment(own), own)

    def _laid_out(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        shutil.copytree(self.city.inbox, self._inbox)
        ledger_copy(self.city, self.folder)

    def _changed(self) -> None:
        for path in sorted(filter(zipfile.is_zipfile, self._inbox.glob("*.xlsx")))[::CHANGED]:
            path.write_bytes(saved_again(path, self.folder / "again"))

    def _received(self) -> Cost:
        with at_home(self.city, self.folder / "own"):
            ledger = opened(self.folder / "台帳.xlsx")
            read = partial(receive, ledger, self._inbox, self.city.reviews, Phase(PHASE), DAY)
            return of_call(read)

    @property
    def _inbox(self) -> Path:
        return self.folder / "提出"

    def _clicked(self) -> Cost:
        own = self.city.environment(self.folder / "own")
        return of_process(self._arguments(), own, good=DONE)

    def _arguments(self) -> list[str]:
        return consolidate_arguments(self.city, self.folder / "台帳.xlsx", self._inbox)


def saved_again(path: Path, out: Path) -> bytes:
    """Return a workbook's parts in another file: other bytes, the same content."""
    with (
        zipfile.ZipFile(path) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for part in old.infolist():
            new.writestr(part.filename, old.read(part))
    return out.read_bytes()


def rows(at: Setting) -> Iterator[Row]:
    """Yield the rows of the largest city that there is: what is read, and the whole process."""
    city = at.large or at.current
    clicks = Clicks(city, city.folder.with_name("clicks"))
    yield Row(
        f"second click, {len(city.forms)} forms, 1 % changed, what is read",
        Side("the second reading", clicks.second_reading),
        Side("the first", clicks.first_reading),
        (Goal("cpu", faster=False, must=0.12, aim=0.05),),
    )
    yield Row(
        f"second click, {len(city.forms)} forms, 1 % changed, whole process",
        Side("the second `consolidate`", clicks.second),
        Side("the first", clicks.first),
        GOALS,
        runs=3,
        profile=clicks.profiled,
    )
