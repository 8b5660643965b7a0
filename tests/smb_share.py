"""A real share on this machine: Debian's samba on loopback, mounted over FUSE by rclone."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

PROGRAMS = ("smbd", "rclone", "fusermount3")
_PATH = f"{os.environ['PATH']}:/usr/sbin"
MISSING = [name for name in PROGRAMS if shutil.which(name, path=_PATH) is None]
"""What is not installed here."""
_PATIENCE = 20.0
_CONFIGURED = """\
[global]
 server role = standalone server
 smb ports = {port}
 interfaces = 127.0.0.1/8
 bind interfaces only = yes
 private dir = {home}/private
 lock directory = {home}/lock
 state directory = {home}/state
 cache directory = {home}/cache
 pid directory = {home}/run
 ncalrpc dir = {home}/run/ncalrpc
 log file = {home}/log/%m.log
 map to guest = Bad User
 guest account = root
 load printers = no
 disable spoolss = yes
 server min protocol = SMB2
[share]
 path = {home}/share
 guest ok = yes
 read only = no
 force user = root
"""


class SmbShare:
    """A share: the server's own folder, and where clients have mounted it.

    Attributes:
        served: The folder as the server sees it.
    """

    def __init__(self, home: Path) -> None:
        """Lay the server's folders out.

        Args:
            home: An empty folder of a short name: the server has sockets there.
        """
        self._home = home
        self.served = home / "share"
        for name in ("share", "private", "lock", "state", "cache", "run", "log"):
            (home / name).mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self._config = home / "smb.conf"
        self._config.write_text(_CONFIGURED.format(port=self._port, home=home))
        self._server: subprocess.Popen[bytes] | None = None

    def open(self) -> None:
        """Start the server, and wait until it answers."""
        words = [_program("smbd"), "-F", "--no-process-group", "-s", str(self._config)]
        self._server = subprocess.Popen(  # noqa: S603 - a server of our own
            words, start_new_session=True, stderr=subprocess.DEVNULL
        )
        _until(self._answers)

    def vanish(self) -> None:
        """Kill the server with everything that it is doing for its clients."""
        assert self._server is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._server.pid, signal.SIGKILL)
        self._server.wait()

    @contextlib.contextmanager
    def mounted(self, name: str) -> Iterator[Path]:
        """Mount it as one PC does, with its own cache."""
        at, rclone = self._home / name, _program("rclone")
        at.mkdir(exist_ok=True)
        words = [rclone, "obscure", "x"]
        said = subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603
        where = f"host=127.0.0.1,port={self._port},user=guest,pass={said.stdout.strip()}"
        options = ["--vfs-cache-mode", "minimal", "--dir-cache-time", "0s", "--attr-timeout", "0s"]
        options += ["--low-level-retries", "1", "--retries", "1", "--config", os.devnull]
        options += ["--cache-dir", str(self._home / f"cache-{name}"), "--vfs-write-back", "0s"]
        client = subprocess.Popen(  # noqa: S603 - as above
            [rclone, "mount", f":smb,{where}:share", str(at), *options], stderr=subprocess.DEVNULL
        )
        try:
            _until(lambda: os.path.ismount(at))
            yield at
        finally:
            words = [_program("fusermount3"), "-u", "-z", str(at)]
            subprocess.run(words, check=False, capture_output=True)  # noqa: S603 - as above
            client.kill()
            client.wait()

    def _answers(self) -> bool:
        with socket.socket() as asked:
            return asked.connect_ex(("127.0.0.1", self._port)) == 0


def _program(name: str) -> str:
    found = shutil.which(name, path=_PATH)
    assert found, f"{name} is not installed"
    return found


def _until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < end, "samba or its client did not start"
        time.sleep(0.1)
