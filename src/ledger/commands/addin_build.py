"""`addin build`: the add-in's file, from xlwings' template and the texts of `addin/`."""

from pathlib import Path

from ledger.addin.tracked_files import CHECKOUT, FILE
from ledger.addin.xlam import built
from ledger.commands.plan import Plan
from ledger.model.problems import Refusal


def plan(target: Path | None = None) -> Plan:
    """Plan to build the add-in.

    Args:
        target: Where to write it; the checkout's `addin/` if not given.

    Raises:
        Refusal: A tool of the build is missing, or there is no checkout to write into.
    """
    if target is None and not CHECKOUT.is_dir():
        raise Refusal.of("addin-build-missing", name="addin/")
    path = target or CHECKOUT / FILE
    return Plan(
        operation="addin-build",
        summary=(f"アドイン「{path.name}」を組み立てます。",),
        files={path: built()},
        next_step="addin install で、このPCのExcelに入れます(Windows)。",
    )
