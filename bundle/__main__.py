"""`python -m bundle`: everything for a closed network, as a folder and as one zip."""

import argparse
import hashlib
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from bundle.contents import contents
from bundle.pack import packed
from bundle.wheels import OWN, PIP, ROOT, everything


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the bundle, and say where it is and what it is."""
    asked = _asked(arguments)
    wheels = everything(asked.out / "wheels", pinned_version(PIP))
    own = next(one for one in wheels if one.name == OWN)
    files = contents(wheels, asked.manual)
    name = f"{OWN}-{own.version}"
    target = asked.out / f"{name}.zip"
    data = packed(files, name)
    target.write_bytes(data)
    say(f"{target}")
    say(
        f"  {len(files)} ファイル、{len(data):,} バイト、SHA-256 {hashlib.sha256(data).hexdigest()}"
    )
    return 0


def pinned_version(name: str) -> str:
    """Return the version of a package that constraints.txt names."""
    text = (ROOT / "constraints.txt").read_text("utf-8")
    found = re.search(rf"^{name}==(\S+)$", text, re.MULTILINE)
    if found is None:
        raise LookupError(name)
    return found[1]


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bundle", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bundle", help="the folder")
    parser.add_argument("--manual", type=Path, default=None, help="where the manual was built")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
