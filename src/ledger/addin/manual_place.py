"""Where the manual lies that was installed with the product, and which page of it is for whom."""

from collections.abc import Iterable
from pathlib import Path

INSTALLED = "installed.txt"
"""What the bundle's installer leaves beside the manual."""
FOLDER = "manual"
FRONT = "site/index.html"
PAGES = {
    "ledger": "人事の1年.pdf",
    "self-report": "職員の方へ.pdf",
    "review": "上長の方へ.pdf",
}
"""The page for whoever has a kind of workbook open."""


def manual_page(interpreter: Path, kind: str) -> Path | None:
    """Return the page of the manual for whoever has a workbook open.

    Args:
        interpreter: The Python that runs; the manual lies in a folder above it.
        kind: What the workbook says it is; "" for any other.

    Returns:
        The page; the manual's front where it has none of its own; None where no manual was
        installed.
    """
    homes = (folder / FOLDER for folder in interpreter.parents if (folder / INSTALLED).is_file())
    return next((page for home in homes for page in _pages(home, kind) if page.is_file()), None)


def _pages(home: Path, kind: str) -> Iterable[Path]:
    return [home / name for name in (PAGES.get(kind), FRONT) if name]
