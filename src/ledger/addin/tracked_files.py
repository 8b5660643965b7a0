"""The files of `addin/` that the product carries, and the names that they agree on."""

from importlib.resources import files
from pathlib import Path

CHECKOUT = Path(__file__).parents[3] / "addin"
"""Where they stand in a checkout; an installed wheel carries them in `ledger/assets/addin`."""

NAME = "talent-ledger"
"""Name of the add-in's file, of its settings sheet and of the user's settings file."""

FILE = f"{NAME}.xlam"
VBA_PROJECT = "TalentLedger"
SETTINGS_SHEET = f"{NAME}.conf"


def carried(name: str) -> bytes:
    """Return one of the add-in's files.

    Args:
        name: Its place below `addin/`, such as `ribbon/customUI14.xml`.
    """
    own = files("ledger.assets").joinpath("addin", *name.split("/"))
    return own.read_bytes() if own.is_file() else CHECKOUT.joinpath(name).read_bytes()
