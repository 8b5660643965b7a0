"""Draws `scale.md`: what all staff of Japan's local governments would take, as measured.

Times are those of `performance.md`, the size of a form is that of the tracked template; what no
measurement gives stands here as an assumption, and is called one on the page.
"""

import re
from pathlib import Path
from typing import NamedTuple

from ledger.model.sheet_room import LARGEST_ROW, NEARLY_FULL
from ledger.read.cluster import FEWEST, MOST
from ledger.store.kept_readings import MOST_BYTES

HERE = Path(__file__).parent
FIGURES = HERE / "performance.md"
FORM = HERE.parent / "workbooks" / "self-report.xlsx"

STAFF = 2_811_749
"""Staff of local governments on 2024-04-01 (総務省, 地方公務員数の状況)."""
ORGANISATIONS = 47 + 1_741
"""Prefectures and municipalities, the special wards among them; joint bodies are not counted."""
PHASES = 2
"""Forms a person and year: 期首 and 年度末."""
RECORDS = 15
"""Records a person over the years: 42 million of 2.8 million people."""
CITY = 288
"""Forms of the whole job that was measured."""
JUDGED = 100_200
"""People of the judging that was measured."""
NIGHT = 8
"""Hours in which it should be done."""
GIGABIT = 125e6
"""Bytes a second of a line of 1 Gbit/s."""
YEN_CORE_HOUR, YEN_GB_MONTH = 10, 5
SIZES = (300, STAFF // ORGANISATIONS, 10_000, 50_000)
_UNITS = {"ms": 1e-3, "s": 1.0, "MB": 1e6}


class Measured(NamedTuple):
    """What was measured, each the median of the product's side.

    Attributes:
        read: CPU seconds of reading a form, guard and all.
        whole: CPU seconds of a whole first click, by form.
        issue: CPU seconds of issuing a form, with all around it.
        judge: CPU seconds of all results with reasons, by person.
        memory: Bytes of a whole job.
    """

    read: float
    whole: float
    issue: float
    judge: float
    memory: float


def measured() -> Measured:
    """Return the figures that the page rests on."""
    job = f"whole job, {CITY} forms, current, against openpyxl"
    return Measured(
        read=_median("one form read, current: CPU"),
        whole=_median(f"{job}: CPU") / CITY,
        issue=_median("a form issued, with all of `issue` around it: CPU"),
        judge=_median(f"{JUDGED:,} people judged: all results with reasons: CPU") / JUDGED,
        memory=_median(f"{job}: memory"),
    )


def _median(row: str) -> float:
    for line in FIGURES.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if cells[0] == row:
            found = re.fullmatch(r"([\d.,]+) (\w+)", cells[1].split(" / ")[1])
            if found is not None:
                return float(found[1].replace(",", "")) * _UNITS[found[2]]
    raise LookupError(row)


def page(note: str) -> str:
    """Return the page.

    Args:
        note: First line of a generated page.
    """
    told = measured()
    return f"{note}\n{PAGE.format(**_people(told), **_amounts(told))}"


def _people(told: Measured) -> dict[str, object]:
    """Return the rows of both tables of times, and the counts of people."""
    forms = STAFF * PHASES
    rows = (
        ("forms issued", told.issue, forms),
        ("forms read (gate, parse, validation, digest)", told.read, forms),
        ("all results with reasons, once", told.judge, STAFF),
        ("collected whole: read, taken in, judged, ledger and report written", told.whole, forms),
    )
    sizes = [
        f"| {people:,} | {_clock(people * told.read)} | {_clock(people * told.whole)} |"
        for people in SIZES
    ]
    return {
        "staff": f"{STAFF:,}",
        "organisations": f"{ORGANISATIONS:,}",
        "average": f"{STAFF / ORGANISATIONS:,.0f}",
        "phases": PHASES,
        "forms": f"{forms:,}",
        "work": "\n".join(_row(what, each, count * each / 3600) for what, each, count in rows),
        "sizes": "\n".join(sizes),
        "city": CITY,
        "tasks": f"{FEWEST} to {MOST}",
    }


def _amounts(told: Measured) -> dict[str, object]:
    """Return bytes, rows and yen."""
    forms, size = STAFF * PHASES, FORM.stat().st_size
    stored = forms * size / 1e9
    core_hours = forms * (told.issue + told.whole) / 3600
    return {
        "form": f"{size / 1000:.0f} KB",
        "stored": f"{stored:,.0f} GB",
        "own": f"{stored / ORGANISATIONS * 1000:,.0f} MB",
        "kept": f"{ORGANISATIONS * MOST_BYTES / 1e9:,.0f} GB",
        "kept_own": f"{MOST_BYTES >> 20} MB",
        "memory": f"{told.memory / 1e6:,.0f} MB",
        "line": f"{stored * 1e9 / GIGABIT / 3600:.1f} hours",
        "core_hours": f"{core_hours:,.0f} core-hours",
        "core_price": f"{YEN_CORE_HOUR} yen",
        "computing": f"{core_hours * YEN_CORE_HOUR:,.0f} yen",
        "both": f"{2 * stored:,.0f} GB",
        "store_price": f"{YEN_GB_MONTH} yen",
        "storage": f"{2 * stored * YEN_GB_MONTH * 12:,.0f} yen",
        "largest": f"{LARGEST_ROW:,}",
        "room": f"{NEARLY_FULL:,}",
        "records": RECORDS,
        "full": f"{NEARLY_FULL // RECORDS:,}",
    }


def _row(what: str, each: float, hours: float) -> str:
    shown = f"{each * 1e6:.0f} µs" if each < 1e-3 else f"{each * 1e3:.1f} ms"  # noqa: PLR2004
    cores = max(1, -(-hours // NIGHT))
    return f"| {what} | {shown} | {hours:,.2f} core-hours | {cores:.0f} |"


def _clock(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"  # noqa: PLR2004


PAGE = """# Scale: all staff of Japan's local governments

{staff} people ([総務省, 地方公務員数の状況](https://www.soumu.go.jp/iken/kazu.html), 2024-04-01),
as if they all worked for the {organisations} prefectures and municipalities: {average} on average.
Times are computed from the medians of CPU in [performance.md](performance.md), on one core, and are
taken to grow with the number of forms and people; that page says up to which number they did.

## A year of all of them

{phases} forms a person and year: {forms}, each of {form} (the template).

| work | each | all | cores (workers) for one night of 8 hours |
|---|---|---|---|
{work}

The last line holds reading and judging, and a start of the program for every {city} forms: it is
what collecting costs at most, not a sum to be added to.

| what | how much | how it comes about |
|---|---|---|
| storage of the forms | {stored}, {own} an organisation | as much again for what came back |
| kept readings | at most {kept} | {kept_own} a ledger, on HR's own PC |
| memory of one run | {memory} | 300 people; it grows with the ledger |
| bytes sent, if one cluster read them all | {stored} | {line} of a line of 1 Gbit/s |
| cost of computing | {computing} a year | {core_hours} (issued, collected) at {core_price} each |
| cost of storage | {storage} a year | {both} (twice the forms) at {store_price} a GB and month |

Both prices are assumptions, no price list was looked at: put your own there.

## One organisation

| people | reading their forms, one core | collecting them whole, one core |
|---|---|---|
{sizes}

So the country needs no common cluster: every organisation collects on a PC of its own.
`--engine dask` (tasks of {tasks} files) takes over the reading alone, the smaller part. It pays for
an organisation of ten thousands whose forms come in at once, on machines that stand there anyway.
What was read once is kept and not sent again.

## Never one workbook

A sheet has {largest} rows; the program refuses to fill more than {room} (`sheet-full`). {staff}
people do not fit with one row each; with {records} records a person (42 million records of 2.8
million people) a sheet of facts is full at {full} people. One ledger a year and organisation is the
rule. What is known of many organisations comes from `federate`: it adds up their 公開データ, counts
with small numbers withheld, into a workbook 広域集計. No row of a person leaves an organisation.

## What was not tried

- 2.8 million people in one run or in chunks; {organisations} organisations at once; any ledger
  beyond what performance.md names.
- A cluster of several machines, and TLS between them: tests run a scheduler and two workers on one
  machine.
- A share, a network and a virus scanner as municipalities have them; Windows.
"""
