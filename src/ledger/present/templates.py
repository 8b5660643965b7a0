"""The built workbooks that the product carries."""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

_CHECKOUT = Path(__file__).parents[3] / "workbooks"
"""Where they stand in a checkout; an installed wheel carries them in `ledger/assets/workbooks`."""


@lru_cache
def template(name: str) -> bytes:
    """Return a built workbook (`self-report.xlsx`).

    Args:
        name: Its file name in `workbooks/`.
    """
    carried = files("ledger.assets").joinpath("workbooks", name)
    return carried.read_bytes() if carried.is_file() else (_CHECKOUT / name).read_bytes()
