"""What looks like a BSN or V-nummer is found; telephone numbers, dates, amounts and accounts pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.inburgeraar import Inburgeraar
from app.domain.persoonsnummers import (
    BSN_IN_TEKST,
    VNUMMER_IN_TEKST,
    Nummersoort,
    find,
    passes_11_proef,
    refuse,
    refuse_in,
)
from app.faults import Fault

# Made up: they satisfy the rule, the first is the one of every textbook.
BSN = "123456782"


@pytest.mark.parametrize(
    "text",
    [
        "123456782",
        "bsn 123456782 gezien",
        "Zijn nummer is 123.456.782, staat op de pas",
        "123 456 782",
        "1234.56.782",
        "1234 56 782",
        "12-345-672".replace("12-345-672", "123-456-782"),
        "nr:123456782.",
        "(123456782)",
        "١٢٣٤٥٦٧٨٢",
        "BSN: 123456789",
        "burgerservicenummer is 12345678 9",
        "10000008",
        "123 456 782",
    ],
)
def test_a_bsn_is_found(text: str) -> None:
    found = find(text)
    assert found is not None and found.soort is Nummersoort.BSN
    assert BSN not in found.gemaskeerd


@pytest.mark.parametrize(
    "text", ["2801234567", "V-nummer 2801234567", "v-nr: 280 123 4567", "280.123.4567", "V nummer 28012345"]
)
def test_a_v_nummer_is_found(text: str) -> None:
    found = find(text)
    assert found is not None and found.soort is Nummersoort.V_NUMMER


@pytest.mark.parametrize(
    "text",
    [
        "Bel 06 12345678 of 0612345678",
        "06-12345678",
        "020 123 45 67",
        "020-1234567",
        "+31 6 12345678",
        "+31612345672",
        "+31 123456782",
        "0031 6 12 34 56 78",
        "(020) 123 45 67",
        "+251 911 234 567",
        "geboren 12-05-1990, 12051990 en 19900512",
        "afspraak 2026-11-22 om 10:00 en 22.11.2026 12:30",
        "€ 123.456.782 en 1.234.567,82",
        "NL91 ABNA 0417 1643 00",
        "NL91ABNA0417164300",
        "polis 12345678901234",
        "3521 AB Utrecht, huis 12, 3e etage",
        "uren: 10 20 30 40 50",
        "123456780",
        "0900-8844",
        "113 of 0800-0113",
        "",
        "groep 1 2 3 4 5 6 7 8 9",
    ],
)
def test_other_digits_pass(text: str) -> None:
    assert find(text) is None


def test_the_fault_masks_the_number_and_says_why() -> None:
    with pytest.raises(Fault) as caught:
        refuse([("samenvatting", "ok"), ("aantekening", f"bsn {BSN}")])
    assert caught.value.kind is BSN_IN_TEKST
    assert BSN not in caught.value.sentence and "aantekening" in caught.value.sentence
    assert "82" in caught.value.sentence


def test_every_text_field_of_a_record_is_looked_at_but_the_telephone() -> None:
    person = Inburgeraar(id="1", dossier_id="1", voornamen="Selam", telefoon="0612345678")
    refuse_in(person, {})
    with pytest.raises(Fault) as caught:
        refuse_in(
            Inburgeraar(id="1", dossier_id="1", andere_spellingen=("Selam 2801234567", "Salam")),
            {"andere_spellingen": "spelling"},
        )
    assert caught.value.kind is VNUMMER_IN_TEKST


@given(st.integers(min_value=10_000_000, max_value=999_999_999))
def test_11_proef_agrees_with_its_definition(number: int) -> None:
    digits = f"{number:09d}"
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1], strict=True)
    )
    assert passes_11_proef(digits) is (total % 11 == 0)


@given(st.integers(min_value=0, max_value=99_999_999))
def test_no_mobile_number_is_taken_for_a_bsn(number: int) -> None:
    digits = f"{number:08d}"
    for text in (
        f"06{digits}",
        f"06 {digits}",
        f"06-{digits}",
        f"+316{digits}",
        f"+31 6 {digits[:4]} {digits[4:]}",
    ):
        assert find(text) is None, text


@given(st.text(max_size=60))
def test_find_never_stumbles(text: str) -> None:
    found = find(text)
    assert found is None or 0 <= found.begin < found.einde <= len(text)
