"""照合値の見本: 別の実装が作った見本と、製品の照合値が1つ残らず同じ."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from ledger.trust.digest import DigestHeader, DigestValue, canonical, digest
from slow_digest import VECTORS, Typed, Vector, canonical as slowly, sha256, vectors

KEPT: list[dict[str, Any]] = json.loads(VECTORS.read_text("ascii"))


def value_of(typed: Any) -> DigestValue:  # noqa: ANN401 - JSON
    """Return a value as Python has it."""
    if typed is None:
        return None
    kind, said = typed
    if kind == "bool":
        return str(said) == "1"
    makers: dict[str, Any] = {
        "text": str,
        "int": int,
        "float": float,
        "decimal": Decimal,
        "day": dt.date.fromisoformat,
        "moment": dt.datetime.fromisoformat,
    }
    made: DigestValue = makers[kind](said)
    return made


def said_by_product(header: Any, tables: Any) -> tuple[str, str]:  # noqa: ANN401 - JSON
    """Return canonical text and digest of a vector, by the product."""
    own = DigestHeader(*map(value_of, header))  # type: ignore[arg-type]
    rows = {name: [[value_of(v) for v in row] for row in of] for name, of in tables.items()}
    return canonical(own, rows), digest(own, rows)


@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept["name"])
def test_見本のどれも_製品の照合値と同じ(kept: dict[str, Any]) -> None:
    assert said_by_product(kept["header"], kept["tables"]) == (kept["canonical"], kept["sha256"])


def test_見本は200より多く_別の実装の言うとおり() -> None:
    made = [
        json.loads(json.dumps({**one._asdict(), "canonical": slowly(one), "sha256": sha256(one)}))
        for one in vectors()
    ]
    assert made == KEPT
    assert len({kept["sha256"] for kept in KEPT}) >= 200
    assert len({kept["name"] for kept in KEPT}) == len(KEPT) > 200


FINITE = st.floats(allow_nan=False, allow_infinity=False)
SAFE = st.text(st.characters(exclude_categories=["Cs"]))
VALUES: st.SearchStrategy[Typed] = st.one_of(
    st.none(),
    st.tuples(st.just("text"), SAFE),
    st.tuples(
        st.just("text"), st.sampled_from(["\r\n", "_x000D_", "か\u3099 ", "\u3000", "e\u0301"])
    ),
    st.tuples(st.just("int"), st.integers().map(str)),
    st.tuples(st.just("float"), FINITE.map(repr)),
    st.tuples(st.just("decimal"), st.decimals(allow_nan=False, allow_infinity=False).map(str)),
    st.tuples(st.just("day"), st.dates().map(dt.date.isoformat)),
    st.tuples(st.just("moment"), st.datetimes().map(dt.datetime.isoformat)),
    st.tuples(st.just("bool"), st.sampled_from(["0", "1"])),
)
CONTENT = st.dictionaries(SAFE, st.lists(st.lists(VALUES, max_size=4), max_size=3), max_size=3)


@given(tables=CONTENT)
@settings(max_examples=300, deadline=None)
def test_どんな内容でも_2つの実装は同じことを言う(tables: dict[str, list[list[Typed]]]) -> None:
    header: tuple[Typed, ...] = (("int", "2025"), *((("text", "x"),) * 4))
    vector = Vector("引いた内容", header, tables)
    assert said_by_product(header, tables) == (slowly(vector), sha256(vector))
