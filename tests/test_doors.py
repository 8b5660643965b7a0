"""What comes in from others' hands is asked first, and then read: a table of doors and of oddities.

Whatever stands under a file's name (a FIFO, a folder, a socket, more than is read, nothing any
more), the door says so in one Japanese sentence with what to do, and neither hangs nor fills the
memory. Nothing is opened for reading but through `read/file_bytes`: the house is searched.
"""

import ast
import os
import resource
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import NamedTuple

import pytest

from house import MODULES, SOURCE
from ledger.book.closed import ClosedBook, ClosedForm
from ledger.commands import key_import, load as load_, rollover, what_if
from ledger.commands.loading import any_file
from ledger.commands.output_paths import put_aside
from ledger.commands.plan import fingerprint
from ledger.layout import public_tables
from ledger.model.problems import Problem, Refusal
from ledger.model.terms import BookKind
from ledger.read import file_bytes
from ledger.read.public_packages import public_packages
from ledger.read.self_reports.report import Unreadable
from ledger.read.submissions import Handed, InboxFile, given_of
from small_office import AFTER_THE_YEAR, PEOPLE, Office, office_in

NOW = AFTER_THE_YEAR
SECONDS = 60
"""A door that has not answered by then waits for somebody; busy machines are none."""


def bound_socket(path: Path) -> None:
    home = Path.cwd()
    os.chdir(path.parent)  # the path of a socket has few bytes
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(home)


