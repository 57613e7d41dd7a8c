"""Where one can go in the window: destinations, routes with parameters, a way back, and the place kept at lock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Route:
    """One place: the name of a destination and what it should show (ids, never names of people)."""

    name: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A page that can be gone to. `factory` makes it the first time it's needed.

    `title` stands in the rail and in the window's title, so it never holds a client's name. `in_rail` puts it in the
    rail (`at_bottom` below the others); a page that isn't there says `under` which entry it belongs.
    """

    key: str
    title: str
    icon: str
    factory: Callable[[], QWidget]
    in_rail: bool = True
    at_bottom: bool = False
    under: str = ""


@runtime_checkable
class PageView(Protocol):
    """What the shell asks of a page. `save_draft()` is asked for only when a page has it."""

    @property
    def title(self) -> str:
        """What the page is called, for a screen reader."""

    def activate(self, params: Mapping[str, str]) -> None:
        """The page comes into view with these parameters; it may already have been shown with others."""


@runtime_checkable
class KeepsDraft(Protocol):
    """A page with something unfinished."""

    def save_draft(self) -> None:
        """Store what is unfinished, now: the page is being left, or the program is about to lock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody was: the routes back to the start, which field had the focus, the cursor in it, the scroll."""

    routes: tuple[Route, ...] = ()
    focus: tuple[int, ...] = ()
    cursor: int = -1
    scroll: int = 0


class Navigator(QObject):
    """Knows the routes that were taken. Views ask it to go; the shell listens to `moved(route, back)`."""

    moved = Signal(object, bool)

    def __init__(self, destinations: Iterable[Destination] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._destinations: dict[str, Destination] = {}
        self._history: list[Route] = []
        for destination in destinations:
            self.add(destination)

    def add(self, destination: Destination) -> None:
        """Make a destination known; a key that exists already is replaced."""
        self._destinations[destination.key] = destination

    def destination(self, key: str) -> Destination:
        """Return a destination; KeyError when nobody added it."""
        return self._destinations[key]

    def has(self, key: str) -> bool:
        """True when the destination exists."""
        return key in self._destinations

    @property
    def destinations(self) -> tuple[Destination, ...]:
        return tuple(self._destinations.values())

    @property
    def current(self) -> Route | None:
        return self._history[-1] if self._history else None

    @property
    def history(self) -> tuple[Route, ...]:
        return tuple(self._history)

    @property
    def can_go_back(self) -> bool:
        return len(self._history) > 1

    def go(self, name: str, **params: str) -> None:
        """Go to a destination; the same place again only refreshes it. KeyError for a name that doesn't exist."""
        self.follow(Route(name, params))

    def follow(self, route: Route) -> None:
        """Go to a route. A destination of the rail is a new start: the way back to earlier dossiers is forgotten."""
        destination = self._destinations[route.name]
        if destination.in_rail:
            self._history.clear()
        elif self.current == route:
            self._history.pop()
        self._history.append(route)
        self.moved.emit(route, False)

    def back(self) -> bool:
        """Go to where one came from; False at the start."""
        if not self.can_go_back:
            return False
        self._history.pop()
        self.moved.emit(self._history[-1], True)
        return True

    def restore(self, routes: Iterable[Route]) -> None:
        """Take up a history, as after unlocking, and show its last route."""
        known = [route for route in routes if route.name in self._destinations]
        self._history = known
        if known:
            self.moved.emit(known[-1], True)

    def forget(self) -> None:
        """Forget all routes."""
        self._history.clear()
