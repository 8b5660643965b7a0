"""How the doctor looks at a PC: registry, files and the interpreter, behind one small port."""

import importlib
import locale
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from ledger.commands.addin.places import on_windows

Value = str | int | None
SECONDS = 30
ASKED = "import sys, ledger, xlwings; print(sys.version.split()[0])"


class Probe(Protocol):
    """What the doctor may look at; nothing is written except a file that is taken away at once."""

    windows: bool
    encoding: str

    def value(self, key: str, name: str) -> Value:
        r"""Return a registry value, such as `HKCU\Software\...`, or None."""

    def values(self, key: str) -> dict[str, Value]:
        """Return all values of a registry key; empty if there is no key."""

    def subkeys(self, key: str) -> tuple[str, ...]:
        """Return the names of a registry key's subkeys."""

    def zone(self, path: Path) -> str:
        """Return the text of a file's Mark of the Web; "" if it has none."""

    def is_file(self, path: Path) -> bool:
        """Return whether there is such a file."""

    def writable(self, folder: Path) -> bool:
        """Return whether a file can be made in a folder (or in the nearest one that exists)."""

    def python(self, interpreter: Path) -> str:
        """Return the version of an interpreter that has the product; "" if it has not."""


class Machine:
    """The PC that this runs on."""

    def __init__(self) -> None:
        self.windows = on_windows()
        self.encoding = locale.getencoding()

    def value(self, key: str, name: str) -> Value:
        """See `Probe`."""
        return self.values(key).get(name.lower())

    def values(self, key: str) -> dict[str, Value]:
        """See `Probe`; names in lower case, as the registry compares them."""
        found: dict[str, Value] = {}
        for name, value in self._listed(key, "EnumValue", lambda item: (item[0], item[1])):
            found[str(name).lower()] = value if isinstance(value, int) else str(value)
        return found

    def subkeys(self, key: str) -> tuple[str, ...]:
        """See `Probe`."""
        return tuple(str(name) for name in self._listed(key, "EnumKey", lambda item: item))

    def zone(self, path: Path) -> str:
        """See `Probe`."""
        try:
            return Path(f"{path}:Zone.Identifier").read_text(self.encoding, errors="replace")
        except OSError:
            return ""

    def is_file(self, path: Path) -> bool:
        """See `Probe`."""
        return path.is_file()

    def writable(self, folder: Path) -> bool:
        """See `Probe`."""
        while not folder.is_dir() and folder != folder.parent:
            folder = folder.parent
        trial = folder / f".talent-ledger-{os.getpid()}.tmp"
        try:
            trial.touch(exist_ok=False)
            trial.unlink()
        except OSError:
            return False
        return True

    def python(self, interpreter: Path) -> str:
        """See `Probe`."""
        try:
            done = subprocess.run(  # noqa: S603 - the interpreter that the settings name
                [str(interpreter), "-P", "-B", "-c", ASKED],
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            return ""
        return done.stdout.strip()

    def _listed(self, key: str, ask: str, take: Callable[[Any], Any]) -> list[Any]:
        if not self.windows:
            return []
        registry = importlib.import_module("winreg")
        root, _, path = key.partition("\\")
        roots = {"HKCU": registry.HKEY_CURRENT_USER, "HKLM": registry.HKEY_LOCAL_MACHINE}
        found: list[Any] = []
        access = registry.KEY_READ | registry.KEY_WOW64_64KEY
        try:
            with registry.OpenKey(roots[root], path, 0, access) as opened:
                while True:
                    found.append(take(getattr(registry, ask)(opened, len(found))))
        except OSError:
            return found
