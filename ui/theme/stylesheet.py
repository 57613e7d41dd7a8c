"""The one stylesheet, built from the tokens. Widgets choose by object name and by `kind`, `role` and `tone`."""

from __future__ import annotations

from pathlib import Path
from string import Template

import resources
from ui.theme.tokens import TONES, Theme

ICON_PREFIX = "dlicons"


def icon_folder() -> Path:
    """Return the folder of the shipped icons; the stylesheet can only take pictures from files."""
    return Path(resources.__file__).resolve().parent / "icons"


def build(theme: Theme) -> str:
    """Return the stylesheet of a theme."""
    colours, sizes, space, kind = theme.colours, theme.sizes, theme.spacing, theme.type
    values: dict[str, object] = {
        name: getattr(colours, name)
        for name in type(colours).__slots__
        if isinstance(getattr(colours, name), str)
    }
    values |= {f"font_{name}": f"{getattr(kind, name)}px" for name in type(kind).__slots__}
    values |= {f"gap_{name}": f"{getattr(space, name)}px" for name in type(space).__slots__}
    values |= {
        "control": f"{sizes.control - 2}px",
        "field": f"{sizes.control - 12}px",
        "arabic": f"{sizes.arabic_control - 12}px",
        "row": f"{sizes.row}px",
        "slim": f"{sizes.control - 12}px",
        "indicator": f"{sizes.indicator - 4}px",
        "radio_radius": f"{sizes.indicator // 2}px",
        "radius": f"{theme.radii.m}px",
        "radius_s": f"{theme.radii.s}px",
        "radius_l": f"{theme.radii.l}px",
        "mode": theme.mode.value,
        "icons": ICON_PREFIX,
        "error_ink": colours.error.ink,
        "error_solid": colours.error.solid,
        "error_on_solid": colours.error.on_solid,
        "error_soft": colours.error.soft,
        "arrow": f"{sizes.icon}px",
    }
    parts = [Template(_BASE).substitute(values), Template(_CONTROLS).substitute(values)]
    parts += [Template(_VIEWS).substitute(values)]
    parts += [_tone_rules(name, theme) for name in TONES]
    return "\n".join(parts)


def _tone_rules(name: str, theme: Theme) -> str:
    tone = theme.colours.tone(name)
    return f'QLabel[tone="{name}"] {{ color: {tone.ink}; }}'


_BASE = """
QWidget { color: $text; }
QToolTip { color: $surface; background: $text; border: 0; padding: 6px 8px; }
QMainWindow, QDialog, QWidget#page { background: $background; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: $font_title; font-weight: 600; }
QLabel[role="heading"] { font-size: $font_heading; font-weight: 600; }
QLabel[role="lead"] { font-size: $font_lead; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="label"] { font-weight: 600; }
QLabel[role="muted"] { color: $text_muted; }
QLabel[role="small"] { font-size: $font_small; color: $text_muted; }
QLabel[role="tongue"] { font-size: $font_body; color: $accent; }
QLabel[role="callnumber"] { font-size: $font_heading; font-weight: 700; }
QLabel[role="error"] { color: $error_ink; font-weight: 600; }
QLabel[role="month"] { font-size: $font_small; font-weight: 600; color: $text_muted; }
QLabel:disabled { color: $text_disabled; }

QFrame#card { background: $surface; border: 1px solid $border; border-radius: $radius_l; }
QFrame#sunken { background: $sunken; border: 0; border-radius: $radius; }
QFrame#divider { background: $border; border: 0; max-height: 1px; min-height: 1px; }
QFrame#errorsummary { background: $error_soft; border: 2px solid $error_solid; border-radius: $radius; }
QFrame[error="true"] { border-left: 4px solid $error_solid; }

QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget#scrollbody { background: transparent; }
QScrollBar:vertical { background: transparent; width: 14px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 14px; margin: 0; }
QScrollBar::handle { background: $control_border; border: 4px solid transparent; border-radius: 7px;
    background-clip: padding; }
QScrollBar::handle:vertical { min-height: 32px; margin: 0 4px; border: 0; border-radius: 3px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 4px 0; border: 0; border-radius: 3px; }
QScrollBar::handle:hover { background: $text_muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_CONTROLS = """
QPushButton { background: $surface; color: $text; border: 1px solid $control_border; border-radius: $radius;
    padding: 0 15px; min-height: $control; font-weight: 600; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $sunken; }
