"""Things of the policy by their names, as sentences speak of them; the code where it is unknown."""

from ledger.model.policy import Policy


def training(policy: Policy, code: str) -> str:
    """Return a training in words: `研修「BPR研修」`."""
    known = policy.trainings.get(code)
    return f"研修「{known.training_name if known else code}」"


def tool(policy: Policy, code: str) -> str:
    """Return a tool in words: `ツール「RPA」`."""
    known = policy.tools.get(code)
    return f"ツール「{known.tool_name if known else code}」"
