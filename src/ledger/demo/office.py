"""HR's desk in the made-up city: a folder, a ledger, and the commands as one types them."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ledger.book.closed import ClosedBook
from ledger.book.pdf import pdf_by_office
from ledger.commands import (
    acquire,
    backcast,
    collect,
    consolidate,
    freeze,
    init,
    issue,
    load,
    plan_next_year,
    publish,
    report,
    rollover,
    schedule,
    try_transfers,
    what_if,
)
from ledger.commands.plan import Plan, apply
from ledger.layout import ledger
from ledger.layout.columns import Cell, Group, NewRow
from ledger.layout.frames import frame, records
from ledger.model.calendar import add_months
from ledger.model.terms import Department, Funding, Phase, PriceUnit, TargetUse
from ledger.present.csv_tables import write_csv

Say = Callable[[str], None]

CITY = "架空市"
CODE = "999997"
_LATE_TASK = "N06"

PRICES: Mapping[str, Mapping[str, Cell]] = {
    "R01": {"seats": 100, "unit_price": 0, "funding": Funding.FREE},
    "R02": {"unit_price": 330_000, "funding": Funding.GENERAL},
    "R03": {"unit_price": 220_000, "funding": Funding.GENERAL},
}
PLANNED: tuple[NewRow, ...] = (
    {
        "plan_no": "R04",
        "aim": "デジタルで変わる仕事を全員が知る",
        "audience": "全職員",
        "training_code": "T01",
        "department": Department.HR,
        "times": 2,
        "seats": 60,
        "unit_price": 150_000,
        "funding": Funding.GENERAL,
    },
    {
        "plan_no": "R05",
        "aim": "窓口の申請をフォームにする",
        "audience": "各課の担当",
        "training_code": "T12",
        "department": Department.DX,
        "times": 4,
        "seats": 30,
        "unit_price": 5_000,
        "price_unit": PriceUnit.SEAT,
        "funding": Funding.GENERAL,
    },
)
"""What 研修計画 of the city says of money, beside the material's own lines."""


