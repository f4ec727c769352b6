"""A round on a Dask cluster: a real scheduler, real workers, one of which is lost in the middle."""

from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from batches import Workbook, contents, small_workbook, undisturbed, until
from clusters import certificates, dask, running_cluster

from jixiao.base.errors import RequestError
from jixiao.rounds.cluster import Cluster, do_task
from jixiao.rounds.fingerprint import made_by
from jixiao.rounds.pool import Work
from jixiao.storage.remote import RemoteStore, address_of

pytest.importorskip("distributed")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler on loopback, and its two workers, with hash seeds of their own."""
    with running_cluster(tmp_path / "d", ("6640", "7")) as (address, workers):
        yield address, workers


def addressed(workbook: Workbook, *arguments: object) -> list[str]:
    """The command of a round whose data and outputs are named by fsspec addresses."""
    words = workbook.command(*arguments)
    for option in ("--data", "--outputs"):
        words[words.index(option) + 1] = f"file://{words[words.index(option) + 1]}"
    return words


@pytest.mark.long
def test_a_round_on_a_cluster_that_loses_a_worker_gives_what_one_here_gives(
    data: Path, tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = cluster
    workbook = small_workbook(tmp_path, data, 2)
    run = subprocess.Popen(
        addressed(workbook, "--scheduler", address), stderr=subprocess.PIPE, text=True
    )
    assert until(lambda: run.poll() is not None or list(workbook.outputs.rglob("*.ipynb")), 120)
    workers[0].send_signal(signal.SIGKILL)
    _, said = run.communicate(timeout=240)
    assert run.returncode == 0, said
    assert said.count(": done") == 13
    assert contents(workbook.outputs) == undisturbed(data, 2)
    again = subprocess.run(addressed(workbook, "--dry-run"), capture_output=True, text=True)
    assert again.stdout.splitlines()[-1] == "0 of 13 jobs to run"


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificates")
def test_a_cluster_with_certificates_gives_the_same_and_those_of_others_are_one_line(
    data: Path, tmp_path: Path
) -> None:
    """Scheduler, worker and client each show what one authority has signed."""
    workbook = small_workbook(tmp_path, data, 1)
    own = certificates(tmp_path / "own", "own")
    told = tmp_path / "scheduler.json"
    options = ["--host", "tls://127.0.0.1", "--port", "0", "--no-dashboard"]
    processes = [
        dask("scheduler", *options, "--scheduler-file", str(told), folder=tmp_path, variables=own)
    ]
    try:
        assert until(lambda: told.exists() and told.read_text().endswith("}"), 60)
        address = json.loads(told.read_text())["address"]
        assert address.startswith("tls://")
        place = ["--nthreads", "1", "--no-nanny", "--no-dashboard"]
        processes.append(dask("worker", address, *place, folder=tmp_path, variables=own))
        for variables, said in (
            (certificates(tmp_path / "other", "other"), address),
            ({name: str(tmp_path / "none") for name in own}, address),
        ):
            refused = subprocess.run(
                workbook.command("--scheduler", address),
                capture_output=True,
                text=True,
                env=os.environ | variables,
            )
            assert refused.returncode == 2, refused.stderr
            (line,) = [each for each in refused.stderr.splitlines() if each.strip()]
            assert line.startswith(f"jixiao: {said}")
        done = subprocess.CompletedProcess[str]([], 2)
        for _ in range(30):  # until the worker has come
            done = subprocess.run(
                workbook.command("--scheduler", address),
                capture_output=True,
                text=True,
                env=os.environ | own,
            )
            if "has no workers" not in done.stderr:
                break
        assert done.returncode == 0, done.stderr
        assert contents(workbook.outputs) == undisturbed(data, 1)
    finally:
        for process in processes[::-1]:
            process.kill()
            process.wait(20)


def test_a_scheduler_that_cannot_be_reached_is_one_line(data: Path, tmp_path: Path) -> None:
    workbook = small_workbook(tmp_path, data, 1)
    result = workbook.run("--scheduler", "tcp://127.0.0.1:9")
    assert result.returncode == 2
    assert "tcp://127.0.0.1:9: the scheduler cannot be reached" in result.stderr
    assert len([line for line in result.stderr.splitlines() if "jixiao:" in line]) == 1
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("words", [b"", bytes(64), (1 << 60).to_bytes(8, "little") * 4])
def test_what_takes_the_call_and_says_nothing_or_nonsense_is_one_line(
    words: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jixiao.rounds.cluster._TO_CONNECT", 2.0)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            server.accept()[0].sendall(words)

        threading.Thread(target=answer, daemon=True).start()
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(RequestError, match="cannot be reached"):
            Cluster(address, "a:b", {})


def test_an_address_without_end_is_not_said_whole() -> None:
    with pytest.raises(RequestError) as caught:
        Cluster(f"tcp://{'a' * 5000}:1", "a:b", {})
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize("address", ["", "nonsense", "tcp://host", "127.0.0.1:8786", "tcp://h:x"])
def test_what_is_no_address_of_a_scheduler_is_one_line(
    address: str, data: Path, tmp_path: Path
) -> None:
    workbook = small_workbook(tmp_path, data, 1)
    result = workbook.run("--scheduler", address)
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert f"{address}: is no address of a scheduler; write tcp://host:port" in line


@pytest.mark.parametrize(
    ("address", "said"),
    [("inproc://127.0.0.1:1", "inproc:// is no way"), ("ucx://h:1", "ucx:// is no way")],
)
def test_other_schemes_are_one_line(address: str, said: str) -> None:
    with pytest.raises(RequestError, match=said):
        Cluster(address, "a:b", {})


def test_certificates_that_are_not_there_are_one_line() -> None:
    with pytest.raises(RequestError, match="with certificates"):
        Cluster("tls://127.0.0.1:1", "a:b", {})


def test_a_client_that_could_not_connect_waits_for_no_lock_as_it_is_collected() -> None:
    """Collected in a thread that Dask started under this lock, it stopped the whole process."""
    from distributed.utils import LoopRunner

    def answer_nonsense() -> None:
        taken, _ = server.accept()
        with taken:
            taken.sendall(b"HTTP/1.1 200 OK\r\n\r\n" * 10)

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=answer_nonsense, daemon=True).start()
        with pytest.raises(RequestError):
            Cluster(f"tcp://127.0.0.1:{server.getsockname()[1]}", "a:b", {})
        collected = threading.Thread(target=gc.collect, daemon=True)
        with LoopRunner._lock:
            collected.start()
            collected.join(20)
            assert not collected.is_alive()


class Reached:
    """In place of Dask's client: a scheduler and a worker that were reached."""

    def __init__(self, **answers: Any) -> None:
        self.answers, self.closed = answers, False

    def scheduler_info(self) -> dict[str, object]:
        if "scheduler" in self.answers and self.answers["scheduler"] is None:
            threading.Event().wait()
        return {"workers": {"tcp://w:1": {}}}

    def get_versions(self) -> dict[str, object]:
        same = {"packages": {"dask": "1", "distributed": "1"}}
        return {"client": same, "scheduler": self.answers.get("scheduler", same)}

    def run(self, asked: Callable[..., Any], *given: Any, on_error: str) -> dict[str, object]:
        assert on_error == "return"
        answer = self.answers.get("worker", asked)
        return {"tcp://w:1": answer(*given) if callable(answer) else answer}

    def close(self) -> None:
        self.closed = True


