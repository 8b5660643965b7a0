"""Every case of the rule book: through the product, and a sample of them through the oracle."""

import pytest

from rulebook.casebook import Case
from rulebook.running import BEYOND_ORACLE, beside_oracle, cases, told
from sampling import numbers, whole_set

SAMPLE = 30
"""How many cases a usual run asks the oracle about; `make proof` asks about all."""


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.file} {case.name}")
def test_規則集の例(case: Case) -> None:
    assert not told(case)


@whole_set
def test_別の計算も規則集の例と同じことを言う() -> None:
    listed = [case for case in cases() if (case.file, case.name) not in BEYOND_ORACLE]
    drawn = [listed[number] for number in numbers(len(listed), SAMPLE)]
    assert not [line for case in drawn for line in beside_oracle(case)]


def test_別の計算に聞かない例は_どれも規則集にある() -> None:
    assert BEYOND_ORACLE.keys() <= {(case.file, case.name) for case in cases()}


def test_人が読みたい例が十分にあり_どのファイルにもある() -> None:
    by_file = {case.file: 0 for case in cases()}
    for case in cases():
        by_file[case.file] += 1
    assert len(cases()) >= 600
    assert min(by_file.values()) >= 9, by_file
