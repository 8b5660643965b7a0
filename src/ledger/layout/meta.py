"""The very-hidden sheet `_meta` and the defined names that repeat it.

Every workbook says by itself what it is. Gateways may strip hidden sheets, so each key also stands
in a defined name `meta_<key>` whose text is the value as a string literal.
"""

from collections.abc import Iterable, Mapping

from ledger.layout.columns import Group, Table, code, text

SHEET = "_meta"
NAME_PREFIX = "meta_"

META = Table(
    key="_meta",
    title=SHEET,
    group=Group.SETTINGS,
    row_key=("key",),
    columns=(code("key", "key", required=True), text("value", "value")),
)

SCHEMA_VERSION = "1"
"""Version of the structure of review workbooks and reports; one of another version is refused."""
FORM_VERSION = "2"
"""Version of the structure of self-reports (様式版): one sheet for all that a person types."""
FORM_VERSIONS = frozenset({"1", FORM_VERSION})
"""Versions of self-reports that are read, in their own year."""


KIND = "kind"
SCHEMA = "schema_version"
YEAR = "fiscal_year"
ORG = "org_code"
PHASE = "phase"
ISSUE_NO = "issue_no"
STAFF_NO = "staff_no"
SEAL = "seal"
RECEIPT = "receipt"
"""受付番号 of a form that was made from the answer of a form service; others have none."""
CONFIRMER_NO = "confirmer_no"
GOALS_DIGITAL_MIN = "goals_digital_min"
REVIEW_LAYOUT = "review_layout"
"""How a review workbook is laid out: one that does not say has one line a person."""
STEPS = "steps"
"""The Steps that a supervisor may set on a form: `P01=0,1,2;P02=0,1`; `×` if none may be set."""

LEDGER_KEYS = (KIND, SCHEMA, YEAR, ORG)
SELF_REPORT_KEYS = (
    *(KIND, SCHEMA, YEAR, ORG, PHASE, ISSUE_NO, STAFF_NO, SEAL),
    *(GOALS_DIGITAL_MIN, STEPS),
)
REVIEW_KEYS = (KIND, SCHEMA, YEAR, ORG, PHASE, CONFIRMER_NO, REVIEW_LAYOUT)
REPORT_KEYS = (KIND, SCHEMA, YEAR, ORG)
EXTRACT_KEYS = (KIND, SCHEMA, YEAR, ORG)

TWO_BLOCKS = "2"
"""見る人, then そのまま確認できる人; what a review workbook is made as."""
NO_STEPS = "×"
_LONGEST_TEXT = 255
"""Characters of a text within a formula: each key also stands in a defined name."""


def steps_text(steps: Mapping[str, Iterable[int]]) -> str:
    """Return the Steps of each persona as `_meta` holds them; "" where they are too many.

    Args:
        steps: The Steps that a supervisor may set, by persona; empty if none may be set.
    """
    said = ";".join(f"{code}={','.join(map(str, sorted(own)))}" for code, own in steps.items())
    return (said or NO_STEPS) if len(said) <= _LONGEST_TEXT else ""


def steps_of(text: str) -> dict[str, frozenset[int]] | None:
    """Return the Steps of each persona out of `_meta`; None where they cannot be told."""
    if text == NO_STEPS:
        return {}
    found: dict[str, frozenset[int]] = {}
    for part in text.split(";"):
        code, equals, numbers = part.rpartition("=")
        listed = numbers.split(",")
        if not equals or not all(number.isdecimal() for number in listed):
            return None
        found[code] = frozenset(map(int, listed))
    return found
