"""`python -m ledger` is `talent-ledger`: the same words, the same exit codes, children too."""

import shutil
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from ledger.cli import app

ROOT = Path(__file__).parent.parent


def started(*how: str) -> tuple[int, str, str]:
    """Start Python, and return its exit code, what it printed and what it complained of."""
    done = subprocess.run(  # noqa: S603 - the command that is being tested
        [sys.executable, *how], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_打ち間違いは_talent_ledgerの名で1文に言う() -> None:
    code, said, complained = started("-m", "ledger", "chekc")
    assert (code, said) == (2, "")
    assert "chekc" in complained
    assert "talent-ledger --help" in complained
    assert complained.count("\n") == 1


def test_提出された1件を子プロセスで読み_集約して終える(tmp_path: Path) -> None:
    ledger, inbox = str(tmp_path / "台帳.xlsx"), tmp_path / "提出"
    made = CliRunner().invoke(app, ["init", ledger, "--year", "2026", "--org", "架空市"])
    assert made.exit_code == 0
    inbox.mkdir()
    shutil.copy(ROOT / "workbooks" / "self-report.xlsx", inbox / "白紙.xlsx")
    code, said, complained = started("-m", "ledger", "consolidate", ledger, "--from", str(inbox))
    assert (code, complained) == (1, "")
    assert "ファイル: 読み取り 1、重複 0、対象外 0、隔離 1" in said


def test_読み込んだだけでは_何も始まらない() -> None:
    assert started("-c", "import ledger.__main__") == (0, "", "")
