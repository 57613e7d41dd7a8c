"""The life of a signal as a state machine: every pair of states is either allowed or refused, and nothing gets lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.records import Categorie
from app.domain.signalen import (
    NEEDS_REASON,
    NEXT,
    OPEN_STANDEN,
    REDEN_NODIG,
    STAP_NIET_MOGELIJK,
    Signaalstand,
    Signaalstap,
    check_step,
    current_stand,
)
from app.faults import Fault
from app.ports import Rol
from app.services.signaleringen import possible_steps
from tests.worlds import NOON

G, B, M, R, L, P, A, N = Signaalstand
# Written out once more by hand: who changes the table of the domain must change it here too, and say why.
ALLOWED = {
    G: {B, M, R, L, P, A, N},
    B: {M, R, L, P, A, N},
    M: {B, R, L, P, A, N},
    R: {B, L, P, A, N},
    L: {L, P, A, N},
    P: {L, P, A},
    A: {L, P},
    N: {L, P},
}
PAIRS = [(before, after) for before in Signaalstand for after in Signaalstand]


def a_step(stand: Signaalstand, toelichting: str = "Zo gedaan.", number: int = 1) -> Signaalstap:
    return Signaalstap(
        id=f"p{number:03}",
        dossier_id="d1",
        signaal_id="s1",
        categorieen=(Categorie.WONEN,),
        stand=stand,
        gezet_op=NOON + timedelta(minutes=number),
        door="Ans",
        toelichting=toelichting,
    )


@pytest.mark.parametrize(("before", "after"), PAIRS, ids=lambda each: each.value)
def test_each_pair_is_allowed_or_refused(before: Signaalstand, after: Signaalstand) -> None:
    if after in ALLOWED[before]:
        check_step(before, a_step(after))
    else:
        with pytest.raises(Fault) as refused:
            check_step(before, a_step(after))
        assert refused.value.kind is STAP_NIET_MOGELIJK
        assert before.naam in refused.value.sentence and after.naam in refused.value.sentence


@pytest.mark.parametrize("stand", sorted(NEEDS_REASON))
@pytest.mark.parametrize("words", ["", "   "])
def test_an_end_without_a_word_is_refused(stand: Signaalstand, words: str) -> None:
    before = next(each for each in Signaalstand if stand in NEXT[each])
    with pytest.raises(Fault) as refused:
        check_step(before, a_step(stand, words))
    assert refused.value.kind is REDEN_NODIG


@pytest.mark.parametrize("stand", Signaalstand)
def test_from_every_state_it_can_be_ended_and_from_every_end_taken_up_again(stand: Signaalstand) -> None:
    reached, waiting = {stand}, [stand]
    while waiting:
        for each in NEXT[waiting.pop()] - reached:
            reached.add(each)
            waiting.append(each)
    assert Signaalstand.AFGESLOTEN in reached and reached & OPEN_STANDEN


@pytest.mark.parametrize("veiligheid", [False, True])
@pytest.mark.parametrize("rol", Rol)
@pytest.mark.parametrize("stand", Signaalstand)
def test_what_a_screen_offers_can_always_be_done_and_nobody_is_stuck(
    stand: Signaalstand, rol: Rol, veiligheid: bool
) -> None:
    offered = possible_steps(stand, rol, veiligheid=veiligheid)
    assert set(offered) <= NEXT[stand]
    if rol is Rol.COORDINATOR:
        assert offered, "somebody must always be able to do the next thing"
    if veiligheid and rol is Rol.VRIJWILLIGER and stand in (G, B, M, R):
        assert Signaalstand.AFGESLOTEN not in offered


@given(st.lists(st.sampled_from(list(Signaalstand)), max_size=12))
def test_whatever_was_allowed_is_the_state_that_is_shown(wanted: list[Signaalstand]) -> None:
    steps: list[Signaalstap] = []
    for number, stand in enumerate(wanted, start=1):
        made = a_step(stand, number=number)
        try:
            check_step(current_stand(tuple(steps)), made)
        except Fault:
            continue
        steps.append(made)
    shown = current_stand(tuple(steps))
    assert shown is (steps[-1].stand if steps else Signaalstand.GENOTEERD)
    # The order in which they came by sharing makes no difference.
    assert current_stand(tuple(reversed(steps))) is shown


def test_two_steps_at_one_moment_have_one_order_on_every_device() -> None:
    first = a_step(Signaalstand.GEMELD, number=1)
    second = replace(a_step(Signaalstand.BELEGD, number=2), gezet_op=first.gezet_op)
    assert current_stand((first, second)) is current_stand((second, first)) is Signaalstand.BELEGD
