"""The same jobs on a Dask cluster: workers import once, a lost worker's jobs are tried elsewhere."""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any

from ..base.errors import RequestError
from ..storage.temporary import sweep_folders
from .pool import HASH_SEED, Answer, Work

_PATIENCE = "10s"  # for the scheduler to answer
_ADDRESS = re.compile(r"[a-z]+://[^/\s]+:\d+")
_SCHEMES = ("tcp", "tls")
_handlers: dict[str, Any] = {}
_one_at_a_time = threading.Lock()


class Cluster:
    """The workers of the scheduler at `address` (tcp://host:port, or tls://), as `Pool` is those of here.

    Raises RequestError where Dask is not installed, or the scheduler cannot be reached, has no
    workers, or other versions.
    """

    def __init__(self, address: str, factory: str, settings: dict[str, Any]) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise RequestError("rounds.no_dask", where=address) from None
        if not _ADDRESS.fullmatch(address):
            raise RequestError("rounds.no_address", where=address)
        scheme = address.partition(":")[0]
        if scheme not in _SCHEMES:
            raise RequestError("rounds.no_scheme", where=address, name=scheme)
        try:
            self.client = Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            key = "rounds.no_certificates" if scheme == "tls" else "rounds.no_scheduler"
            raise RequestError(key, where=address, reason=type(error).__name__) from None
        if not self.client.scheduler_info()["workers"]:
            self.client.close()
            raise RequestError(
                "rounds.no_workers",
                where=address,
                address=address,
            )
        self._check_versions(address)
        self.address, self.factory, self.settings = address, factory, settings

    def _check_versions(self, address: str) -> None:
        """Raises RequestError where a machine has other versions: its pages would be others."""
        try:
            self.client.get_versions(check=True)
        except ValueError:
            self.client.close()
            raise RequestError("rounds.other_versions", where=address) from None
        except (OSError, RuntimeError) as error:
            self.client.close()
            raise _lost(address, error) from None

    def start(self, works: int) -> None:
        """Nothing to do: the workers are there, and import what they need with their first task."""

    def run(
        self, works: Sequence[Work], started: Callable[[Work], None] = lambda work: None
    ) -> Iterator[Answer]:
        """Each answer as it comes; None where a task lost several workers."""
        from concurrent.futures import CancelledError

        from distributed import KilledWorker, as_completed

        futures = {}
        for work in works:
            future = self.client.submit(
                do_task, self.factory, self.settings, work.task, pure=False, retries=0
            )
            futures[future] = work
        for future in as_completed(futures, loop=self.client.loop):
            try:
                error = future.exception()
            except (CancelledError, OSError, RuntimeError) as lost:
                raise _lost(self.address, lost) from None
            if isinstance(error, CancelledError):
                raise _lost(self.address, error)
            if error is not None and not isinstance(error, KilledWorker):
                raise error
            started(futures[future])
            yield Answer(futures.pop(future), None if error else future.result())
            future.release()

    def close(self) -> None:
        """Let the cluster forget the tasks that are not done; its workers keep what they have imported."""
        self.client.close()


def _lost(address: str, error: BaseException) -> RequestError:
    return RequestError("rounds.scheduler_lost", where=address, reason=type(error).__name__)


def do_task(factory: str, settings: dict[str, Any], task: dict[str, Any]) -> dict[str, Any]:
    """In a worker: the task by the handler of these settings, which stays for the next task."""
    name = json.dumps([factory, settings], sort_keys=True)
    with _one_at_a_time:
        if name not in _handlers:
            for other in list(_handlers):  # of an earlier run
                _handlers.pop(other).close()
            sweep_folders()  # of workers that were killed here
            # Kernels have the order of sets that those of `Pool` have, whatever Dask's nanny, which
            # knows an order of its own, has given this process: they are not forked from it.
            os.environ["PYTHONHASHSEED"] = HASH_SEED
            module, _, made = factory.partition(":")
            _handlers[name] = getattr(import_module(module), made)(settings)
        answer: dict[str, Any] = _handlers[name].run(task)
    return answer
