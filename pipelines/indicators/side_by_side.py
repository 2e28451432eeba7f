"""Lets several statements of one database run at the same time, each on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import duckdb

Job = TypeVar("Job")
Result = TypeVar("Result")

# A statement on small tables keeps little more than one core busy.
_AT_ONCE = 2


def side_by_side(
    con: duckdb.DuckDBPyConnection, do: Callable[[duckdb.DuckDBPyConnection, Job], Result], jobs: Iterable[Job]
) -> list[Result]:
    """What `do` makes of each job, in the order of the jobs; of several faults the first job's is raised.

    The other connections see what is committed, and neither temporary tables nor an open transaction of `con`.
    """

    def one(job: Job) -> Result:
        with con.cursor() as cursor:
            return do(cursor, job)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(one, jobs))
