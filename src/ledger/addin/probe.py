"""How the doctor looks at a PC: registry, files and the interpreter, behind one small port."""

import ctypes
import importlib
import locale
import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from ledger.addin.parts import missing_packages, package_versions
from ledger.addin.tracked_files import NAME
from ledger.addin.user_files import on_windows

RegistryValue = str | int | None
SECONDS = 30
EXPAND_SZ = 2
"""Windows' number for a text in which `%APPDATA%` and its like are meant (REG_EXPAND_SZ)."""
DRIVE_REMOTE = 4
"""Windows' number for a drive that stands for a share."""
ASKED = "import sys, ledger, xlwings; print(sys.version.split()[0])"


class Probe(Protocol):
    """What the doctor may look at; nothing is written except a file that is taken away at once."""

    windows: bool
    encoding: str

    def value(self, key: str, name: str) -> RegistryValue:
        r"""Return a registry value, such as `HKCU\Software\...`, or None."""

    def values(self, key: str) -> dict[str, RegistryValue]:
        """Return all values of a registry key; empty if there is no key."""

    def subkeys(self, key: str) -> tuple[str, ...]:
        """Return the names of a registry key's subkeys."""

    def zone(self, path: Path) -> str:
        """Return the text of a file's Mark of the Web; "" if it has none."""

    def is_file(self, path: Path) -> bool:
        """Return whether there is such a file."""

    def writable(self, folder: Path) -> bool:
        """Return whether a file can be made in a folder (or in the nearest one that exists)."""

    def remote(self, folder: Path) -> bool:
        """Return whether a folder stands on another machine: a share, or a drive mapped to one."""

    def python(self, interpreter: Path) -> str:
        """Return the version of an interpreter that has the product; "" if it has not."""

    def missing(self) -> tuple[str, ...]:
        """Return the packages that the product needs and this Python has not."""

    def packages(self) -> Mapping[str, str]:
        """Return the version of the product and of each package that it needs, by name."""


class Machine:
    """The PC that this runs on."""

    def __init__(self) -> None:
        self.windows = on_windows()
        self.encoding = locale.getencoding()

    def value(self, key: str, name: str) -> RegistryValue:
        """See `Probe`."""
        return self.values(key).get(name.lower())

    def values(self, key: str) -> dict[str, RegistryValue]:
        """See `Probe`; names in lower case, as the registry compares them."""
        found: dict[str, RegistryValue] = {}
        for name, value, kind in self._listed(key, "EnumValue", tuple):
            said = value if isinstance(value, int) else str(value)
            found[str(name).lower()] = _expanded(said) if kind == EXPAND_SZ else said
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

    def remote(self, folder: Path) -> bool:
        """See `Probe`."""
        place = str(folder)
        if place.startswith(("\\\\", "//")):
            return True
        kind = getattr(ctypes, "windll", None)
        root = place[:3]
        return bool(kind and kind.kernel32.GetDriveTypeW(root) == DRIVE_REMOTE)

    def python(self, interpreter: Path) -> str:
        """See `Probe`."""
        try:
            done = subprocess.run(  # noqa: S603 - the interpreter that the settings name
                [str(interpreter), "-E", "-P", "-B", "-c", ASKED],
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            return ""
        return done.stdout.strip()

    def missing(self) -> tuple[str, ...]:
        """See `Probe`."""
        return missing_packages(NAME, windows=self.windows)

    def packages(self) -> Mapping[str, str]:
        """See `Probe`."""
        return package_versions(NAME, windows=self.windows)

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


def _expanded(said: RegistryValue) -> RegistryValue:
    if not isinstance(said, str):
        return said
    return str(importlib.import_module("winreg").ExpandEnvironmentStrings(said))
