"""A room with a face: what its `__all__` names is there, described, and taken from the face."""

import ast
from collections.abc import Iterator, Mapping

import pytest

from house import MODULES, SOURCE

ROOT = SOURCE.parent


def face_of(tree: ast.Module) -> list[str]:
    """Return what `__all__` of a module names; nothing where it has none."""
    for node in tree.body:
        if isinstance(node, ast.Assign):
            (target,) = node.targets
            if isinstance(target, ast.Name) and target.id == "__all__":
                return [str(name) for name in ast.literal_eval(node.value)]
    return []


def parsed(module: str) -> ast.Module:
    """Return the syntax tree of a module of the product, a package's or a file's."""
    place = ROOT.joinpath(*module.split("."))
    path = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    return ast.parse(path.read_text("utf-8"))


FACES: Mapping[str, list[str]] = {
    name: face
    for path in MODULES
    if path.name == "__init__.py"
    for name in [".".join(path.parent.relative_to(ROOT).parts)]
    if (face := face_of(parsed(name)))
}
"""Package -> the names of its face."""


def description(name: str, tree: ast.Module) -> str | None:
    """Return the docstring of a name of a module; None where it has none or is not there.

    Args:
        name: A class, a function, or a constant (its docstring is the text below it).
        tree: The module's syntax tree; imports of the product are followed.
    """
    for node, below in zip(tree.body, [*tree.body[1:], None], strict=True):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ledger."):
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    return description(alias.name, parsed(str(node.module)))
        elif isinstance(node, (ast.ClassDef, ast.FunctionDef)) and node.name == name:
            return ast.get_docstring(node)
        elif name in set(_assigned(node)):
            said = below.value if isinstance(below, ast.Expr) else None
            return str(said.value) if isinstance(said, ast.Constant) else None
    return None


def _assigned(node: ast.stmt) -> Iterator[str]:
    targets = (
        node.targets
        if isinstance(node, ast.Assign)
        else [node.target]
        if isinstance(node, ast.AnnAssign)
        else []
    )
    for target in targets:
        yield from (part.id for part in ast.walk(target) if isinstance(part, ast.Name))


def round_the_face(module: str, tree: ast.Module, faces: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield what a module takes from inside of a room though the room's face offers it.

    Args:
        module: The module's own dotted name; who stands in a room may take from its inside.
        tree: Its syntax tree.
        faces: Package -> the names of its face.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for room, face in faces.items():
                if node.module.startswith(f"{room}.") and not f"{module}.".startswith(f"{room}."):
                    for alias in node.names:
                        if alias.name in face:
                            yield f"{node.module}.{alias.name} is offered by {room}"


@pytest.mark.parametrize("room", sorted(FACES))
def test_看板にある名前は_どれもあり_説明がある(room: str) -> None:
    tree = parsed(room)
    assert sorted(set(FACES[room])) == sorted(FACES[room])
    assert [name for name in FACES[room] if not description(name, tree)] == []


PLANTED = [
    ('X = 1\n"""What it is."""', "What it is.", "説明のある定数"),
    ('X: int = 1\n"""What it is."""', "What it is.", "型と説明のある定数"),
    ('def X() -> None:\n    """What it does."""', "What it does.", "説明のある関数"),
    ("X = 1\nY = 2", None, "説明のない定数"),
    ("X = 1", None, "最後の行の定数"),
    ("class X:\n    pass", None, "説明のない型"),
    ("def Y() -> None:\n    pass", None, "ない名前"),
    ("from ledger.trust import seal as X", None, "部屋そのもの"),
    ("from ledger.withhold import Veil as X", "What is shown and what is not.", "来た名前"),
]


@pytest.mark.parametrize(
    ("code", "said"), [row[:2] for row in PLANTED], ids=[row[2] for row in PLANTED]
)
def test_説明の有無を見分ける(code: str, said: str | None) -> None:
    found = description("X", ast.parse(code))
    assert (found.splitlines()[0] if found else None) == said


def test_看板のある名前は_看板から受け取る() -> None:
    found = []
    for path in MODULES:
        own = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        text = path.read_text("utf-8")
        if any(room in text for room in FACES):
            found += [f"{own}: {said}" for said in round_the_face(own, ast.parse(text), FACES)]
    assert found == []


TAKEN = [
    ("ledger.present.share", "from ledger.withhold.veil import small", True, "奥から受け取る"),
    ("ledger.present.share", "from ledger.withhold import small", False, "看板から受け取る"),
    ("ledger.withhold.decide", "from ledger.withhold.veil import small", False, "中の者どうし"),
    ("ledger.withholding", "from ledger.withhold.veil import small", True, "名前の似た外の者"),
    ("ledger.present.share", "from ledger.withhold.veil import big", False, "看板にない名前"),
]


@pytest.mark.parametrize(
    ("module", "code", "found"), [row[:3] for row in TAKEN], ids=[row[3] for row in TAKEN]
)
def test_奥から受け取れば見つかる(module: str, code: str, *, found: bool) -> None:
    faces = {"ledger.withhold": ["small"]}
    assert bool(list(round_the_face(module, ast.parse(code), faces))) is found
