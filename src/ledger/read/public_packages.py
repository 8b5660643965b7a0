"""公開データ of other municipalities (`export --public`): each a folder of CSV files, read whole.

A package that lacks a file, or whose files cannot be used, is set aside whole and told: half a
municipality is no municipality.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ledger.layout import public_tables as layout
from ledger.layout.columns import NewRow, Table
from ledger.layout.frames import records
from ledger.model.characters import printable
from ledger.model.problems import Place, Problem, Refusal, Severity
from ledger.model.terms.public import FigureGroup, FigureItem
from ledger.model.withheld_words import is_withheld
from ledger.read.csv_tables import read_csv
from ledger.read.file_bytes import LargeFileError, whole_file
from ledger.read.guard_limits import FORM, MEGABYTE

_WANTED = (layout.FIGURES, layout.TARGETS, layout.PERSONAS, layout.METADATA)
_MARK = layout.file_of(layout.FIGURES)
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
        Refusal: There is no such folder (`folder-missing`).
    """
    if not folder.is_dir():
        raise Refusal.of("folder-missing", Place(file=folder.name), name=str(folder))
    packages: list[PublicPackage] = []
    problems: list[Problem] = []
    for home in _homes(folder):
        name = printable("/".join(home.relative_to(folder).parts) or home.name)
        made, found = _package(home, name)
        problems += found
        if made is not None:
            packages.append(made)
    return tuple(packages), tuple(problems)


def _homes(folder: Path) -> Iterator[Path]:
    """Yield the folders that have 指標値; links are not followed."""
    for at, below, files in os.walk(folder):
        below.sort()
        if _MARK in files:
            yield Path(at)


def _package(home: Path, name: str) -> tuple[PublicPackage | None, list[Problem]]:
    rows: dict[str, Sequence[NewRow]] = {}
    for table in _WANTED:
        file = layout.file_of(table)
        place = Place(file=f"{name}/{file}")
        read = _read(home / file, place, table)
        if isinstance(read, Problem):
            return None, [read]
        rows[table.key] = read
    own, place = rows[layout.METADATA.key], Place(file=f"{name}/{layout.file_of(layout.METADATA)}")
    version = {str(row["physical_name"]): row["value"] for row in own}.get(_VERSION)
    if version != layout.FORM_VERSION:
        gaps = {"found": version or "空", "expected": layout.FORM_VERSION}
        return None, [Problem.of("package-version", place, **gaps)]
    figures = rows[layout.FIGURES.key]
    wrong = _spoilt(figures, Place(file=f"{name}/{_MARK}"))
    if wrong is not None:
        return None, [wrong]
    return PublicPackage(name, figures, rows[layout.TARGETS.key], rows[layout.PERSONAS.key]), []


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


def _read(path: Path, place: Place, table: Table) -> Sequence[NewRow] | Problem:
    try:
        data = whole_file(path, FORM.file)
    except LargeFileError:
        return Problem.of("too-heavy", place, reason=f"{FORM.file // MEGABYTE}MBを超えています")
    except OSError:
        return Problem.of("package-incomplete", place, table=table.title)
    frame, problems = read_csv(table, data, place.file)
    wrong = next((one for one in problems if one.severity is Severity.ERROR), None)
    return wrong or records(table, frame)


def by_area(packages: Sequence[PublicPackage]) -> Mapping[str, list[PublicPackage]]:
    """Return the packages by the municipality's code."""
    found: dict[str, list[PublicPackage]] = {}
    for one in packages:
        found.setdefault(str(one.figures[0]["area_code"] or ""), []).append(one)
    return found
