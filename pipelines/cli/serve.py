"""Starting the dashboard: the port is tried, the address is said, then the server takes over this process."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from pipelines.i18n import text, user_error
from pipelines.warehouse.release import current

ROOT = Path(__file__).parents[2]
_HOST = "127.0.0.1"


def serve(home: Path, port: int, lang: str) -> int:
    """Never returns when all is well; `UserError` when the port is taken.

    Only this machine is served unless `$STREAMLIT_SERVER_ADDRESS` says otherwise.
    """
    host = os.environ.get("STREAMLIT_SERVER_ADDRESS", _HOST)
    refuse_taken_port(host, port)
    print(text(lang, "cli.serving", address=f"http://{host}:{port}"))
    if current(home) is None:
        print(text(lang, "cli.no_release"))
    sys.stdout.flush()
    os.chdir(ROOT)  # where .streamlit/config.toml lies
    chosen = {"PINGSHI_HOME": str(home), "PINGSHI_LANG": lang}
    os.execve(sys.executable, command(host, port), os.environ | chosen)


def command(host: str, port: int) -> list[str]:
    """The command line of the server."""
    app = ROOT / "dashboard" / "app.py"
    options = {"address": host, "port": str(port), "headless": "true"}
    flags = [word for name, value in options.items() for word in (f"--server.{name}", value)]
    return [sys.executable, "-m", "streamlit", "run", str(app), *flags]


def refuse_taken_port(host: str, port: int) -> None:
    """Lets pass a port that can be listened on; `UserError` for any other."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as fault:
            slots = {"port": port, "host": host, "other": port + 1, "reason": fault.strerror}
            raise user_error("port_taken", **slots) from fault
