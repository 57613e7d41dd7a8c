"""What a page says apart from how it looks: the tree of headings, paragraphs and tables behind a tagged PDF."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Element:
    """One structure element; `marks` say which marked content is its own: (page number, mcid) or a child."""

    tag: str
    parent: Element | None = None
    language: str | None = None
    alt: str | None = None
    actual: str | None = None
    scope: str | None = None
    box: tuple[float, float, float, float] | None = None
    kids: list[Element | tuple[int, int]] = field(default_factory=list)

    def child(
        self,
        tag: str,
        *,
        language: str | None = None,
        alt: str | None = None,
        scope: str | None = None,
    ) -> Element:
        """Add and return an element after the last one."""
        made = Element(tag, self, language=language, alt=alt, scope=scope)
        self.kids.append(made)
        return made

    @property
    def empty(self) -> bool:
        """Tell whether neither this element nor anything under it has content on a page."""
        return all(isinstance(kid, Element) and kid.empty for kid in self.kids)
