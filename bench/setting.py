"""What every measurement is handed: the cities, and how far to go."""

from dataclasses import dataclass
from pathlib import Path

from bench.inputs import City


@dataclass(frozen=True)
class Setting:
    """What rows are made for.

    Attributes:
        cities: What is measured on, the current one first.
        large: The current city with a thousand people, where it was asked for.
        originals: A folder with other scripts of the peers, run beside the bench's own.
        people: How many people are judged.
        sizes: Numbers of people by which the ledger grows.
    """

    cities: tuple[City, ...]
    large: City | None = None
    originals: Path | None = None
    people: int = 100_000
    sizes: tuple[int, ...] = (3_000,)

    @property
    def current(self) -> City:
        """The city of the product as it stands."""
        return self.cities[0]
