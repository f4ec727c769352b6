"""The same jobs on a Dask cluster: workers import once, a lost worker's jobs are tried elsewhere."""

from __future__ import annotations

import json
import logging
import os
import re
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, wait
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import Any

from ..base.errors import RequestError
from ..storage.temporary import sweep_folders
from .fingerprint import made_by
from .pool import HASH_SEED, Answer, Work

_PATIENCE = "10s"  # for the scheduler to be reached
_TO_CONNECT = 30.0  # seconds for that, whatever it answers
_LONGEST = 60.0  # seconds for it and its workers to answer
_ASK_EVERY = 5.0  # seconds after which a scheduler that says nothing is asked whether it is there
_LOOK_EVERY = 0.05
_TO_CLOSE = 20.0
_OF_THE_SCHEDULER = ("dask", "distributed")  # it runs no task, and need not have the rest
_ADDRESS = re.compile(r"[a-z]+://[^/\s]{1,300}:[0-9]{1,5}")
_SHOWN = 100  # characters of what is no address
_SCHEMES = ("tcp", "tls")
_DIFFERS = "differs"  # in place of an answer
_handlers: dict[str, Any] = {}
_one_at_a_time = threading.Lock()


class Cluster:
    """The workers of the scheduler at `address` (tcp://host:port, or tls://), as `Pool` is those of here.

    Raises RequestError where Dask is not installed, or the scheduler cannot be reached, has no
    workers, one that does not answer, or other versions: pages made there would be others.
    """

    def __init__(self, address: str, factory: str, settings: dict[str, Any]) -> None:
        try:
            connect = _client_class()
        except ImportError:
            raise RequestError("rounds.no_dask", where=address) from None
        if not _ADDRESS.fullmatch(address):
            shown = address if len(address) <= _SHOWN else f"{address[:_SHOWN]}…"
            raise RequestError("rounds.no_address", where=shown)
        scheme = address.partition(":")[0]
        if scheme not in _SCHEMES:
            raise RequestError("rounds.no_scheme", where=address, name=scheme)
        _silence()
        # What answers there may be no scheduler, or one that was stopped: Dask's own limit does not hold
        # for the first words of it, which may raise whatever they please.
        reached = _asked(lambda: connect(address, timeout=_PATIENCE, set_as_default=False))
        try:
            fault = reached.exception(_TO_CONNECT)
        except TimeoutError as error:
            fault = error
        if fault is not None:
            key = "rounds.no_certificates" if scheme == "tls" else "rounds.no_scheduler"
            raise RequestError(key, where=address, reason=type(fault).__name__)
        self.client = reached.result()
        self.address, self.factory, self.settings = address, factory, settings
        self.made_by = made_by()
        try:
            self._check_versions()
        except BaseException:
            self.close()
            raise

    def _check_versions(self) -> None:
        """Raises RequestError where there is no worker, a machine has other versions, or does not answer."""
        try:
            if not _asked(self.client.scheduler_info).result(_LONGEST)["workers"]:
                raise self._no_workers()
            theirs = _asked(lambda: self.client.run(differing, self.made_by, on_error="return"))
            versions = _asked(self.client.get_versions).result(_LONGEST)
            workers = theirs.result(_LONGEST)
        except TimeoutError:
            raise RequestError("rounds.no_answer", where=self.address) from None
        except (OSError, RuntimeError) as error:
            raise _lost(self.address, error) from None
        here, there = (versions[side]["packages"] for side in ("client", "scheduler"))
        names = [name for name in _OF_THE_SCHEDULER if here.get(name) != there.get(name)]
        found = {self.address: names} | {
            worker: ["jixiao"] if isinstance(answer, Exception) else answer
            for worker, answer in workers.items()
            if not isinstance(answer, OSError)  # it was lost just now: others do its tasks
        }
        for machine, names in found.items():
            if names:
                raise _other(machine, names)

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
                do_task,
                self.factory,
                self.settings,
                work.task,
                self.made_by,
                pure=False,
                retries=0,
            )
            futures[future] = work
        waiting = as_completed(futures, loop=self.client.loop)
        while not waiting.is_empty():
            self._until(waiting.has_ready)
            future = next(waiting)
            told = _asked(partial(_outcome, future))
            self._until(partial(_is_there, told))
            try:
                error, answer = told.result()
            except (CancelledError, OSError, RuntimeError) as lost:
                raise _lost(self.address, lost) from None
            if isinstance(error, CancelledError):
                raise _lost(self.address, error)
            if isinstance(error, ImportError):  # of a worker that has come since
                raise _other(self.address, ["jixiao"])
            if error is not None and not isinstance(error, KilledWorker):
                raise error
            if answer and (names := answer.get(_DIFFERS)):
                raise _other(self.address, names)
            started(futures[future])
            yield Answer(futures.pop(future), answer)
            future.release()

    def _until(self, there: Callable[[], bool]) -> None:
        """Wait until `there`.

        Raises RequestError where the scheduler does not answer any more, because it was stopped, or
        has had no worker for long.
        """
        asked, since = Future[Any](), time.monotonic()
        asked.set_result({})
        manned = since
        while not there():
            now = time.monotonic()
            if asked.done() and now - since > _ASK_EVERY:
                manned = now if asked.exception() or asked.result() else manned
                if now - manned > _LONGEST:
                    raise self._no_workers()
                asked, since = _asked(self.client.nthreads), now
            elif not asked.done() and now - since > _LONGEST:
                raise _lost(self.address, TimeoutError())
            time.sleep(_LOOK_EVERY)

    def _no_workers(self) -> RequestError:
        return RequestError("rounds.no_workers", where=self.address, address=self.address)

    def close(self) -> None:
        """Let the cluster forget the tasks that are not done; its workers keep what they have imported. A
        scheduler that was stopped hears of it when it goes on, if ever.
        """
        with suppress(TimeoutError):
            _asked(self.client.close).result(_TO_CLOSE)


