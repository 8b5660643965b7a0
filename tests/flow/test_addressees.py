"""督促は所属の長あてに: 職名で書き、氏名や「各位」では書かない.

課A(情報政策課)の長は 90001、代理は 90002。部D(総務部)の長は 90010。課Aの係A1(窓口係)に長はいない。
"""

import datetime as dt
from collections.abc import Sequence

import pytest

from builders import tables
from ledger.judge.addressees import Addressees
from ledger.layout.frames import Tables

ON = dt.date(2026, 3, 31)
VIA = " 様(庶務担当経由)"
HEAD = {"section_code": "A", "staff_no": "90001", "kind": "長"}
DEPUTY = {"section_code": "A", "staff_no": "90002", "kind": "代理"}
CHIEF = {"section_code": "D", "staff_no": "90010", "kind": "長"}
ALL = (HEAD, DEPUTY, CHIEF)


def office(
    heads: Sequence[dict[str, str]] = ALL, *, name: str = "情報政策課", away: Sequence[str] = ()
) -> Tables:
    return tables(
        staff=[{"staff_no": number} for number in ("90001", "90002", "90010")],
        sections=[
            {"section_code": "D", "section_name": "総務部", "level": "部"},
            {"section_code": "A", "section_name": name, "parent_code": "D"},
            {"section_code": "A1", "section_name": "窓口係", "parent_code": "A", "level": "係"},
        ],
        heads=heads,
        leaves=[{"staff_no": n, "started_on": "2026-01-01", "ended_on": None} for n in away],
    )


@pytest.mark.parametrize(
    ("built", "section", "line"),
    [
        pytest.param(office(), "A", f"情報政策課長{VIA}", id="課の長"),
        pytest.param(office(), "D", f"総務部長{VIA}", id="部の長"),
        pytest.param(office(), "A1", f"情報政策課長{VIA}", id="長のいない係は課の長あて"),
        pytest.param(office((DEPUTY, CHIEF)), "A", f"情報政策課長職務代理者{VIA}", id="長が空席"),
        pytest.param(office(away=("90001",)), "A", f"情報政策課長職務代理者{VIA}", id="長が休職"),
        pytest.param(
            office(away=("90001", "90002")), "A", f"総務部長{VIA}", id="代理も休職なら上の部の長"
        ),
        pytest.param(office(()), "A", "情報政策課 庶務担当 様", id="だれもいない"),
        pytest.param(office(), "", "人事担当 様", id="所属のない人の分"),
        pytest.param(office(name="中央図書館"), "A", f"中央図書館長{VIA}", id="館"),
        pytest.param(office(name="会計室"), "A", f"会計室長{VIA}", id="室"),
        pytest.param(
            office(name="子育て支援センター"), "A", f"子育て支援センター長{VIA}", id="センター"
        ),
        pytest.param(
            office(name="広報担当"), "A", f"広報担当 所属長{VIA}", id="長を付けて呼べない名前"
        ),
    ],
)
def test_宛名(built: Tables, section: str, line: str) -> None:
    assert Addressees(built, ON).of(section) == line
