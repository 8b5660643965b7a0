"""VBA's conditional compilation, decided once for Excel on Windows.

What stays is the text that runs there, so that who reads the add-in reads no branch for another
system. Only the conditions that upstream uses are known; any other stops the build.
"""

import re

_TRUE = {
    'App = "Microsoft Excel"': True,
    'App = "Microsoft Word"': False,
    'App = "Microsoft Access"': False,
    'App = "Microsoft PowerPoint"': False,
    "Mac": False,
    "Not Mac": True,
    "MAC_OFFICE_VERSION >= 15": False,
}
_LINE = re.compile(r"\s*#(Const|If|ElseIf|Else|End If)\b\s*(.*?)\s*(?:Then)?\s*(?:'.*)?$")


def decided(source: str) -> str:
    """Return a module's text without directives and without the branches that are not taken.

    Args:
        source: The module as upstream ships it.

    Raises:
        ValueError: A condition is not known, or a block is not closed.
    """
    kept: list[str] = []
    stack: list[tuple[bool, bool]] = []  # (this branch is taken, one was taken already)
    for line in source.splitlines():
        match = _LINE.match(line)
        if match is None:
            if all(taken for taken, _ in stack):
                kept.append(line)
            continue
        word, condition = match[1], match[2]
        if word == "If":
            truth = _truth(condition)
            stack.append((truth, truth))
        elif word == "ElseIf":
            _, before = stack.pop()
            truth = _truth(condition) and not before
            stack.append((truth, before or truth))
        elif word == "Else":
            _, before = stack.pop()
            stack.append((not before, True))
        elif word == "End If":
            stack.pop()
    if stack:
        message = "a #If is not closed"
        raise ValueError(message)
    return "\n".join(kept) + "\n"


def _truth(condition: str) -> bool:
    if condition not in _TRUE:
        message = f"unknown condition: #If {condition}"
        raise ValueError(message)
    return _TRUE[condition]
