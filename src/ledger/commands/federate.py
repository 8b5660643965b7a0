"""`federate`: 広域集計, one workbook out of many municipalities' 公開データ."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from ledger.commands.output_paths import own_book
from ledger.commands.plan import Plan
from ledger.layout import federation_tables as layout
from ledger.layout.columns import NewRow
from ledger.layout.frames import frame
from ledger.measure.federation import AreaFigure, area_figures, federated
from ledger.model.calendar import wareki_year
from ledger.model.problems import Place, Problem, Refusal
from ledger.model.sheet_room import refuse_full
from ledger.model.terms import BookKind
from ledger.present.federation import build
from ledger.read.inbox import shown_name
from ledger.read.public_packages import PublicPackage, by_area, public_packages


def plan(folder: Path, target: Path, now: dt.datetime, year: int | None = None) -> Plan:
    """Plan to put municipalities' 公開データ together; no ledger is opened.

    Args:
        folder: Folder of their packages (`export --public`), one below the other or side by side.
        target: Where the workbook will stand.
        now: The moment of the run, printed as 作成日.
        year: The fiscal year; the latest that a package is of if not given.

    Raises:
        Refusal: The folder is missing or holds no package that can be used (`no-packages`),
            another file than a 広域集計 stands at the target, or a sheet would be nearly full.
    """
    seen = {target: own_book(target, BookKind.FEDERATION)}
    packages, problems = public_packages(folder)
    wanted, of_year, others = _of_year(packages, year)
    once, twice = _once(of_year)
    if not once:
        raise Refusal.of("no-packages", Place(file=shown_name(folder)), name=shown_name(folder))
    by_package = [(package, _figures(package)) for package in once]
    figures = [figure for _, own in by_package for figure in own]
    told = (*problems, *others, *twice)
    tables = {
        layout.SUMS.key: frame(layout.SUMS, [one._asdict() for one in federated(figures)]),
        layout.VALUES.key: frame(layout.VALUES, [one._asdict() for one in figures]),
        layout.AREAS.key: frame(layout.AREAS, [_area(*pair) for pair in by_package]),
    }
    for table in layout.TABLES[1:]:
        refuse_full(table.title, len(tables[table.key]), target.name)
    left_out = tuple(f"{one.place.file}: {one.what}" for one in told)
    counts = {"areas": len(once), "sums": len(tables[layout.SUMS.key]), "set_aside": len(told)}
    return Plan(
        operation="federate",
        summary=(
            f"{wareki_year(wanted)}、{len(once)} 団体の公開データで「{target.name}」を作ります。",
            f"指標 {counts['sums']} 行。伏せた値は足さず、何団体が伏せたかを出します。",
        ),
        problems=told,
        files={target: build(tables, wanted, now.date(), left_out)},
        counts=counts,
        next_step=f"「{target.name}」のシート「説明」と「団体」で、入っている団体を確かめてください。",
        seen=seen,
    )


def _of_year(
    packages: Sequence[PublicPackage], year: int | None
) -> tuple[int, list[PublicPackage], list[Problem]]:
    """Return the year, its packages, and why the others are not in it."""
    years = [_year(one) for one in packages]
    wanted = year if year is not None else max(years, default=0)
    others = [
        Problem.of(
            "package-other-year",
            Place(file=one.folder),
            found=wareki_year(own),
            expected=wareki_year(wanted),
        )
        for one, own in zip(packages, years, strict=True)
        if own != wanted
    ]
    return wanted, [one for one in packages if _year(one) == wanted], others


def _year(package: PublicPackage) -> int:
    return int(str(package.figures[0]["fiscal_year"]))


def _once(packages: Sequence[PublicPackage]) -> tuple[list[PublicPackage], list[Problem]]:
    """Return the municipalities that are there once; of two packages nobody knows the right one."""
    once: list[PublicPackage] = []
    twice: list[Problem] = []
    for code, own in by_area(packages).items():
        if len(own) == 1:
            once += own
        else:
            folders = "」「".join(one.folder for one in own)
            name = str(own[0].figures[0]["area_name"] or code)
            place = Place(file=own[0].folder)
            twice.append(Problem.of("package-twice", place, name=name, folders=folders))
    return once, twice


def _figures(package: PublicPackage) -> list[AreaFigure]:
    return list(area_figures(package.figures, package.targets, package.personas))


def _area(package: PublicPackage, figures: Sequence[AreaFigure]) -> NewRow:
    first = package.figures[0]
    return {
        **{key: first[key] for key in ("area_code", "area_name", "as_of", "settled")},
        "figures": sum(one.value is not None for one in figures),
        "withheld": sum(one.is_withheld for one in figures),
        "folder": package.folder,
    }
