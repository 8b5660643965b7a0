"""What the command line says of a wrong usage, in Japanese; imported where there is one."""

import re

import typer

from ledger.model.problems import Problem

USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]
"""What every wrong usage is; typer offers no public name for it."""

_VALUE = {True: "に値がありません。", False: "に値は付けません。"}
_QUOTED = re.compile(r"'([^']*)'")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}$")
_EXTRA = re.compile(r"\(([^()]*)\)$")


def usage_problem(error: Exception) -> Problem:
    """Say a wrong usage in one sentence.

    Args:
        error: What typer raised; one of `USAGE_ERROR`.
    """
    context = getattr(error, "ctx", None)
    command = str(getattr(context, "command_path", "") or "talent-ledger")
    return Problem.of("usage-wrong", what=_said(error), command=command)


def _said(error: Exception) -> str:
    message = str(getattr(error, "message", error))
    match type(error).__name__:
        case "NoSuchOption":
            return _no_option(error)
        case "NoSuchCommand":
            return f"「{_first(_QUOTED, message)}」というコマンドはありません。"
        case "MissingParameter":
            return f"「{_name(error)}」がありません。"
        case "BadOptionUsage" if option := getattr(error, "option_name", ""):
            return f"「{option}」{_VALUE['requires' in message]}"
        case "BadParameter":
            return _bad(error, message)
        case _:
            return _other(message)


def _bad(error: Exception, message: str) -> str:
    """Say a value that will not do; of no one value, it is a sentence of our own."""
    if getattr(error, "param", None) is None:
        return message
    return f"「{_name(error)}」の値が使えません。{_wanted(message)}"


def _no_option(error: Exception) -> str:
    near = "・".join(getattr(error, "possibilities", None) or ())
    hint = f"(もしかして: {near})" if near else ""
    return f"「{getattr(error, 'option_name', '')}」という指定はありません{hint}。"


def _other(message: str) -> str:
    if message.startswith("No such command"):
        return f"「{_first(_QUOTED, message)}」というコマンドはありません。"
    if "extra argument" in message:
        return f"引数が多すぎます: {_first(_EXTRA, message)}"
    if message.startswith("Missing command"):
        return "コマンドがありません。"
    return "指定の書き方が違います。"


def _name(error: Exception) -> str:
    """Return an option as it is written, or an argument as the help calls it."""
    param = getattr(error, "param", None)
    options = [name for name in getattr(param, "opts", ()) if name.startswith("--")]
    if options:
        return str(options[0])
    return str(getattr(param, "metavar", None) or getattr(param, "name", None) or "引数")


def _wanted(message: str) -> str:
    """Say what values there are, out of typer's own English."""
    _, found, choices = message.partition(" is not one of ")
    if found:
        return f"{'・'.join(_QUOTED.findall(choices))} から選んでください。"
    if "format" in message and _ISO.match(_first(_QUOTED, message)):
        return "その日は、暦にありません。"
    if "format" in message:
        return "2026-03-31 のように書いてください。"
    if "integer" in message:
        return "整数を書いてください。"
    return "値を確かめてください。"


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""
