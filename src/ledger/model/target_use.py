"""有効 of a target as a column: ○, × or 例."""

from typing import Annotated

from pydantic import BeforeValidator

from ledger.model.column_headers import Header
from ledger.model.terms import TargetUse


def _used(value: object) -> object:
    """Return what 有効 of a target says; a truth value is ○ or ×."""
    return (TargetUse.YES if value else TargetUse.NO) if isinstance(value, bool) else value


InUse = Annotated[
    TargetUse,
    BeforeValidator(_used),
    Header(
        like="active",
        looks={
            "choices": tuple(use.value for use in TargetUse),
            "note": "例は、決まるまで数えない目標。数字を決めたら○にします。",
        },
    ),
]
"""有効 of a target; blank is ○."""
