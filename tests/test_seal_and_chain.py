"""封印と鎖: だれに何を配ったか、処理の記録を後で書き換えていないか."""

import hashlib
import hmac
import json

import pytest
from hypothesis import given, strategies as st

from ledger.trust.chain import first_break, link
from ledger.trust.seal import Issued, key_id, seal, seal_matches, sealed_by

KEY = bytes(range(32))
NUMBER = hashlib.sha256(b"talent-ledger key id, version 1\0" + KEY).hexdigest()[:12]
KEYS = {NUMBER: KEY}
ISSUED = Issued("R7-1-00101", "00101", 2025, "年度末", "1")


def test_封印は鍵と5つの項目のHMAC() -> None:
    message = '["R7-1-00101","00101",2025,"年度末","1"]'
    code = hmac.new(KEY, message.encode(), hashlib.sha256).hexdigest()
    assert key_id(KEY) == NUMBER
    assert seal(KEY, ISSUED) == f"{NUMBER}-{code}"
    assert seal_matches(KEYS, ISSUED, seal(KEY, ISSUED))


def test_番号のない前の封印は_どの鍵でも試す() -> None:
    other = b"o" * 32
    plain = seal(KEY, ISSUED).partition("-")[2]
    assert seal_matches({key_id(other): other, **KEYS}, ISSUED, plain)
    assert not seal_matches({key_id(other): other}, ISSUED, plain)
    assert (sealed_by(plain), sealed_by(seal(KEY, ISSUED))) == ("", NUMBER)


def test_番号のある封印は_その番号の鍵でだけ確かめる() -> None:
    """The right key under another number does not do: a seal says by which key it was made."""
    assert not seal_matches({"0" * 12: KEY}, ISSUED, seal(KEY, ISSUED))
    assert not seal_matches(KEYS, ISSUED, seal(KEY, ISSUED).replace(NUMBER, "0" * 12))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"staff_no": "00102"}, id="ほかの人"),
        pytest.param({"issue_no": "R7-1-00102"}, id="ほかの発行番号"),
        pytest.param({"fiscal_year": 2024}, id="ほかの年度"),
        pytest.param({"phase": "期首"}, id="ほかの時期"),
        pytest.param({"form_version": "2"}, id="ほかの様式版"),
    ],
)
def test_項目が1つ違えば封印は合わない(change: dict[str, object]) -> None:
    changed = ISSUED._replace(**change)  # type: ignore[arg-type]
    assert not seal_matches(KEYS, changed, seal(KEY, ISSUED))


@pytest.mark.parametrize(
    "given_seal",
    [
        "",
        "0" * 64,
        "封印",
        seal(KEY, ISSUED).upper(),
        seal(KEY, ISSUED)[:-1],
        seal(b"x" * 32, ISSUED),
    ],
    ids=["空", "でたらめ", "漢字", "大文字", "1桁足りない", "ほかの鍵"],
)
def test_ほかの封印は合わない(given_seal: str) -> None:
    assert not seal_matches(KEYS, ISSUED, given_seal)


def test_項目の境をずらしても封印は合わない() -> None:
    one, other = Issued("1", "23", 2025, "年度末", "1"), Issued("12", "3", 2025, "年度末", "1")
    assert seal(KEY, one) != seal(KEY, other)


RECORDS: list[dict[str, object]] = [
    {"run": "1", "what": "集約", "rows": 30},
    {"run": "2", "what": "集約", "rows": 31},
    {"run": "3", "what": "名簿取込", "rows": None},
]


def chained(records: list[dict[str, object]]) -> list[tuple[dict[str, object], str]]:
    found, previous = [], ""
    for record in records:
        previous = link(previous, record)
        found.append((record, previous))
    return found


def test_鎖の値は前の値と記録のハッシュ() -> None:
    text = json.dumps(["", {"rows": 30, "run": "1", "what": "集約"}], ensure_ascii=False)
    plain = text.replace(", ", ",").replace(": ", ":")
    assert link("", RECORDS[0]) == hashlib.sha256(plain.encode()).hexdigest()


def test_書き換えのない鎖は切れていない() -> None:
    assert first_break(chained(RECORDS)) is None
    assert first_break([]) is None


@pytest.mark.parametrize("at", range(3))
@pytest.mark.parametrize(
    "change",
    [{"rows": 32}, {"what": "取消"}, {"more": "欄"}],
    ids=["件数", "操作", "欄を足す"],
)
def test_書き換えた記録のところで鎖は切れる(at: int, change: dict[str, object]) -> None:
    records = chained(RECORDS)
    records[at] = ({**records[at][0], **change}, records[at][1])
    assert first_break(records) == at


def test_消しても_足しても_入れ替えても鎖は切れる() -> None:
    whole = chained(RECORDS)
    assert first_break([whole[0], whole[2]]) == 1
    assert first_break(whole[1:]) == 0
    assert first_break([whole[1], whole[0], whole[2]]) == 0
    assert first_break([*whole, whole[2]]) == 3


def test_記録と値を一緒に書き換えても_後の記録で切れる() -> None:
    whole = chained(RECORDS)
    forged = {**RECORDS[0], "rows": 99}
    assert first_break([(forged, link("", forged)), *whole[1:]]) == 1


@given(
    rows=st.lists(
        st.dictionaries(st.sampled_from("abc"), st.integers(0, 9), min_size=1),
        min_size=1,
        max_size=5,
    ),
    at=st.integers(0, 4),
)
def test_どんな記録でも_1つ増やせば_そこで切れる(rows: list[dict[str, object]], at: int) -> None:
    records = chained(rows)
    place = at % len(records)
    record, value = records[place]
    records[place] = ({**record, "d": 1}, value)
    assert first_break(records) == place
