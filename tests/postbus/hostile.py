"""A small WebDAV server in memory that behaves as Nextcloud does, and then as badly as a test asks."""

from __future__ import annotations

import base64
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.postbus.servers import PASSWORD, USER

Trick = Callable[["Handler"], None]
"""What the server does instead of answering properly."""


class Wolk(ThreadingHTTPServer):
    """Files and folders by path. `tricks` are used up one by one, per method; `seen` is every request that came."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.folders: set[str] = {"/wolk"}
        self.tricks: dict[str, list[Trick]] = {}
        self.seen: list[tuple[str, str, dict[str, str]]] = []
        self.release = threading.Event()
        self.secure = context is not None
        if context is not None:
            self.socket = context.wrap_socket(self.socket, server_side=True)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def address(self) -> str:
        scheme, host = ("https", "localhost") if self.secure else ("http", "127.0.0.1")
        return f"webdav:{scheme}://{host}:{self.port}/wolk/"

    def play(self, method: str, *tricks: Trick) -> None:
        """Do these instead, for the next requests of a method (`*`: of any)."""
        self.tricks.setdefault(method, []).extend(tricks)

    def methods(self) -> list[str]:
        return [method for method, _, _ in self.seen]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever hangs up on us needs no traceback."""


@contextmanager
def wolk(context: ssl.SSLContext | None = None) -> Iterator[Wolk]:
    server = Wolk(context)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.release.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


class Handler(BaseHTTPRequestHandler):
    server: Wolk
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: Any) -> None:
        """A test's output is for the test."""

    # -- answering

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def raw(self, data: bytes) -> None:
        """Write bytes as they are and hang up."""
        self.wfile.write(data)
        self.wfile.flush()
        self.close_connection = True

    @property
    def name(self) -> str:
        return unquote(urlsplit(self.path).path).rstrip("/")

    def _serve(self) -> None:
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.seen.append((self.command, self.name, {k.lower(): v for k, v in self.headers.items()}))
        for method in (self.command, "*"):
            if self.server.tricks.get(method):
                self.server.tricks[method].pop(0)(self)
                return
        self.properly()

    do_GET = do_PUT = do_DELETE = do_MKCOL = do_MOVE = do_PROPFIND = do_HEAD = _serve

    # -- as it should be

    def properly(self) -> None:
        secret = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if self.headers.get("Authorization") != f"Basic {secret}":
            self.answer(401)
        elif self.name.endswith(".part"):
            self.answer(400)
        else:
            getattr(self, f"on_{self.command.lower()}")()

    def on_put(self) -> None:
        if self.name.rpartition("/")[0] not in self.server.folders:
            self.answer(409)
            return
        status = 204 if self.name in self.server.files else 201
        self.server.files[self.name] = self.body
        self.answer(status)

    def on_get(self) -> None:
        data = self.server.files.get(self.name)
        self.answer(404) if data is None else self.answer(200, data)

    def on_delete(self) -> None:
        self.answer(204 if self.server.files.pop(self.name, None) is not None else 404)

    def on_mkcol(self) -> None:
        if self.name in self.server.folders:
            self.answer(405)
        elif self.name.rpartition("/")[0] not in self.server.folders:
            self.answer(409)
        else:
            self.server.folders.add(self.name)
            self.answer(201)

    def on_move(self) -> None:
        target = unquote(urlsplit(self.headers["Destination"]).path)
        if self.name not in self.server.files:
            self.answer(404)
        elif target in self.server.files and self.headers.get("Overwrite") == "F":
            self.answer(412)
        else:
            self.server.files[target] = self.server.files.pop(self.name)
            self.answer(201)

    def on_propfind(self) -> None:
        assert self.headers["Depth"] in ("0", "1"), "never ask for everything"
        if self.name not in self.server.folders:
            self.answer(404)
            return
        lines = [_line(f"{self.name}/", None)]
        if self.headers["Depth"] == "1":
            here = f"{self.name}/"
            inside = [
                path for path in self.server.folders if path.startswith(here) and "/" not in path[len(here) :]
            ]
            lines += [_line(f"{path}/", None) for path in inside]
            lines += [
                _line(path, len(data))
                for path, data in self.server.files.items()
                if path.startswith(here) and "/" not in path[len(here) :]
            ]
        self.answer(207, multistatus(lines), Content_Type="application/xml; charset=utf-8")


def _line(path: str, size: int | None) -> str:
    kind = "<d:resourcetype><d:collection/></d:resourcetype>" if size is None else "<d:resourcetype/>"
    length = "" if size is None else f"<d:getcontentlength>{size}</d:getcontentlength>"
    return (
        f"<d:response><d:href>{path}</d:href><d:propstat><d:prop>{kind}{length}</d:prop>"
        "<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
    )


def multistatus(lines: list[str]) -> bytes:
    return (
        '<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">' + "".join(lines) + "</d:multistatus>"
    ).encode()


# ---- tricks


def says(status: int, body: bytes = b"", **headers: str) -> Trick:
    return lambda handler: handler.answer(status, body, **headers)


def hangs_up(handler: Handler) -> None:
    handler.raw(b"")


def stops_halfway(handler: Handler) -> None:
    whole = handler.server.files.get(handler.name, b"helemaal")
    handler.raw(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(whole) + whole[: len(whole) // 2])


def announces_too_little(handler: Handler) -> None:
    """A whole answer under a length that is too short: what comes after it isn't an answer."""
    data = handler.server.files.get(handler.name, b"x" * 20)
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n" + data)
    handler.wfile.flush()
    handler.close_connection = True


def talks_nonsense(handler: Handler) -> None:
    handler.raw(b"\x00\x01 geen http\r\n\r\n")


def never_answers(handler: Handler) -> None:
    with suppress(OSError):
        handler.server.release.wait(30)
    handler.close_connection = True


def drips(handler: Handler) -> None:
    """Send a byte now and then, without end: no single read ever times out."""
    with suppress(OSError):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not handler.server.release.wait(0.05):
            handler.wfile.write(b"x")
            handler.wfile.flush()
    handler.close_connection = True


def never_ends(handler: Handler) -> None:
    """Chunk after chunk, far beyond any limit."""
    with suppress(OSError):
        handler.wfile.write(b"HTTP/1.1 207 Multi-Status\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(2000):
            handler.wfile.write(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
    handler.close_connection = True