def lost(*_: object) -> None:
    raise OSError("gone")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"worker": ["pandas"]}, "tcp://w:1: has another version than this machine of: pandas"),
        ({"worker": ModuleNotFoundError("jixiao")}, "tcp://w:1: has another version .* jixiao"),
        ({"scheduler": {"packages": {"dask": "2", "distributed": "1"}}}, "tcp://h:1: .* of: dask;"),
        ({"worker": lost}, "was lost in the middle"),
        ({"worker": lambda *_: threading.Event().wait()}, "does not answer"),
        ({"scheduler": None}, "does not answer"),
    ],
)
def test_other_versions_and_machines_that_are_gone_or_silent_are_one_line(
    answers: dict[str, Any], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Reached(**answers)
    monkeypatch.setattr("jixiao.rounds.cluster._client_class", lambda: lambda *_, **__: client)
    monkeypatch.setattr("jixiao.rounds.cluster._LONGEST", 0.5)
    with pytest.raises(RequestError, match=said):
        Cluster("tcp://h:1", "a:b", {})
    assert client.closed


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("pandas", "of: pandas;"),
        ("library", "of: jixiao;"),
        ("none", "of: jixiao;"),
    ],
)
def test_pages_are_not_made_by_a_worker_that_would_make_others(
    change: str, said: str, root: Path, data: Path, tmp_path: Path
) -> None:
    """Dask itself only warns, and knows neither this library nor most of what it draws with."""
    library = tmp_path / "library"
    if change == "library":
        shutil.copytree(root / "lib", library, ignore=shutil.ignore_patterns("__pycache__"))
        (library / "jixiao" / "base" / "amounts.py").open("a").write("# another\n")
    elif change == "pandas":
        (library / "pandas-1.5.3.dist-info").mkdir(parents=True)
        metadata = "Metadata-Version: 2.1\nName: pandas\nVersion: 1.5.3\n"
        (library / "pandas-1.5.3.dist-info" / "METADATA").write_text(metadata)
    else:
        (library / "jixiao").mkdir(parents=True)
        (library / "jixiao" / "__init__.py").touch()
    paths = {"PYTHONPATH": os.pathsep.join([str(library), str(root / "lib")])}
    workbook = small_workbook(tmp_path, data, 1)
    with running_cluster(tmp_path / "d", ("1",), paths) as (address, _):
        refused = workbook.run("--scheduler", address)
    assert refused.returncode == 2, refused.stderr
    (line,) = refused.stderr.splitlines()
    assert line.startswith("jixiao: tcp://")
    assert said in line
    assert not list(workbook.outputs.rglob("*.ipynb"))