def three_gigabytes(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(3 << 30)  # a hole: none of it is on the disk


ODD, LARGE, GONE = "file-odd", "file-too-large", "file-missing"
ODDITIES: dict[str, tuple[Callable[[Path], object], str]] = {
    "名前付きの管": (os.mkfifo, ODD),
    "フォルダ": (Path.mkdir, ODD),
    "ソケット": (bound_socket, ODD),
    "終わりのない装置": (lambda path: path.symlink_to("/dev/zero"), ODD),
    "3ギガバイト": (three_gigabytes, LARGE),
    "もうない": (lambda _: None, GONE),
    "消えた先へのリンク": (lambda path: path.symlink_to(path.with_name("消えた先")), GONE),
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return office_in(tmp_path_factory.mktemp("office"))


@pytest.fixture(autouse=True)
def _nobody_waits_and_nothing_swells() -> Iterator[None]:
    def late(_: int, __: FrameType | None) -> None:
        pytest.fail("the door waits")

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    old = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, old)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 << 10, "kilobytes"


class Asked(NamedTuple):
    """What a door is asked with: the office's ledger, and where the oddity stands."""

    book: ClosedBook
    path: Path


def refused(call: Callable[[], object]) -> Problem:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value.problem


def handed_in(asked: Asked) -> Problem:
    found = given_of(Handed(InboxFile(asked.path, asked.path.name), BookKind.SELF_REPORT))
    assert isinstance(found, Unreadable)
    return found.problem


DOORS: dict[str, Callable[[Asked], Problem]] = {
    "名簿取込": lambda a: refused(lambda: any_file.plan(a.book, a.path, NOW)),
    "表を決めた取込": lambda a: refused(lambda: load_.plan(a.book, "staff", a.path, NOW)),
    "内示の試算": lambda a: refused(
        lambda: what_if.plan(a.book, NOW, wish=what_if.TrialWish(postings=a.path))
    ),
    "年度更新": lambda a: refused(
        lambda: rollover.plan(a.path, a.path.with_name("新しい台帳.xlsx"), NOW)
    ),
    "台帳": lambda a: refused(ClosedBook(a.path).read),
    "申告書の点検": lambda a: refused(ClosedForm(a.path).opened),
    "鍵の取込": lambda a: refused(lambda: key_import.plan(a.path, NOW)),
    "合言葉のファイル": lambda a: refused(lambda: file_bytes.file_bytes(a.path, 1 << 20)),
    "提出フォルダ": handed_in,
}
OWN_WORDS = {
    ("鍵の取込", ODD): "key-file-foreign",
    ("鍵の取込", LARGE): "key-file-foreign",
    ("提出フォルダ", ODD): "vanished",
    ("提出フォルダ", GONE): "vanished",
}
"""Doors that say it in words of their own: what took a form's place since it was listed."""


@pytest.mark.parametrize("oddity", ODDITIES)
@pytest.mark.parametrize("door", DOORS)
def test_戸口は_読む前に聞いて_一文で断る(
    door: str, oddity: str, office: Office, tmp_path: Path
) -> None:
    make, code = ODDITIES[oddity]
    path = tmp_path / "名簿.xlsx"
    make(path)
    before = office.ledger.read_bytes()
    problem = DOORS[door](Asked(ClosedBook(office.ledger), path))
    assert problem.code == OWN_WORDS.get((door, code), code)
    assert problem.what.endswith("。")
    assert problem.remedy.endswith("。")
    assert path.name in (problem.place.file, *problem.what.split("「")[1:]) or problem.place.file
    assert office.ledger.read_bytes() == before


@pytest.mark.parametrize("oddity", ["名前付きの管", "ソケット", "終わりのない装置", "3ギガバイト"])
def test_公開データの名のものも_読む前に聞く(oddity: str, tmp_path: Path) -> None:
    make, code = ODDITIES[oddity]
    home = tmp_path / "A市"
    home.mkdir()
    make(home / public_tables.file_of(public_tables.FIGURES))
    packages, (problem,) = public_packages(tmp_path)
    assert not packages
    assert problem.code == ("too-heavy" if code == LARGE else "package-incomplete")


def test_消える寸前のファイルも_消えたと言う(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is gone between the moment in which a person chose it and that of the read."""
    path = tmp_path / "名簿.csv"
    path.write_text("職員番号\n", "utf-8")
    real = os.open

    def gone(name: str | Path, *rest: int) -> int:
        if Path(name) == path:
            path.unlink(missing_ok=True)
        return real(name, *rest)

    monkeypatch.setattr("os.open", gone)
    told = refused(lambda: any_file.plan(ClosedBook(office.ledger), path, NOW))
    assert told.code == GONE


def test_読むあいだに伸びるファイルは_決めた大きさまで(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 10)
    assert file_bytes.whole_file(path, 10) == b"x" * 10
    with pytest.raises(file_bytes.LargeFileError):
        file_bytes.whole_file(path, 9)


@pytest.mark.parametrize("oddity", ["名前付きの管", "フォルダ", "ソケット", "終わりのない装置"])
@pytest.mark.parametrize("at", ["backup/台帳.journal.jsonl", ".台帳.xlsx.lock"])
def test_台帳の横の記録の名のものを待たない(at: str, oddity: str, tmp_path: Path) -> None:
    """Whoever can write to the share can put it there: the run ends, the ledger is whole."""
    office = office_in(tmp_path)
    path = tmp_path / at
    path.unlink(missing_ok=True)
    ODDITIES[oddity][0](path)
    before = office.ledger.read_bytes()
    source = tmp_path / "職員.csv"
    source.write_text(PEOPLE["staff"].replace("乙山 𠮷子", "乙山 花子"), "utf-8")
    answer = office.run("load", office.ledger, "staff", source, expect=(2,))
    assert answer["refused"]["code"] == "file-unwritable"
    assert office.ledger.read_bytes() == before


def test_置き換えるファイルの写しも_大きすぎれば断る(tmp_path: Path) -> None:
    path = tmp_path / "レポート.xlsx"
    three_gigabytes(path)
    assert refused(lambda: put_aside([path], NOW)).code == LARGE
    path.unlink()
    os.mkfifo(path)
    assert refused(lambda: fingerprint(path)).code == ODD


OPENS = frozenset({"open", "read_bytes", "read_text", "fdopen"})
OWN_FILES = {
    "read/file_bytes.py": "the door itself",
    "read/child_side.py": "devices of the system, of which nothing of a person's is read",
    "read/marks_of_reading.py": "the program's own modules",
    "read/guard/gate.py": "parts of an archive that is in memory",
    "read/file_kinds.py": "parts of an archive that is in memory",
    "addin/doctor.py": "the add-in in the person's own profile",
    "addin/parts.py": "files that came with the program",
    "addin/probe.py": "the person's own profile",
    "addin/tracked_files.py": "files that came with the program",
    "addin/user_files.py": "the person's own profile",
    "addin/vba_project.py": "what xlwings has just made, in a folder of our own",
    "book/closed.py": "for writing: whether the ledger, which was read, may be written",
    "book/excel_desk.py": "Excel opens it",
    "book/pdf.py": "what another program has just made, in a folder of our own",
    "commands/addin_collect.py": "files that came with the program",
    "commands/addin_status.py": "the add-in in the person's own profile",
    "commands/init.py": "files that came with the program",
    "demo/names.py": "files that came with the program",
    "demo/rehearsal.py": "the city that was just made",
    "demo/staff.py": "the city that was just made",
    "demo/supervisors.py": "the city that was just made",
    "form/blocks.py": "files that came with the program",
    "present/templates.py": "files that came with the program",
    "store/fault_log.py": "the person's own profile",
    "store/journal.py": "for writing, behind what was read by the door",
    "store/kept_readings.py": "the person's own profile",
    "store/keys.py": "the person's own profile",
    "store/last_answers.py": "the person's own profile",
    "store/last_decision.py": "the person's own profile",
    "store/replace.py": "for writing a file that is not there yet; a folder, to flush it",
}
"""Modules that open files, and why they need not ask what these are."""


IN_MEMORY = {"addin/installed.py", "form/normal.py", "read/ordinary/styles.py"}
"""Archives that we made ourselves, or in the person's own profile."""


def openings(text: str) -> Iterator[int]:
    """Yield the lines on which a module opens a file by itself."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            archive = name in ("ZipFile", "load_workbook", "from_path", "from_filelike")
            in_memory = "BytesIO" in ast.unparse(node) or not archive
            if name in OPENS or not in_memory:
                yield node.lineno


def test_新しい戸口は_この表か_戸口の部品を通る() -> None:
    found = {
        path.relative_to(SOURCE).as_posix(): list(openings(path.read_text("utf-8")))
        for path in MODULES
    }
    opening = {place for place, lines in found.items() if lines}
    assert opening - set(OWN_FILES) - IN_MEMORY == set(), "go through read/file_bytes"
    assert set(OWN_FILES) - opening == set(), "they open nothing any more"


@pytest.mark.parametrize(
    "code",
    [
        "from pathlib import Path\nX = Path('a').read_bytes()",
        "X = open('a').read()",
        "import zipfile\nX = zipfile.ZipFile('a')",
        "from python_calamine import CalamineWorkbook as C\nX = C.from_path('a')",
        "def f(path):\n    with path.open('rb') as file:\n        return file.read()",
    ],
)
def test_通らない戸口は見つかる(code: str) -> None:
    assert list(openings(code))
