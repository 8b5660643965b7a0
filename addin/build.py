"""Builds what is tracked beside it; `tests/addin/` holds it against the texts.

    python addin/build.py

Needs the development dependencies (pyOpenVBA, oletools).
"""

from collections.abc import Callable
from importlib.metadata import distribution
from pathlib import Path

from oletools.olevba import VBA_Parser, __version__ as olevba_version

from ledger.addin.tracked_files import FILE
from ledger.addin.vba_project import upstream_module
from ledger.addin.xlam import built
from ledger.addin.xlwings_module import DIFFERENCE, TEXT, difference, tracked

HERE = Path(__file__).parent
LICENCE = "licenses/LICENSE.txt"


def third_party() -> bytes:
    """Return what of others the .xlam holds, with their notices."""
    xlwings = distribution("xlwings")
    licence = xlwings.read_text(LICENCE)
    if licence is None:
        message = "xlwings' licence is not where it was"
        raise FileNotFoundError(message)
    lines = [
        f"{FILE} holds, beside what this project wrote:",
        "",
        f"xlwings {xlwings.version} (BSD-3-Clause): the empty add-in that it ships as a template,",
        f"and its VBA module `xlwings`, changed and shortened by this project: addin/{TEXT}.",
        f"The whole difference from xlwings' own text is addin/{DIFFERENCE}, and the reasons",
        "stand in docs/decisions/0005-xlwings-module-as-text.md. Nothing of xlwings.pro is in it.",
        "",
        "-" * 78,
        "",
        licence.strip(),
        "",
    ]
    return "\n".join(line.rstrip() for line in "\n".join(lines).splitlines()).encode() + b"\n"


def olevba() -> bytes:
    """Return olevba's report on the .xlam, for the IT section: findings, then the code."""
    parser = VBA_Parser(FILE, data=(HERE / FILE).read_bytes())
    lines = [f"olevba {olevba_version}: {FILE}", "", "Findings (type, keyword, meaning):"]
    lines += [
        f"  {kind} | {keyword} | {meaning}"
        for kind, keyword, meaning in sorted(set(parser.analyze_macros()))
    ]
    for _, stream, name, code in parser.extract_macros():
        lines += ["", "-" * 78, f"{name} ({stream})", "-" * 78, code.replace("\r\n", "\n").strip()]
    parser.close()
    return "\n".join(line.rstrip() for line in "\n".join(lines).splitlines()).encode() + b"\n"


def from_upstream() -> bytes:
    """Return the difference of our `xlwings` module from xlwings' own."""
    return difference(upstream_module(), tracked()).encode("ascii")


FILES: dict[str, Callable[[], bytes]] = {
    DIFFERENCE: from_upstream,
    FILE: built,
    "THIRD_PARTY.txt": third_party,
    "olevba.txt": olevba,
}
"""In the order in which they are built: the report is on the .xlam beside it."""


def main() -> None:
    """Build every file anew."""
    for name, build in FILES.items():
        (HERE / name).write_bytes(build())


if __name__ == "__main__":
    main()
