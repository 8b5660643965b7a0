"""`addin install`, `status` and `remove`: two files of the person's own, no admin rights."""

import hashlib
import re
import zipfile
from importlib.metadata import version
from pathlib import Path

from ledger.commands.addin.carried import FILE, NAME, carried
from ledger.commands.addin.places import INTERPRETER, Places
from ledger.commands.plan import Plan
from ledger.model.problems import Place, Problem, Refusal

UNKNOWN = "不明"
_CORE = "docProps/core.xml"
_VERSION = re.compile(r"<cp:version>([^<]*)</cp:version>")


def digest(data: bytes) -> str:
    """Return the SHA-256 of an add-in's bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def version_of(path: Path) -> str:
    """Return the version that an installed add-in says it has."""
    try:
        with zipfile.ZipFile(path) as package:
            found = _VERSION.search(package.read(_CORE).decode("utf-8"))
    except (OSError, KeyError, zipfile.BadZipFile):
        return UNKNOWN
    return found[1] if found else UNKNOWN


def plan_install(places: Places, interpreter: Path) -> Plan:
    """Plan to put the add-in where Excel loads it, and to write down the interpreter.

    Args:
        places: Where to.
        interpreter: The Python that the buttons start.

    Raises:
        Refusal: The interpreter's path cannot be written in the PC's code page.
    """
    data = carried(FILE)
    settings = {**places.read_settings(), INTERPRETER: str(interpreter)}
    return Plan(
        operation="addin-install",
        summary=(
            f"アドインを「{places.startup}」に入れます(SHA-256 {digest(data)})。",
            f"ボタンが使うPythonは「{interpreter}」です。",
        ),
        files={places.addin: data, places.settings: places.settings_bytes(settings)},
        next_step="Excelを開き直すと、「校閲」の右にタブ「人材育成台帳」が出ます。",
    )


def plan_status(places: Places, interpreter: Path) -> Plan:
    """Say whether the add-in is in place, and whether it is this program's own.

    Args:
        places: Where it would stand.
        interpreter: The Python that it should start.
    """
    own, own_version = digest(carried(FILE)), version(NAME)
    if not places.addin.is_file():
        problem = Problem.of("addin-absent", folder=places.startup)
        return Plan(
            operation="addin-status",
            summary=(problem.what,),
            problems=(problem,),
            counts={"installed": False, "same": False, "sha256": own},
            next_step=problem.remedy,
        )
    found = digest(places.addin.read_bytes())
    problems = []
    if found != own:
        problems.append(
            Problem.of(
                "addin-differs",
                Place(file=FILE),
                found=version_of(places.addin),
                own=own_version,
            )
        )
    started = places.read_settings().get(INTERPRETER, "")
    if started != str(interpreter):
        problems.append(
            Problem.of(
                "addin-interpreter",
                Place(file=places.settings.name),
                name=places.settings.name,
                found=started,
                own=interpreter,
            )
        )
    return Plan(
        operation="addin-status",
        summary=(
            f"アドインは入っています(版 {version_of(places.addin)}): {places.addin}",
            f"SHA-256 {found}({'同じです' if found == own else '違います'})",
            f"ボタンが使うPython: {started or '決まっていません'}",
        ),
        problems=tuple(problems),
        counts={"installed": True, "same": found == own, "sha256": found},
        next_step="" if problems else "talent-ledger addin doctor で、PCの設定を確かめられます。",
    )


def plan_remove(places: Places) -> Plan:
    """Say what would be taken away: the add-in and the person's settings file.

    Args:
        places: Where they stand.
    """
    doomed = [path for path in (places.addin, places.settings) if path.is_file()]
    return Plan(
        operation="addin-remove",
        summary=tuple(f"取り除きます: {path}" for path in doomed)
        or (f"アドインは、もともと入っていません: {places.startup}",),
        counts={"removed": len(doomed)},
        next_step="Excelを開き直すと、タブがなくなります。" if doomed else "",
    )


def remove(places: Places) -> None:
    """Take the add-in and the settings file away; nothing else in their folders.

    Args:
        places: Where they stand.

    Raises:
        Refusal: Excel holds the add-in (`file-open`).
    """
    for path in (places.addin, places.settings):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise Refusal.of("file-open", Place(file=path.name), name=path.name) from error
    folder = places.settings.parent
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
