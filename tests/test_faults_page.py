"""docs/faults.md: every numbered fault is there, and every test that it names exists."""

import faults


def test_82の障害が_番号の順に_1つずつある() -> None:
    assert [fault.number for fault in faults.faults()] == list(range(1, 83))


def test_挙げた試験は_どれもある() -> None:
    missing = [
        f"{fault.number}: {test}"
        for fault in faults.faults()
        for test in fault.tests
        if not faults.is_there(test)
    ]
    assert missing == []


def test_試験のないものには_代わりになるものが書いてある() -> None:
    bare = [fault.number for fault in faults.faults() if not fault.tests and not fault.instead]
    assert bare == []
    assert sum(bool(fault.tests) for fault in faults.faults()) >= 80


def test_見る側は_ない試験を見つける() -> None:
    assert not faults.is_there("tests/test_guard.py::test_no_such_thing")
    assert not faults.is_there("tests/test_no_such_file.py")
    assert faults.is_there("tests/test_guard.py::test_bombs")
