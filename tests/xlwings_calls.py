"""Which members of xlwings' objects our modules use, and whether xlwings has them: by reading both.

Nothing of xlwings' Windows engine can be imported elsewhere, so its source is read. The uses are
found by following types through our source: `self._book.sheets[…].range(…)` is a `Range`.
"""

import ast
from collections.abc import Iterator, Mapping
from typing import NamedTuple

RESULTS: Mapping[tuple[str, str], str] = {
    ("App", "alert"): "",
    ("App", "api"): "api",
    ("App", "books"): "Books",
    ("App", "calculate"): "",
    ("App", "calculation"): "",
    ("App", "display_alerts"): "",
    ("App", "hwnd"): "",
    ("App", "macro"): "Macro",
    ("App", "screen_updating"): "",
    ("App", "selection"): "Range",
    ("App", "status_bar"): "",
    ("Macro", "__call__"): "",
    ("Book", "api"): "api",
    ("Book", "app"): "App",
    ("Book", "caller"): "Book",
    ("Book", "close"): "",
    ("Book", "name"): "",
    ("Book", "names"): "Names",
    ("Book", "save"): "",
    ("Book", "sheets"): "Sheets",
    ("Book", "to_pdf"): "",
    ("Books", "open"): "Book",
    ("Names", "__iter__"): "Name",
    ("Name", "name"): "",
    ("Name", "refers_to"): "",
    ("Sheets", "__getitem__"): "Sheet",
    ("Sheets", "active"): "Sheet",
    ("Sheets", "__iter__"): "Sheet",
    ("Sheets", "add"): "Sheet",
    ("Sheet", "activate"): "",
    ("Sheet", "api"): "api",
    ("Sheet", "clear_contents"): "",
    ("Sheet", "delete"): "",
    ("Sheet", "comments"): "Comments",
    ("Comments", "__iter__"): "Comment",
    ("Comment", "location"): "Range",
    ("Sheet", "name"): "",
    ("Sheet", "notes"): "Notes",
    ("Notes", "__iter__"): "Note",
    ("Note", "delete"): "",
    ("Note", "location"): "Range",
    ("Note", "text"): "",
    ("Sheet", "range"): "Range",
    ("Sheet", "tables"): "Tables",
    ("Sheet", "used_range"): "Range",
    ("Sheet", "visible"): "",
    ("Tables", "__iter__"): "Table",
    ("Tables", "add"): "",
    ("Table", "api"): "api",
    ("Table", "autofilter"): "AutoFilter",
    ("AutoFilter", "clear"): "",
    ("Table", "name"): "",
    ("Table", "parent"): "Sheet",
    ("Table", "range"): "Range",
    ("Table", "resize"): "",
    ("Table", "show_totals"): "",
    ("Range", "add_note"): "",
    ("Range", "address"): "",
    ("Range", "api"): "api",
    ("Range", "clear_contents"): "",
    ("Range", "color"): "",
    ("Range", "formula"): "",
    ("Range", "note"): "Note",
    ("Range", "number_format"): "",
    ("Range", "raw_value"): "",
    ("Range", "rows"): "RangeRows",
    ("Range", "select"): "",
    ("Range", "sheet"): "Sheet",
    ("RangeRows", "hidden"): "",
}
"""What we use, and the class that comes of it ("" for values)."""

ON_WINDOWS: Mapping[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("App", "macro"): (("App", "run"),),
    ("Macro", "__call__"): (("App", "run"),),
    ("Book", "caller"): (("App", "__init__"), ("App", "books"), ("Books", "__call__")),
    ("Comments", "__iter__"): (("Sheet", "comments"),),
    ("Notes", "__iter__"): (("Sheet", "notes"),),
    ("Names", "__iter__"): (("Names", "snapshot"), ("Names", "__len__"), ("Names", "__call__")),
    ("Sheets", "__getitem__"): (("Sheets", "__call__"), ("Sheets", "__len__")),
    ("Sheet", "activate"): (("Sheet", "activate"), ("Book", "activate"), ("App", "activate")),
    ("Range", "rows"): (),
    ("RangeRows", "hidden"): (("Range", "row_hidden"),),
}
"""What of the engine stands behind a convenience of the public class; else the same name."""


class Use(NamedTuple):
    """A member that is used.

    Attributes:
        owner: Its class.
        member: Its name.
        written: Whether it is set.
        keywords: Names that a call passes.
    """

    owner: str
    member: str
    written: bool = False
    keywords: tuple[str, ...] = ()


