"""Reading on a cluster gives what reading here gives; and forms go nowhere but over TLS or nowhere.

The cluster is a real one on this machine: a scheduler and two workers, each a process under a
nanny, as `dask scheduler` and `dask worker` start them.
"""

import os
import shutil
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster

from city import LivedCity
from hard_files import read
from ledger.book.closed import ClosedBook
from ledger.commands import consolidate
from ledger.commands.plan import apply
from ledger.model.problems import Refusal
from ledger.read import cluster as cluster_, cluster_client
from ledger.read.child_side import Failure
from ledger.read.cluster import Cluster
from ledger.read.cluster_address import SchedulerAddress, scheduler_address
from ledger.read.cluster_task import OtherProgram, read_task
from ledger.read.engines import HERE, ReadingEngine
from ledger.read.reading_costs import ReadingCaps
from ledger.read.workers import ForChild, Ready
from small_office import AFTER_THE_YEAR, Office, office_in, report_of

DEATHS_FORGIVEN = 1
"""A file may take so many workers with it before this PC reads it; the library's own rule is 3."""


def small_cluster(workers: int) -> LocalCluster:
    return LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=":0"
    )


@pytest.fixture(scope="module")
def running() -> Iterator[LocalCluster]:
    """A scheduler and two workers."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": DEATHS_FORGIVEN}),
        small_cluster(2) as started,
    ):
        yield started


@pytest.fixture
def cluster(running: LocalCluster) -> Cluster:
    return Cluster(scheduler_address(running.scheduler_address), jobs=1)


def on(cluster: Cluster, jobs: list[str]) -> list[str | Failure]:
    return list(cluster.answers(jobs, read, ForChild))


@pytest.mark.parametrize(
    ("given", "url", "only_host"),
    [
        ("tls://dask.city.example:8786", "tls://dask.city.example:8786", None),
        ("tls://10.1.2.3:8786", "tls://10.1.2.3:8786", None),
        ("tcp://127.0.0.1:8786", "tcp://127.0.0.1:8786", "127.0.0.1"),
        ("127.0.0.1:8786", "tcp://127.0.0.1:8786", "127.0.0.1"),
        ("localhost:8786", "tcp://127.0.0.1:8786", "127.0.0.1"),
        ("tcp://LOCALHOST:8786", "tcp://127.0.0.1:8786", "127.0.0.1"),
        ("tcp://127.1.2.3:8786", "tcp://127.1.2.3:8786", "127.1.2.3"),
        ("tcp://[::1]:8786", "tcp://[::1]:8786", "::1"),
    ],
)
def test_暗号化されるか_このPCの中なら_使う(given: str, url: str, only_host: str | None) -> None:
    assert scheduler_address(given) == SchedulerAddress(url, only_host)


@pytest.mark.parametrize(
    "given",
    [
        "tcp://10.1.2.3:8786",
        "10.1.2.3:8786",
        "dask.city.example:8786",
        "tcp://localhost.city.example:8786",
        "tcp://127.0.0.1.city.example:8786",
        "tcp://127.0.0.1@10.1.2.3:8786",
        "tcp://10.1.2.3#@127.0.0.1:8786",
        "tcp://0.0.0.0:8786",
        "tcp://[::]:8786",
        "tcp://[2001:db8::1]:8786",
        "tcp://2130706433:8786",
        "tcp://127.1:8786",
        "ws://127.0.0.1:8786",
        "wss://dask.city.example:8786",
        "ucx://127.0.0.1:8786",
        "inproc://127.0.0.1/1/1",
        "http://127.0.0.1:8786",
        "tls://dask.city.example",
        "tls://:8786",
        "tls://dask.city.example:0",
        "tls://dask.city.example:65536",
        "tls://dask.city.example:8786/x",
        "tcp://127.0.0.1:8786\n",
        "tls://dask city:8786",
        "\uff11\uff12\uff17.0.0.1:8786",
        "8786",
        "",
    ],
)
def test_それ以外のアドレスには_送らない(given: str) -> None:
    with pytest.raises(Refusal) as refused:
        scheduler_address(given)
    assert refused.value.problem.code == "cluster-address"
    assert "tls://" in str(refused.value)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return report_of(office_in(tmp_path_factory.mktemp("office")))


def refused(office: Office, *options: str) -> str:
    """Return the code by which a run is refused that must leave the ledger as it is."""
    before = office.ledger.read_bytes()
    inbox = office.folder / "提出"
    answer = office.run("consolidate", office.ledger, "--from", inbox, *options, expect=(2,))
    assert office.ledger.read_bytes() == before
    return str(answer["refused"]["code"])


def test_片方だけの指定は_断る(office: Office) -> None:
    assert refused(office, "--engine", "dask") == "cluster-options"
    assert refused(office, "--scheduler", "tls://a.example:1") == "cluster-options"


def test_暗号化されないアドレスは_申告書を送る前に断る(office: Office) -> None:
    options = ("--engine", "dask", "--scheduler", "tcp://10.1.2.3:8786")
    assert refused(office, *options) == "cluster-address"


def test_部品がなければ_入れ方を言って断る(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    options = ("--engine", "dask", "--scheduler", "tls://a.example:8786")
    assert refused(office, *options) == "cluster-missing"
    assert "talent-ledger[cluster]" in str(Refusal.of("cluster-missing"))


def test_証明書が決まっていなければ_つながずに断る() -> None:
    with pytest.raises(Refusal) as found:
        on(Cluster(scheduler_address("tls://a.example:8786")), ["a"])
    assert found.value.problem.code == "cluster-no-certificate"
    assert "distributed.comm.tls.ca-file" in str(found.value)


def test_だれもいないアドレスは_つながらないと断る(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_client, "CONNECT_SECONDS", 0.3)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Refusal) as found:
        on(Cluster(scheduler_address(f"127.0.0.1:{port}")), ["a"])
    assert found.value.problem.code == "cluster-unreachable"


def test_結果は元の順に並び_悪いファイルだけが読めない(cluster: Cluster) -> None:
    jobs = [f"job{number}" for number in range(100)]
    jobs[40] = "dies"
    expected: list[str | Failure] = [job.upper() for job in jobs]
    expected[40] = Failure("読み取りの途中で止まりました")
    assert on(cluster, jobs) == expected
    assert cluster.told == ()


def test_控えのあるファイルは_送らない(cluster: Cluster) -> None:
    def load(job: str) -> ForChild[str] | Ready[str | Failure]:
        return Ready("控え") if job.startswith("known") else ForChild(job)

    jobs = ["a", "known1", "b", "known2"]
    assert list(cluster.answers(jobs, read, load)) == ["A", "控え", "B", "控え"]
    nowhere = Cluster(SchedulerAddress("tcp://127.0.0.1:1", "127.0.0.1"))
    assert list(nowhere.answers(["known"], read, load)) == ["控え"], "聞くまでもない"


def test_ワーカーが殺されても_何も変わらない(cluster: Cluster, tmp_path: Path) -> None:
    jobs = [f"job{number}" for number in range(100)]
    jobs[10] = f"kills-once:{tmp_path / 'killed'}"
    assert on(cluster, jobs) == [job.upper() for job in jobs]
    assert (tmp_path / "killed").exists()
    assert cluster.told == (), "ほかのワーカーが読んだ"


def test_ワーカーを何度も殺すファイルは_このPCで読む(cluster: Cluster) -> None:
    jobs = [f"job{number}" for number in range(40)]
    jobs[3] = f"kills-others:{os.getpid()}"
    assert on(cluster, jobs) == [job.upper() for job in jobs]
    assert cluster.read_here in {32, 40}, "その束と、同じワーカーで待っていた束だけ"
    assert f"{cluster.read_here} ファイルは、このPCで読みました" in cluster.told[0]


def test_クラスターが消えても_残りはこのPCで読む(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_client, "WORKER_SECONDS", 0.5)
    monkeypatch.setattr(cluster_client, "ASK_SECONDS", 0.5)
    monkeypatch.setattr(cluster_, "PULSE", 0.2)
    gone = tmp_path / "gone"
    jobs = [f"job{number}" for number in range(32)]
    jobs += [f"waits:{gone}" for _ in range(40)]
    with small_cluster(1) as started:
        cluster = Cluster(scheduler_address(started.scheduler_address), jobs=1)

        def heard(number: int, _: str | Failure) -> None:
            if number == 31:
                started.close()
                gone.touch()

        found = list(cluster.answers(jobs, read, ForChild, heard=heard))
    assert found == [job.upper() for job in jobs]
    assert cluster.read_here == 40


def test_止めても_読み終えたものは残り_クラスターはまた使える(cluster: Cluster) -> None:
    jobs = [f"job{number}" for number in range(100)]
    kept: dict[int, str | Failure] = {}

    def stop(done: int, _: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(cluster.answers(jobs, read, ForChild, progress=stop, heard=kept.__setitem__))
    assert len(kept) >= 32
    assert all(kept[number] == jobs[number].upper() for number in kept)
    assert on(cluster, ["a"]) == ["A"]


def test_ほかの版のプログラムには_読ませない(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(read_task("ほかの版", [ForChild("a")], read, ReadingCaps()), OtherProgram)
    monkeypatch.setattr(cluster_client.ClusterTasks, "asked", lambda *_: "ほかの版")
    with pytest.raises(Refusal) as found:
        on(cluster, ["a"])
    assert found.value.problem.code == "cluster-other-program"


def test_ワーカーがいなければ_そう言う(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_, "WORKER_SECONDS", 0.3)
    with small_cluster(0) as started, pytest.raises(Refusal) as found:
        on(Cluster(scheduler_address(started.scheduler_address)), ["a"])
    assert found.value.problem.code == "cluster-no-workers"


def test_このPCの外のワーカーには_送らない(
    running: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The workers are at 127.0.0.1; whoever may use those at 127.9.9.9 alone has none."""
    monkeypatch.setattr(cluster_, "WORKER_SECONDS", 0.3)
    elsewhere = SchedulerAddress(running.scheduler_address, "127.9.9.9")
    with pytest.raises(Refusal) as found:
        on(Cluster(elsewhere), ["a"])
    assert found.value.problem.code == "cluster-no-workers"


