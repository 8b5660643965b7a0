"""One Calc for all tests of a worker: started with the first workbook, ended with the tests.

It has a profile and a pipe of its own. A call that lasts too long ends it, and the next workbook
starts another one; what was open in it is lost. Workbooks are not hidden, though nobody sees them:
Calc saves the frozen panes of a window only. (The module is not named `office`: a test folder
stands on the path, and would hide `tests/office`.)
"""

import contextlib
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from soffice import SETTINGS, TRIES, Office, OfficeError

PATIENCE = 180
"""Seconds for one call, on a busy machine too."""
NO_LOCK_FILES = """<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="UseLocking" oor:op="fuse"><value>false</value></prop></item>
</oor:items>"""
"""Calc would put `.~lock.台帳.xlsx#` beside every workbook; Excel does not."""


class CalcOffice(Office):
    """A running Calc that opens workbooks."""

    @property
    def process_id(self) -> int:
        """Number of its process, and of the group of what it started; 0 if none runs."""
        return self._process.pid if self._process else 0

    def open(self, path: Path, *, read_only: bool = False) -> Any:  # noqa: ANN401 - no types
        """Open a workbook, and leave it open; in a new office, where the old one died.

        Args:
            path: The workbook.
            read_only: Whether it cannot be saved in its place.

        Raises:
            FileNotFoundError: There is none.
            OfficeError: It did not open, however often.
        """
        if not path.is_file():
            raise FileNotFoundError(path)
        errors = []
        for _ in range(TRIES):
            try:
                return self._loaded(path, read_only=read_only)
            except Exception as error:  # noqa: BLE001 - whatever a dying office says
                errors.append(repr(error))
                self.stop()
        message = f"{path.name} did not open: {errors}"
        raise OfficeError(message)

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        """End the office if what is done inside lasts too long: the waiting call raises then."""
        timer = threading.Timer(PATIENCE, self._end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def stop(self) -> None:
        """End it, with whatever it started."""
        self._end()
        super().stop()

    def _end(self) -> None:
        if self.process_id:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process_id, signal.SIGKILL)

    def _loaded(self, path: Path, *, read_only: bool) -> Any:  # noqa: ANN401 - no types
        if self._desktop is None:
            self._desktop = self._started()
        given = (self.value("ReadOnly", given=read_only),)
        with self.watched():
            document = self._desktop.loadComponentFromURL(
                path.resolve().as_uri(), "_blank", 0, given
            )
        if document is None:
            message = "it did not open"
            raise OfficeError(message)
        document.setModified(False)
        return document

    def _run(self, command: tuple[str, ...]) -> subprocess.Popen[bytes]:
        profile = self._scratch / f"profile-{self._starts}" / "user" / "registrymodifications.xcu"
        settings = SETTINGS.replace("</oor:items>", NO_LOCK_FILES)
        profile.write_text(settings, encoding="utf-8")
        return subprocess.Popen(  # noqa: S603 - fixed arguments
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "FONTCONFIG_FILE": str(self._fonts)},
            start_new_session=True,
        )


@pytest.fixture(scope="session")
def calc_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalcOffice]:
    """Give the worker's Calc."""
    with CalcOffice(tmp_path_factory.mktemp("calc")) as office:
        yield office