class Uses(ast.NodeVisitor):
    """Follows xlwings' types through one module of ours.

    Attributes:
        found: The members that are used.
    """

    def __init__(self, source: str) -> None:
        """Read a module."""
        self.found: set[Use] = set()
        self._types: dict[str, str] = {"xw.Book": "Book"}
        self.visit(ast.parse(source))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Know what the methods of a class return before its bodies are read."""
        for method in node.body:
            if isinstance(method, ast.FunctionDef) and (kind := _named(method.returns)):
                self._types[f"self.{method.name}"] = kind
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Know the parameters by their annotations."""
        kept = dict(self._types)
        for parameter in (*node.args.args, *node.args.kwonlyargs):
            self._types[parameter.arg] = _named(parameter.annotation)
        self.generic_visit(node)
        fields = {k: v for k, v in self._types.items() if k.startswith("self._")}
        self._types = kept | fields

    def visit_Assign(self, node: ast.Assign) -> None:
        """Follow a type into a name."""
        kind = self._of(node.value)
        for target in node.targets:
            self._bind(target, kind, node.value)

    def visit_For(self, node: ast.For) -> None:
        """Follow a type into a loop."""
        self._loop(node.target, node.iter)
        for statement in (*node.body, *node.orelse):
            self.visit(statement)

    def generic_visit(self, node: ast.AST) -> None:
        """Look at whatever else there is."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self._of(child)
            else:
                self.visit(child)

    def _bind(self, target: ast.expr, kind: str, value: ast.expr | None = None) -> None:
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for one, its in zip(target.elts, value.elts, strict=True):
                self._bind(one, self._of(its), its)
        elif isinstance(target, ast.Tuple):
            for one in target.elts:
                self._bind(one, "")
        elif isinstance(target, ast.Attribute) and (owner := self._of(target.value)):
            self.found.add(Use(owner, target.attr, written=True))
        else:
            self._types[ast.unparse(target)] = kind

    def _loop(self, target: ast.expr, over: ast.expr) -> None:
        if isinstance(over, ast.Call) and ast.unparse(over.func) == "zip":
            for argument in over.keywords:
                self._of(argument.value)
            names = target.elts if isinstance(target, ast.Tuple) else []
            for one, its in zip(names, over.args, strict=bool(names)):
                self._loop(one, its)
        else:
            kind = self._of(over)
            self._bind(target, self._use(kind, "__iter__") if kind else "")

    def _use(self, owner: str, member: str, keywords: tuple[str, ...] = ()) -> str:
        self.found.add(Use(owner, member, keywords=keywords))
        return RESULTS.get((owner, member), "")

    def _of(self, node: ast.expr) -> str:
        """Return the class of an expression, and keep what is used on the way."""
        if isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node) in self._types:
            return self._types[ast.unparse(node)]
        if isinstance(node, ast.Attribute):
            owner = self._of(node.value)
            return self._use(owner, node.attr) if owner else ""
        if isinstance(node, ast.Call):
            return self._called(node)
        if isinstance(node, ast.Subscript):
            self._of(node.slice)
            owner = self._of(node.value)
            return self._use(owner, "__getitem__") if owner else ""
        if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            for part in node.generators:
                self._loop(part.target, part.iter)
        self.generic_visit(node)
        return ""

    def _called(self, node: ast.Call) -> str:
        for argument in (*node.args, *(one.value for one in node.keywords)):
            self._of(argument)
        keywords = tuple(one.arg for one in node.keywords if one.arg)
        if isinstance(node.func, ast.Attribute) and (owner := self._of(node.func.value)):
            return self._use(owner, node.func.attr, keywords)
        kind = self._of(node.func)
        return self._use(kind, "__call__", keywords) if kind == "Macro" else kind


def _named(annotation: ast.expr | None) -> str:
    """Return the class of `xw.Range`, or of one that only `xw.main` shows."""
    homes = ("xw", "xw.main")
    if isinstance(annotation, ast.Attribute) and ast.unparse(annotation.value) in homes:
        return annotation.attr
    return ""


class Classes:
    """The classes of a module of xlwings, with those they inherit from."""

    def __init__(self, *modules: ast.Module) -> None:
        """Take modules; a class of an earlier one comes before its namesake of a later one."""
        self._bodies: list[dict[str, ast.ClassDef]] = [
            {node.name: node for node in module.body if isinstance(node, ast.ClassDef)}
            for module in modules
        ]

    def has(self, owner: str, member: str, *, written: bool = False) -> bool:
        """Return whether a class has a member that does something."""
        return any(_settable(node) or not written for node in self._members(owner, member))

    def parameters(self, owner: str, member: str) -> set[str] | None:
        """Return the names a method takes; None if it takes any."""
        for node in self._members(owner, member):
            if isinstance(node, ast.FunctionDef):
                given = node.args
                return None if given.kwarg else {a.arg for a in (*given.args, *given.kwonlyargs)}
        return None

    def _members(self, owner: str, member: str, level: int = 0) -> Iterator[ast.stmt]:
        for depth, bodies in enumerate(self._bodies[level:], start=level):
            if owner not in bodies:
                continue
            node = bodies[owner]
            yield from (one for one in node.body if member in names_of(one) and not _empty(one))
            for base in node.bases:
                named = ast.unparse(base).split("[")[0]
                plain = named.rsplit(".", maxsplit=1)[-1]
                deeper = depth + 1 if "." in named else depth
                if (plain, deeper) != (owner, depth):
                    yield from self._members(plain, member, deeper)
            return


def names_of(node: ast.stmt) -> set[str]:
    """Return what a statement of a class defines."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else []
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _empty(node: ast.stmt) -> bool:
    """Return whether a method only says that an engine has to have it."""
    last = node.body[-1] if isinstance(node, ast.FunctionDef) else None
    return isinstance(last, ast.Raise) and "NotImplementedError" in ast.unparse(last)


def _settable(node: ast.stmt) -> bool:
    marks = node.decorator_list if isinstance(node, ast.FunctionDef) else []
    return any(ast.unparse(mark).endswith(".setter") for mark in marks)


def complaints(uses: set[Use], public: Classes, engine: Classes) -> list[str]:
    """Return what is used and is not there: in our table, in xlwings, in its Windows engine."""
    return [
        complaint
        for use in sorted(uses)
        if use.owner != "api"
        for complaint in _about(use, public, engine)
    ]


def _about(use: Use, public: Classes, engine: Classes) -> Iterator[str]:
    key = (use.owner, use.member)
    called = ".".join(key)
    if key not in RESULTS:
        yield f"{called} is not in the table"
        return
    if not public.has(*key, written=use.written):
        yield f"{called} is not in xlwings"
    taken = public.parameters(*key)
    if taken is not None and (strange := set(use.keywords) - taken):
        yield f"{called} does not take {sorted(strange)}"
    for target in ON_WINDOWS.get(key, (key,)):
        if not engine.has(*target, written=use.written):
            yield f"{called}: {'.'.join(target)} is not in its Windows engine"
