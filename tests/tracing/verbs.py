"""Every verb run under `strace` in a small office, with a home of its own, on a day of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from ledger.store.key_export import written_out
from small_office import Office, consolidate, office_in, report_of
from tracing.touched import CALLS, Touched, touched

RUN = """
import datetime as dt
import ledger.cli_options
ledger.cli_options.now = lambda: dt.datetime(2026, 4, 10, 9)
from ledger.cli import main
main()
"""
"""The program, on a day on which every verb has something to do."""
STRACE = shutil.which("strace")
INSTALL = "strace is not installed: `apt-get install strace` (as .ci/run does)"
NEW = "台帳_令和8年度.xlsx"
VERBS: dict[str, tuple[str, ...]] = {
    "台帳 LEDGER": ("台帳.xlsx",),
    "init": ("新しい台帳.xlsx", "--year", "2026", "--org", "架空市"),
    "load": ("台帳.xlsx", "leaves", "休職.csv"),
    "export": ("台帳.xlsx", "書き出し"),
    "export --public": ("台帳.xlsx", "公開", "--public"),
    "check": ("台帳.xlsx",),
    "status": ("台帳.xlsx",),
    "show-all": ("台帳.xlsx",),
    "card": ("台帳.xlsx", "--persona", "DX推進員"),
    "issue": ("台帳.xlsx", "配布2", "--again", "--staff", "00124"),
    "collect": ("台帳.xlsx", "--from", "提出", "--to", "確認2"),
    "confirm": ("{review}", "--by", "01000", "--staff", "00123", "--on", "2026-03-20"),
    "give-back": ("{review}", "--staff", "00123", "--by", "01000", "--reason", "証拠を"),
    "consolidate": (
        *("台帳.xlsx", "--from", "提出", "--reviews", "確認", "--report", "レポート.xlsx"),
    ),
    "report": ("台帳.xlsx", "レポート2.xlsx"),
    "remind": ("台帳.xlsx", "--to", "督促文.txt"),
    "explain": ("台帳.xlsx", "00123"),
    "share": ("台帳.xlsx", "共有.xlsx"),
    "untrained": ("台帳.xlsx", "未受講者"),
    "plan": ("台帳.xlsx",),
    "try-transfers": ("台帳.xlsx",),
    "what-if": ("台帳.xlsx", "--set", "リード期間の数え方=継続"),
    "backcast": ("台帳.xlsx",),
    "publish": ("台帳.xlsx", "公表用"),
    "federate": ("公開データ", "広域集計.xlsx"),
    "schedule": ("台帳.xlsx", "--year", "2027"),
    "acquire": ("台帳.xlsx",),
    "freeze": ("台帳.xlsx", "--force", "確認できないものを残して締める"),
    "diff": ("台帳.xlsx", NEW),
    "rollover": ("締めた台帳.xlsx", "次の台帳.xlsx"),
    "verify": ("台帳.xlsx",),
    "restore": ("台帳.xlsx",),
    "restore --to": ("台帳.xlsx", "--to", "1"),
    "undo": ("台帳.xlsx",),
    "key export": ("書き出し.ledgerkey",),
    "key import": ("鍵.ledgerkey", "--passphrase-file", "合言葉.txt"),
    "key status": (),
    "addin status": (),
}
"""The words behind `talent-ledger`, by what docs/touched.csv calls the run."""


class Traced(NamedTuple):
    """How a run ended, and what it touched.

    Attributes:
        code: Its exit code.
        said: What it printed.
        touched: What it touched.
        folder: The office's folder.
        home: The home of the person whose run it was.
    """

    code: int
    said: str
    touched: Touched
    folder: Path
    home: Path


def traced_office(folder: Path) -> Path:
    """Set up an office in which every verb has something to do; return its folder."""
    office = report_of(office_in(folder / "office"))
    home, ledger = office.folder, office.ledger
    (home / "休職.csv").write_text("職員番号,区分,開始日,終了日\n00124,育休,2025-10-01,\n", "utf-8")
    (home / "鍵.ledgerkey").write_bytes(written_out([b"k" * 32], "A"))
    (home / "合言葉.txt").write_text("A", "ascii")
    office.run("collect", ledger, "--from", home / "提出", "--to", home / "確認")
    consolidate(office)
    office.run("export", ledger, home / "公開データ" / "市", "--public")
    closed = Office(home)
    closed.ledger = home / "締めた台帳.xlsx"
    shutil.copy(ledger, closed.ledger)
    closed.close()
    closed.run("rollover", closed.ledger, home / NEW)
    return home


def traced(verb: str, office: Path, place: Path) -> Traced:
    """Run a verb on a copy of the office.

    Args:
        verb: A key of `VERBS`.
        office: The office as it was set up.
        place: An empty folder for the copy, the home and the trace.
    """
    assert STRACE, INSTALL
    folder, home, out = place / "office", place / "home", place / "trace"
    shutil.copytree(office, folder)
    (home / "tmp").mkdir(parents=True)
    key = home / ".local" / "share" / "talent-ledger" / "issue.key"
    key.parent.mkdir(parents=True)
    shutil.copy(os.environ["LEDGER_KEY_FILE"], key)
    review = next(path for path in (folder / "確認").rglob("*01000*.xlsx"))
    words = [one.format(review=review.relative_to(folder)) for one in VERBS[verb]]
    named = [] if verb == "台帳 LEDGER" else [w for w in verb.split() if not w.startswith("--")]
    done = subprocess.run(  # noqa: S603 - the program that is being tested
        [
            *(STRACE, "-f", "-y", "-qq", "-s", "4096", "-o", out, "-e", f"trace={','.join(CALLS)}"),
            *(sys.executable, "-P", "-B", "-c", RUN, *named, *words),
        ],
        cwd=folder,
        env=_environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    seen = touched(out.read_text("utf-8"), folder)
    return Traced(done.returncode, done.stdout + done.stderr, seen, folder, home)


def _environment(home: Path) -> dict[str, str]:
    """Return the environment of somebody whose home is elsewhere, with the default places in it."""
    own = {k: v for k, v in os.environ.items() if not k.startswith(("LEDGER_", "XDG_"))}
    return {**own, "HOME": str(home), "TMPDIR": str(home / "tmp"), "PATH": "/nowhere"}
