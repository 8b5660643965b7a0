"""Judging a prefecture of 2.8 million people, 42 million completions, in chunks of 100,000.

No chunk is there before its turn, and none after it: a process of its own makes each by seed and
judges it. The other side is the same process with one chunk alone.
"""

import dataclasses
import json
import sys
from collections.abc import Iterator, Sequence
from functools import cache, partial
from pathlib import Path

from bench.costs import of_process, used
from bench.face import Cost, Goal, Row, Side
from bench.inputs import City, scratch
from bench.product import DAY, grown, opened
from bench.rows.judging import taught
from bench.setting import Setting
from ledger.judge.in_chunks import verdicts_in_chunks
from ledger.layout.frames import Tables
from ledger.model.policy import Policy

PEOPLE, CHUNK = 2_800_000, 100_000
MEMORY = 1_000.0
"""Megabytes of memory that the whole process may take."""


@dataclasses.dataclass(frozen=True)
class Run:
    """What judging in chunks came to.

    Attributes:
        whole: What the process cost, the making of its inputs and all.
        seconds: Seconds of CPU of each chunk, judged.
        people: How many people there are in each.
        rows: How many verdict rows there are in each.
    """

    whole: Cost
    seconds: tuple[float, ...]
    people: tuple[int, ...]
    rows: tuple[int, ...]

    def each(self, chunk: int) -> Cost:
        """Return what one person of a chunk cost; the memory is that of the process."""
        seconds = self.seconds[chunk] / self.people[chunk]
        return Cost(seconds, seconds, self.whole.peak)


def rows(at: Setting) -> Iterator[Row]:
    """Yield a row for the first, the middle and the last chunk; the figures are for one person."""
    many = -(-PEOPLE // CHUNK)
    judged, alone = cache(partial(_run, at.current, many)), cache(partial(_run, at.current, 1))
    memory = Goal("peak", faster=False, most=MEMORY)
    for name, chunk in (("first", 0), ("middle", many // 2), ("last", many - 1)):
        yield Row(
            f"judge: {PEOPLE:,} people in chunks of {CHUNK:,}, one of the {name} chunk",
            Side("Step判定 with reasons", lambda chunk=chunk: judged().each(chunk)),  # type: ignore[misc]
            Side("the same, of one chunk alone", lambda: alone().each(0)),
            (Goal("cpu", faster=False, must=1.2), memory),
            runs=1,
        )


def _run(city: City, chunks: int) -> Run:
    with scratch() as folder:
        told = folder / "told.json"
        arguments = ["-m", "bench.rows.chunked", str(city.ledger), str(chunks), str(told)]
        whole = of_process(arguments, city.environment(folder))
        found = json.loads(told.read_text("utf-8"))
    return Run(whole, *(tuple(found[key]) for key in ("seconds", "people", "rows")))


def main(arguments: Sequence[str]) -> None:
    """Judge chunks of a ledger's people, and write down what each took."""
    ledger, chunks, told = arguments
    city = opened(Path(ledger))
    found: dict[str, list[float]] = {"seconds": [], "people": [], "rows": []}

    def made(number: int) -> Tables:
        part = _chunk(city.policy, city.tables, number)
        found["people"].append(len(part["staff"]))
        found["seconds"].append(-used())  # counted from here
        return part

    parts = map(made, range(int(chunks)))
    for many in map(len, verdicts_in_chunks(city.policy, parts, DAY)):
        found["seconds"][-1] += used()
        found["rows"].append(many)
    Path(told).write_text(json.dumps(found), "utf-8")


def _chunk(policy: Policy, tables: Tables, number: int) -> Tables:
    """Return the city's people so many times that they are a chunk, numbered like no others."""
    times = -(-CHUNK // len(tables["staff"]))
    return taught(policy, grown(tables, times, number * times))


if __name__ == "__main__":
    main(sys.argv[1:])
