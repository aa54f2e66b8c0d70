"""Reading in parallel: worker processes that keep the order, bound what waits in memory, and die with their parent."""

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .reading import Job, Reader, Result

FILES_A_TASK = 40
TASKS_AHEAD = 6  # per process; bounds the readings that wait for the writer
BEHIND_THE_WRITER = 10  # all wait for the one writer sooner or later: where processors are few, it goes first
SELDOM = 100_000  # new objects: hardly any of them are in cycles, and to look for these takes a thirtieth of the time
FEW = 60  # fewer files than this are read here: starting processes would take longer


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    roots: tuple[Path, ...]
    hosts: frozenset[str]


_reader: Reader


@contextmanager
def seldom_collecting() -> Iterator[None]:
    before = gc.get_threshold()
    _collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _collect_seldom() -> None:
    gc.freeze()
    gc.set_threshold(SELDOM)


def read_all(jobs: Sequence[Job], options: ReaderOptions, processes: int) -> Iterator[Result]:
    """One result a job, in the order of the jobs."""
    tasks = [jobs[start : start + FILES_A_TASK] for start in range(0, len(jobs), FILES_A_TASK)]
    if len(jobs) < FEW or processes < 1:
        _start(options)
        for task in tasks:
            yield from _reader.read(task)
        return
    context = multiprocessing.get_context("forkserver")  # a fork of this process would share the database connection
    context.set_forkserver_preload([__name__])
    with ProcessPoolExecutor(processes, context, _start_worker, (options,)) as pool:
        yield from _in_order(pool, tasks, processes * TASKS_AHEAD)


def _in_order(pool: ProcessPoolExecutor, tasks: Sequence[Sequence[Job]], ahead: int) -> Iterator[Result]:
    waiting: deque[Future[list[Result]]] = deque()
    try:
        for task in tasks:
            waiting.append(pool.submit(_read_task, task))
            if len(waiting) >= ahead:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _start(options: ReaderOptions) -> None:
    global _reader  # noqa: PLW0603  one a process: it keeps what it knows of pictures
    _reader = Reader(options.roots, options.hosts)


def _start_worker(options: ReaderOptions) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    os.nice(BEHIND_THE_WRITER)
    _collect_seldom()
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _start(options)


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
    os._exit(1)


def _read_task(jobs: Sequence[Job]) -> list[Result]:
    return _reader.read(jobs)
