"""The very-hidden sheet `_meta` and the defined names that repeat it.

Every workbook says by itself what it is. Gateways may strip hidden sheets, so each key also stands
in a defined name `meta_<key>` whose text is the value as a string literal.
"""

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
"""Version of the workbooks' structure; a form of another version is migrated or refused."""

KIND = "kind"
SCHEMA = "schema_version"
YEAR = "fiscal_year"
ORG = "org_code"
PHASE = "phase"
ISSUE_NO = "issue_no"
STAFF_NO = "staff_no"
SEAL = "seal"
CONFIRMER_NO = "confirmer_no"

LEDGER_KEYS = (KIND, SCHEMA, YEAR, ORG)
SELF_REPORT_KEYS = (KIND, SCHEMA, YEAR, ORG, PHASE, ISSUE_NO, STAFF_NO, SEAL)
REVIEW_KEYS = (KIND, SCHEMA, YEAR, ORG, PHASE, CONFIRMER_NO)
REPORT_KEYS = (KIND, SCHEMA, YEAR, ORG)
EXTRACT_KEYS = (KIND, SCHEMA, YEAR, ORG)
