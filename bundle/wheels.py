"""Wheels: resolved for a PC that is not this one, fetched by their hashes, and what they say."""

import email.parser
import hashlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from email.message import Message
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

from bundle.targets import PYTHON, TARGETS, Target

ROOT = Path(__file__).parent.parent
OWN, PIP = "talent-ledger", "pip"
EPOCH = "1767225600"
"""The moment that a build bears (2026-01-01): the same sources give the same bytes."""


class Wheel(NamedTuple):
    """A wheel and what it says of itself.

    Attributes:
        path: Where it stands.
        name: Its distribution, folded.
        version: Its version.
        tags: Its tags: `(Python, ABI, platform)`.
    """

    path: Path
    name: str
    version: Version
    tags: frozenset[tuple[str, str, str]]

    @classmethod
    def of(cls, path: Path) -> "Wheel":
        """Return what a wheel's name says."""
        name, version, _, tags = parse_wheel_filename(path.name)
        said = frozenset((tag.interpreter, tag.abi, tag.platform) for tag in tags)
        return cls(path, str(name), version, said)

    @property
    def sha256(self) -> str:
        """Digest of its bytes."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()

    def metadata(self) -> Message:
        """Return its METADATA."""
        with zipfile.ZipFile(self.path) as archive:
            (place,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
            return email.parser.BytesParser().parsebytes(archive.read(place))

    def runs_on(self, target: Target) -> bool:
        """Whether it is for a kind of PC and the bundle's Python."""
        minor = f"cp{PYTHON.replace('.', '')}"
        return any(
            (python in {"py3", f"py{PYTHON.replace('.', '')}", minor} or _older(python, abi))
            and abi in {"none", "abi3", minor}
            and platform in {"any", *target.tags}
            for python, abi, platform in self.tags
        )


def _older(python: str, abi: str) -> bool:
    """Whether a wheel of the stable ABI was built for this Python or one before it."""
    return abi == "abi3" and python.startswith("cp3") and int(python[3:]) <= int(PYTHON[2:])


def resolved(target: Target) -> str:
    """Return the requirements of the product on a kind of PC: pinned, each with its hashes.

    Markers are those of the target: a resolver of this machine would leave out what only Windows
    needs, and say nothing.

    Args:
        target: The kind of PC.
    """
    return _ran(
        *(_tool("uv"), "pip", "compile", "--quiet", "--python-platform", target.platform),
        *("--python-version", PYTHON, "--generate-hashes", "--only-binary", ":all:"),
        *("--no-header", "--no-annotate", "--no-emit-index-url"),
        *("--constraints", str(ROOT / "constraints.txt"), str(ROOT / "pyproject.toml")),
    )


def fetched(target: Target, requirements: str, folder: Path) -> None:
    """Bring the wheels of a kind of PC into a folder, each held against its hash.

    Args:
        target: The kind of PC.
        requirements: What `resolved` returned.
        folder: Where they go; what is there already is not fetched again.
    """
    listed = folder.parent / f"resolved-{target.name}.txt"
    listed.write_text(requirements, "utf-8")
    platforms = [word for tag in target.tags for word in ("--platform", tag)]
    _ran(
        *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
        *("--no-deps", "--only-binary", ":all:", "--require-hashes", "--python-version", PYTHON),
        *("--implementation", "cp", *platforms, "--dest", str(folder)),
        *("--requirement", str(listed)),
    )


def own_wheel(folder: Path) -> Wheel:
    """Build the product's own wheel into a folder: the same bytes of the same sources."""
    _ran(
        *(sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"),
        *("--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)),
    )
    return next(one for one in wheels_in(folder) if one.name == OWN)


def pip_wheel(folder: Path, version: str) -> Wheel:
    """Bring pip's own wheel, which installs the others where Python comes without it."""
    _ran(
        *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
        *("--no-deps", "--only-binary", ":all:", "--dest", str(folder), f"{PIP}=={version}"),
    )
    return next(one for one in wheels_in(folder) if one.name == PIP)


def wheels_in(folder: Path) -> list[Wheel]:
    """Return the wheels of a folder, by name."""
    return [Wheel.of(path) for path in sorted(folder.glob("*.whl"))]


def needed(wheel: Wheel, target: Target) -> list[Requirement]:
    """Return what a wheel needs on a kind of PC, every marker taken as it is there."""
    told = map(Requirement, wheel.metadata().get_all("Requires-Dist", []))
    there = {**target.markers, "extra": ""}
    return [need for need in told if need.marker is None or need.marker.evaluate(there)]


def lacking(wheels: Sequence[Wheel], target: Target) -> Iterator[str]:
    """Yield what a kind of PC needs and the wheels do not hold.

    Args:
        wheels: The wheels.
        target: The kind of PC.
    """
    there: Mapping[str, Wheel] = {one.name: one for one in wheels if one.runs_on(target)}
    waiting, asked = [OWN], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in there:
            yield f"{target.name}: {name} のwheelがありません"
            continue
        for need in needed(there[name], target):
            wanted = canonicalize_name(need.name)
            if wanted in there and there[wanted].version not in need.specifier:
                yield f"{target.name}: {name} の求める {need} と版が合いません"
            if wanted not in asked:
                asked.add(wanted)
                waiting.append(wanted)


def pinned(wheels: Sequence[Wheel], target: Target) -> str:
    """Return the list by which the installer of a kind of PC takes its wheels: name, version, hash.

    Args:
        wheels: The wheels of all kinds of PC.
        target: The kind of PC.
    """
    own = [one for one in wheels if one.runs_on(target) and one.name != PIP]
    return "".join(f"{one.name}=={one.version} --hash=sha256:{one.sha256}\n" for one in own)


def everything(folder: Path, pip: str) -> list[Wheel]:
    """Fill a folder with the wheels of every kind of PC, and return them.

    Args:
        folder: Where they go.
        pip: Version of pip.

    Raises:
        LookupError: Something that a kind of PC needs is not among them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for target in TARGETS:
        fetched(target, resolved(target), folder)
    own_wheel(folder)
    pip_wheel(folder, pip)
    found = wheels_in(folder)
    missing = [line for target in TARGETS for line in lacking(found, target)]
    if missing:
        raise LookupError("\n".join(missing))
    return found


def _tool(name: str) -> str:
    """Return where a program of this environment stands."""
    return str(Path(sys.executable).with_name(name))


def _ran(*command: str) -> str:
    """Run a program and return what it printed; an error of its own ends the build."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONHASHSEED": "0"}
    ran = subprocess.run(  # noqa: S603 - our own tools, with our own arguments
        command, check=False, capture_output=True, text=True, env=environment
    )
    if ran.returncode:
        sys.stderr.write(ran.stderr)
        raise subprocess.CalledProcessError(ran.returncode, command)
    return ran.stdout
