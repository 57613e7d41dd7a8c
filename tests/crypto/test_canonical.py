"""One text per value, and bounds before anything is built."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.crypto import canonical
from app.faults import Fault

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(VALUES)
def test_what_is_written_is_read_back_and_is_json(value: Any) -> None:
    text = canonical.encode(value)
    assert canonical.decode(text) == value == json.loads(text)
    assert json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() == text


@settings(max_examples=150, deadline=None)
@given(VALUES, st.data())
def test_another_spelling_of_the_same_is_refused(value: Any, data: st.DataObject) -> None:
    text = canonical.encode(value)
    spelled = json.dumps(value, indent=data.draw(st.sampled_from([None, 1])), ensure_ascii=True).encode()
    if spelled != text:
        with pytest.raises(Fault):
            canonical.decode(spelled)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60))
def test_bytes_are_canonical_or_a_fault(data: bytes) -> None:
    try:
        value = canonical.decode(data)
    except Fault:
        return
    assert canonical.encode(value) == data


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "json-vorm"),
        (b"{", "json-vorm"),
        (b'{"a"}', "json-vorm"),
        (b"nul", "json-vorm"),
        (b"'a'", "json-vorm"),
        (b"[1 2]", "json-vorm"),
        (b"]", "json-vorm"),
        (b"01", "json-vorm"),
        (b"Infinity", "json-vorm"),
        (b'"\xed\xa0\x80"', "json-vorm"),
        (b'"\\ud800"', "json-vorm"),
        (b"{1:2}", "json-vorm"),
        (b'"\x01"', "json-vorm"),
        (b"/**/1", "json-vorm"),
        (b" 1", "json-niet-canoniek"),
        (b"1 ", "json-niet-canoniek"),
        (b"-0", "json-niet-canoniek"),
        (b'"\\u00e9"', "json-niet-canoniek"),
        (b'"\\u001F"', "json-niet-canoniek"),
        (b'{"a":1,"a":1}', "json-niet-canoniek"),
        (b'{"b":1,"a":1}', "json-niet-canoniek"),
        (b"1.0", "json-getal"),
        (b"1e2", "json-getal"),
        (b"9007199254740992", "json-getal"),
        (b"-9007199254740992", "json-getal"),
        (b"123456789012345678901234567890", "json-getal"),
        (b"[" * 13 + b"]" * 13, "json-diepte"),
        (b"[" * 100_000, "json-diepte"),
        (b'{"a":' * 13, "json-diepte"),
        (b"[" + b"1," * 19_999 + b"1]", "json-aantal"),
        (b"[],[]" * 20_000, "json-aantal"),
        (b"[" + b"[]," * 20_000 + b"[]]", "json-aantal"),
    ],
)
def test_each_rule_has_its_own_code(text: bytes, code: str) -> None:
    with pytest.raises(Fault) as caught:
        canonical.decode(text)
    assert caught.value.code == code


def test_the_bounds_themselves_are_allowed() -> None:
    deep: object = []
    for _ in range(11):
        deep = [deep]
    assert canonical.decode(canonical.encode(deep)) == deep
    wide = [0] * 19_999
    assert canonical.decode(canonical.encode(wide)) == wide
    assert canonical.decode(canonical.encode(2**53 - 1)) == 2**53 - 1
    nested = {"a": {"b": [1, {"c": None}]}}
    assert canonical.decode(canonical.encode(nested)) == nested


def test_keys_are_sorted_by_code_point_and_text_is_left_alone() -> None:
    value = {"\U0001f600": 1, "\uffff": 2, "e\u0301": 3, "\u00e9": 4, "Z": 5, "a": 6}
    text = canonical.encode(value)
    assert list(json.loads(text)) == ["Z", "a", "e\u0301", "\u00e9", "\uffff", "\U0001f600"]
    assert canonical.decode(text) == value


@pytest.mark.parametrize("value", [1.5, float("nan"), 2**53, {"a": b"x"}, {1, 2}, object(), [0] * 20_000])
def test_our_own_mistakes_are_no_faults(value: object) -> None:
    with pytest.raises(ValueError):
        canonical.encode(value)
    with pytest.raises((ValueError, TypeError)):
        canonical.encode({1: 2})
    with pytest.raises(ValueError):
        canonical.encode("\ud800")


def test_brackets_inside_text_dont_count() -> None:
    value = ["[" * 5000 + '"' + "{" * 100 + "\\", ",,,," * 9000, '\\"[[']
    assert canonical.decode(canonical.encode(value)) == value


@pytest.mark.parametrize(
    "hostile", [b'"\\"' * 300_000, b'\\"' * 400_000, b'"' * 900_001, b"\\" * 900_000, b'"\\']
)
def test_the_scan_is_linear_in_hostile_text(hostile: bytes) -> None:
    # Quadratic work on these would take hours, so finishing at all is the proof.
    with pytest.raises(Fault):
        canonical.decode(b"[" + hostile)


def walked(text: bytes) -> Any:
    """The outcome of the slow way alone: every rule asked of the value itself."""
    canonical._scan(text)
    try:
        value = json.loads(text)
    except ValueError:
        raise Fault(canonical.JSON_VORM) from None
    fault = canonical._fault_in(value)
    if fault is not None:
        raise Fault(fault)
    return value


ODD = st.recursive(
    VALUES | st.floats(allow_nan=False, allow_infinity=False) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=8,
)


def deep(levels: int) -> Any:
    value: Any = []
    for _ in range(levels - 1):
        value = [value]
    return value


@settings(max_examples=300, deadline=None)
@given(ODD | st.integers(1, 15).map(deep))
def test_the_quick_look_refuses_what_a_walk_over_every_value_refuses(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    try:
        expected = walked(text)
    except Fault as fault:
        with pytest.raises(Fault) as found:
            canonical.decode(text)
        assert found.value.kind is fault.kind
        with pytest.raises(ValueError, match=fault.kind.code):
            canonical.encode_decoded(value)
    else:
        assert canonical.decode(text) == expected
        data, count = canonical.encode_decoded(expected)
        assert data == canonical.encode(expected) and count == canonical._count(expected)


@pytest.mark.parametrize("items", [canonical.MAX_ITEMS - 1, canonical.MAX_ITEMS, canonical.MAX_ITEMS + 1])
def test_the_limit_on_values_is_one_number_for_both_ways(items: int) -> None:
    text = canonical._ENCODER.encode([0] * items)
    try:
        walked(text)
    except Fault:
        with pytest.raises(Fault):
            canonical.decode(text)
    else:
        assert canonical.decode(text) == [0] * items


def test_a_body_of_pieces_is_the_text_of_the_whole() -> None:
    items = [{"b": 1, "a": [True]}, {"c": "x"}]
    pieces = [canonical.encode(item) for item in items]
    assert canonical.join({"ops": pieces, "again": []}) == canonical.encode({"again": [], "ops": items})