QPushButton:focus { border: 2px solid $focus; padding: 0 14px; min-height: $control; }
QPushButton:disabled { color: $text_disabled; border-color: $border; background: $background; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; }
QPushButton[kind="primary"]:focus { border: 2px solid $focus; }
QPushButton[kind="primary"]:disabled { background: $sunken; color: $text_disabled; border-color: $border; }
QPushButton[kind="danger"] { background: $surface; color: $error_ink; border: 1px solid $error_solid; }
QPushButton[kind="danger"]:hover { background: $error_soft; }
QPushButton[kind="danger"]:focus { border: 2px solid $focus; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid transparent; color: $link; padding: 0 9px; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:pressed { background: $sunken; }
QPushButton[kind="quiet"]:focus { border: 2px solid $focus; padding: 0 8px; }
QPushButton[kind="quiet"]:disabled { color: $text_disabled; background: transparent; }
QPushButton[kind="link"] { background: transparent; border: 0; border-bottom: 1px solid $link; border-radius: 0;
    color: $link; padding: 0; min-height: 0; text-align: left; }
QPushButton[kind="link"]:hover { border-bottom: 2px solid $link; }
QPushButton[kind="link"]:focus { border: 2px solid $focus; border-radius: $radius_s; padding: 0; }
QPushButton[onpanel="error"] { color: $error_ink; border-color: $error_ink; }
QPushButton[iconic="true"] { padding: 0; min-width: $control; max-width: $control; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox { background: $surface; color: $text;
    border: 1px solid $control_border; border-radius: $radius; padding: 5px 10px; min-height: $field;
    selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $text_muted; }
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QComboBox:hover { border-color: $text_muted; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: 2px solid $focus; padding: 4px 9px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: $sunken; color: $text_disabled;
    border-color: $border; }
QLineEdit[arabic="true"] { min-height: $arabic; }
QLineEdit:read-only { background: $sunken; }
QLineEdit[error="true"], QPlainTextEdit[error="true"], QComboBox[error="true"] {
    border: 2px solid $error_solid; padding: 4px 9px; }
QLineEdit[error="true"]:focus, QPlainTextEdit[error="true"]:focus { border: 2px solid $focus; }
QComboBox { padding-right: 30px; }
QComboBox:focus { padding-right: 29px; }
QComboBox::drop-down { border: 0; width: 30px; subcontrol-origin: padding; subcontrol-position: center right; }
QComboBox::down-arrow { image: url($icons:control-down-$mode.svg); width: $arrow; height: $arrow; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $control_border;
    selection-background-color: $accent_soft; selection-color: $on_accent_soft; outline: 0; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: $field; padding: 0 8px; }

QCheckBox, QRadioButton { spacing: 10px; padding: 6px 6px 6px 4px; border: 2px solid transparent;
    border-radius: $radius_s; background: transparent; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $focus; }
QCheckBox::indicator, QRadioButton::indicator { width: $indicator; height: $indicator;
    border: 2px solid $control_border; background: $surface; }
QCheckBox::indicator { border-radius: $radius_s; }
QRadioButton::indicator { border-radius: $radio_radius; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent;
    image: url($icons:control-tick-$mode.svg); }
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent;
    image: url($icons:control-partial-$mode.svg); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent;
    image: url($icons:control-radio-$mode.svg); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $sunken; border-color: $border; }
QCheckBox:disabled, QRadioButton:disabled { color: $text_disabled; }

QProgressBar { background: $sunken; border: 1px solid $control_border; border-radius: 6px; min-height: 10px;
    max-height: 10px; }
QProgressBar::chunk { background: $accent; border-radius: 5px; }
"""

_VIEWS = """
QTableView, QListView, QTreeView { background: $surface; alternate-background-color: $hover;
    border: 1px solid $border; border-radius: $radius; gridline-color: $border; outline: 0;
    selection-background-color: $accent_soft; selection-color: $on_accent_soft; }
QListView:focus, QTreeView:focus { border: 2px solid $focus; }
QListView[plain="true"] { background: transparent; border: 0; }
QListView[plain="true"]:focus { border: 0; }
QTableView::item, QListView::item { padding: 0 7px; border: 0; }
QTableView::item { border-bottom: 1px solid $border; }
QTableView::item:hover, QListView::item:hover { background: $hover; }
QTableView::item:selected, QListView::item:selected { background: $accent_soft; color: $on_accent_soft; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: $surface; color: $text_muted; border: 0; border-bottom: 2px solid $border;
    padding: 8px 10px; font-size: $font_small; font-weight: 600; }
QHeaderView::section:horizontal:first { border-top-left-radius: 7px; }
QHeaderView::section:horizontal:last { border-top-right-radius: 7px; }
QHeaderView::section:horizontal:only-one { border-top-left-radius: 7px; border-top-right-radius: 7px; }
QHeaderView::down-arrow { image: url($icons:control-down-$mode.svg); width: 14px; height: 14px; }
QHeaderView::up-arrow { image: url($icons:control-up-$mode.svg); width: 14px; height: 14px; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QTableCornerButton::section { background: $surface; border: 0; }
QMenu { background: $surface; border: 1px solid $control_border; border-radius: $radius_s; padding: 4px; }
QMenu::item { padding: 8px 20px; border-radius: $radius_s; }
QMenu::item:selected { background: $accent_soft; color: $on_accent_soft; }
QCalendarWidget QWidget { background: $surface; alternate-background-color: $surface; }
QCalendarWidget QAbstractItemView { selection-background-color: $accent; selection-color: $on_accent; }
QCalendarWidget QToolButton { color: $text; background: transparent; border: 2px solid transparent;
    border-radius: $radius_s; padding: 6px 10px; font-weight: 600; }
QCalendarWidget QToolButton:hover { background: $hover; }
QCalendarWidget QToolButton:focus { border: 2px solid $focus; }
QTabBar::tab { background: transparent; color: $text_muted; padding: 10px 14px; border: 0;
    border-bottom: 3px solid transparent; font-weight: 600; }
QTabBar::tab:selected { color: $text; border-bottom: 3px solid $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { border: 2px solid $focus; border-radius: $radius_s; }
QTabWidget::pane { border: 0; border-top: 1px solid $border; }

QFrame#rail { background: $rail; border: 0; }
QFrame#rail QLabel { color: $rail_muted; }
QFrame#rail QPushButton { background: transparent; color: $rail_text; border: 2px solid transparent;
    border-radius: $radius; padding: 0 10px; text-align: left; min-height: $control; font-weight: 400; }
QFrame#rail QPushButton:hover { background: rgba(255, 255, 255, 24); }
QFrame#rail QPushButton:checked { background: $rail_current; color: $rail_current_text; font-weight: 600; }
QFrame#rail QPushButton:focus { border: 2px solid $rail_focus; }
QFrame#rail QScrollArea, QWidget#railground { background: $rail; }
QFrame#rail QLabel#railname { color: $rail_text; font-size: $font_lead; padding-left: 10px; }
QPushButton[statusline="calm"], QPushButton[statusline="attention"] { text-align: left; font-weight: 400;
    font-size: $font_small; color: $text_muted; min-height: $slim; }
QPushButton[statusline="attention"] { color: $error_ink; font-weight: 600; }
QFrame#searchpanel { background: $surface; border: 2px solid $accent; border-radius: $radius_l; }
QFrame#header { background: $surface; border: 0; border-bottom: 1px solid $border; }
QFrame#practiceband { background: $practice; border: 0; }
QFrame#practiceband QLabel { color: $on_practice; font-weight: 600; }
QFrame#alongband { background: $accent_soft; border: 0; border-bottom: 1px solid $accent; }
QFrame#alongband QLabel { color: $on_accent_soft; font-weight: 600; }
QFrame#statusline, QFrame#footbar { background: $surface; border: 0; border-top: 1px solid $border; }
"""