def _silence() -> None:
    """What Dask says of lost connections at length, and that versions differ, is told as one line."""
    warnings.filterwarnings("ignore", module="distributed")
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("asyncio", "distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _lost(address: str, error: BaseException) -> RequestError:
    return RequestError("rounds.scheduler_lost", where=address, reason=type(error).__name__)


def _other(machine: str, names: Sequence[str]) -> RequestError:
    return RequestError("rounds.other_versions", where=machine, names=names)


def _client_class() -> Any:
    """Dask's client, closed by nothing but `close`.

    One that could not connect is collected in whichever thread comes next. Dask's own then waits there
    for the lock of its loops; where that thread is one that is being started under this lock, both
    wait for ever.

    Raises ImportError where Dask is not installed.
    """
    from distributed import Client

    class ClosedByHand(Client):
        def __del__(self) -> None:
            pass

    return ClosedByHand


def _outcome(future: Any) -> tuple[Any, Any]:
    """Why a task failed, and what it gave, for which the scheduler is asked once more."""
    error = future.exception()
    return error, None if error else future.result()


def _is_there(answer: Future[Any]) -> bool:
    """Looks for a moment: most answers take less than that."""
    return bool(wait([answer], _LOOK_EVERY).done)


def _asked(ask: Callable[[], Any]) -> Future[Any]:
    """What `ask` will give, asked in a thread: a machine that was stopped never answers."""
    answer: Future[Any] = Future()

    def run() -> None:
        try:
            answer.set_result(ask())
        except BaseException as error:
            answer.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return answer


def differing(of_the_owner: Mapping[str, str]) -> list[str]:
    """In a worker: what has another version here."""
    own = made_by()
    return [name for name, version in of_the_owner.items() if own.get(name) != version]


def do_task(
    factory: str, settings: dict[str, Any], task: dict[str, Any], of_the_owner: Mapping[str, str]
) -> dict[str, Any]:
    """In a worker: the task by the handler of these settings, which stays for the next task; what
    differs from `of_the_owner` where it is one that has come since.
    """
    name = json.dumps([factory, settings], sort_keys=True)
    with _one_at_a_time:
        if name not in _handlers:
            if names := differing(of_the_owner):
                return {_DIFFERS: names}
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
