"""The machine that measures: what it is, and how fast it is just now, which on a shared one swings by several times."""

import os
import platform
import time

ADDITIONS = 30_000_000


def machine(*further: str) -> str:
    return ", ".join([f"Python {platform.python_version()}", *further, f"{os.cpu_count()} cores", pace()])


def pace() -> str:
    """Seconds that a loop takes, by the clock and of CPU: figures of two runs compare as these do."""
    begun, busy, total = time.perf_counter(), time.thread_time(), 0
    for number in range(ADDITIONS):
        total += number
    spent, busy = time.perf_counter() - begun, time.thread_time() - busy
    return f"{ADDITIONS // 1_000_000} million additions: {spent:.2f} s, busy {busy:.2f}; load {os.getloadavg()[0]:.1f}"
