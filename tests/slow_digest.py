"""照合値のおそい別の実装: the canonical form v1 sign by sign, sharing nothing with the product.

It makes `data/digest_vectors.json`, which any other implementation (VBA, another program) can be
held against: `python tests/slow_digest.py` writes it anew. A value of a vector is `null` or
`[kind, text]`: `text`, `int`, `float` (shortest text that reads back), `decimal`, `bool` (1, 0),
`day` (ISO), `moment` (ISO with fractions).
"""

import hashlib
import json
import random
import unicodedata
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

VECTORS = Path(__file__).parent / "data" / "digest_vectors.json"
NINE = 10**9
SIGNS = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
BLANK = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    chr(code) for code in range(0x2000, 0x200B)
)

Typed = tuple[str, str] | None


class Vector(NamedTuple):
    """Content to be digested, in a form that is no language's own."""

    name: str
    header: tuple[Typed, ...]
    tables: dict[str, list[list[Typed]]]


def canonical(vector: Vector) -> str:
    """Return the canonical text of a vector."""
    text = "[" + quoted("v1")
    for value in vector.header:
        text += "," + tagged(value)
    text += "]\n"
    for name in sorted(vector.tables):
        for row in vector.tables[name]:
            said = [tagged(value) for value in row]
            if any(one != "null" for one in said):
                text += "[" + ",".join([quoted(name), *said]) + "]\n"
    return text


def sha256(vector: Vector) -> str:
    """Return the digest of a vector."""
    return hashlib.sha256(canonical(vector).encode("utf-8")).hexdigest()


def tagged(value: Typed) -> str:
    """Return a value with its tag, as it stands in a line."""
    if value is None:
        return "null"
    kind, said = value
    if kind == "text":
        plain = plain_text(said)
        return f'["s",{quoted(plain)}]' if plain else "null"
    if kind == "bool":
        return f'["b",{quoted(said)}]'
    if kind == "day":
        return f'["d",{quoted(said)}]'
    if kind == "moment":
        return f'["t",{quoted(said.split(".")[0])}]'
    return f'["n",{quoted(number(said))}]'


def plain_text(said: str) -> str:
    """Return a text as NFC with LF line ends and nothing blank at its right."""
    said = said.replace("_x000D_", "\r")
    lines = ""
    for at, sign in enumerate(said):
        if sign == "\r":
            lines += "" if said[at + 1 : at + 2] == "\n" else "\n"
        else:
            lines += sign
    composed = unicodedata.normalize("NFC", lines)
    while composed and composed[-1] in BLANK:
        composed = composed[:-1]
    return composed


def number(said: str) -> str:
    """Return a number with at most nine places, a half to the even neighbour."""
    scaled = Fraction(said) * NINE
    whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
    twice = 2 * rest
    if twice > scaled.denominator or (twice == scaled.denominator and whole % 2):
        whole += 1
    before, after = divmod(whole, NINE)
    places = f"{after:09d}"
    while places.endswith("0"):
        places = places[:-1]
    sign = "-" if scaled < 0 and whole else ""
    return f"{sign}{before}.{places}" if places else f"{sign}{before}"


def quoted(said: str) -> str:
    """Return a text as JSON has it, nothing escaped that need not be."""
    text = ""
    for sign in said:
        if sign in SIGNS:
            text += SIGNS[sign]
        elif sign in "\b\f":
            text += {"\b": "\\b", "\f": "\\f"}[sign]
        elif ord(sign) < ord(" "):
            text += f"\\u{ord(sign):04x}"
        else:
            text += sign
    return f'"{text}"'


