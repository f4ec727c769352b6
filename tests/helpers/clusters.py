"""Dask clusters on loopback for tests and benchmarks: a real scheduler and real workers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from batches import until

QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def dask(
    *words: str, folder: Path, seed: str = "random", variables: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """A process of Dask's own command line, which keeps its files in `folder`.

    `seed`: the order of its sets. Dask's nanny gives its workers one, and none may tell.
    """
    start = "from dask.__main__ import main; main()"
    environment = os.environ | {"PYTHONHASHSEED": seed, "TMPDIR": str(folder)}
    environment |= variables or {}
    command = [sys.executable, "-c", start, *words]
    return subprocess.Popen(command, env=environment, cwd=folder, **QUIET)  # type: ignore[call-overload,no-any-return]


@contextmanager
def running_cluster(
    folder: Path, seeds: Sequence[str], of_workers: Mapping[str, str] | None = None
) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler and its workers, one for each of `seeds`; they end with it.

    `of_workers`: variables that they have beside those here.
    """
    from distributed import Client

    folder.mkdir()
    told = folder / "scheduler.json"
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    processes = [dask("scheduler", *options, "--scheduler-file", str(told), folder=folder)]
    try:
        assert until(lambda: told.exists() and told.read_text().endswith("}"), 60)
        address = json.loads(told.read_text())["address"]
        place = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
        workers = [
            dask("worker", address, *place, folder=folder, seed=seed, variables=of_workers)
            for seed in seeds
        ]
        processes += workers
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(len(seeds), timeout=120)
        yield address, workers
    finally:
        for process in processes[::-1]:
            process.terminate()
        for process in processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def certificates(folder: Path, name: str) -> dict[str, str]:
    """The variables by which Dask finds an authority called `name` and what it has signed, made here."""
    folder.mkdir(parents=True)
    authority, key, asked, signed = (
        str(folder / f"{name}-{part}") for part in ("ca.pem", "key.pem", "asked.pem", "signed.pem")
    )
    authority_key = str(folder / f"{name}-ca-key.pem")
    new = ["openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj"]
    sign = ["openssl", "x509", "-req", "-days", "2", "-CA", authority, "-CAkey", authority_key]
    for command in (
        [
            *new,
            f"/CN=authority {name}",
            "-x509",
            "-days",
            "2",
            "-keyout",
            authority_key,
            "-out",
            authority,
        ],
        [*new, f"/CN={name}", "-keyout", key, "-out", asked],
        [*sign, "-CAcreateserial", "-in", asked, "-out", signed],
    ):
        subprocess.run(command, check=True, capture_output=True)
    tls = "DASK_DISTRIBUTED__COMM__TLS"
    made = {f"{tls}__CA_FILE": authority}
    for role in ("SCHEDULER", "WORKER", "CLIENT"):
        made |= {f"{tls}__{role}__KEY": key, f"{tls}__{role}__CERT": signed}
    return made