def test_a_worker_that_comes_in_the_middle_is_asked_as_well() -> None:
    assert do_task("a:b", {}, {}, made_by() | {"numpy": "0"}) == {"differs": ["numpy"]}


class Given(list[Any]):
    """In place of `as_completed`: its futures are done, or none will ever be."""

    ready = True

    def is_empty(self) -> bool:
        return not self

    def has_ready(self) -> bool:
        return self.ready

    def __next__(self) -> Any:
        return self.pop()


@pytest.mark.parametrize(
    ("nthreads", "said"),
    [
        (lambda: threading.Event().wait(), "the scheduler was lost in the middle"),
        (dict, "the scheduler has no workers"),
    ],
)
def test_a_scheduler_that_is_stopped_or_loses_all_workers_is_one_line(
    nthreads: Callable[[], object], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine of one that is stopped goes on answering, so that the connection never ends."""
    cluster = object.__new__(Cluster)
    cluster.client = SimpleNamespace(  # type: ignore[assignment]
        submit=lambda *_, **__: object(), loop=None, nthreads=nthreads
    )
    cluster.address, cluster.factory, cluster.settings = "tcp://h:1", "a:b", {}
    cluster.made_by = {}
    monkeypatch.setattr(Given, "ready", False)
    monkeypatch.setattr("distributed.as_completed", lambda futures, loop: Given(futures))
    monkeypatch.setattr("jixiao.rounds.cluster._ASK_EVERY", 0.1)
    monkeypatch.setattr("jixiao.rounds.cluster._LONGEST", 0.5)
    with pytest.raises(RequestError, match=said):
        list(cluster.run([Work("a", "a", {})]))


class Lost:
    """A future of a scheduler that has died."""

    def exception(self) -> None:
        raise CancelledError


class LostAsItIsDone:
    def exception(self) -> None:
        return None

    def result(self) -> None:
        raise CancelledError


class StoppedAsItIsDone:
    """Dask asks the scheduler for what a task gave: of one that was stopped, or lost the worker that had
    it and all others, it waits without end.
    """

    def exception(self) -> None:
        return None

    def result(self) -> None:
        threading.Event().wait()


@pytest.mark.parametrize(
    ("nthreads", "said"),
    [
        (lambda: threading.Event().wait(), "the scheduler was lost in the middle"),
        (dict, "the scheduler has no workers"),
    ],
)
def test_an_answer_that_never_comes_is_one_line(
    nthreads: Callable[[], object], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = object.__new__(Cluster)
    cluster.client = SimpleNamespace(  # type: ignore[assignment]
        submit=lambda *_, **__: StoppedAsItIsDone(), loop=None, nthreads=nthreads
    )
    cluster.address, cluster.factory, cluster.settings = "tcp://h:1", "a:b", {}
    cluster.made_by = {}
    monkeypatch.setattr("distributed.as_completed", lambda futures, loop: Given(futures))
    monkeypatch.setattr("jixiao.rounds.cluster._ASK_EVERY", 0.1)
    monkeypatch.setattr("jixiao.rounds.cluster._LONGEST", 0.5)
    with pytest.raises(RequestError, match=said):
        list(cluster.run([Work("a", "a", {})]))


@pytest.mark.parametrize("future", [Lost, LostAsItIsDone])
def test_a_scheduler_that_dies_in_the_middle_is_one_line(
    future: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = object.__new__(Cluster)
    cluster.client = SimpleNamespace(  # type: ignore[assignment]
        submit=lambda *_, **__: future(), loop=None
    )
    cluster.address, cluster.factory, cluster.settings = "tcp://h:1", "a:b", {}
    cluster.made_by = {}
    monkeypatch.setattr("distributed.as_completed", lambda futures, loop: Given(futures))
    with pytest.raises(RequestError, match="tcp://h:1: the scheduler was lost in the middle"):
        list(cluster.run([Work("a", "a", {})]))


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("s3://bucket/x", "s3://bucket/x"),
        (Path("s3://bucket/x"), "s3://bucket/x"),
        (Path("file:///a/b"), "file:///a/b"),
        ("/a/b", None),
        ("C:/a", None),
        ("a/b", None),
    ],
)
def test_addresses_are_told_from_folders(path: Path | str, address: str | None) -> None:
    assert address_of(path) == address


def test_a_remote_folder_reads_what_it_wrote() -> None:
    store = RemoteStore("memory://outputs")
    assert store.read("a/b.html") is None
    assert store.size("a/b.html") is None
    store.write("a/b.html", "绩效")
    assert store.read("a/b.html") == "绩效".encode()
    assert store.size("a/b.html") == 6


def test_an_address_that_cannot_be_opened_is_one_line(data: Path, tmp_path: Path) -> None:
    workbook = small_workbook(tmp_path, data, 1)
    words = workbook.command()
    words[words.index("--data") + 1] = "nowhere://x/y"
    result = subprocess.run(words, capture_output=True, text=True)
    assert result.returncode == 2
    assert "nowhere://x/y: cannot be opened" in result.stderr
    assert len(result.stderr.splitlines()) == 1
