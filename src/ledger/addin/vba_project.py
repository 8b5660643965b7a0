"""The add-in's VBA project: xlwings' template with our modules in it, under our name.

Needs pyOpenVBA, which is a tool of the build and not of the product.
"""

import importlib.util
import re
import struct
import tempfile
from pathlib import Path

from ledger.addin.tracked_files import VBA_PROJECT, carried
from ledger.model.problems import Refusal

TEMPLATE = "quickstart_addin_ribbon.xlam"
RIBBON_MODULE = "RibbonLedger"
PYTHON_MODULE = "xlwings"
PART = "xl/vbaProject.bin"

_OLD_NAME = "MyAddin"
_OLD_RIBBON = "RibbonMyAddin"
_NAME_RECORD = 0x0004  # PROJECTNAME in the dir stream, [MS-OVBA] 2.3.4.2.1.6
_NAME_LINE = re.compile(rb'^Name="[^"]*"', re.MULTILINE)
_WORKSPACE = re.compile(rb"(?s)\[Workspace\].*$")


def xlwings_folder() -> Path:
    """Return where the installed xlwings stands, without importing it."""
    found = importlib.util.find_spec("xlwings")
    if found is None or found.origin is None:
        raise Refusal.of("addin-build-missing", name="xlwings")
    return Path(found.origin).parent


def upstream_module() -> str:
    """Return xlwings' own VBA module, as the installed template has it."""
    from pyopenvba import ExcelFile  # noqa: PLC0415 - a tool of the build only

    with ExcelFile(xlwings_folder() / TEMPLATE) as book:
        return str(book.get_module(PYTHON_MODULE))


def template_with_project() -> bytes:
    """Return xlwings' template with the finished VBA project in it.

    Raises:
        Refusal: pyOpenVBA or xlwings is not installed.
    """
    try:
        from pyopenvba import ExcelFile  # noqa: PLC0415 - a tool of the build only
    except ImportError as error:
        raise Refusal.of("addin-build-missing", name="pyOpenVBA") from error
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / TEMPLATE
        with ExcelFile(xlwings_folder() / TEMPLATE) as book:
            project = book.vba_project()
            project.delete_module("Dictionary")
            project.rename_module(_OLD_RIBBON, RIBBON_MODULE)
            book.set_module(PYTHON_MODULE, _source("xlwings.bas"))
            book.set_module(RIBBON_MODULE, _source("RibbonLedger.bas"))
            book.set_module("ThisWorkbook", _source("ThisWorkbook.cls"))
            book.remove_reference("MSForms")
            book.save(target)
        return target.read_bytes()


def renamed(vba: bytes) -> bytes:
    """Return vbaProject.bin with the project's own name, and no one's window places.

    Args:
        vba: The part as the template's author named it.
    """
    from pyopenvba.cfb import CFB  # noqa: PLC0415 - as above
    from pyopenvba.vba import compress, decompress  # noqa: PLC0415 - as above

    store = CFB.from_bytes(vba)
    old = struct.pack("<HI", _NAME_RECORD, len(_OLD_NAME)) + _OLD_NAME.encode("ascii")
    new = struct.pack("<HI", _NAME_RECORD, len(VBA_PROJECT)) + VBA_PROJECT.encode("ascii")
    directory = decompress(store.get_stream_in_storage("VBA", "dir"))
    if directory.count(old) != 1:
        message = f"the project is not named {_OLD_NAME}"
        raise ValueError(message)
    store.write_stream_in_storage("VBA", "dir", compress(directory.replace(old, new)))
    text, count = _NAME_LINE.subn(f'Name="{VBA_PROJECT}"'.encode(), store.get_stream("PROJECT"))
    if count != 1:
        message = "the PROJECT stream has no one name"
        raise ValueError(message)
    store.write_stream("PROJECT", _WORKSPACE.sub(b"", text))
    return bytes(store.to_bytes())


def _source(name: str) -> str:
    return _crlf(carried(f"vba/{name}").decode("ascii"))


def _crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")
