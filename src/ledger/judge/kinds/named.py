"""Things of the policy by their names, as sentences speak of them; the code where it is unknown."""

from ledger.model.policy import Policy


def training(policy: Policy, code: str) -> str:
    """Return a training in words: `研修「BPR研修」`."""
    return f"研修「{policy.training_name(code)}」"


def tool(policy: Policy, code: str) -> str:
    """Return a tool in words: `ツール「RPA」`."""
    return f"ツール「{policy.tool_name(code)}」"
