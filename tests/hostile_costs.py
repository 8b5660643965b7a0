"""What bad files cost, measured in a process of its own: `hostile_costs.py LEDGER FORM NAME …`.

Of the children of a process the system tells only how large the largest was; so nothing else may
have been read in this one. Prints one JSON object.
"""

import json
import resource
import sys
from functools import partial
from pathlib import Path

from hostile_files import FILES, hostile_reader
from ledger.layout.policy import policy_of
from ledger.model.terms import BookKind
from ledger.read.child_side import Failure
from ledger.read.codes import Codes
from ledger.read.ledger_book import read_ledger
from ledger.read.reading_costs import inflated
from ledger.read.self_reports.report import Unreadable
from ledger.read.submissions import Given
from ledger.read.workers import ForChild, as_it_is, read_all


class Costs:
    """What children have used, by the system's count."""

    def __init__(self, ledger: Path) -> None:
        policy, _ = policy_of(read_ledger(ledger.read_bytes(), ledger.name).tables)
        self._read = partial(hostile_reader, codes=Codes.of(policy), year=2025)

    def of(self, name: str, data: bytes) -> tuple[bool, float, int]:
        """Read a file in a child of its own, started as users start it.

        Returns:
            Whether it was read, seconds of the processor, and the largest child's megabytes so far.
        """
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        task = ForChild(Given(name, data, BookKind.SELF_REPORT), len(data), inflated(data))
        (found,) = read_all([task], self._read, as_it_is, workers=1)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return not isinstance(found, Failure | Unreadable), used, after.ru_maxrss >> 10


def main(ledger: Path, form: Path, names: list[str]) -> None:
    """Measure a good form, for what a child costs by itself, and then the bad ones."""
    costs, data = Costs(ledger), form.read_bytes()
    runs = [costs.of(form.name, data) for _ in range(3)]
    bad = {name: costs.of(f"{name}.xlsx", FILES[name](data)) for name in names}
    start, idle = min(used for _, used, _ in runs), runs[-1][2]
    told = {
        "good_is_read": all(is_read for is_read, _, _ in runs),
        "bad_that_are_read": [name for name, (is_read, _, _) in bad.items() if is_read],
        "seconds": {name: used - start for name, (_, used, _) in bad.items()},
        "megabytes": max(most for _, _, most in bad.values()) - idle,
    }
    print(json.dumps(told))  # noqa: T201 - who asks reads it


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
