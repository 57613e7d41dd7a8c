"""Words to remember, and a verdict that doesn't flatter."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest

from app.crypto import passphrase
from app.crypto.passphrase import Oordeel, estimate, propose, require
from app.faults import Fault
from resources.woorden.maken import sound

Words = tuple[str, ...]


def test_the_shipped_list(woorden: Words) -> None:
    assert len(woorden) == len(set(woorden)) == 4096 and list(woorden) == sorted(woorden)
    assert all(re.fullmatch(r"[a-z]{3,10}", word) for word in woorden)
    heard = Counter(sound(word) for word in woorden)
    assert [word for word in woorden if heard[sound(word)] > 1] == [], "no two sound alike"
    for word in ("oorlog", "moord", "vluchteling", "wapen", "dood", "seks", "hoer", "nazi", "wijn", "kanker"):
        assert word not in woorden


def test_a_proposal_is_five_different_words_and_good(woorden: Words) -> None:
    draw = random.Random(21)
    for _ in range(300):
        text = propose(draw.randbytes, woorden)
        words = text.split(" ")
        assert len(set(words)) == 5 and set(words) <= set(woorden)
        strength = estimate(text, woorden, known=["Amina Haddad", "Voorbeeldstad"])
        assert strength.bits == 60.0 and strength.oordeel is Oordeel.GOED and strength.voldoende
    assert estimate(propose(draw.randbytes, woorden, 7), woorden).oordeel is Oordeel.STERK


def test_every_word_is_drawn_equally_often(woorden: Words) -> None:
    draw = random.Random(22)
    few = woorden[:1500]
    counts = Counter(passphrase._below(len(few), draw.randbytes) for _ in range(150_000))
    assert len(counts) == len(few) and max(counts) == len(few) - 1
    expected = 150_000 / len(few)
    chi_squared = sum((counts[n] - expected) ** 2 / expected for n in range(len(few)))
    assert 1300 < chi_squared < 1710, "within four deviations of evenness"


def test_numbers_that_would_tilt_the_draw_are_drawn_again() -> None:
    given = iter([b"\xff\xff", b"\x00\x07"])
    assert passphrase._below(10, lambda size: next(given)) == 7


def test_a_proposal_under_the_floor_is_our_own_mistake(woorden: Words) -> None:
    for words, n in ((woorden, 4), (woorden[:100], 5), ((), 5), (woorden + woorden, 5)):
        with pytest.raises(ValueError):
            propose(random.Random(1).randbytes, words, n)
    assert len(passphrase.propose_default(woorden).split()) == 5


WEAK = [
    "",
    " ",
    "a",
    "welkom01",
    "Welkom2026!",
    "W3lk0m!",
    "wachtwoord",
    "W@chtw00rd123",
    "geheim geheim geheim",
    "qwertyuiop",
    "azertyuiop123",
    "asdfghjklasdfghjkl",
    "1234567890123456",
    "987654321",
    "abcdefghijklmnop",
    "aaaaaaaaaaaaaaaaaaaaaaaa",
    "ababababababab",
    "01-02-1985",
    "1985-02-01 1990-03-04",
    "januari februari maart",
    "zomervakantie2026",
    "Amsterdam1985",
    "kaas kaas kaas kaas kaas kaas",
    "Ajax1995Ajax1995Ajax1995",
    "mijn hond eet graag kaas",
    "ik hou van jou",
    "Fatima Haddad 1985",
    "vrijwilliger gemeente",
    "fiets molen",
    "drowthcaw",
    "nekkanalp",
    "paraplu",
    "P4r4plu!",
    "maandag dinsdag woensdag donderdag vrijdag",
]


@pytest.mark.parametrize("text", WEAK)
def test_easy_ones_are_refused_with_advice(text: str, woorden: Words) -> None:
    strength = estimate(text, woorden, known=["Fatima Haddad"])
    assert strength.oordeel is Oordeel.TE_ZWAK and not strength.voldoende, strength
    with pytest.raises(Fault, match="wachtzin-te-zwak") as caught:
        require(text, woorden, ["Fatima Haddad"])
    assert caught.value.next_step.endswith(".") and len(caught.value.next_step.split()) <= 20


@pytest.mark.parametrize("text", [text for text in WEAK if " " not in text])
def test_the_easiest_are_known_without_a_word_list(text: str) -> None:
    assert estimate(text, known=["Fatima Haddad"]).oordeel is Oordeel.TE_ZWAK


@pytest.mark.parametrize(
    "text",
    [
        "xK9$qz!pFw2vTr",
        "fietspomp regenjas dinosaurus lantaarn tulp",
        "zeventien paarse olifanten dansen stiekem",
        "ቤት ሰማይ ውሃ መጽሐፍ ጸሓይ",
        "قطة سماء كتاب نافذة ماء",
        "wortel7 trap!lamp Maan_regen",
    ],
)
def test_good_ones_pass(text: str, woorden: Words) -> None:
    assert require(text, woorden).bits >= passphrase.FLOOR_BITS


def test_a_name_of_ones_own_counts_for_little(woorden: Words) -> None:
    text = "Haddadoui Voorbeeldstad Sigrid"
    known = ["Sigrid Haddadoui", "Voorbeeldstad"]
    assert estimate(text, woorden).bits - estimate(text, woorden, known).bits > 20
    assert "namen" in estimate(text, woorden, known).advies


def test_more_of_the_same_adds_next_to_nothing(woorden: Words) -> None:
    one = estimate("lantaarn", woorden).bits
    assert estimate("lantaarn lantaarn lantaarn lantaarn", woorden).bits <= one + 10
    assert estimate("x" * 100, woorden).bits < 30


def test_a_word_more_is_never_weaker(woorden: Words) -> None:
    draw = random.Random(23)
    for _ in range(50):
        words = [draw.choice(woorden) for _ in range(6)]
        bits = [estimate(" ".join(words[:n]), woorden).bits for n in range(1, 7)]
        assert bits == sorted(bits)


def test_a_sentence_is_worth_less_than_loose_words(woorden: Words) -> None:
    loose = estimate("fiets trap maan lepel", woorden)
    sentence = estimate("de fiets en de trap en de maan en de lepel", woorden)
    assert sentence.bits < loose.bits + 8 and "zin" in sentence.advies


def test_spaces_and_forms_are_read_as_the_lock_reads_them(woorden: Words) -> None:
    assert estimate("  fiets   trap ", woorden) == estimate("fiets trap", woorden)
    assert estimate("\uff46\uff49\uff45\uff54\uff53", woorden) == estimate("fiets", woorden)


def test_hostile_lengths_dont_hang(woorden: Words) -> None:
    for text in ("a" * 100_000, "ab " * 30_000, "\ud83d" * 500, "1" * 10_000):
        assert estimate(text, woorden).bits >= 0
