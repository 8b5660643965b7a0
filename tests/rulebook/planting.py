"""Planting a slip into the product: a function with one piece of its text replaced, for a while.

The function keeps its identity, only its code is exchanged; so whoever has imported it meets the
slip. Files stay as they are.
"""

import inspect
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from types import CodeType, FunctionType
from typing import NamedTuple


class Slip(NamedTuple):
    """One slip.

    Attributes:
        examples: The W numbers whose claim it breaks; one case of each must tell.
        claim: The rule that the slip takes away, in words.
        of: The function (or property) of the rule.
        text: A piece of its text.
        instead: What stands there instead.
    """

    examples: str
    claim: str
    of: object
    text: str
    instead: str


def function_of(thing: object) -> FunctionType:
    """Return the plain function of a function, a property or a cached function."""
    if isinstance(thing, cached_property):
        thing = thing.func
    elif isinstance(thing, property):
        thing = thing.fget
    found = inspect.unwrap(thing) if callable(thing) else thing
    assert isinstance(found, FunctionType), thing
    return found


@contextmanager
def planted(slip: Slip) -> Iterator[None]:
    """Let a function have the slip while the block runs.

    Raises:
        AssertionError: The function's text does not have the piece exactly once.
    """
    function = function_of(slip.of)
    source = textwrap.dedent(inspect.getsource(function))
    assert source.count(slip.text) == 1, f"{function.__qualname__} のどこを壊すのか: {slip.text}"
    code = _compiled(function, source.replace(slip.text, slip.instead))
    before = function.__code__
    function.__code__ = code
    try:
        yield
    finally:
        function.__code__ = before


def _compiled(function: FunctionType, source: str) -> CodeType:
    """Return the code of a changed source, in the names of the function's own module."""
    names = dict(function.__globals__)
    exec(compile(source, f"<{function.__name__}>", "exec"), names)  # noqa: S102 - our own source, one piece replaced
    return function_of(names[function.__name__]).__code__
