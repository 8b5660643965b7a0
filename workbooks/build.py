"""Builds the tracked workbooks beside it; `tests/test_workbooks.py` holds them against the code."""

from collections.abc import Callable
from pathlib import Path

from ledger.commands import init
from ledger.present.form.template import template

HERE = Path(__file__).parent
YEAR = 2026


def ledger() -> bytes:
    """Return a new ledger with the material's examples, as `init` writes it."""
    path = HERE / "new-ledger.xlsx"
    return init.plan(path, YEAR, "").files[path]


BOOKS: dict[str, Callable[[], bytes]] = {
    "self-report.xlsx": template,
    "ledger.xlsx": ledger,
}


def main() -> None:
    """Build every workbook anew."""
    for name, build in BOOKS.items():
        (HERE / name).write_bytes(build())


if __name__ == "__main__":
    main()
