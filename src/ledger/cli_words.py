"""What the command line says by itself, in Japanese: the headings of its help, and wrong usage."""

import re
from typing import Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from ledger.model.characters import ending_of
from ledger.model.problems import Problem
from ledger.model.verbs import BY_NAME, verb_meant

USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]
"""What every wrong usage is; typer offers no public name for it."""

HOME = "home"
"""The command that a workbook without a verb means."""
_BOOKS = (".xlsx", ".xlsm")
_HELP = "この説明を出す"
_HEADINGS = {
    "ARGUMENTS_PANEL_TITLE": "引数",
    "OPTIONS_PANEL_TITLE": "指定",
    "COMMANDS_PANEL_TITLE": "コマンド",
    "ERRORS_PANEL_TITLE": "誤り",
    "DEFAULT_STRING": "[既定: {}]",
    "REQUIRED_LONG_STRING": "[必須]",
}
_VALUE = {True: "に値がありません。", False: "に値は付けません。"}
_QUOTED = re.compile(r"'([^']*)'")
_EXTRA = re.compile(r"\(([^()]*)\)$")


class _Command(TyperCommand):
    """A command whose help speaks Japanese."""

    def get_usage(self, ctx: Any) -> str:  # noqa: ANN401 - typer's own context
        return _usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - the same
        return _help(super().get_help_option(ctx))


class _Group(TyperGroup):
    """A group of commands whose help speaks Japanese, and which answer to Japanese names."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - the same
        own, group = super().list_commands(ctx), _group(ctx)
        order = {name: place for place, name in enumerate(BY_NAME)}
        return sorted(own, key=lambda one: order.get(f"{group} {one}".strip(), len(order)))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - the same
        own = super().get_command(ctx, cmd_name)
        if own is not None:
            return own
        return super().get_command(ctx, verb_meant(cmd_name, _group(ctx)))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - the same
        if ctx.parent is None and args and ending_of(args[0]) in _BOOKS:
            return super().resolve_command(ctx, [HOME, *args])
        return super().resolve_command(ctx, args)

    def get_usage(self, ctx: Any) -> str:  # noqa: ANN401 - typer's own context
        return _usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - the same
        return _help(super().get_help_option(ctx))


def _group(ctx: Any) -> str:  # noqa: ANN401 - typer's own context
    """Return the verb whose own verbs a context is about; "" at the top."""
    return "" if ctx.parent is None else verb_meant(str(ctx.info_name))


def _usage(text: str) -> str:
    return text.replace("Usage:", "使い方:", 1)


def _help(option: Any) -> Any:  # noqa: ANN401 - typer's own option
    if option is not None:
        option.help = _HELP
    return option


def in_japanese(app: typer.Typer, group: str = "") -> None:
    """Let an app's help, and that of the apps in it, speak Japanese, with an example each.

    Args:
        app: The app, its commands registered.
        group: The verb that its commands stand behind, such as `addin`.
    """
    for name, words in _HEADINGS.items():
        setattr(rich_utils, name, words)
    app.info.cls = _Group
    for command in app.registered_commands:
        command.cls = _Command
        _explain(command, group)
    for inner in app.registered_groups:
        inner.cls = _Group
        if inner.typer_instance is not None:
            in_japanese(inner.typer_instance, inner.typer_instance.info.name or "")


def _explain(command: Any, group: str) -> None:  # noqa: ANN401 - typer's own
    """Say of a command what its button is called, and an example, below its help."""
    name = command.name or str(command.callback.__name__).replace("_", "-")
    verb = BY_NAME.get(f"{group} {name}".strip())
    if verb is not None:
        words = "・".join((verb.label, *verb.others))
        command.short_help = f"{verb.label}: {(command.callback.__doc__ or '').strip()}"
        command.epilog = f"日本語では: {words}\n\n例: talent-ledger {verb.example}"


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
            return f"「{_name(error)}」の値が使えません。{_wanted(message)}"
        case _:
            return _other(message)


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
    if "format" in message:
        return "2026-03-31 のように書いてください。"
    if "integer" in message:
        return "整数を書いてください。"
    return "値を確かめてください。"


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""
