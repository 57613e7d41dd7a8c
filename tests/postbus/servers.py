"""Real servers on loopback, started by the tests: Apache's mod_dav, and rclone's WebDAV and S3."""

from __future__ import annotations

import base64
import hashlib
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic

from sync.mailboxes.places import Access

USER, PASSWORD = "vrijwilliger", "een-app-wachtwoord"
KEY_ID, SECRET_KEY = "SLEUTELNAAM000000000", "geheime-sleutel-van-de-bucket"
BUCKET = "postbus"
_MODULES = Path("/usr/lib/apache2/modules")


@dataclass(frozen=True)
class Server:
    """A running server: its address without the sort, and how one gets in."""

    sort: str
    port: int
    access: Access

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def fresh(self, name: str) -> str:
        """Make an empty folder (or take an unused prefix) and return the mailbox's address there."""
        if self.sort == "s3":
            return f"s3:{self.url}/{BUCKET}/{name}?region=nl-test"
        secret = base64.b64encode(f"{self.access.user}:{self.access.password}".encode()).decode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("MKCOL", f"/{name}/", headers={"Authorization": f"Basic {secret}"})
        status = connection.getresponse().status
        connection.close()
        assert status == 201, status
        return f"webdav:{self.url}/{name}"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def apache_program() -> str | None:
    """Where Apache with mod_dav is, or None."""
    found = shutil.which("apache2") or shutil.which("apache2", path="/usr/sbin")
    return found if found and (_MODULES / "mod_dav_fs.so").exists() else None


def rclone_program() -> str | None:
    """Where rclone is: beside this Python (from PyPI), or None."""
    return shutil.which("rclone", path=str(Path(sys.executable).parent)) or shutil.which("rclone")


@contextmanager
def apache() -> Iterator[Server]:
    """Run Apache with mod_dav over a folder of its own, with a name and a password."""
    program = apache_program()
    assert program is not None
    # Not under pytest's own folder: as root, Apache gives up its rights and couldn't get in there.
    with tempfile.TemporaryDirectory(prefix="postbus-apache-") as folder:
        home = Path(folder)
        for path in (home, home / "dav", home / "run"):
            path.mkdir(exist_ok=True)
            path.chmod(0o777)
        digest = base64.b64encode(hashlib.sha1(PASSWORD.encode()).digest()).decode()
        (home / "namen").write_text(f"{USER}:{{SHA}}{digest}\n", encoding="ascii")
        port = free_port()
        (home / "apache.conf").write_text(_apache_conf(home, port), encoding="ascii")
        with _running([program, "-f", str(home / "apache.conf"), "-DFOREGROUND"], port):
            yield Server("webdav", port, Access(user=USER, password=PASSWORD))


def _apache_conf(home: Path, port: int) -> str:
    names = {
        "mpm_event": "mpm_event",
        "dav": "dav",
        "dav_fs": "dav_fs",
        "authn_core": "authn_core",
        "authn_file": "authn_file",
        "authz_core": "authz_core",
        "authz_user": "authz_user",
        "auth_basic": "auth_basic",
    }
    lines = [
        f"ServerRoot {home}/run",
        f"PidFile {home}/run/httpd.pid",
        f"Listen 127.0.0.1:{port}",
        "ServerName localhost",
        *(f"LoadModule {name}_module {_MODULES}/mod_{file}.so" for name, file in names.items()),
        f"ErrorLog {home}/run/fouten",
        f"DavLockDB {home}/run/sloten",
        f"DocumentRoot {home}/dav",
        f"<Directory {home}/dav>",
        "Dav On",
        "AuthType Basic",
        "AuthName postbus",
        f"AuthUserFile {home}/namen",
        "Require valid-user",
        "</Directory>",
    ]
    if os.geteuid() == 0:
        lines[3:3] = ["User www-data", "Group www-data"]
    return "\n".join(lines) + "\n"


@contextmanager
def rclone_webdav(home: Path) -> Iterator[Server]:
    """Run rclone's WebDAV server over a folder."""
    port = free_port()
    words = ["serve", "webdav", str(home), "--addr", f"127.0.0.1:{port}", "--user", USER, "--pass", PASSWORD]
    with _running([_rclone(), *words], port):
        yield Server("webdav", port, Access(user=USER, password=PASSWORD))


@contextmanager
def rclone_s3(home: Path) -> Iterator[Server]:
    """Run rclone's S3 server over a folder with one bucket."""
    (home / BUCKET).mkdir()
    port = free_port()
    words = ["serve", "s3", str(home), "--addr", f"127.0.0.1:{port}", "--auth-key", f"{KEY_ID},{SECRET_KEY}"]
    with _running([_rclone(), *words], port):
        yield Server("s3", port, Access(user=KEY_ID, password=SECRET_KEY))


def _rclone() -> str:
    found = rclone_program()
    assert found is not None
    return found


@contextmanager
def _running(command: list[str], port: int) -> Iterator[None]:
    environment = {**os.environ, "RCLONE_CONFIG": os.devnull}
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        env=environment,
    )
    try:
        _await(port, process)
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    until = monotonic() + 30
    while monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        Event().wait(0.05)
    raise AssertionError(f"{Path(process.args[0]).name} did not start")  # type: ignore[index, arg-type]
