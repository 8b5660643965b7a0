"""The help of the command line, in Japanese."""

import functools
import inspect
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from ledger.model.characters import ending_of
from ledger.model.verbs import BY_NAME, verb_meant
from ledger.screen import MANNERS

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


_KINDS = {
    "<bool>": None,
    "<path>": "ファイル",
    "<file>": "ファイル",
    "<directory>": "フォルダ",
    "<int>": "数",
    "<float>": "数",
    "<str>": "文字",
    "<%Y-%m-%d>": "年-月-日",
}
"""What typer writes of the kind of a value, and what a reader of the help is told."""


MANNERS_ASKED = {
    "dry_run": "何が変わるかを見るだけで、結果を書かない",
    "quiet": "直すところと確かめるところだけを出す",
}
"""What may be asked of every command, before its name or after it."""


class _Command(TyperCommand):
    """A command whose help speaks Japanese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer's own
        _headings()
        _kinds_said(self.get_params(ctx))
        super().format_help(ctx, formatter)

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

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - the same
        _headings()
        _kinds_said(self.get_params(ctx))
        super().format_help(ctx, formatter)

    def get_usage(self, ctx: Any) -> str:  # noqa: ANN401 - the same
        return _usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - the same
        return _help(super().get_help_option(ctx))


def _headings() -> None:
    """Let the frames of a help have Japanese headings, and its lines break between any two signs.

    Only a help is worth these imports.
    """
    from typer import rich_utils

    made: Any = rich_utils._make_rich_text  # noqa: SLF001 - there is no other door

    def folded(**asked: Any) -> Any:  # noqa: ANN401 - typer's own
        text = made(**asked)
        text.overflow = "fold"  # without blanks in it, a line would else be cut
        return text

    if made.__module__ != __name__:
        rich_utils._make_rich_text = folded  # noqa: SLF001 - the same
    for name, words in _HEADINGS.items():
        setattr(rich_utils, name, words)


def _kinds_said(params: list[Any]) -> None:
    """Let a help say in Japanese what kind of value each parameter wants; a switch wants none."""
    for param in params:
        kind = param.display_type_rich

        def said(ctx: Any, kind: Any = kind) -> str | None:  # noqa: ANN401 - typer's own
            told = kind(ctx)
            return _KINDS.get(told, told.strip("<>")) if told else told

        param.display_type_rich = said


def _group(ctx: Any) -> str:  # noqa: ANN401 - typer's own context
    """Return the verb whose own verbs a context is about; "" at the top."""
    return "" if ctx.parent is None else verb_meant(str(ctx.info_name))


_USAGE = {
    "Usage:": "使い方:",
    "[OPTIONS]": "[指定]",
    "COMMAND [ARGS]...": "コマンド [引数]",
}


def _usage(text: str) -> str:
    for english, words in _USAGE.items():
        text = text.replace(english, words, 1)
    return text


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
    app.info.cls = _Group
    for command in app.registered_commands:
        command.cls = _Command
        command.callback = _mannered(command.callback)
        _explain(command, group)
    for inner in app.registered_groups:
        inner.cls = _Group
        if inner.typer_instance is not None:
            in_japanese(inner.typer_instance, inner.typer_instance.info.name or "")


def _mannered(run: Any) -> Any:  # noqa: ANN401 - typer's own
    """Return what a command runs, so that its manners may be asked behind its name too."""
    own = inspect.signature(run)
    asked = {
        name: Annotated[bool, typer.Option(f"--{name.replace('_', '-')}", help=words)]
        for name, words in MANNERS_ASKED.items()
    }

    @functools.wraps(run)
    def mannered(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever it takes
        wanted = {name: True for name in asked if kwargs.pop(name)}
        MANNERS.set(MANNERS.get()._replace(**wanted))
        return run(*args, **kwargs)

    more = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=kind)
        for name, kind in asked.items()
    ]
    told: Any = mannered
    told.__signature__ = own.replace(parameters=[*own.parameters.values(), *more])
    told.__annotations__ = {**run.__annotations__, **asked}
    return told


def _explain(command: Any, group: str) -> None:  # noqa: ANN401 - typer's own
    """Say of a command what its button is called, and an example, below its help."""
    name = command.name or str(command.callback.__name__).replace("_", "-")
    verb = BY_NAME.get(f"{group} {name}".strip())
    if verb is not None:
        words = "・".join((verb.label, *verb.others))
        command.short_help = f"{verb.label}: {(command.callback.__doc__ or '').strip()}"
        command.epilog = f"日本語では: {words}\n\n例: talent-ledger {verb.example}"
