"""公開データ of other municipalities (`export --public`): each a folder of CSV files, read whole.

A child reads them (`workers`): what another program wrote costs only its own municipality.

A package that lacks a file, or whose files cannot be used, is set aside whole and told: half a
municipality is no municipality.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from ledger.layout import public_tables as layout
from ledger.layout.columns import NewRow, Table
from ledger.layout.frames import records
from ledger.model.characters import printable
from ledger.model.problems import Place, Problem, Refusal, Severity
from ledger.model.terms.public import FigureGroup, FigureItem
from ledger.model.withheld_words import is_withheld
from ledger.read.child_side import Failure
from ledger.read.csv_tables import read_csv
from ledger.read.file_bytes import LargeFileError, whole_file
from ledger.read.guard.limits import FORM, MEGABYTE
from ledger.read.inbox import refuse_vanished
from ledger.read.workers import ForChild, Ready, read_all

_WANTED = (layout.FIGURES, layout.TARGETS, layout.PERSONAS, layout.METADATA)
_MARK = layout.file_of(layout.FIGURES)
TYPED_WEIGHS = 6
"""A table that is typed costs as much as a workbook that inflates to so many times its size."""
_VERSION = "form_version"
_WORDS: Mapping[str, frozenset[str]] = {
    "group": frozenset(map(str, FigureGroup)),
    "item": frozenset(map(str, FigureItem)),
}
"""Columns whose words say what a figure is: an unknown one would be left out of the sums."""


class PublicPackage(NamedTuple):
    """公開データ of one municipality.

    Attributes:
        folder: Its folder, from the one that was asked for on.
        figures: The rows of 指標値.
        targets: The rows of 目標の一覧.
        personas: The rows of 人材像の一覧.
    """

    folder: str
    figures: Sequence[NewRow]
    targets: Sequence[NewRow]
    personas: Sequence[NewRow]


def public_packages(folder: Path) -> tuple[tuple[PublicPackage, ...], tuple[Problem, ...]]:
    """Read every package below a folder.

    Args:
        folder: The folder; each folder in it that has 指標値 is a package.

    Returns:
        The packages in the order of their folders, and why others were set aside.

    Raises:
        Refusal: There is no such folder (`folder-missing`), or it vanishes (`folder-vanished`).
    """
    if not folder.is_dir():
        raise Refusal.of("folder-missing", Place(file=folder.name), name=str(folder))
    homes = {
        printable("/".join(home.relative_to(folder).parts) or home.name): home
        for home in _homes(folder)
    }
    packages: list[PublicPackage] = []
    problems: list[Problem] = []
    answers = read_all(tuple(homes), read_package, lambda n: _loaded(homes[n], n), workers=1)
    for name, found in zip(homes, answers, strict=True):
        if isinstance(found, PublicPackage):
            packages.append(found)
        elif isinstance(found, Failure):
            place = Place(file=name)
            problems.append(Problem.of("package-stopped", place, reason=found.reason))
        else:
            problems.append(found)
    refuse_vanished(folder)
    return tuple(packages), tuple(problems)


def _homes(folder: Path) -> Iterator[Path]:
    """Yield the folders that have 指標値; links are not followed."""
    for at, below, files in os.walk(folder):
        below.sort()
        if _MARK in files:
            yield Path(at)


_Answer: TypeAlias = PublicPackage | Problem


class _PackageFiles(NamedTuple):
    """The files of a package, by the key of the table that stands in each."""

    name: str
    files: Mapping[str, bytes]


def _loaded(home: Path, name: str) -> ForChild[_PackageFiles] | Ready[_Answer]:
    files: dict[str, bytes] = {}
    for table in _WANTED:
        found = _bytes(home / layout.file_of(table), _place(name, table), table)
        if isinstance(found, Problem):
            return Ready(found)
        files[table.key] = found
    size = sum(map(len, files.values()))
    return ForChild(_PackageFiles(name, files), size, TYPED_WEIGHS * size)


def _place(name: str, table: Table) -> Place:
    return Place(file=f"{name}/{layout.file_of(table)}")


def read_package(given: _PackageFiles) -> _Answer:
    """Read a package's tables, in a child.

    Args:
        given: Its files.

    Returns:
        The package; or why it is set aside.
    """
    name, files = given
    rows: dict[str, Sequence[NewRow]] = {}
    for table in _WANTED:
        read = _rows(files[table.key], _place(name, table), table)
        if isinstance(read, Problem):
            return read
        rows[table.key] = read
    own = rows[layout.METADATA.key]
    version = {str(row["physical_name"]): row["value"] for row in own}.get(_VERSION)
    if version != layout.FORM_VERSION:
        gaps = {"found": version or "空", "expected": layout.FORM_VERSION}
        return Problem.of("package-version", _place(name, layout.METADATA), **gaps)
    figures = rows[layout.FIGURES.key]
    wrong = _spoilt(figures, _place(name, layout.FIGURES))
    if wrong is not None:
        return wrong
    return PublicPackage(name, figures, rows[layout.TARGETS.key], rows[layout.PERSONAS.key])


def _spoilt(figures: Sequence[NewRow], place: Place) -> Problem | None:
    """Say why figures cannot be summed up with others', if so."""
    areas = {(row["area_code"], row["fiscal_year"]) for row in figures}
    if len(areas) != 1 or areas.pop()[1] is None:
        return Problem.of("package-mixed", place)
    for key, known in _WORDS.items():
        unknown = [str(row[key] or "空") for row in figures if row[key] not in known]
        if unknown:
            gaps = {"header": layout.FIGURES.column(key).header, "found": printable(unknown[0])}
            return Problem.of("package-word", place, **gaps, version=layout.FORM_VERSION)
    for row in figures:
        if row["value"] is not None and is_withheld(str(row["state"])):
            return Problem.of("package-withheld-value", place, found=str(row["state"]))
    return None


def _bytes(path: Path, place: Place, table: Table) -> bytes | Problem:
    try:
        return whole_file(path, FORM.file)
    except LargeFileError:
        return Problem.of("too-heavy", place, reason=f"{FORM.file // MEGABYTE}MBを超えています")
    except OSError:
        return Problem.of("package-incomplete", place, table=table.title)


def _rows(data: bytes, place: Place, table: Table) -> Sequence[NewRow] | Problem:
    frame, problems = read_csv(table, data, place.file)
    wrong = next((one for one in problems if one.severity is Severity.ERROR), None)
    return wrong or records(table, frame)


def by_area(packages: Sequence[PublicPackage]) -> Mapping[str, list[PublicPackage]]:
    """Return the packages by the municipality's code."""
    found: dict[str, list[PublicPackage]] = {}
    for one in packages:
        found.setdefault(str(one.figures[0]["area_code"] or ""), []).append(one)
    return found
