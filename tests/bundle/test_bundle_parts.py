"""The bundle's lists and its installer, on small wheels made here; nothing is fetched."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from bundle import lists
from bundle.pack import SUMS, packed, summed
from bundle.sbom import sbom
from bundle.targets import LINUX, WINDOWS
from bundle.wheels import Wheel, lacking, pinned, wheels_in
from ledger.addin import parts
from ledger.addin.pc_checks import State

INSTALL = Path(__file__).parents[2] / "bundle" / "carried" / "install.py"
PURE = "py3-none-any"


def wheel(  # noqa: PLR0913 - what a wheel says of itself
    folder: Path,
    name: str,
    needs: tuple[str, ...] = (),
    *,
    tags: str = PURE,
    version: str = "1.0",
    files: Mapping[str, bytes] | None = None,
) -> Wheel:
    """Make a small wheel."""
    lines = [f"Name: {name}", f"Version: {version}", "License-Expression: MIT"]
    lines += [f"Requires-Dist: {need}" for need in needs]
    path = folder / f"{name.replace('-', '_')}-{version}-{tags}.whl"
    info = f"{name.replace('-', '_')}-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.4\n" + "\n".join(lines) + "\n")
        archive.writestr(f"{info}/licenses/LICENSE", "may be used")
        for place, data in (files or {}).items():
            archive.writestr(place, data)
    return Wheel.of(path)


@pytest.fixture
def wheels(tmp_path: Path) -> list[Wheel]:
    needs = ('winonly>=1; sys_platform == "win32"', "common<2", 'extra-thing; extra == "x"')
    wheel(tmp_path, "talent-ledger", needs)
    wheel(tmp_path, "common", ('deep; platform_system == "Windows"',))
    wheel(tmp_path, "winonly", tags="cp311-cp311-win_amd64")
    wheel(tmp_path, "deep", tags="cp39-abi3-win_amd64")
    wheel(tmp_path, "pip", version="26.3")
    return wheels_in(tmp_path)


def test_どのPCでも_要るものがそろっている(wheels: list[Wheel]) -> None:
    assert list(lacking(wheels, WINDOWS)) == []
    assert list(lacking(wheels, LINUX)) == []


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        ("winonly", ["windows: winonly のwheelがありません"]),
        ("deep", ["windows: deep のwheelがありません"]),
        ("pip", []),
    ],
)
def test_Windowsだけで要るものが欠けると_名前を言う(
    wheels: list[Wheel], gone: str, told: list[str]
) -> None:
    left = [one for one in wheels if one.name != gone]
    assert list(lacking(left, WINDOWS)) == told
    assert list(lacking(left, LINUX)) == [], "Linuxでは要らない"


def test_求める版と違えば言う(wheels: list[Wheel], tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    newer = wheel(tmp_path / "new", "common", version="2.0")
    others = [one for one in wheels if one.name != "common"]
    assert list(lacking([*others, newer], LINUX)) == [
        "linux: talent-ledger の求める common<2 と版が合いません"
    ]


@pytest.mark.parametrize(
    ("tags", "windows", "linux"),
    [
        (PURE, True, True),
        ("cp311-cp311-win_amd64", True, False),
        ("cp311-cp311-win32", False, False),
        ("cp312-cp312-win_amd64", False, False),
        ("cp38-abi3-win_amd64", True, False),
        ("cp312-abi3-win_amd64", False, False),
        ("cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64", False, True),
        ("cp311-cp311-manylinux_2_17_aarch64", False, False),
        ("cp311-cp311-macosx_11_0_arm64", False, False),
        ("py2-none-any", False, False),
    ],
)
def test_wheelの札で_どのPCのものか分かる(
    tmp_path: Path, tags: str, *, windows: bool, linux: bool
) -> None:
    one = wheel(tmp_path, "part", tags=tags)
    assert (one.runs_on(WINDOWS), one.runs_on(LINUX)) == (windows, linux)


def test_要求の一覧は_そのPCのものだけを_版とハッシュで並べる(wheels: list[Wheel]) -> None:
    windows, linux = pinned(wheels, WINDOWS), pinned(wheels, LINUX)
    deep = next(one for one in wheels if one.name == "deep")
    assert f"deep==1.0 --hash=sha256:{deep.sha256}\n" in windows
    assert [line.split("==")[0] for line in linux.splitlines()] == ["common", "talent-ledger"]
    assert "pip==" not in windows + linux


def pe(*, signed: bool) -> bytes:
    """Return the least of a 64-bit PE file, with or without a certificate table."""
    head = bytearray(0x200)
    head[0:2], head[0x3C:0x40] = b"MZ", (0x80).to_bytes(4, "little")
    head[0x80:0x84] = b"PE\0\0"
    head[0x84:0x86], head[0x94:0x96] = b"\x64\x86", (240).to_bytes(2, "little")
    head[0x98:0x9A] = b"\x0b\x02"
    head[0x98 + 108 : 0x98 + 112] = (16).to_bytes(4, "little")
    if signed:
        entry = 0x98 + 112 + 4 * 8
        head[entry : entry + 8] = (0x200).to_bytes(4, "little") + (8).to_bytes(4, "little")
    return bytes(head)


def test_実行ファイルは_ハッシュと署名の有無を言う(tmp_path: Path) -> None:
    files = {"a.pyd": pe(signed=False), "b.DLL": pe(signed=True), "c.so": b"ELF", "d.py": b""}
    found = lists.executables([wheel(tmp_path, "part", files=files)])
    assert [(one.path, one.signed) for one in found] == [
        *(("a.pyd", "×"), ("b.DLL", "○"), ("c.so", "－")),
    ]
    assert found[0].sha256 == hashlib.sha256(files["a.pyd"]).hexdigest()


def test_ライセンスは_文面とともに並ぶ(wheels: list[Wheel]) -> None:
    found = {one.name: one for one in lists.licences(wheels)}
    assert found["common"].licence == "MIT"
    assert found["common"].texts == ("licenses/common-1.0/LICENSE",)
    assert lists.licence_texts(wheels[0])


def test_部品表は_すべてのwheelを_ハッシュと依存とともに持つ(wheels: list[Wheel]) -> None:
    told = json.loads(sbom(wheels, lists.licences(wheels)))
    assert told["bomFormat"] == "CycloneDX"
    named = {part["name"] for part in told["components"]} | {told["metadata"]["component"]["name"]}
    assert named == {one.name for one in wheels}
    own = next(one for one in told["dependencies"] if one["ref"].startswith("talent_ledger"))
    assert {ref.partition("-")[0] for ref in own["dependsOn"]} == {"common", "winonly"}
    assert sbom(wheels, lists.licences(wheels)) == sbom(wheels, lists.licences(wheels))


def test_zipは_順を変えても_いつ作っても同じ() -> None:
    files = {"b.txt": b"2", "a/あ.txt": b"1"}
    turned = dict(reversed(files.items()))
    assert packed(summed(files), "one") == packed(summed(turned), "one")
    with zipfile.ZipFile(io.BytesIO(packed(summed(files), "one"))) as archive:
        assert archive.namelist() == ["one/SHA256SUMS.txt", "one/a/あ.txt", "one/b.txt"]


@pytest.fixture
def laid(tmp_path: Path) -> Path:
    files = {"install.py": INSTALL.read_bytes(), "wheels/one.whl": b"1", "addin/二.xlam": b"2"}
    for name, data in summed(files).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path


def ran(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-I", "-B", str(folder / "install.py"), *options],
        check=False,
        capture_output=True,
        text=True,
        env={"HOME": str(folder), "LANG": "C.UTF-8", "PYTHONUTF8": "1"},
    )


def test_そろっていれば_導入の前の点検は通る(laid: Path) -> None:
    done = ran(laid, "--check")
    assert (done.returncode, done.stderr) == (0, "")
    assert parts.bundle(laid).state is State.GOOD


@pytest.mark.parametrize("name", ["wheels/one.whl", "addin/二.xlam", SUMS])
@pytest.mark.parametrize("gone", [True, False])
def test_欠けたものや変わったものは_名前を言って何も入れない(
    laid: Path, name: str, *, gone: bool
) -> None:
    path = laid / name
    if gone:
        path.unlink()
    else:
        path.write_bytes(b"0" * 64 + b"  wheels/one.whl\n")
    to = laid / "app"
    done = ran(laid, "--to", str(to))
    told = "wheels/one.whl" if name == SUMS and not gone else name
    assert done.returncode == 2
    assert told in done.stderr
    assert not to.exists()
    check = parts.bundle(laid)
    assert (check.state, told in check.found) == (State.ATTENTION, True)


def test_ほかのもののあるフォルダには入れず_取り除きもしない(laid: Path) -> None:
    (laid / "大事").mkdir()
    (laid / "大事" / "台帳.xlsx").write_bytes(b"x")
    for options in (("--to", str(laid / "大事")), ("--remove", "--to", str(laid / "大事"))):
        done = ran(laid, *options)
        assert done.returncode == 2
        assert "大事" in done.stderr
    assert (laid / "大事" / "台帳.xlsx").exists()


@pytest.fixture
def installer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the installer, its bundle a small one, without a Python to lay."""
    spec = spec_from_file_location("install_of_bundle", INSTALL)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    bundle = tmp_path / "配布物"
    files = {"manual/人事の1年.pdf": b"1", "manual/練習/人事一覧.csv": b"2", "licenses/a.txt": b"3"}
    for name, data in summed(files).items():
        path = bundle / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    monkeypatch.setattr(module, "HERE", bundle)

    def python_in(folder: Path) -> Path:
        (folder / "bin").mkdir(parents=True)
        return folder / "bin" / "python"

    monkeypatch.setattr(module, "_python_in", python_in)
    monkeypatch.setattr(module, "_pip", lambda _: None)
    monkeypatch.setattr(module, "_run", lambda *_, **__: None)
    return module