TEXTS = (
    *("", " ", "　", "\t\n", "修了証", "修了証 　", " 左の空白", "1", "1.0", "○", "×", "=1+1", "-"),
    *("1行目\n2行目", "1行目\r\n2行目", "1行目\r2行目", "1行目_x000D_\n2行目", "末尾の改行\r\n"),
    *("が", "か\u3099", "ﾌﾟﾛｸﾞﾗﾑ", "プログラム", "フ\u309aログラム", "é", "e\u0301", "Å", "\u212b"),
    *("𠮷野家", "葛\U000e0100城", "\ue000外字", "😀", "👨‍👩‍👧", "髙﨑", "神", "\ufa19"),
    *('"引用"', "\\円\\", "a/b", "\u007f", "\u2028", "NUL前\x01後", "\x0b", "タブ\tあり", "\u200b"),
    *("12:00", "2025-06-10", "TRUE", "null", "#REF!", "１２", "_x0041_", "x" * 300, "あ" * 300),
)
NUMBERS = (
    *(("int", "0"), ("int", "1"), ("int", "-1"), ("int", "2025"), ("int", "9007199254740993")),
    *(("int", "1" + "0" * 25), ("float", "1e+20"), ("float", "1.7976931348623157e+308")),
    *(("float", "0.0"), ("float", "-0.0"), ("float", "1.0"), ("float", "0.1"), ("float", "0.3")),
    *(("float", "0.30000000000000004"), ("float", "0.3333333333333333"), ("float", "1e-07")),
    *(("float", "1e-09"), ("float", "5e-10"), ("float", "1.5e-09"), ("float", "2.5e-09")),
    *(("float", "-5e-10"), ("float", "1e-10"), ("float", "5e-324"), ("float", "46201.375")),
    *(("decimal", "1.50"), ("decimal", "100"), ("decimal", "1E+2"), ("decimal", "0.12345678901")),
    *(("decimal", "123456789012345678901.123456789"), ("decimal", "-0.0000000005")),
    *(("decimal", "0.0000000015"), ("decimal", "0.0000000025"), ("decimal", "-12.3400")),
)
DAYS = (
    *(("day", "2025-06-10"), ("day", "1900-03-01"), ("day", "9999-12-31"), ("day", "2024-02-29")),
    *(("moment", "2026-03-01T09:00:00"), ("moment", "2026-03-01T09:00:00.000005")),
    *(("moment", "2026-03-01T23:59:59.999999"), ("moment", "2026-03-01T00:00:00")),
    *(("bool", "1"), ("bool", "0")),
)
EVERY: tuple[Typed, ...] = (*(("text", one) for one in TEXTS), *NUMBERS, *DAYS, None)
HEADER: tuple[Typed, ...] = (
    ("int", "2025"),
    *(("text", one) for one in ("1", "00101", "90001", "2025-B-00101")),
)
TABLE_NAMES = ("my_goals", "my_attendances", "my_engagements", "decision", "lines", "steps")


def vectors() -> list[Vector]:
    """Return every vector: each value by itself, headers, shapes, and drawn content."""
    found = [
        Vector(f"1つの値 {number + 1}", HEADER, {"my_goals": [[("int", "1"), value]]})
        for number, value in enumerate(EVERY)
    ]
    for place in range(len(HEADER)):
        for value in (("text", "ほか"), ("text", ""), ("int", "7")):
            changed = (*HEADER[:place], value, *HEADER[place + 1 :])
            found.append(Vector(f"見出し {place + 1} {value[1] or '空'}", changed, {}))
    one, other = [("text", "甲"), None], [None, ("text", "乙")]
    shapes: dict[str, dict[str, list[list[Typed]]]] = {
        "表なし": {},
        "行なし": {"my_goals": []},
        "空の行だけ": {"my_goals": [[None, ("text", " ")], []]},
        "空の行は数えない": {"my_goals": [[None, None], one, [("text", "　"), None]]},
        "行の順": {"my_goals": [one, other]},
        "行の逆順": {"my_goals": [other, one]},
        "表の順は関わらない": {"b": [one], "a": [other]},
        "行が別の表にある": {"a": [one], "b": [other]},
        "同じ行が2つ": {"my_goals": [one, one]},
        "値の境": {"my_goals": [[("text", "甲乙"), None]]},
    }
    found += [Vector(f"形 {name}", HEADER, tables) for name, tables in shapes.items()]
    draw = random.Random(20_260_401)  # noqa: S311 - a fixed draw, no secret
    for drawn in range(1, 151):
        tables: dict[str, list[list[Typed]]] = {}
        for name in draw.sample(TABLE_NAMES, draw.randint(1, 4)):
            width = draw.randint(1, 7)
            tables[name] = [draw.choices(EVERY, k=width) for _ in range(draw.randint(1, 5))]
        found.append(Vector(f"引いた内容 {drawn}", HEADER, tables))
    return found


def main() -> None:
    """Write the vectors with what they come to."""
    lines = [
        json.dumps(
            {**vector._asdict(), "canonical": canonical(vector), "sha256": sha256(vector)},
            ensure_ascii=True,
        )
        for vector in vectors()
    ]
    VECTORS.write_text("[\n" + ",\n".join(lines) + "\n]\n", "ascii")


if __name__ == "__main__":
    main()
