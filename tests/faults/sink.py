"""A real mail server that keeps what it takes, and can be told to kill whoever hands it a mail, or to fall silent.

`python -m tests.faults.sink PORT FOLDER`; what it takes is a line of JSON in FOLDER/taken, how it behaves stands in
FOLDER/mode: take · kill_before (it has heard all and taken nothing) · kill_after (it has taken it and not said so) ·
hang. Whom to kill stands in FOLDER/victim.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
from email import message_from_bytes
from pathlib import Path
from types import TracebackType
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from bench.running import ROOT, free_port


class Handler:
    """What the server does with a mail."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        mode = (self.folder / "mode").read_text()
        if mode == "hang":
            await asyncio.sleep(600)
        if mode == "kill_before":
            return self._kill()
        self._take(envelope)
        return self._kill() if mode == "kill_after" else "250 taken"

    def _take(self, envelope: Envelope) -> None:
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content)
        line = {"number": message["Message-ID"], "to": envelope.rcpt_tos, "back": envelope.mail_from}
        with open(self.folder / "taken", "a") as file:
            file.write(json.dumps(line) + "\n")

    def _kill(self) -> str:
        os.kill(int((self.folder / "victim").read_text()), signal.SIGKILL)
        return "451 later"


async def serve(port: int, folder: Path) -> None:
    """Serves until it is ended."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Handler(folder), hostname="sink"), "127.0.0.1", port)
    print("ready", flush=True)
    await server.serve_forever()


class Sink:
    """The test's side: the server in a process of its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.folder, self.port = folder, free_port()
        (folder / "taken").touch()
        self.be("take")
        command = [sys.executable, "-m", "tests.faults.sink", str(self.port), str(folder)]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout and self._process.stdout.readline() == "ready\n"

    @property
    def environment(self) -> dict[str, str]:
        """How a set finds it."""
        return {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(self.port), "EMAIL_TIMEOUT": "2"}

    def be(self, mode: str, victim: int = 0) -> None:
        """From the next mail on it behaves so."""
        (self.folder / "victim").write_text(str(victim))
        (self.folder / "mode").write_text(mode)

    @property
    def taken(self) -> list[dict[str, Any]]:
        """Every mail it took, in their order."""
        return [json.loads(line) for line in (self.folder / "taken").read_text().splitlines()]

    def __enter__(self) -> "Sink":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        with self._process:
            self._process.wait(10)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
