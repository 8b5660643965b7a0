"""What starting costs: the help, the ribbon, and a reader's child that has not read yet."""

from collections.abc import Iterator
from functools import partial

from bench.costs import of_call, of_process, used_by_children
from bench.face import Cost, Goal, Row, Side
from bench.inputs import City, at_home
from bench.rows.reading import codes_of
from bench.setting import Setting
from ledger.model.terms import BookKind
from ledger.read.codes import Codes
from ledger.read.engines import ThisComputer
from ledger.read.inbox import read_submissions
from ledger.read.submissions import Handed, InboxFile

BARE = ("-c", "pass")
HELP = ("-m", "ledger", "--help")
CLICKS = {"点検": ("forms", "check_form"), "集約とレポート": ("ledgers", "consolidate")}
"""Buttons: what is imported before the first cell is read, in `buttons/` and in `commands/`."""
_CLICKED = (
    "import ledger.buttons.registry, ledger.book.excel, ledger.buttons.{}, ledger.commands.{}"
)


def rows(at: Setting) -> Iterator[Row]:
    """Yield a row for each way to start."""
    bare = Side("bare Python", partial(of_process, BARE))
    xlwings = Side("`import xlwings`", partial(of_process, ("-c", "import xlwings")))
    yield Row(
        "start: `--help`",
        Side("`talent-ledger --help`", partial(of_process, HELP)),
        bare,
        (Goal("cpu", faster=False, must=20),),
    )
    yield Row(
        "start: the ribbon",
        Side("`import ledger.ribbon`", partial(of_process, ("-c", "import ledger.ribbon"))),
        xlwings,
        (Goal("cpu", faster=False, must=1.2),),
    )
    for label, (module, verb) in CLICKS.items():
        program = ("-c", _CLICKED.format(module, verb))
        yield Row(
            f"start: a click on {label}",
            Side("what the button imports", partial(of_process, program)),
            xlwings,
            (Goal("cpu", faster=False),),
        )
    city = at.current
    yield Row(
        "start: one reader's child",
        Side("a child that reads one form", partial(child, city, codes_of(city))),
        bare,
        (Goal("cpu", faster=False, must=15),),
    )


def child(city: City, codes: Codes) -> Cost:
    """Return what a child costs that is started for one form."""
    form = city.forms[0]
    year = int(form.name.split("_")[1][:4])
    handed = [Handed(InboxFile(form, form.name), BookKind.SELF_REPORT)]
    with at_home(city):
        before = used_by_children()
        whole = of_call(lambda: read_submissions(handed, codes, year, engine=ThisComputer(1)))
        return Cost(used_by_children() - before, whole.wall)
