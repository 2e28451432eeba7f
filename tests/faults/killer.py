"""A process that does one thing to a home and is killed in the middle of it; started by the tests, one child per order.

Orders come as JSON lines on standard input: what to do (`do`, `home`, `name`), and how it ends: `kill_at` counts
the operations that leave a trace on disk (files opened for writing, made durable, renamed, removed; folders made;
locks taken), and the child kills itself instead of the last; with `most_bytes` no file may grow larger, and the
system kills the child that writes on, unless `survive` is set: then the write fails as on a full disk.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipelines.intake.files import child, sandbox
from pipelines.ledger.review import accept, return_, sign, withdraw
from pipelines.ledger.submit import submit
from pipelines.problems import UserError
from pipelines.programme.load import load_programme
from pipelines.warehouse.build import build

assert sys.dont_write_bytecode, "a child that is killed or limited must not write into the library's cache"
PROGRAMME = load_programme(sys.argv[1])
REFUSED = 3
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
TRACES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "fcntl.flock"}
DO: dict[str, Callable[[Path, str], object]] = {
    "submit": lambda home, name: submit(home, PROGRAMME, Path(name)),
    "sign": sign,
    "accept": accept,
    "return": lambda home, name: return_(home, name, "请核对"),
    "withdraw": withdraw,
    "build": lambda home, _: build(home, PROGRAMME, full=True),
}
# The reader's own process is not what is tested here, and a file without danger needs none.
sandbox._answer = lambda data: json.loads(json.dumps(child.contents(data)))


class Countdown:
    """Kills this process instead of its n-th operation."""

    def __init__(self, operations: int) -> None:
        self.left = operations

    def step(self) -> None:
        """One operation."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(self, event: str, facts: tuple[Any, ...]) -> None:
        """Counts what the interpreter reports."""
        if event in TRACES or (event == "open" and isinstance(facts[2], int) and facts[2] & WRITING):
            self.step()

    def watch(self) -> None:
        """Starts counting."""
        sync = os.fsync

        def counted(handle: int) -> None:
            self.step()
            sync(handle)

        os.fsync = counted
        sys.addaudithook(self.audit)


def obey(order: dict[str, Any]) -> int:
    """Does what the order says; how it went as an exit code."""
    if order.get("most_bytes") is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN if order.get("survive") else signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["most_bytes"], order["most_bytes"]))
    if order.get("kill_at"):
        Countdown(order["kill_at"]).watch()
    try:
        DO[order["do"]](Path(order["home"]), order["name"])
    except UserError as error:
        sys.stderr.write(error.code)
        return REFUSED
    return 0


def main() -> None:
    """One child per order, so that none has anything of the one before; the answer is the child's end."""
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        if (pid := os.fork()) == 0:
            try:
                os._exit(obey(json.loads(line)))
            finally:  # any other exception: said on standard error, and never into the parent's loop
                sys.excepthook(*sys.exc_info())
                os._exit(1)
        _, status = os.waitpid(pid, 0)
        print(json.dumps(os.waitstatus_to_exitcode(status)), flush=True)


if __name__ == "__main__":
    main()
