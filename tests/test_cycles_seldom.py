"""A command looks for cycles seldom; a process that only imports the program is left as it is."""

import gc
import sys
from collections.abc import Iterator

import pytest

from ledger.cli import app
from ledger.cli_guard import guarded

_PYTHONS_OWN = (700, 10, 10)


@pytest.fixture(autouse=True)
def _as_python_starts() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*_PYTHONS_OWN)
    yield
    gc.set_threshold(*before)


def test_コマンドは循環をまれにしか探さない(monkeypatch: pytest.MonkeyPatch) -> None:
    assert gc.get_threshold() == _PYTHONS_OWN, "読み込むだけでは何も変えない"
    monkeypatch.setattr(sys, "argv", ["talent-ledger", "--version"])
    with pytest.raises(SystemExit):
        guarded(app)
    assert gc.isenabled(), "止めはしない: 大きな台帳で循環が残り続けないように"
    assert all(now > own for now, own in zip(gc.get_threshold(), _PYTHONS_OWN, strict=True))
