"""Writes docs/proof.md: what the whole sets counted when `make proof` ran, and on which day."""

import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
KEPT = HERE.parent / "build" / "proof"
"""Where the tests keep what they counted (`tests/sampling.py`)."""


_ROW = re.compile(r"\| (?P<what>.+?) \| (?P<seed>\d+) \| (?P<counted>.+?) \| (?P<day>[\d-]+) \|")


def page(lines: list[str], day: dt.date, before: str = "") -> str:
    """Return the page: the sets that ran as they are now, the others as they were.

    Args:
        lines: One JSON object per look: `what`, `seed`, `counted`.
        day: The day of the run.
        before: The page as it was.
    """
    counted: dict[tuple[str, str], Counter[str]] = {}
    for line in lines:
        said = json.loads(line)
        counted.setdefault((said["what"], str(said["seed"])), Counter()).update(said["counted"])
    rows = {
        (row["what"], row["seed"]): (row["counted"], row["day"])
        for row in map(re.Match.groupdict, _ROW.finditer(before))
    }
    for key, found in counted.items():
        rows[key] = ", ".join(f"{label} {n:,}" for label, n in found.items()), day.isoformat()
    return "\n".join(
        [
            "# What the whole sets counted",
            "",
            "Written by `make proof` or `make fuzz`, each set on the day beside it.",
            "`make test` looks at a seeded sample of each of these sets.",
            "",
            "| set | seed | counted | day |",
            "|---|---|---|---|",
            *(
                f"| {what} | {seed} | {told} | {on} |"
                for (what, seed), (told, on) in sorted(rows.items())
            ),
            "",
        ]
    )


def main() -> None:
    """Write the page from what was kept, and clear it away."""
    files = sorted(KEPT.glob("*.jsonl"))
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    today = dt.date.today()  # noqa: DTZ011 - the day on this PC, for the reader of the page
    kept = HERE / "proof.md"
    kept.write_text(page(lines, today, kept.read_text("utf-8")), encoding="utf-8")
    for file in files:
        file.unlink()


if __name__ == "__main__":
    main()
