"""Work on many batches in processes that know Django, keep the order, and die with their parent."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

import django

A = TypeVar("A")
B = TypeVar("B")


def in_processes(work: Callable[[A], B], batches: Sequence[A], processes: int) -> Iterator[B]:
    """work(batch) of each; `work` is a function of a module. One batch is not worth a process."""
    if processes < 2 or len(batches) < 2:
        yield from map(work, batches)
        return
    context = multiprocessing.get_context("spawn")  # a fork would share the database connection
    with ProcessPoolExecutor(min(processes, len(batches)), context, _start) as pool:
        yield from pool.map(work, batches)


def _start() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    threading.Thread(target=_die_with_parent, daemon=True).start()
    django.setup()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
    os._exit(1)