def test_入れた所に人が置いたファイルは_更新しても取り除いても残る(
    installer: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = tmp_path / "app"
    installer.install(app, addin=False)
    ledger = app / "manual" / "育成台帳" / "台帳.xlsx"
    ledger.parent.mkdir()
    ledger.write_bytes(b"mine")
    (installer.HERE / "manual" / "人事の1年.pdf").rename(installer.HERE / "manual" / "新.pdf")
    lines = (installer.HERE / SUMS).read_text("utf-8").replace("人事の1年", "新")
    (installer.HERE / SUMS).write_text(lines, "utf-8")
    installer.install(app, addin=False)
    assert ledger.read_bytes() == b"mine"
    assert sorted(path.name for path in (app / "manual").iterdir()) == [
        "新.pdf",
        "練習",
        "育成台帳",
    ]
    installer.remove(app)
    left = [path for path in app.rglob("*") if path.is_file()]
    assert left == [ledger]
    assert "あとから置かれたファイルが残っています" in capsys.readouterr().out


def test_途中で止まった導入は_もう一度実行でき_取り除ける(
    installer: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path) -> None:
        raise installer.InstallError

    app = tmp_path / "app"
    with monkeypatch.context() as once:
        once.setattr(installer, "_pip", full)
        with pytest.raises(installer.InstallError):
            installer.install(app, addin=False)
    installer.install(app, addin=False)
    assert (app / "manual" / "人事の1年.pdf").is_file()
    installer.remove(app)
    assert not app.exists()


METADATA = {
    "talent-ledger": ["pandas>=3", 'pywin32; sys_platform == "win32"', 'pyarrow; extra == "p"'],
    "pandas": ["Num_Py>=2", 'tzdata; sys_platform == "emscripten"'],
    "num-py": None,
    "pywin32": [],
}


@pytest.mark.parametrize(
    ("gone", "windows", "missing"),
    [
        ((), True, ()),
        (("num-py",), False, ("num-py",)),
        (("pywin32",), True, ("pywin32",)),
        (("pywin32",), False, ()),
        (("pandas",), True, ("pandas",)),
    ],
)
def test_足りない部品は_それを要るものの先まで見て言う(
    gone: tuple[str, ...], missing: tuple[str, ...], *, windows: bool
) -> None:
    def asked(name: str) -> list[str] | None:
        if name in gone:
            raise PackageNotFoundError(name)
        return METADATA[name]

    found = parts.missing_packages("talent-ledger", windows=windows, asked=asked)
    assert found == missing
    assert all(name in parts.packages(found).found for name in missing)
