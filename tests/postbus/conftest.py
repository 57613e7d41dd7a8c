from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.clock import SystemClock
from app.ports import Mailbox
from sync.mailboxes.addresses import open_mailbox
from sync.mailboxes.folder import FolderMailbox
from sync.mailboxes.memory import MemoryMailbox
from sync.mailboxes.places import Manners
from tests.postbus import servers
from tests.postbus.servers import Server

NETWORK = ("apache", "rclone-webdav", "rclone-s3")
KINDS = ("memory", "folder", *NETWORK)
"""Every sort of mailbox under the one contract."""


def _need_rclone() -> None:
    if servers.rclone_program() is None:
        pytest.skip("rclone is hier niet; `./run test` brengt het mee")


@pytest.fixture(scope="session")
def apache() -> Iterator[Server]:
    if servers.apache_program() is None:
        pytest.skip("Apache met mod_dav is hier niet; `./run test` als beheerder installeert het")
    with servers.apache() as running:
        yield running


@pytest.fixture(scope="session")
def rclone_webdav(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    _need_rclone()
    with servers.rclone_webdav(tmp_path_factory.mktemp("rclone-webdav")) as running:
        yield running


@pytest.fixture(scope="session")
def rclone_s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    _need_rclone()
    with servers.rclone_s3(tmp_path_factory.mktemp("rclone-s3")) as running:
        yield running


@pytest.fixture
def server_of(request: pytest.FixtureRequest) -> Callable[[str], Server]:
    """Return a running server by its kind, started the first time that it's asked for."""

    def find(kind: str) -> Server:
        found = request.getfixturevalue(kind.replace("-", "_"))
        assert isinstance(found, Server)
        return found

    return find


@pytest.fixture(params=KINDS)
def mailbox(
    request: pytest.FixtureRequest, tmp_path: Path, server_of: Callable[[str], Server]
) -> Iterator[Mailbox]:
    kind = request.param
    if kind == "memory":
        box: Mailbox = MemoryMailbox()
    elif kind == "folder":
        box = FolderMailbox(tmp_path)
    else:
        server = server_of(kind)
        address = server.fresh(f"{tmp_path.parent.name}-{tmp_path.name}")
        box = open_mailbox(address, server.access, SystemClock(), Manners(pause=lambda _: None))
    yield box
    box.close()
