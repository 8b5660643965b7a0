"""少人数の秘匿 in 広域集計: with what municipalities published it tells nothing that they hide."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from ledger.commands import federate
from ledger.commands.ledger_session import Opened
from ledger.commands.public_contents import public_contents
from ledger.layout.area_codes import area_code
from ledger.layout.columns import NewRow
from ledger.layout.frames import Tables, frame, records, replaced
from ledger.layout.ledger import BY_KEY
from ledger.layout.policy import policy_of
from ledger.measure.federation import AreaFigure, FederatedSum, federated
from ledger.model.judged_day import JudgedDay
from ledger.present import public_page
from ledger.withhold import published as withheld_of
from ledger.withhold.public_figures import public_figures
from oracle.draft import Draft
from oracle.generate import generate
from sampling import cases, keep
from small_numbers.federation import Published, knowledge
from small_numbers.publication import ABOUT
from small_numbers.test_books_of_cities import highest_over_tools

FEDERATIONS, USUAL = 60, 10
CREATED = dt.date(2026, 4, 10)
YEARS = range(2014, 2032)
CATEGORIES = ("一般", "推進", "専門", "外部")


@cache
def seeds_of(year: int) -> tuple[int, ...]:
    """Return seeds of cities that live in a year."""
    return tuple(seed for seed in range(3000, 5000) if Draft(seed).year == year)


def members(seed: int) -> Iterator[Published]:
    """Draw the municipalities of a federation: 2 to 4 of one year, each with its own threshold."""
    rng = Random(f"federation {seed}")  # noqa: S311 - drawn cities, no secrets
    known = seeds_of(YEARS[seed % len(YEARS)])
    for number, own in enumerate(rng.sample(known, rng.randint(2, 4))):
        tables = generate(own, rng.randint(12, 40))
        code = area_code(f"{13101 + number:05}")
        settings = {"org_code": code, "org_name": f"架空{number}市"}
        settings["suppress_below"] = str(rng.randint(3, 10))
        yield published(with_settings(_drawn(rng, tables), settings), str(code))


def _drawn(rng: Random, tables: Tables) -> Tables:
    """Give staff 職層, and personas the 区分 by which they are summed up."""
    staff, personas = tables["staff"], tables["personas"]
    grades = [rng.choice(("係員", "係員", "係員", "係長", "課長")) for _ in staff.index]
    categories = [rng.choice(CATEGORIES) for _ in personas.index]
    return replaced(
        tables,
        {"staff": staff.assign(grade=grades), "personas": personas.assign(category=categories)},
    )


def with_settings(tables: Tables, given: Mapping[str, str | None]) -> Tables:
    """Return a city with settings of its own."""
    table = BY_KEY["settings"]
    kept = [row for row in records(table, tables["settings"]) if row["key"] not in given]
    own: list[NewRow] = [{"key": key, "value": value} for key, value in given.items()]
    return replaced(tables, {"settings": frame(table, [*kept, *own])})


def published(tables: Tables, code: str) -> Published:
    """Return what a municipality publishes on its 基準日."""
    policy, _ = policy_of(tables)
    opened = Opened(tables, policy, (), JudgedDay.at_key_date(policy.settings), None)
    made = public_contents(opened)
    all_shown = withheld_of.Published(policy.settings.suppress_below, {}, {})
    bare = public_figures(policy, made.tables, made.source.veil, all_shown)
    return Published(
        code,
        made.data(opened, CREATED).files(),
        made._replace(figures=bare).data(opened, CREATED).files(),
        public_page.build(made.source, made.figures, CREATED),
        policy,
        highest_over_tools(made.tables),
    )


def put_together(folder: Path, areas: Sequence[Published]) -> bytes:
    """Return the 広域集計 of municipalities' packages, as the verb makes it."""
    for area in areas:
        _send(folder / area.code, area)
    return _summed(folder)


def _send(home: Path, area: Published) -> None:
    home.mkdir(parents=True)
    for name, data in area.files.items():
        (home / name).write_bytes(data)


def _summed(folder: Path) -> bytes:
    target = folder.parent / "広域集計.xlsx"
    plan = federate.plan(folder, target, dt.datetime(2026, 4, 10, 9))  # noqa: DTZ001 - local time
    return plan.files[target]


