"""SECURITY.md claims only what the product does, and invents no address."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ledger.model.catalogue import CATALOGUE

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "ledger"
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")

NETWORK = frozenset(
    {
        "socket",
        "ssl",
        "http",
        "urllib.request",
        "smtplib",
        "ftplib",
        "poplib",
        "imaplib",
        "telnetlib",
    }
    | {"xmlrpc", "asyncio", "socketserver", "webbrowser", "requests", "httpx", "urllib3"}
    | {"dask", "distributed"}
)
WATCHED = """
import sys
def watch(event, _):
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname"):
        raise SystemExit(f"network: {event}")
sys.addaudithook(watch)
from ledger.cli import main
main()
"""


def calls_out(source: str) -> set[str]:
    """Return the network libraries that a module's text imports, in whatever form."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = ast.unparse(node.func).rpartition(".")[2]
            if called in {"import_module", "__import__"}:
                names.add(str(node.args[0].value))
    return {
        library
        for library in NETWORK
        if any(name == library or name.startswith(f"{library}.") for name in names)
    }


def test_クラスターのほかは_どのモジュールも_ネットワークを使う部品を読み込まない() -> None:
    modules = sorted(SOURCE.rglob("*.py"))
    found = {path.name: calls_out(path.read_text("utf-8")) for path in modules}
    assert len(found) > 100
    assert {name: libraries for name, libraries in found.items() if libraries} == {
        "cluster_client.py": {"dask", "distributed"}
    }


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import socket", {"socket"}),
        ("from urllib import request", {"urllib.request"}),
        ("import http.client as h", {"http"}),
        ("def f():\n    import requests", {"requests"}),
        ("import importlib\nimportlib.import_module('smtplib')", {"smtplib"}),
        ("from urllib.parse import unquote", set()),
        ("from ledger.read import http_words", set()),
    ],
)
def test_読み込みの書き方を変えても見つける(source: str, found: set[str]) -> None:
    assert calls_out(source) == found


def test_台帳を作るあいだ_どこへもつながない(tmp_path: Path) -> None:
    target = tmp_path / "台帳.xlsx"
    verb = ["init", str(target), "--year", "2026", "--org", "架空市"]
    done = subprocess.run(  # noqa: S603 - the command that is being tested
        [sys.executable, "-c", WATCHED, *verb], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert target.is_file()


def test_挙げたコードは_すべて要確認のコード() -> None:
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)*)`", PAGE)) - {"backup", "talent-ledger"}
    assert named <= set(CATALOGUE), named - set(CATALOGUE)
    assert len(named) >= 5


def test_挙げたファイルとページは_すべてある() -> None:
    for target in re.findall(r"\]\(([^)#]+)", PAGE):
        assert (ROOT / target).is_file(), target
    files = [name for name in re.findall(r"`([\w./-]+)`", PAGE) if "/" in name]
    assert len(files) > 8
    for name in files:
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize(
    ("pattern", "what"),
    [
        (r"[\w.+-]+@[\w-]+\.\w", "メールの宛先"),
        (r"https?://|www\.", "Webの宛先"),
        (r"\b0\d{1,4}-\d{1,4}-\d{3,4}\b", "電話番号"),
        (r"\b\d{3}-\d{4}\b", "郵便番号"),
    ],
)
def test_作りものの宛先を書かない(pattern: str, what: str) -> None:
    assert not re.search(pattern, PAGE), what


def test_知らせる先は_団体が書き込む空欄() -> None:
    table = PAGE.partition("| 団体で決めること | 記入 |")[2].partition("\n\n")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")]
    assert len(rows) == 5
    assert [row for row in rows if not row.endswith("| ＿＿＿＿ |")] == []


@pytest.mark.parametrize("word", ["改ざん不可能", "改ざんできない", "否認防止", "絶対"])
def test_守れないことを守れるとは言わない(word: str) -> None:
    assert word not in PAGE
    assert "電子署名ではありません" in PAGE
    assert "見られることも書き換えられることも防ぎません" in PAGE
