"""What comes out of a year, as files to look at: docs/samples, out of a made-up city.

python docs/samples.py CITY    (a city that `talent-ledger demo` made)
"""

import shutil
import sys
from pathlib import Path

from typer.testing import CliRunner

from ledger.cli import app

SAMPLES = Path(__file__).parent / "samples"
PERSON, HEAD = "00123", "00101"


def drawn(city: Path, folder: Path) -> list[Path]:
    """Bring the samples of a city into a folder.

    Args:
        city: Where the demo made it.
        folder: Where they go; what is there is replaced.

    Returns:
        The files.
    """
    shutil.rmtree(folder / "公表", ignore_errors=True)
    folder.mkdir(exist_ok=True)
    (form,) = (city / "提出" / "年度末").rglob(f"*_{PERSON}_*.xlsx")
    (review,) = (city / "確認表" / "年度末").glob(f"*_{HEAD}_*.xlsx")
    for source, name in (
        (city / "台帳.xlsx", "台帳.xlsx"),
        (form, "自己申告書.xlsx"),
        (review, "確認表.xlsx"),
    ):
        shutil.copy(source, folder / name)
    shutil.copytree(city / "公表", folder / "公表")
    _made(folder / "DX部門共有.xlsx", "share", str(city / "台帳.xlsx"))
    _made(folder / "レポート.xlsx", "report", str(city / "台帳.xlsx"), "--pdf")
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _made(target: Path, verb: str, *arguments: str) -> None:
    """Let a command make a file anew."""
    for there in (target, target.with_suffix(".pdf")):
        there.unlink(missing_ok=True)
    ledger, *options = arguments
    made = CliRunner().invoke(app, [verb, ledger, str(target), *options])
    if made.exit_code not in {0, 1}:
        raise RuntimeError(made.output)


if __name__ == "__main__":
    for path in drawn(Path(sys.argv[1]), SAMPLES):
        sys.stdout.write(f"{path}\n")
