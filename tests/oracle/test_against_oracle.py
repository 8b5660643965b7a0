"""Product and oracle on drawn cities: another policy, other people, other years each time.

`pytest tests/oracle --cities N` compares on N cities. A difference names the seed, the row and
both values; `generate(seed)` draws that city again.
"""

from collections import Counter
from collections.abc import Sequence

from ledger.layout.policy import policy_of
from oracle.compare import PRODUCT, Difference, answer, differences
from oracle.generate import generate
from sampling import keep

SHOWN = 40


def _told(found: Sequence[Difference]) -> str:
    counts = Counter((difference.result, difference.field) for difference in found)
    listed = [f"{n:6} {result} {field}" for (result, field), n in counts.most_common()]
    return "\n".join(["", *listed, *map(str, found[:SHOWN])])


def test_product_and_oracle_agree(seed: int) -> None:
    tables = generate(seed)
    policy, problems = policy_of(tables)
    assert problems == ()
    found = differences(seed, policy, tables, PRODUCT, answer(tables, policy.settings.as_of))
    keep("drawn cities, product against oracle", cities=1, differences=len(found))
    assert not found, _told(found)
