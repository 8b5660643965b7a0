"""The bundle itself: built from the registry, and installed where there is no network at all."""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bundle.__main__ import main
from bundle.targets import PYTHON_SHA256, TARGETS
from bundle.wheels import lacking, wheels_in
from ledger.read.acceptance_sheet import answered_sheet

SECONDS = 300
PEOPLE_OF_BOTH = {"colorama", "pywin32", "tzdata"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the zip opens to."""
    out = tmp_path_factory.mktemp("bundle")
    assert main(["--out", str(out)]) == 0
    (archive,) = out.glob("*.zip")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(out / "opened")
    (folder,) = (out / "opened").iterdir()
    return folder


def without_network(*command: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a program in a network namespace of its own, in which there is not even a loopback."""
    own = shutil.which("unshare")
    assert own, "unshare(util-linux)が要ります"
    return subprocess.run(  # noqa: S603 - our own programs
        [own, "--map-root-user", "--net", *map(str, command)],
        check=False,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        env={"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
    )


def test_Windowsの部品は_すべての条件を当てはめてそろっている(built: Path) -> None:
    wheels = wheels_in(built / "wheels")
    assert [line for target in TARGETS for line in lacking(wheels, target)] == []
    listed = (built / "requirements-windows.txt").read_text("utf-8")
    names = {line.split("==")[0] for line in listed.splitlines()}
    assert names >= PEOPLE_OF_BOTH
    assert all(re.fullmatch(r"\S+==\S+ --hash=sha256:[0-9a-f]{64}", x) for x in listed.splitlines())


def test_導入の文は_日本語のWindowsで読める(built: Path) -> None:
    command = (built / "install.cmd").read_bytes().decode("cp932")
    assert "\r\n" in command
    assert PYTHON_SHA256 in command
    assert "powershell" not in command.lower()
    assert not re.search(r"\{[a-z_]+\}", command)
    readme = (built / "README.txt").read_bytes().decode("utf-8-sig")
    assert PYTHON_SHA256 in readme
    assert "実機確認表.xlsx" in readme
    assert answered_sheet((built / "実機確認表.xlsx").read_bytes(), "表").steps
    assert not re.search(r"\{[a-z_]+\}", readme)


def test_網のない所で入り_台帳ができ_取り除ける(built: Path, tmp_path: Path) -> None:
    python = Path(sys.executable).resolve()
    app, ledger = tmp_path / "app", tmp_path / "台帳.xlsx"
    installed = without_network(python, "-I", built / "install.py", "--to", app, home=tmp_path)
    assert installed.returncode == 0, installed.stderr
    assert "終わりました。" in installed.stdout
    own = app / "talent-ledger"
    made = without_network(own, "init", ledger, "--year", "2026", "--org", "架空市", home=tmp_path)
    assert made.returncode == 0, made.stderr
    assert ledger.is_file()
    whole = without_network(own, "addin", "doctor", "--bundle", built, home=tmp_path)
    assert "部品(Pythonのパッケージ): すべてあります" in whole.stdout
    assert "配布物のファイル: すべてそろっています" in whole.stdout

    (site,) = (app / "python" / "lib").glob("python3*/site-packages")
    shutil.rmtree(next(site.glob("pandas-*.dist-info")))
    (gone,) = (built / "wheels").glob("pydantic-*.whl")
    gone.rename(tmp_path / gone.name)
    try:
        told = without_network(own, "addin", "doctor", "--bundle", built, home=tmp_path)
        assert "部品(Pythonのパッケージ): ありません: pandas" in told.stdout
        assert f"wheels/{gone.name}" in told.stdout
        again = without_network(python, "-I", built / "install.py", "--to", app, home=tmp_path)
        assert again.returncode == 2
        assert gone.name in again.stderr
    finally:
        (tmp_path / gone.name).rename(gone)

    removed = without_network(
        python, "-I", built / "install.py", "--remove", "--to", app, home=tmp_path
    )
    assert removed.returncode == 0, removed.stderr
    assert not app.exists()
    assert ledger.is_file()


def test_2度作っても同じバイトになる(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built.parent.parent / "wheels", tmp_path / "wheels")
    assert main(["--out", str(tmp_path)]) == 0
    (first,) = built.parent.parent.glob("*.zip")
    (second,) = tmp_path.glob("*.zip")
    assert first.read_bytes() == second.read_bytes()