def copied(folder: Path, place: Path) -> Path:
    shutil.copytree(folder, place)
    return place


def test_台帳は_このPCで読んだときと同じになる(
    office: Office, running: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_, "FEWEST", 1)
    monkeypatch.setattr(cluster_, "MOST", 1)
    inbox = office.folder / "提出"
    for form in (office.folder / "配布").rglob("*.xlsx"):
        if not (inbox / form.name).exists():
            shutil.copy(form, inbox)
    (inbox / "壊れた.xlsx").write_bytes(b"PK\x03\x04 broken")
    near, far = (Office(copied(office.folder, tmp_path / name)) for name in ("near", "far"))
    scheduler = ("--engine", "dask", "--scheduler", running.scheduler_address)
    for one, options in ((near, ()), (far, scheduler)):
        monkeypatch.setenv("LEDGER_CACHE_FOLDER", str(one.folder / "控え"))
        answer = one.run("consolidate", one.ledger, "--from", one.folder / "提出", *options)
        assert answer["files"] == {"read": 5, "duplicate": 0, "skipped": 0, "quarantined": 1}
    assert far.ledger.read_bytes() == near.ledger.read_bytes()
    assert far.ledger.read_bytes() != office.ledger.read_bytes()


@pytest.mark.proof
def test_市の台帳は_途中でワーカーが殺されても同じになる(
    city: LivedCity, running: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_, "FEWEST", 8)
    monkeypatch.setattr(cluster_, "MOST", 8)
    killed: list[int] = []

    def kill(done: int, total: int, _: str) -> None:
        if total > 200 and done > 20 and not killed:
            killed.append(next(iter(running.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    def consolidated(name: str, engine: ReadingEngine) -> bytes:
        folder = copied(city.folder, tmp_path / name)
        monkeypatch.setenv("LEDGER_CACHE_FOLDER", str(folder / "控え"))
        book = ClosedBook(folder / "台帳.xlsx")
        progress = None if engine is HERE else kill
        plan = consolidate.plan(
            book,
            folder / "提出",
            AFTER_THE_YEAR,
            reviews=folder / "確認表",
            engine=engine,
            progress=progress,
        )
        apply(plan, book)
        return (folder / "台帳.xlsx").read_bytes()

    cluster = Cluster(scheduler_address(running.scheduler_address))
    assert consolidated("far", cluster) == consolidated("near", HERE)
    assert killed
    assert cluster.told == ()
