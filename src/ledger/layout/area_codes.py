"""全国地方公共団体コード: five digits name a prefecture or a municipality, the last checks them."""

from ledger.model.folding import folded_digits

_WEIGHTS = (6, 5, 4, 3, 2)
_MODULUS, _TEN = 11, 10
LENGTH = 6


def area_code(written: str) -> str | None:
    """Return a code in its one form; None where it is none.

    The last digit checks the five before it: 11 less the rest of their weighted sum by 11, of which
    the last digit counts. A code of five digits alone gets its check digit.

    Args:
        written: 団体コード as it stands in 設定.
    """
    digits = folded_digits(written).strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) in {LENGTH - 1, LENGTH}):
        return None
    five = digits[: LENGTH - 1]
    total = sum(int(one) * weight for one, weight in zip(five, _WEIGHTS, strict=True))
    check = (_MODULUS - total % _MODULUS) % _TEN
    whole = f"{five}{check}"
    return whole if digits in {five, whole} else None
