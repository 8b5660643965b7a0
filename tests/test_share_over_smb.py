"""The product's verbs on a real SMB share (samba on loopback), and on one that vanishes."""

import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from ledger.layout.ledger import BY_KEY
from ledger.model.problems import Refusal
from ledger.read.ledger_book import read_ledger
from ledger.store.lock import locked
from ledger.trust.contents import content_digest
from sampling import keep
from small_office import Office, office_in, report_of
from smb_share import MISSING, SmbShare

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
    pytest.mark.skipif(not os.access("/dev/fuse", os.R_OK | os.W_OK), reason="no /dev/fuse"),
]
STEPS = (0, 1, 4, 7, 9, 10, 11, 12, 13, 14)
"""After so many changes that the server sees in the folder, the share vanishes; 0: when the ledger
is not there, which this client takes away before it renames."""
UNCHANGED = ("元のまま", "変わっていません", "書き込んでいません", "何も変えていません")
TABLES = ("attendances", "engagements", "reports", "verdicts", "kpis", "rates")


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with one report in the inbox."""
    return report_of(office_in(tmp_path_factory.mktemp("office")))


@pytest.fixture
def share() -> Iterator[SmbShare]:
    with serving() as made:
        yield made


@contextlib.contextmanager
def serving() -> Iterator[SmbShare]:
    """Serve a share, until it is not needed any more."""
    with tempfile.TemporaryDirectory(prefix="smb-") as home:
        made = SmbShare(Path(home))
        try:
            made.open()
            yield made
        finally:
            made.vanish()


def contents(ledger: Path) -> dict[str, str]:
    tables = read_ledger(ledger.read_bytes(), ledger.name).tables
    return {key: content_digest(BY_KEY[key], tables[key]) for key in TABLES}


def year(office: Office) -> None:
    """Consolidate, take it back, and do it again: the ledger is replaced three times."""
    office.run("check", office.ledger)
    for verb in ("consolidate", "undo", "consolidate"):
        more = ("--from", office.folder / "提出") if verb == "consolidate" else ()
        office.run(verb, office.ledger, *more)
    office.run(
        "collect", office.ledger, "--from", office.folder / "提出", "--to", office.folder / "確認表"
    )


def test_共有の上でも_手元と同じ台帳になる(lived: Office, share: SmbShare, tmp_path: Path) -> None:
    shutil.copytree(lived.folder, tmp_path / "手元")
    shutil.copytree(lived.folder, share.served / "市")
    year(Office(tmp_path / "手元"))
    with share.mounted("PC") as at:
        year(Office(at / "市"))
        assert not list((at / "市").glob("*.tmp"))
        Office(at / "市").run("verify", at / "市" / "台帳.xlsx", expect=(0,))
    served = Office(share.served / "市")
    assert contents(served.ledger) == contents(tmp_path / "手元" / "台帳.xlsx")
    served.run("verify", served.ledger, expect=(0,))


def test_1台のPCの2つのプログラムは_共有の上でも同時に書かない(
    lived: Office, share: SmbShare
) -> None:
    shutil.copytree(lived.folder, share.served / "市")
    with share.mounted("PC") as at, locked(at / "市" / "台帳.xlsx"):
        with pytest.raises(Refusal) as refused, locked(at / "市" / "台帳.xlsx"):
            pytest.fail("two writers at once")
        assert refused.value.problem.code == "ledger-locked"


def running_on(at: Path, *words: object) -> "subprocess.Popen[bytes]":
    """Start a verb in a process of its own, as a person would."""
    return subprocess.Popen(  # noqa: S603 - our own command line
        [sys.executable, "-m", "ledger", *map(str, words), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=at,
    )


def seen(folder: Path) -> dict[str, int]:
    """Return what the server sees: names and sizes."""
    found = {}
    for at, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                found[f"{at}/{name}"] = Path(at, name).stat().st_size
    return found


def vanished(share: SmbShare, running: "subprocess.Popen[bytes]", step: int) -> bool:
    """Let the share vanish once it has changed so often; False if the verb ended before."""
    before, changes = seen(share.served), 0
    while running.poll() is None:
        now = seen(share.served)
        changes += now != before
        before = now
        if changes >= step if step else not any(name.endswith("/台帳.xlsx") for name in now):
            share.vanish()
            return True
    return False


@pytest.mark.parametrize("step", STEPS)
def test_共有が途中で消えても_言うことは本当で_台帳は続きから使える(
    lived: Office, share: SmbShare, step: int
) -> None:
    shutil.copytree(lived.folder, share.served / "市")
    ledger = share.served / "市" / "台帳.xlsx"
    before = ledger.read_bytes()
    with share.mounted("PC") as at:
        folder = at / "市"
        running = running_on(folder, "consolidate", folder / "台帳.xlsx", "--from", folder / "提出")
        killed = vanished(share, running, step)
        said = running.communicate(timeout=120)[0].decode("utf-8", "replace")
    is_gone = not ledger.exists()
    is_old = not is_gone and ledger.read_bytes() == before
    if not (is_old or is_gone):
        assert len(read_ledger(ledger.read_bytes(), ledger.name).tables["verdicts"]) > 0
    false = any(word in said for word in UNCHANGED) and not is_old
    false |= running.returncode in {0, 1} and is_old
    counted = {"vanished": killed, "old": is_old, "gone": is_gone, "false_sentences": false}
    counted["new"] = not (is_old or is_gone)
    keep("a share over SMB that vanishes", **{key: int(n) for key, n in counted.items()})
    assert not false, said
    assert said.strip()
    assert "Traceback" not in said
    if killed:
        share.open()
    with share.mounted("PC") as at:
        again = Office(at / "市")
        again.run("status", again.ledger, expect=(0, 1, 2))
        if not again.ledger.exists():
            again.run("restore", again.ledger, "--to", 1)
        again.run("consolidate", again.ledger, "--from", again.folder / "提出")
        again.run("verify", again.ledger, expect=(0,))


class OtherVerb(NamedTuple):
    """A verb, and the one file that it leaves old or new.

    Attributes:
        words: What is typed, by the office's folder.
        target: The file, from that folder on.
        more: Where other files of it may stand, from there on; "" if there are none.
    """

    words: Callable[[Path], tuple[object, ...]]
    target: str
    more: str = ""


OTHERS = {
    "issue": OtherVerb(
        lambda f: ("issue", f / "台帳.xlsx", f / "配布2", "--again"), "台帳.xlsx", "配布2"
    ),
    "confirm": OtherVerb(
        lambda f: ("confirm", f / "様式.xlsx", "--by", "01000", "--on", "2026-03-20"), "様式.xlsx"
    ),
    "rollover": OtherVerb(
        lambda f: ("rollover", f / "台帳.xlsx", f / "次の年.xlsx"), "次の年.xlsx"
    ),
    "restore": OtherVerb(lambda f: ("restore", f / "台帳.xlsx", "--to", "1"), "台帳.xlsx"),
}
OTHER_STEPS = (1, 2, 4, 7, 10)
NOTHING_WRITTEN = "何も書き込んでいません"


def files_in(folder: Path) -> list[str]:
    """Return the whole files that stand below a folder."""
    return [path.name for path in folder.rglob("*.xlsx") if not path.name.startswith(".")]


@pytest.mark.parametrize("step", OTHER_STEPS)
@pytest.mark.parametrize("verb", OTHERS)
def test_ほかの操作の途中で共有が消えても_言うことは本当で_続きからできる(
    lived: Office, share: SmbShare, verb: str, step: int
) -> None:
    words, name, more = OTHERS[verb]
    shutil.copytree(lived.folder, share.served / "市")
    served = share.served / "市"
    if verb == "rollover":
        Office(served).close()
    shutil.copy(next((served / "提出").rglob("*00123*.xlsx")), served / "様式.xlsx")
    target = served / name
    before = target.read_bytes() if target.exists() else None
    with share.mounted("PC") as at:
        running = running_on(at / "市", *words(at / "市"))
        killed = vanished(share, running, step)
        said = running.communicate(timeout=180)[0].decode("utf-8", "replace")
    now = target.read_bytes() if target.exists() else None
    is_old, is_gone = now == before, now is None and before is not None
    if now is not None and not is_old:
        assert zipfile.ZipFile(io.BytesIO(now)).testzip() is None, "a half file"
    false = any(word in said for word in UNCHANGED) and not is_old
    false |= running.returncode in {0, 1} and is_old
    false |= NOTHING_WRITTEN in said and bool(more) and bool(files_in(served / more))
    counted = {"vanished": killed, "old": is_old, "gone": is_gone, "false_sentences": false}
    counted["new"] = not (is_old or is_gone)
    keep("a share over SMB that vanishes", **{key: int(n) for key, n in counted.items()})
    assert not false, said
    assert said.strip()
    assert "Traceback" not in said
    if killed:
        share.open()
    with share.mounted("PC") as at:
        again = Office(at / "市")
        again.run("status", again.ledger, expect=(0, 1, 2))
        if not again.ledger.exists():
            again.run("restore", again.ledger, "--to", 1)
        if is_old or verb != "rollover":
            again.run(*words(at / "市"))
        assert (at / "市" / name).exists()
        again.run("verify", again.ledger, expect=(0,))