def crossed(folder: Path, areas: Sequence[Published], rng: Random) -> bytes:
    """Return the 広域集計 of packages as they cross: the last one may be spoilt on its way."""
    for area in areas:
        _send(folder / area.code, area)
    home = folder / areas[-1].code
    spoil = rng.choice((None, unveiled, sent_twice, of_another_year))
    if spoil is not None:
        spoil(home, areas[-1])
    return _summed(folder)


def unveiled(home: Path, area: Published) -> None:
    """Write the values into the rows that are withheld, as a hand would that looked them up."""
    known = {_key(row): row["値"] for row in _rows(area.bare)}
    rows = _rows(area.files)
    for row in rows:
        row["値"] = row["値"] or known.get(_key(row), "")
    with (home / "figures.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _rows(files: Mapping[str, bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files["figures.csv"].decode("utf-8-sig"))))


def _key(row: Mapping[str, str]) -> tuple[str, ...]:
    return (row["区分"], row["項目"], *(row[head] for head in ABOUT))


def sent_twice(home: Path, area: Published) -> None:
    """Send a package again."""
    _send(home.with_name(f"再送{area.code}"), area)


def of_another_year(home: Path, area: Published) -> None:
    """Send last year's package instead."""
    path, year = home / "figures.csv", area.policy.settings.fiscal_year
    text = path.read_text("utf-8-sig")
    path.write_text(text.replace(f",{year},", f",{year - 1},"), "utf-8")


@pytest.mark.parametrize("seed", cases(FEDERATIONS, USUAL))
def test_広域集計と各団体の公表を合わせても_伏せた人数は決まりより狭まらない(
    seed: int, tmp_path: Path
) -> None:
    areas = list(members(seed))
    rng = Random(f"crossing {seed}")  # noqa: S311 - drawn mishaps, no secrets
    reader = knowledge(areas, crossed(tmp_path / "公開", areas, rng))
    narrowed = reader.narrowed()
    keep(
        "hidden counts of 広域集計 and publications, by integer programming",
        federations=1,
        municipalities=len(areas),
        hidden=len(reader.hidden),
        narrowed=len(narrowed),
    )
    assert narrowed == []


@pytest.fixture(scope="module")
def neighbours() -> tuple[Published, ...]:
    """Municipalities that withhold something of what is summed up."""
    return tuple(members(3))


def test_伏せた行の値は_広域集計に届かず_届けば狭まったと分かる(
    neighbours: tuple[Published, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for area in neighbours:
        _send(tmp_path / "公開" / area.code, area)
    unveiled(tmp_path / "公開" / neighbours[0].code, neighbours[0])
    assert knowledge(neighbours, _summed(tmp_path / "公開")).narrowed() == []
    monkeypatch.setattr("ledger.read.public_packages._spoilt", lambda *_: None)
    assert knowledge(neighbours, _summed(tmp_path / "公開")).narrowed() != []


def test_伏せた数が計だけに混じっても_狭まったと分かる(
    neighbours: tuple[Published, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        seen: list[list[FederatedSum]] = []
        patched.setattr(federate, "federated", lambda figures: _kept(seen, federated(figures)))
        bare = [one._replace(files=one.bare) for one in neighbours]
        put_together(tmp_path / "素の値" / "公開", bare)
    (told,) = seen

    def mixed(figures: Sequence[AreaFigure]) -> list[FederatedSum]:
        return [
            one._replace(value=other.value) if "Step分布" in one.indicator else one
            for one, other in zip(federated(figures), told, strict=True)
        ]

    monkeypatch.setattr(federate, "federated", mixed)
    book = put_together(tmp_path / "公開", neighbours)
    assert knowledge(neighbours, book).narrowed() != []


def _kept(seen: list[list[FederatedSum]], found: list[FederatedSum]) -> list[FederatedSum]:
    seen.append(found)
    return found


def _more_columns(book: Workbook) -> None:
    book["広域集計"]["A1"] = "平均"


def _loose_number(book: Workbook) -> None:
    book["団体"]["Z99"] = 3


def _number_in_words(book: Workbook) -> None:
    book["説明"]["B6"] = "伏せた値の計は 4"


@pytest.mark.parametrize("change", [_more_columns, _loose_number, _number_in_words])
def test_読み方の決まっていない数があれば_落ちる(
    neighbours: tuple[Published, ...], tmp_path: Path, change: Callable[[Workbook], None]
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(put_together(tmp_path / "公開", neighbours)))
    change(book)
    data = io.BytesIO()
    book.save(data)
    with pytest.raises(AssertionError):
        knowledge(neighbours, data.getvalue())
