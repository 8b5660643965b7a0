"""What lies in a bundle, file by file."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bundle import lists
from bundle.pack import summed
from bundle.sbom import sbom
from bundle.targets import (
    PYTHON,
    PYTHON_AT,
    PYTHON_BYTES,
    PYTHON_SHA256,
    PYTHON_ZIP,
    TARGETS,
)
from bundle.wheels import OWN, ROOT, Wheel, pinned
from ledger.commands.addin_collect import carried_steps
from ledger.layout.acceptance import SHEET
from ledger.present.acceptance_sheet import build

_CARRIED = Path(__file__).parent / "carried"
_ADDIN = ("talent-ledger.xlam", "THIRD_PARTY.txt", "olevba.txt")
_GAPS = {
    "python": PYTHON,
    "python_zip": PYTHON_ZIP,
    "python_sha256": PYTHON_SHA256,
    "python_bytes": f"{PYTHON_BYTES:,}",
    "python_at": PYTHON_AT,
}


def contents(wheels: Sequence[Wheel], manual: Path | None) -> dict[str, bytes]:
    """Return every file of the bundle by its path, with the digests of all of them.

    Args:
        wheels: The wheels of every kind of PC.
        manual: Where `docs/manual_site.py` built the manual; None leaves it out.
    """
    licensed = lists.licences(wheels)
    files = {f"wheels/{one.path.name}": one.path.read_bytes() for one in wheels}
    files |= {f"requirements-{t.name}.txt": pinned(wheels, t).encode() for t in TARGETS}
    files |= dict(_tools(next(str(one.version) for one in wheels if one.name == OWN)))
    files |= dict(_product())
    for wheel in wheels:
        files |= lists.licence_texts(wheel)
    files["LICENSE"] = (ROOT / "LICENSE").read_bytes()
    files |= _told(wheels, licensed)
    files |= dict(_manual(manual)) if manual else {}
    return summed(files)


def _manual(built: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the manual: PDFs first, the site, and the files to practise with."""
    for folder, place in (
        (built / "pdf", "manual"),
        (built / "site", "manual/site"),
        (ROOT / "docs" / "manual" / "practice", "manual/練習"),
    ):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield f"{place}/{path.relative_to(folder).as_posix()}", path.read_bytes()


def _tools(version: str) -> Iterator[tuple[str, bytes]]:
    """Yield what installs; texts for Windows in its own code page and line ends."""
    yield "install.py", (_CARRIED / "install.py").read_bytes()
    command = (_CARRIED / "install.cmd.txt").read_text("utf-8")
    for gap in ("python_zip", "python_sha256", "python"):
        command = command.replace(f"{{{gap}}}", _GAPS[gap])
    yield "install.cmd", command.replace("\n", "\r\n").encode("cp932")
    readme = (_CARRIED / "README.txt").read_text("utf-8").format(version=version, **_GAPS)
    yield "README.txt", readme.replace("\n", "\r\n").encode("utf-8-sig")


def _product() -> Iterator[tuple[str, bytes]]:
    """Yield the add-in, the workbooks that forms are made of, and the sheet for a pilot PC."""
    for name in _ADDIN:
        yield f"addin/{name}", (ROOT / "addin" / name).read_bytes()
    for path in sorted((ROOT / "workbooks").glob("*.xlsx")):
        yield f"workbooks/{path.name}", path.read_bytes()
    yield f"{SHEET}.xlsx", build(carried_steps())


def _told(wheels: Sequence[Wheel], licensed: Sequence[lists.Licensed]) -> Mapping[str, bytes]:
    """Return the lists for the IT section."""
    rows = [(one.name, one.version, one.licence, " ".join(one.texts)) for one in licensed]
    signs = [tuple(one) for one in lists.executables(wheels)]
    return {
        "LICENSES.csv": lists.as_csv(("部品", "版", "ライセンス", "文面"), rows),
        "EXECUTABLES.csv": lists.as_csv(("wheel", "ファイル", "SHA-256", "署名"), signs),
        "sbom.cdx.json": sbom(wheels, licensed),
    }
