"""Writes docs/proof.md: what the whole sets counted when `make proof` ran, and on which day."""

import datetime as dt
import json
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
KEPT = HERE.parent / "build" / "proof"
"""Where the tests keep what they counted (`tests/sampling.py`)."""


def page(lines: list[str], day: dt.date) -> str:
    """Return the page.

    Args:
        lines: One JSON object per look: `what`, `seed`, `counted`.
        day: The day of the run.
    """
    counted: dict[tuple[str, int], Counter[str]] = {}
    for line in lines:
        said = json.loads(line)
        counted.setdefault((said["what"], said["seed"]), Counter()).update(said["counted"])
    rows = [
        f"| {what} | {seed} | " + ", ".join(f"{label} {n:,}" for label, n in found.items()) + " |"
        for (what, seed), found in sorted(counted.items())
    ]
    return "\n".join(
        [
            "# What the whole sets counted",
            "",
            f"Written by `make proof` on {day.isoformat()}.",
            "`make test` looks at a seeded sample of each of these sets.",
            "",
            "| set | seed | counted |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def main() -> None:
    """Write the page from what was kept, and clear it away."""
    files = sorted(KEPT.glob("*.jsonl"))
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    today = dt.date.today()  # noqa: DTZ011 - the day on this PC, for the reader of the page
    (HERE / "proof.md").write_text(page(lines, today), encoding="utf-8")
    for file in files:
        file.unlink()


if __name__ == "__main__":
    main()
