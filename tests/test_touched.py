"""Under `strace`: a verb reads, writes, starts and sends what install.md says, and nothing else.

`make test` runs a few verbs, `make proof` all of them; neither goes by where strace is missing.
"""

import csv
from pathlib import Path

import pytest

from ledger.model.verbs import VERBS as NAMED
from sampling import WHOLE, keep
from tracing.places import read_by, started_by, written_by
from tracing.touched import Touched, touched
from tracing.verbs import INSTALL, STRACE, VERBS, traced, traced_office

DOCS = Path(__file__).parent.parent / "docs"
with (DOCS / "touched.csv").open(encoding="utf-8") as opened:
    SAID = {row["操作"]: row for row in csv.DictReader(opened)}
USUAL = ("load", "consolidate", "explain", "publish")
UNTRACED = {
    "start": "台帳を作ることは init、一覧を取り込むことは load と同じ",
    "demo": "ほかの操作を順に行うもの",
    **dict.fromkeys(("key", "addin"), "下の操作の束"),
    **dict.fromkeys(("addin build", "addin install"), "本人のWindowsのフォルダに書く。2章の表"),
    **dict.fromkeys(("addin remove", "addin doctor"), "本人のWindowsのフォルダを見る。2章と9章"),
}
"""Verbs that are not run here, and why."""


def words(cell: str) -> frozenset[str]:
    return frozenset(cell.split(";")) - {""}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return traced_office(tmp_path_factory.mktemp("traced"))


@pytest.mark.parametrize(
    "verb",
    [pytest.param(v, marks=pytest.mark.proof) for v in VERBS] if WHOLE else list(USUAL),
)
def test_触れるものは_導入の文書の表のとおり(verb: str, office: Path, tmp_path: Path) -> None:
    run = traced(verb, office, tmp_path)
    said = SAID[verb]
    assert run.code in ({2} if verb == "addin status" else {0, 1}), run.said
    assert run.touched.spoken == ()
    assert read_by(run) == words(said["読むもの"])
    assert written_by(run) == words(said["書くもの"])
    assert started_by(run) == words(said["起動するもの"])
    keep("verbs under strace: as the table in install.md", verbs=1, sockets=0)


def test_straceがなければ_入れ方を言って失敗する() -> None:
    assert STRACE, INSTALL


def test_表には_どの操作もある() -> None:
    assert list(SAID) == list(VERBS)
    named = {verb.name for verb in NAMED}
    assert named - set(UNTRACED) <= set(VERBS), "a verb is neither traced nor named in UNTRACED"
    assert set(UNTRACED) <= named
    assert set(USUAL) <= set(VERBS)


TRACE = r"""
7 execve("/py", ["/py", "-m", "ledger"], 0x1 /* 9 vars */) = 0
7 openat(AT_FDCWD</w>, "\345\217\260.xlsx", O_RDONLY|O_CLOEXEC) = 3</w/x>
7 openat(AT_FDCWD</w>, "none.xlsx", O_RDONLY) = -1 ENOENT (No such file or directory)
7 openat(AT_FDCWD</w>, "/w", O_RDONLY|O_DIRECTORY) = 3</w>
7 openat(AT_FDCWD</w>, "out", O_WRONLY|O_CREAT <unfinished ...>
8 execve("/usr/bin/sh", ["sh"], 0x1 /* 9 vars */) = 0
7 <... openat resumed>, 0666) = 4</w/out>
7 unlinkat(5</tmp/t>, "page", 0) = 0
7 socket(AF_UNIX, SOCK_STREAM, 0) = 4
7 connect(4<UNIX>, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT
8 socket(AF_INET, SOCK_STREAM, 0) = 4
8 connect(4<TCP>, {sa_family=AF_INET, sin_port=htons(80)}, 16) = -1 ENETUNREACH
"""


def test_見る側は_読む_書く_話す_起動するを見分ける() -> None:
    """The look itself: it must see what it is there to see."""
    assert touched(TRACE.strip(), Path("/w")) == Touched(
        frozenset({Path("/w/台.xlsx")}),
        frozenset({Path("/w/out"), Path("/tmp/t/page")}),  # noqa: S108 - a path in a text
        (
            "socket(AF_INET, SOCK_STREAM, 0) = 4",
            "connect(4<TCP>, {sa_family=AF_INET, sin_port=htons(80)}, 16) = -1 ENETUNREACH",
        ),
        ("/usr/bin/sh",),
    )
