"""Where the key stands: with the user on this PC, or where others, or other PCs, come by it.

Whoever has the key can seal a form, and it is no secret on a share. A profile that roams, and a
folder that is synchronised, carry it to other PCs.
"""

import os
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path, PureWindowsPath

_CARRIED = ("APPDATA", "OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Environment variables of Windows that name folders which are carried to other PCs."""
_LONG = "\\\\?\\"
_LONG_SHARE = "\\\\?\\UNC\\"
_DRIVE_REMOTE = 4
"""Windows' own number for a drive that is on another machine (GetDriveType)."""


class KeyPlace(StrEnum):
    """Where a key stands, in words."""

    OWN = "このPC"
    SHARE = "共有フォルダ"
    CARRIED = "ほかのPCにも写されるフォルダ"


def place_on_windows(path: str, environment: Mapping[str, str], *, remote: bool) -> KeyPlace:
    """Return where a key stands on Windows.

    Args:
        path: The whole path of its file.
        environment: The environment of the program.
        remote: Whether Windows says that its drive is on another machine.
    """
    plain = f"\\\\{path[len(_LONG_SHARE) :]}" if path.startswith(_LONG_SHARE) else path
    place = PureWindowsPath(plain.removeprefix(_LONG))
    if remote or place.drive.startswith("\\\\"):
        return KeyPlace.SHARE
    carried = [PureWindowsPath(environment[one]) for one in _CARRIED if environment.get(one)]
    return KeyPlace.CARRIED if any(map(place.is_relative_to, carried)) else KeyPlace.OWN


if sys.platform == "win32":

    def place_of(path: Path) -> KeyPlace:
        """Return where a key stands."""
        import ctypes  # noqa: PLC0415 - its Windows parts are nowhere else

        drive = f"{PureWindowsPath(path).drive}\\"
        remote = ctypes.windll.kernel32.GetDriveTypeW(drive) == _DRIVE_REMOTE
        return place_on_windows(str(path), os.environ, remote=remote)
else:

    def place_of(path: Path) -> KeyPlace:  # noqa: ARG001 - only Windows has places that roam
        """Return where a key stands: outside Windows, with the user."""
        return KeyPlace.OWN
