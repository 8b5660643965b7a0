"""The one place that knows the library `distributed` (extra `cluster`): tasks sent, answers heard.

Whatever its settings say, forms go over TLS or stay on this PC (`cluster_address`); certificates
come from Dask's own settings (files or environment), so that nothing secret stands in ours.
"""

import logging
import queue
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from ledger.model.problems import Refusal
from ledger.read.cluster_address import SchedulerAddress

CONNECT_SECONDS = 20.0
WORKER_SECONDS = 60.0
"""So long a cluster may be without a worker."""
SILENT_SECONDS = 900.0
"""So long it may say nothing at all: a few tasks full of files that hang take no longer."""
ASK_SECONDS = 10.0
_CERTIFICATES = {
    "tls_ca_file": "distributed.comm.tls.ca-file",
    "tls_client_cert": "distributed.comm.tls.client.cert",
    "tls_client_key": "distributed.comm.tls.client.key",
}


class TaskEnded(NamedTuple):
    """A task that has ended.

    Attributes:
        task: Its number.
        answer: What it returned; None if it failed, whatever the reason.
    """

    task: int
    answer: object


class ClusterTasks:
    """Tasks on a cluster: what was sent, and what has come back."""

    def __init__(self, client: Any, address: SchedulerAddress) -> None:  # noqa: ANN401 - untyped
        self._client = client
        self._hosts = None if address.only_host is None else [address.only_host]
        self._sent: dict[int, Any] = {}
        self._ended: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._heard = self._manned = time.monotonic()

    def threads(self) -> int:
        """Return how many tasks the usable workers can do at once; 0 also if nobody answers."""
        try:
            found = self._client.nthreads(callback_timeout=ASK_SECONDS)
        except Exception:  # noqa: BLE001 - whatever the library raises, nobody answers
            return 0
        inside = tuple(f"://{host}:" for host in self._shown_hosts())
        return sum(n for name, n in found.items() if not inside or any(i in name for i in inside))

    def _shown_hosts(self) -> list[str]:
        return [f"[{host}]" if ":" in host else host for host in self._hosts or ()]

    def asked(self, function: Callable[[], object], seconds: float) -> object:
        """Return what a function says on some worker.

        Raises:
            TimeoutError: No worker was there in time.
            Exception: As the function, or as the library.
        """
        future = self._client.submit(function, pure=False, workers=self._hosts)
        try:
            return future.result(timeout=seconds)
        finally:
            future.release()

    def send(self, task: int, function: Callable[..., object], *arguments: object) -> None:
        """Send a task; a worker that dies is replaced by another one, by the library."""
        sent = self._client.submit(function, *arguments, pure=False, workers=self._hosts)
        if not self._sent:
            self._heard = self._manned = time.monotonic()
        self._sent[task] = sent
        sent.add_done_callback(lambda _: self._ended.put(task))

    def next_ended(self, seconds: float) -> TaskEnded | None:
        """Return a task that has ended, or None if there is none within some seconds."""
        try:
            task = self._ended.get(timeout=seconds)
        except queue.Empty:
            return None
        self._heard = time.monotonic()
        sent = self._sent.pop(task, None)
        if sent is None:
            return None
        answer = None
        if sent.status == "finished":
            with suppress(Exception):
                answer = sent.result(timeout=WORKER_SECONDS)
        sent.release()
        return TaskEnded(task, answer)

    def is_lost(self) -> bool:
        """Whether nothing is to be hoped for: nobody says anything, or no worker is left."""
        now = time.monotonic()
        if self.threads():
            self._manned = now
        return now - self._manned > WORKER_SECONDS or now - self._heard > SILENT_SECONDS

    def given_up(self) -> list[int]:
        """Give up the tasks that have not ended; returns which they are."""
        left, self._sent = self._sent, {}
        for sent in left.values():
            sent.release()
        return list(left)


@contextmanager
def connected(address: SchedulerAddress) -> Iterator[ClusterTasks]:
    """Connect to a cluster, for a while.

    Raises:
        Refusal: The library or a certificate is missing, or nobody answers.
    """
    try:
        import dask  # noqa: PLC0415 - an extra, and slow to import
        import distributed  # noqa: PLC0415 - the same
    except ImportError as error:
        raise Refusal.of("cluster-missing") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    calm = {"distributed.admin.large-graph-warning-threshold": "1GiB"}
    with dask.config.set(calm), warnings.catch_warnings():
        # What matters of the versions is asked of the workers by ourselves.
        warnings.filterwarnings("ignore", category=distributed.versions.VersionMismatchWarning)
        client = _client(distributed, address)
        try:
            yield ClusterTasks(client, address)
        finally:
            with suppress(Exception):
                client.close(timeout=ASK_SECONDS)


def _client(distributed: Any, address: SchedulerAddress) -> Any:  # noqa: ANN401 - untyped
    security = None
    if address.only_host is None:
        security = distributed.Security(require_encryption=True)
        missing = [key for name, key in _CERTIFICATES.items() if not getattr(security, name)]
        if missing:
            raise Refusal.of("cluster-no-certificate", keys="、".join(missing))
    try:
        return distributed.Client(
            address.url, security=security, timeout=CONNECT_SECONDS, set_as_default=False
        )
    except (OSError, RuntimeError, ValueError, TypeError) as error:
        raise Refusal.of("cluster-unreachable", address=address.url) from error
