"""導入: puts the product into a person's own folder, without network and without admin rights.

Runs on nothing but Python itself (the embeddable zip of python.org, or one that is there). First it
holds every file of the bundle against SHA256SUMS.txt, and stops where one differs.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
SUMS = "SHA256SUMS.txt"
MARK = "installed.txt"
UNFINISHED = "unfinished"
LAID = ("manual", "licenses")
WINDOWS = os.name == "nt"
OLDEST = (3, 11)
PIP_OF_A_WHEEL = (
    "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); "
    "runpy.run_module('pip', run_name='__main__', alter_sys=True)"
)


class InstallError(Exception):
    """Something stands in the way; it is said in one sentence, with what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Install, check or remove; return 0 if that is done."""
    asked = _asked(arguments)
    _any_console()
    try:
        if asked.remove:
            remove(asked.to)
        elif asked.check:
            check(HERE)
            print("配布物のファイルは、すべてそろっていて、変わっていません。")
        else:
            install(asked.to, addin=not asked.no_addin)
    except InstallError as stopped:
        print(f"中止しました: {stopped}", file=sys.stderr)
        return 2
    return 0


def install(target: Path, *, addin: bool) -> None:
    """Put the product into a folder.

    Args:
        target: The folder; an earlier version in it is replaced.
        addin: Put the add-in into Excel's start folder too (Windows).
    """
    if sys.version_info[:2] != OLDEST:
        found = ".".join(map(str, sys.version_info[:2]))
        raise InstallError(
            f"Python {OLDEST[0]}.{OLDEST[1]} で実行してください(これは {found} です)。"
            "README.txt の「Pythonを用意する」を見てください。"
        )
    _say(1, "配布物のファイルを確かめています")
    check(HERE)
    if target.exists() and any(target.iterdir()) and not (target / MARK).is_file():
        raise InstallError(
            f"「{target}」には、ほかのものが入っています。別のフォルダを選んでください。"
        )
    _say(2, f"Pythonを「{target}」に置いています")
    _cleared(target)
    target.mkdir(parents=True, exist_ok=True)
    _marked(target, UNFINISHED, [])
    python = _python_in(target / "python")
    _say(3, "部品を入れています(1分ほどかかります)")
    _pip(python)
    _say(4, "説明書と起動用のファイルを置いています")
    laid = _beside(target, python)
    if WINDOWS and addin:
        _say(5, "Excelのアドインを入れています")
        _run(python, "-m", "ledger", "addin", "install")
    _run(python, "-m", "ledger", "--help", quiet=True)
    _marked(target, _digest(HERE / SUMS), laid)
    print("\n終わりました。")
    print(f"  コマンド: {_launcher(target)}")
    if WINDOWS and addin:
        print("  Excelを開き直すと、「校閲」の右にタブ「人材育成台帳」が出ます。")
    print(f"  点検: {_launcher(target)} addin doctor")


def check(folder: Path) -> None:
    """Hold every file against the list of digests.

    Args:
        folder: The bundle.

    Raises:
        InstallError: A file is missing, or is not what was packed; it names them.
    """
    wrong = list(differing(folder))
    if wrong:
        listed = "\n  ".join(wrong)
        raise InstallError(
            "次のファイルがないか、配ったときと違います。配布物をもう一度ほどいてください。\n"
            f"  {listed}"
        )


def differing(folder: Path) -> Iterator[str]:
    """Yield the files that are missing or changed, by name."""
    sums = folder / SUMS
    if not sums.is_file():
        yield SUMS
        return
    for line in sums.read_text("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = folder / name
        if not path.is_file():
            yield f"{name}(ない)"
        elif _digest(path) != digest:
            yield f"{name}(違う)"


def remove(target: Path) -> None:
    """Take the product away again; ledgers, forms and the person's own folders stay.

    Raises:
        InstallError: The folder is none of ours.
    """
    if not (target / MARK).is_file():
        raise InstallError(f"「{target}」に、この導入で入れたものはありません。")
    python = _python_of(target / "python")
    if WINDOWS and python.is_file():
        _run(python, "-m", "ledger", "addin", "remove")
    _cleared(target)
    (target / MARK).unlink()
    print(f"「{target}」を取り除きました。台帳と申告書、本人のフォルダの記録はそのままです。")
    if any(target.iterdir()):
        print(
            "このフォルダには、あとから置かれたファイルが残っています。要るものを移してください。"
        )
    else:
        target.rmdir()


def _marked(target: Path, state: str, laid: Sequence[str]) -> None:
    """Write down what is installed, and which files were laid beside its Python."""
    (target / MARK).write_text("\n".join((state, *laid, "")), "utf-8")


def _cleared(target: Path) -> None:
    """Take away what an earlier installation laid; what anybody else put there stays."""
    mark = target / MARK
    laid = mark.read_text("utf-8").splitlines()[1:] if mark.is_file() else []
    for name in laid:
        (target / name).unlink(missing_ok=True)
    for folder in LAID:
        inner = sorted((target / folder).rglob("*"), key=lambda path: -len(path.parts))
        for place in (*inner, target / folder):
            if place.is_dir() and not any(place.iterdir()):
                place.rmdir()
    shutil.rmtree(target / "python", ignore_errors=True)


def _python_in(folder: Path) -> Path:
    """Give the product a Python of its own: a copy of the embeddable one, else an environment."""
    own = Path(sys.executable).parent
    paths = next(own.glob("python3*._pth"), None)
    if paths is None:
        _run(Path(sys.executable), "-m", "venv", "--without-pip", str(folder))
        return _python_of(folder)
    shutil.copytree(own, folder)
    archive = next(own.glob("python3*.zip")).name
    lines = (archive, ".", r"Lib\site-packages", "import site", "")
    (folder / paths.name).write_text("\n".join(lines), "ascii")
    (folder / "Lib" / "site-packages").mkdir(parents=True, exist_ok=True)
    return folder / "python.exe"


def _python_of(folder: Path) -> Path:
    """Return the Python of a folder, whichever kind it is."""
    places = ("python.exe", "Scripts/python.exe", "bin/python")
    return next((folder / place for place in places if (folder / place).exists()), folder)


def _pip(python: Path) -> None:
    """Install the wheels that the list of this kind of PC names, each by its hash."""
    wheels = HERE / "wheels"
    pip = next(wheels.glob("pip-*.whl"))
    listed = HERE / f"requirements-{'windows' if WINDOWS else 'linux'}.txt"
    site = python.parent / "Lib" / "site-packages"
    embedded = next(python.parent.glob("python3*._pth"), None) is not None
    into = ("--target", str(site)) if embedded else ()
    _run(
        *(python, "-c", PIP_OF_A_WHEEL, str(pip), "install", "--quiet", "--no-input", "--no-deps"),
        *("--disable-pip-version-check", "--no-warn-script-location", "--no-index"),
        *("--no-cache-dir", "--require-hashes", "--find-links", str(wheels)),
        *("--requirement", str(listed), *into),
    )


def _beside(target: Path, python: Path) -> list[str]:
    """Lay the manual, the licences and the launcher into the folder; return what was laid."""
    files = [path for name in LAID for path in (HERE / name).rglob("*") if path.is_file()]
    laid = [path.relative_to(HERE).as_posix() for path in files]
    for name in laid:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HERE / name, target / name)
    launcher = _launcher(target)
    if WINDOWS:
        own = python.relative_to(target)
        text = f'@"%~dp0{own}" -E -P -B -m ledger %*\r\n'
        launcher.write_bytes(text.encode("ascii"))
    else:
        own = python.relative_to(target)
        text = f'#!/bin/sh\nexec "$(dirname "$0")/{own}" -E -P -B -m ledger "$@"\n'
        launcher.write_text(text, "utf-8")
        launcher.chmod(0o755)
    return [*laid, launcher.name]


def _launcher(target: Path) -> Path:
    return target / ("talent-ledger.cmd" if WINDOWS else "talent-ledger")


def _run(*command: str | Path, quiet: bool = False) -> None:
    """Run a program of ours; where it fails, what it said is shown."""
    ran = subprocess.run(  # noqa: S603 - the Python that runs this, and our own arguments
        [str(one) for one in command], check=False, capture_output=True
    )
    said = (ran.stdout + ran.stderr).decode(sys.stdout.encoding or "utf-8", "replace").strip()
    if ran.returncode:
        raise InstallError(
            f"次の処理ができませんでした。情報システム担当に渡してください。\n{said}"
        )
    if said and not quiet:
        print(said)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _say(number: int, text: str) -> None:
    print(f"{number}/{5 if WINDOWS else 4} {text}…", flush=True)


def _any_console() -> None:
    """Let no character of a message stop it, whatever the console's code page."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _default() -> Path:
    if WINDOWS:
        return Path(os.environ["LOCALAPPDATA"]) / "Programs" / "talent-ledger"
    return Path.home() / ".local" / "share" / "talent-ledger" / "app"


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="デジタル人材育成台帳を、本人のフォルダに入れます。"
    )
    parser.add_argument("--to", type=Path, default=_default(), help="入れるフォルダ")
    parser.add_argument("--no-addin", action="store_true", help="Excelのアドインは入れない")
    parser.add_argument("--check", action="store_true", help="配布物がそろっているかだけを確かめる")
    parser.add_argument("--remove", action="store_true", help="入れたものを取り除く")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
