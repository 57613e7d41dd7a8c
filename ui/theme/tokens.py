"""Named design tokens: colours by role, spacing, type, radii and sizes, for light and dark, as plain facts.

Nothing here knows Qt. Every pair that must be readable is named in `READABLE` and `VISIBLE`, and a test measures
each of them (WCAG 2.2 AA: text 4.5:1, controls and focus 3:1).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum


class Mode(Enum):
    """The two palettes."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """One meaning in colour: ink on a soft ground, and a solid ground with its own ink."""

    ink: str
    soft: str
    solid: str
    on_solid: str


# Made at every start: comparing and printing thirty colours is code that nobody calls.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Colours:
    """Colour by role, each `#rrggbb`."""

    background: str
    surface: str
    sunken: str
    hover: str
    border: str
    control_border: str
    text: str
    text_muted: str
    text_disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_soft: str
    on_accent_soft: str
    link: str
    focus: str
    rail: str
    rail_text: str
    rail_muted: str
    rail_current: str
    rail_current_text: str
    rail_focus: str
    practice: str
    on_practice: str
    acuut: Tone
    spoed: Tone
    binnenkort: Tone
    volgen: Tone
    success: Tone
    info: Tone
    warning: Tone
    error: Tone
    neutral: Tone
    series: tuple[str, ...]

    def tone(self, name: str) -> Tone:
        """Return the tone called `name` (`"acuut"`, `"info"`, ...); AttributeError for a word that is none."""
        tone = getattr(self, name)
        if not isinstance(tone, Tone):
            raise AttributeError(f"{name} is not a tone")
        return tone


TONES = ("acuut", "spoed", "binnenkort", "volgen", "success", "info", "warning", "error", "neutral")

LIGHT = Colours(
    background="#f6f3ec",
    surface="#fffefb",
    sunken="#ece7db",
    hover="#f1ede3",
    border="#dad3c4",
    control_border="#7b7466",
    text="#1b2a32",
    text_muted="#525d5d",
    text_disabled="#837e75",
    accent="#0e5a67",
    accent_hover="#0b4b56",
    accent_pressed="#083b44",
    on_accent="#ffffff",
    accent_soft="#dbeaea",
    on_accent_soft="#0a444e",
    link="#0b5563",
    focus="#1a47b8",
    rail="#12343d",
    rail_text="#f3f1ea",
    rail_muted="#b5c8cb",
    rail_current="#f6f3ec",
    rail_current_text="#0e4550",
    rail_focus="#ffd479",
    practice="#5b3a8e",
    on_practice="#ffffff",
    acuut=Tone(ink="#9c1529", soft="#fbe4e3", solid="#a3162b", on_solid="#ffffff"),
    spoed=Tone(ink="#8a4100", soft="#fdead7", solid="#994900", on_solid="#ffffff"),
    binnenkort=Tone(ink="#685100", soft="#f8efca", solid="#735a00", on_solid="#ffffff"),
    volgen=Tone(ink="#2f5266", soft="#e3edf2", solid="#3a6076", on_solid="#ffffff"),
    success=Tone(ink="#1f5f37", soft="#e0f0e1", solid="#256b40", on_solid="#ffffff"),
    info=Tone(ink="#264f78", soft="#e2ecf6", solid="#2b5987", on_solid="#ffffff"),
    warning=Tone(ink="#7a4a00", soft="#fcecd0", solid="#8a5300", on_solid="#ffffff"),
    error=Tone(ink="#9c1529", soft="#fbe4e3", solid="#a3162b", on_solid="#ffffff"),
    neutral=Tone(ink="#454f4f", soft="#ebe7dd", solid="#5d6765", on_solid="#ffffff"),
    series=("#0e5a67", "#a86500", "#7a3e73", "#4a6b88"),
)

DARK = Colours(
    background="#15191b",
    surface="#1e2426",
    sunken="#101314",
    hover="#283033",
    border="#3a4347",
    control_border="#8b959a",
    text="#eeebe4",
    text_muted="#b7bdbb",
    text_disabled="#7f8788",
    accent="#6cc3ce",
    accent_hover="#8bd3dc",
    accent_pressed="#55aebb",
    on_accent="#05262c",
    accent_soft="#1d3c42",
    on_accent_soft="#c1e8ec",
    link="#8bd3dc",
    focus="#ffcf66",
    rail="#0c1f25",
    rail_text="#eeebe4",
    rail_muted="#a9bfc3",
    rail_current="#1d3c42",
    rail_current_text="#d6f2f5",
    rail_focus="#ffcf66",
    practice="#5b3a8e",
    on_practice="#ffffff",
    acuut=Tone(ink="#ffa3a3", soft="#44191d", solid="#f08c8c", on_solid="#350a0f"),
    spoed=Tone(ink="#ffbb80", soft="#40280f", solid="#f0a35e", on_solid="#331a02"),
    binnenkort=Tone(ink="#ebd272", soft="#38310f", solid="#d9bf55", on_solid="#2b2300"),
    volgen=Tone(ink="#aecddf", soft="#1d323d", solid="#8fb6cc", on_solid="#0c222d"),
    success=Tone(ink="#95d6a6", soft="#183521", solid="#79c48d", on_solid="#08260f"),
    info=Tone(ink="#abccef", soft="#1b3046", solid="#88b4e0", on_solid="#081f36"),
    warning=Tone(ink="#f5c576", soft="#3c2b0e", solid="#e2ac52", on_solid="#2b1b00"),
    error=Tone(ink="#ffa3a3", soft="#44191d", solid="#f08c8c", on_solid="#350a0f"),
    neutral=Tone(ink="#c9cfcd", soft="#2b3235", solid="#a3abab", on_solid="#15191b"),
    series=("#6cc3ce", "#e0a955", "#d39bcb", "#9db9d2"),
)

READABLE = (
    ("text", "background"),
    ("text", "surface"),
    ("text", "sunken"),
    ("text", "hover"),
    ("text_muted", "background"),
    ("text_muted", "surface"),
    ("text_muted", "sunken"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "accent_pressed"),
    ("on_accent_soft", "accent_soft"),
    ("link", "background"),
    ("link", "surface"),
    ("rail_text", "rail"),
    ("rail_muted", "rail"),
    ("rail_current_text", "rail_current"),
    ("on_practice", "practice"),
)
"""Pairs (ink, ground) of text: at least 4.5:1. The tones' own pairs come on top."""

