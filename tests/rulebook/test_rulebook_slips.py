"""Each W number's cases can fail for its claim: the rule taken away, one of them tells."""

import pytest

from rulebook.casebook import Case
from rulebook.examples import BUILT, PLANNED, SHOWN
from rulebook.planting import Slip, planted
from rulebook.running import cases, told
from rulebook.slips import SLIPS


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip.examples} {slip.claim}")
def test_規則を壊すと_その例が知らせる(slip: Slip) -> None:
    with planted(slip):
        for number in slip.examples.split():
            own = [case for case in cases() if number in case.examples]
            assert any(_tells(case) for case in own), f"{number} の例はどれも気付かない"


def _tells(case: Case) -> bool:
    try:
        return bool(told(case))
    except Exception:  # noqa: BLE001 - a slip may also break the computation, which tells as well
        return True


def test_できている規則は_どのW番号にも例があり_壊せばその例が知らせる() -> None:
    broken = {number for slip in SLIPS for number in slip.examples.split()}
    shown = {number for case in cases() for number in case.examples}
    assert shown == BUILT
    assert broken == BUILT
    assert not BUILT & PLANNED
    assert SHOWN.keys() == BUILT | PLANNED
