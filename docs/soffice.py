"""One office without a window, that opens workbooks and exports them; it comes back if it dies.

LibreOffice may be slow to listen on a busy machine, restart itself when its profile is new, or die
while it works. `Office.opened` waits for it, and a caller that fails may ask again: every new start
has a new profile and a new pipe.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

DEBIAN_PACKAGES = "/usr/lib/python3/dist-packages"
PATIENCE = 240
"""Seconds until the office listens."""
TRIES = 4
_T = TypeVar("_T")

FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include>
<alias binding="same"><family>游ゴシック</family>
<prefer><family>Noto Sans CJK JP</family></prefer></alias>
<alias binding="same"><family>Calibri</family>
<prefer><family>Noto Sans CJK JP</family></prefer></alias>
</fontconfig>
"""
"""Stands in for the fonts of Japanese Windows."""

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Recalculates on load, since forms carry no values of their formulas."""


class OfficeError(RuntimeError):
    """The office did not start, or went away."""


class Office:
    """A running office.

    Attributes:
        uno: The bridge's module.
    """

    def __init__(self, scratch: Path) -> None:
        """Prepare it; `with` starts it.

        Args:
            scratch: A folder for its profile.
        """
        if DEBIAN_PACKAGES not in sys.path:
            sys.path.append(DEBIAN_PACKAGES)
        import uno  # noqa: PLC0415 - Debian's package, on the path only now

        self.uno: Any = uno
        self._scratch = scratch
        self._fonts = scratch / "fonts.conf"
        self._fonts.write_text(FONTS, encoding="utf-8")
        self._process: subprocess.Popen[bytes] | None = None
        self._starts = 0
        self._desktop: Any = None

    def __enter__(self) -> Self:
        """Return itself; it starts with the first workbook."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop it."""
        self.stop()

    def drawn(self, path: Path, work: Callable[[Any], _T]) -> _T:
        """Open a workbook and do something with it; again, in a new office, where it died.

        Args:
            path: The workbook.
            work: What to do with the open document.

        Raises:
            OfficeError: It died every time.
        """
        for number in range(TRIES):
            copy = self._scratch / f"try-{number}" / path.name  # whose lock is nobody else's
            copy.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, copy)
            try:
                with self._opened(copy) as document:
                    return work(document)
            except Exception as error:  # noqa: BLE001 - whatever a dying office says
                sys.stderr.write(f"{path.name}: {error!r}\n")
                self.stop()
        message = f"{path.name} could not be drawn"
        raise OfficeError(message)

    @contextlib.contextmanager
    def _opened(self, path: Path) -> Iterator[Any]:
        if self._desktop is None:
            self._desktop = self._started()
        hidden = (self.value("Hidden", given=True),)
        document = self._desktop.loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, hidden)
        if document is None:
            message = "it did not open"
            raise OfficeError(message)
        yield document
        document.close(True)  # noqa: FBT003 - the office's own call

    def stop(self) -> None:
        """End the process, however it is."""
        self._desktop = None
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(timeout=20)
        self._process = None

    def value(self, name: str, *, given: Any) -> Any:  # noqa: ANN401 - the office's types
        """Return a named value as its calls take it."""
        value = self.uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        value.Name, value.Value = name, given
        return value

    def _started(self) -> Any:  # noqa: ANN401 - the office's objects have no types
        """Start it, and return its desktop as soon as it listens."""
        self._starts += 1
        pipe = f"talent-ledger-pictures-{os.getpid()}-{self._starts}"
        profile = self._scratch / f"profile-{self._starts}"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
        command = (
            "soffice",
            "--headless",
            "--norestore",
            f"-env:UserInstallation={profile.as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
        )
        self._process = self._run(command)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with contextlib.suppress(Exception):  # not up yet, whatever it says
                return self._reached(pipe)
            if self._process.poll() is not None:  # a new profile may end the first run
                self._process = self._run(command)
            time.sleep(0.5)
        message = "LibreOffice did not start"
        raise OfficeError(message)

    def _run(self, command: tuple[str, ...]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - fixed arguments
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "FONTCONFIG_FILE": str(self._fonts)},
        )

    def _reached(self, pipe: str) -> Any:  # noqa: ANN401 - the office's objects have no types
        local = self.uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        return context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