class Office:
    """The folder of the city's HR office.

    Attributes:
        folder: Where everything stands.
        ledger: 台帳.
        issued: Forms as they went out.
        inbox: Forms as they came back.
        reviews: Review workbooks.
        published: What goes out to everybody.
        sources: CSV files and rosters that are loaded.
    """

    def __init__(self, folder: Path, say: Say) -> None:
        """Take a folder into use.

        Args:
            folder: Where everything will stand.
            say: Told every line that a person at the command line would see.
        """
        self.folder = folder
        self._say = say
        self._said: list[str] = []
        self.book = ClosedBook(folder / "台帳.xlsx")
        self.issued = folder / "配布"
        self.inbox = folder / "提出"
        self.reviews = folder / "確認表"
        self.published = folder / "公表"
        self.sources = folder / "取込"
        for place in (self.issued, self.inbox, self.reviews, self.sources):
            place.mkdir(parents=True, exist_ok=True)

    def say(self, line: str) -> None:
        """Say a line, and keep it for the record."""
        self._say(line)
        self._said.append(line)

    def keep_record(self) -> None:
        """Save what was said beside the files."""
        (self.folder / "記録.txt").write_text("\n".join(self._said) + "\n", "utf-8")

    def init(self, year: int) -> None:
        """Set the ledger up."""
        plan = init.plan(self.book.path, year, CITY, CODE)
        self._do(f"init 台帳.xlsx --year {year} --org {CITY}", plan)

    def decide_on_targets(self, now: dt.datetime) -> None:
        """Take the examples of the targets as the city's own (有効 ○)."""
        table = ledger.BY_KEY["targets"]
        rows = records(table, self.book.read().tables["targets"])
        decided = [{**row, "active": TargetUse.YES.value} for row in rows]
        self.load("targets", decided, now, "utf-8-sig")

    def price_plans(self, now: dt.datetime) -> None:
        """Write down what the planned trainings will cost, as HR does before the budget."""
        table = ledger.BY_KEY["plans"]
        rows = records(table, self.book.read().tables["plans"])
        priced = [{**row, **PRICES.get(str(row["plan_no"]), {})} for row in rows]
        self.load("plans", [*priced, *PLANNED], now, "utf-8-sig")

    def load(self, key: str, rows: Sequence[NewRow], now: dt.datetime, encoding: str) -> None:
        """Write a CSV as the personnel system would, and load it."""
        source = self.sources / f"{ledger.BY_KEY[key].title}.csv"
        source.write_bytes(write_csv(ledger.BY_KEY[key], frame(ledger.BY_KEY[key], rows), encoding))
        policy = ledger.BY_KEY[key].group is Group.POLICY
        mode, option = (load.Mode.REPLACE, " --replace") if policy else (None, "")
        plan = load.plan(self.book, key, source, now, mode)
        self._do(f"load 台帳.xlsx {key} 取込/{source.name}{option}", plan)

    def load_roster(self, name: str, lines: Sequence[str], now: dt.datetime) -> None:
        """Load a roster of completions as an organiser hands it over: names, not codes."""
        source = self.sources / name
        source.write_bytes(("\r\n".join(lines) + "\r\n").encode("cp932"))
        self._do(
            f"load 台帳.xlsx attendances 取込/{name}",
            load.plan(self.book, "attendances", source, now),
        )

    def issue(self, phase: Phase, now: dt.datetime, as_of: dt.date | None = None) -> None:
        """Issue everybody's form."""
        target = self.issued / phase.value
        plan = issue.plan(self.book, target, issue.IssueOptions(phase), now, as_of)
        self._do(f"issue 台帳.xlsx 配布/{phase} --phase {phase}", plan)

    def collect(self, phase: Phase, now: dt.datetime, as_of: dt.date | None = None) -> None:
        """Make the review workbooks."""
        target = self.reviews / phase.value
        plan = collect.plan(self.book, self.inbox / phase.value, target, now, as_of=as_of)
        self._do(f"collect 台帳.xlsx --from 提出/{phase} --to 確認表/{phase}", plan)

    def consolidate(
        self,
        phase: Phase,
        now: dt.datetime,
        *,
        report_to: Path | None = None,
        as_of: dt.date | None = None,
    ) -> Plan:
        """Consolidate what came back and what was decided."""
        plan = consolidate.plan(
            self.book,
            self.inbox / phase.value,
            now,
            reviews=self.reviews / phase.value,
            report=report_to,
            as_of=as_of,
        )
        options = f" --report {report_to.name}" if report_to else ""
        options += f" --as-of {as_of}" if as_of else ""
        self._do(
            f"consolidate 台帳.xlsx --from 提出/{phase} --reviews 確認表/{phase}{options}", plan
        )
        return plan

    def report(self, name: str, now: dt.datetime) -> None:
        """Write the report workbook."""
        plan = report.plan(self.book, self.folder / name, now)
        self._do(f"report 台帳.xlsx {name}", plan)

    def try_transfers(self, now: dt.datetime) -> None:
        """Look at what the 内示 in 異動案 would mean."""
        self._do("try-transfers 台帳.xlsx", try_transfers.plan(self.book, now))

    def plan_next_year(self, now: dt.datetime) -> None:
        """Work out next year's seats and money."""
        self._do("plan 台帳.xlsx", plan_next_year.plan(self.book, now))

    def acquire(self, now: dt.datetime) -> None:
        """Reckon back when people from outside have to be looked for."""
        self._do("acquire 台帳.xlsx", acquire.plan(self.book, now))

    def tick_off(self, year: int, now: dt.datetime) -> None:
        """Write down when the tasks of 策定スケジュール were done; 年度計画の決裁 is late.

        Args:
            year: N, the year that is planned for.
            now: The moment.
        """
        table = ledger.BY_KEY["schedule"]
        rows = [
            self._ticked(row, year) for row in records(table, self.book.read().tables[table.key])
        ]
        self.load(table.key, rows, now, "utf-8-sig")

    @staticmethod
    def _ticked(row: NewRow, year: int) -> NewRow:
        months = row["end_month"]
        if not isinstance(months, int) or months >= 0 or row["task_no"] == _LATE_TASK:
            return row
        return {**row, "done_on": add_months(dt.date(year, 4, 20), months)}

    def schedule(self, now: dt.datetime) -> None:
        """Lay out what next year's plan asks for, month by month."""
        self._do("schedule 台帳.xlsx", schedule.plan(self.book, now))

    def what_if(self, now: dt.datetime) -> None:
        """Try out what stands in 試算条件."""
        self._do("what-if 台帳.xlsx", what_if.plan(self.book, now))

    def publish(self, now: dt.datetime) -> None:
        """Write what goes out to everybody."""
        plan = publish.plan(self.book, self.published, now, make_pdf=pdf_by_office)
        self._do(f"publish 台帳.xlsx {self.published.name}", plan)

    def backcast(self, name: str, now: dt.datetime) -> None:
        """Lay the way to each target out, in the ledger of that name."""
        book = ClosedBook(self.folder / name)
        self._do(f"backcast {name}", backcast.plan(book, now), book)

    def freeze(self, now: dt.datetime, reason: str) -> None:
        """Close the year, although some reports are open."""
        plan = freeze.plan(self.book, now, force=reason)
        self._do(f"freeze 台帳.xlsx --force {reason}", plan)

    def rollover(self, name: str, now: dt.datetime) -> None:
        """Open next year's ledger."""
        plan = rollover.plan(self.book.path, self.folder / name, now)
        self._do(f"rollover 台帳.xlsx {name}", plan)

    def write(self, files: Mapping[Path, bytes]) -> None:
        """Save files as other people do: not by a command."""
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def _do(self, line: str, plan: Plan, book: ClosedBook | None = None) -> None:
        """Apply a plan, and say what a person would have typed and read."""
        apply(plan, book or self.book)
        self.say(f"$ talent-ledger {line}")
        for sentence in plan.summary:
            self.say(f"  {sentence}")
