"""What the IT section is told of a bundle: licences, executables and whether they are signed."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

import pefile

from bundle.wheels import Wheel

_EXECUTABLES = frozenset({".exe", ".dll", ".pyd", ".so"})
_OF_WINDOWS = frozenset({".exe", ".dll", ".pyd"})
_LICENCE_WORDS = ("license", "licence", "copying", "notice", "authors")
_CERTIFICATES = 4
"""Which entry of a PE file's data directories holds its signature."""
_CLASSIFIER = "License :: "


class Licensed(NamedTuple):
    """A component and under what it may be used."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]


class Executable(NamedTuple):
    """A file that a rule of AppLocker or WDAC may have to allow."""

    wheel: str
    path: str
    sha256: str
    signed: str


def licences(wheels: Sequence[Wheel]) -> list[Licensed]:
    """Return under what every wheel may be used, as it says itself."""
    return [
        Licensed(one.name, str(one.version), _licence(one), tuple(sorted(licence_texts(one))))
        for one in wheels
    ]


def _licence(wheel: Wheel) -> str:
    """Return a wheel's licence: its expression, else its classifiers, else its own words."""
    said = wheel.metadata()
    if expression := said.get("License-Expression"):
        return str(expression)
    classified = [
        line.rpartition(" :: ")[2]
        for line in said.get_all("Classifier", [])
        if line.startswith(_CLASSIFIER)
    ]
    words = (str(said.get("License") or "")).strip().splitlines()
    return " / ".join(classified) or (words[0] if words else "")


def licence_texts(wheel: Wheel) -> Mapping[str, bytes]:
    """Return the licence texts that a wheel carries, by their place in the bundle."""
    with zipfile.ZipFile(wheel.path) as archive:
        return {
            f"licenses/{wheel.name}-{wheel.version}/{_flat(name)}": archive.read(name)
            for name in archive.namelist()
            if ".dist-info/" in name and not name.endswith("/") and _is_licence(name)
        }


def _is_licence(name: str) -> bool:
    return PurePosixPath(name).name.casefold().startswith(_LICENCE_WORDS)


def _flat(name: str) -> str:
    """Return the part of a name behind its dist-info, its folders joined."""
    return name.partition(".dist-info/")[2].removeprefix("licenses/").replace("/", "_")


def executables(wheels: Sequence[Wheel]) -> list[Executable]:
    """Return every executable file of the wheels, with its digest and whether it is signed."""
    return [found for wheel in wheels for found in _executables_of(wheel)]


def _executables_of(wheel: Wheel) -> Iterator[Executable]:
    with zipfile.ZipFile(wheel.path) as archive:
        for name in sorted(archive.namelist()):
            if PurePosixPath(name).suffix.lower() in _EXECUTABLES:
                data = archive.read(name)
                yield Executable(
                    wheel.path.name, name, hashlib.sha256(data).hexdigest(), _signed(name, data)
                )


def _signed(name: str, data: bytes) -> str:
    """Return ○ where a file of Windows carries a signature, × where not, － for others."""
    if PurePosixPath(name).suffix.lower() not in _OF_WINDOWS:
        return "－"
    directories = pefile.PE(data=data, fast_load=True).OPTIONAL_HEADER.DATA_DIRECTORY
    return "○" if directories[_CERTIFICATES].Size else "×"


def as_csv(headers: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """Return a list that Excel opens by a double click."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