VISIBLE = (
    ("control_border", "background"),
    ("control_border", "surface"),
    ("control_border", "sunken"),
    ("accent", "background"),
    ("accent", "surface"),
    ("accent", "accent_soft"),
    ("focus", "background"),
    ("focus", "surface"),
    ("focus", "sunken"),
    ("focus", "accent_soft"),
    ("rail_focus", "rail"),
)
"""Pairs (control or focus, ground) that must be seen: at least 3:1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spacing:
    """Distances in device independent pixels."""

    xs: int = 4
    s: int = 8
    m: int = 12
    l: int = 16  # noqa: E741  the sizes are named as on a clothes label
    xl: int = 24
    xxl: int = 32
    xxxl: int = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeScale:
    """Font sizes in device independent pixels; 15 is what a person of seventy reads without leaning forward."""

    small: int = 13
    body: int = 15
    lead: int = 17
    heading: int = 19
    title: int = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Radii:
    """Corner radii in device independent pixels."""

    s: int = 4
    m: int = 8
    l: int = 12  # noqa: E741


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Heights and widths in device independent pixels."""

    control: int = 40
    arabic_control: int = 44
    row: int = 48
    icon: int = 20
    icon_large: int = 24
    indicator: int = 22
    readable: int = 820
    rail: int = 208
    focus: int = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Theme:
    """Everything a painter or a stylesheet needs to know about how it should look."""

    mode: Mode
    scale: float
    colours: Colours
    spacing: Spacing
    type: TypeScale
    radii: Radii
    sizes: Sizes


MIN_SCALE = 1.0
MAX_SCALE = 2.0


def make_theme(mode: Mode, scale: float = 1.0) -> Theme:
    """Return the tokens of a mode with text `scale` times as large (held between 1.0 and 2.0)."""
    scale = min(MAX_SCALE, max(MIN_SCALE, scale))
    sizes = TypeScale()
    scaled = replace(sizes, **{name: round(getattr(sizes, name) * scale) for name in TypeScale.__slots__})
    # Titles grow less than body text: at 200 % they are already large, and width is scarce.
    scaled = replace(scaled, title=round(sizes.title * (1 + (scale - 1) * 0.6)))
    room = 1 + (scale - 1) * 0.25
    gaps = Spacing()
    base = Sizes()
    return Theme(
        mode=mode,
        scale=scale,
        colours=LIGHT if mode is Mode.LIGHT else DARK,
        spacing=replace(gaps, **{name: round(getattr(gaps, name) * room) for name in Spacing.__slots__}),
        type=scaled,
        radii=Radii(),
        sizes=replace(
            base,
            control=round(18 + 22 * scale),
            arabic_control=round(18 + 26 * scale),
            row=round(18 + 30 * scale),
            icon=round(base.icon * (1 + (scale - 1) * 0.75)),
            icon_large=round(base.icon_large * (1 + (scale - 1) * 0.75)),
            indicator=round(base.indicator * (1 + (scale - 1) * 0.75)),
            readable=round(base.readable * (1 + (scale - 1) * 0.6)),
            rail=round(base.rail * (1 + (scale - 1) * 0.55)),
        ),
    )
