"""The raw-copying package: what is not exchanged keeps its very bytes, packed ones too."""

import io
import zipfile
import zlib

import pytest
from hypothesis import given, strategies as st

from ledger.present.package import Package
from ledger.present.packing import QUICK, PackedPart, Stencil, joined, stretch, word, written

PARTS = {
    "[Content_Types].xml": b"<Types/>",
    "xl/a.xml": b"<a>" + b"x" * 5000 + b"</a>",
    "xl/写真.bin": bytes(range(256)),
    "xl/b.xml": b"<b/>",
}


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        assert found.testzip() is None
        return {name: found.read(name) for name in found.namelist()}


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED], ids=["deflated", "stored"]
)
def test_parts_are_exchanged_dropped_and_added(method: int) -> None:
    made = Package(packed(PARTS, method)).replaced(
        {"xl/b.xml": b"<new/>", "xl/a.xml": None, "xl/c.xml": b"<c/>"}
    )
    assert list(unpacked(made).items()) == [
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/写真.bin", bytes(range(256))),
        ("xl/b.xml", b"<new/>"),
        ("xl/c.xml", b"<c/>"),
    ]


def test_packed_bytes_of_the_others_are_copied_as_they_are() -> None:
    slow = io.BytesIO()
    with zipfile.ZipFile(slow, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, data in PARTS.items():
            made.writestr(name, data)
    written = Package(slow.getvalue()).replaced({"xl/b.xml": b"<new/>"})

    def raw(book: bytes, name: str) -> bytes:
        info = zipfile.ZipFile(io.BytesIO(book)).getinfo(name)
        start = info.header_offset + 30 + len(name.encode()) + len(info.extra)
        return book[start : start + info.compress_size]

    assert raw(written, "xl/a.xml") == raw(slow.getvalue(), "xl/a.xml")


def test_the_same_changes_give_the_same_bytes_whatever_the_clock() -> None:
    once, twice = (Package(packed(PARTS)).replaced({"xl/b.xml": b"<n/>"}) for _ in range(2))
    assert once == twice
    dates = {info.date_time for info in zipfile.ZipFile(io.BytesIO(once)).infolist()}
    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_a_part_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        Package(packed(PARTS)).read("xl/none.xml")


@given(
    parts=st.dictionaries(st.text("abあ/.", min_size=1), st.binary(max_size=300), min_size=1),
    data=st.data(),
)
def test_whatever_is_replaced_the_rest_stays(parts: dict[str, bytes], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(parts)))
    new = data.draw(st.one_of(st.none(), st.binary(max_size=300)))
    expected = {key: value for key, value in parts.items() if key != name or new is not None}
    if new is not None:
        expected[name] = new
    assert unpacked(Package(packed(parts)).replaced({name: new})) == expected


@given(parts=st.lists(st.binary(max_size=400), max_size=6), data=st.data())
def test_a_part_of_stretches_is_read_as_one(parts: list[bytes], data: st.DataObject) -> None:
    levels = st.sampled_from([None, 1, QUICK, 6])
    made = [
        word(part) if level is None else stretch(part, level)
        for part in parts
        for level in [data.draw(levels)]
    ]
    assert unpacked(written([PackedPart("a.xml", joined(made))])) == {"a.xml": b"".join(parts)}
    reader = zlib.decompressobj(-15)
    assert reader.decompress(joined(made).data) == b"".join(parts)
    assert reader.eof, "読み手によっては、最後の区切りがないと壊れているとみる"


def test_stretches_longer_than_a_window_are_read_as_one() -> None:
    long = b"".join(b"<c>%d</c>" % number for number in range(30_000))
    made = joined((stretch(long), word(b"x"), stretch(long[::-1], QUICK), stretch(b"")))
    assert unpacked(written([PackedPart("a.xml", made)])) == {"a.xml": long + b"x" + long[::-1]}


def test_a_word_that_no_block_holds_is_refused() -> None:
    assert word(b"x" * 0xFFFF).plain
    with pytest.raises(ValueError, match="65536"):
        word(b"x" * 0x10000)


def test_a_stencil_fills_in_its_own_parts_and_keeps_the_others() -> None:
    there = Package(packed(PARTS))
    stencil = Stencil([PackedPart(name, there.part(name)) for name in there.names], {"xl/a.xml"})
    for own in (b"<mine/>", b"<yours/>" * 9000):
        made = unpacked(stencil.filled({"xl/a.xml": joined([stretch(own)])}))
        assert made == {**PARTS, "xl/a.xml": own}
        assert next(iter(made)) == "[Content_Types].xml"
