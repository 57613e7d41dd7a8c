"""What is the organisation's own goes from the register to every device, and from no device anywhere."""

from __future__ import annotations

from dataclasses import replace

from app.domain.deelredenen import NIET_IN_CASELOAD
from app.domain.organisatie import ORGANISATIE, EigenLijst, Organisatiegegevens
from app.domain.records import Record, to_fields
from tests.sync.forging import forge, op
from tests.sync.town import BEGELEIDING, Side, Town
from tests.worlds import NOON


def a_list(record_id: str, versie: int = 1) -> EigenLijst:
    return EigenLijst(
        id=record_id,
        dossier_id=ORGANISATIE,
        code="fietsles",
        versie=versie,
        naam="Fietsles",
        template_hash="00",
        inhoud="{}",
        gepubliceerd_op=NOON,
    )


def facts(**more: object) -> Organisatiegegevens:
    return Organisatiegegevens(id=ORGANISATIE, dossier_id=ORGANISATIE, **more)  # type: ignore[arg-type]


def held(side: Side, cls: type[Record]) -> tuple[Record, ...]:
    with side.store.read() as reading:
        return reading.everything(cls)


def test_every_device_gets_it_also_one_without_a_dossier(town: Town, ans: Side, bram: Side) -> None:
    ans.client(BEGELEIDING)
    made = a_list(town.register.ids.new())
    town.register.write(made, facts(contactpersoon="Noor", telefoon="06 1"))
    town.everybody()
    for side in (ans, bram):
        assert held(side, EigenLijst) == (made,)
        assert held(side, Organisatiegegevens) == (facts(contactpersoon="Noor", telefoon="06 1"),)
    town.register.write(facts(contactpersoon="Sem", telefoon="06 2"))
    town.everybody()
    assert held(bram, Organisatiegegevens) == (facts(contactpersoon="Sem", telefoon="06 2"),)


def test_a_device_that_is_admitted_later_gets_all_of_it(town: Town) -> None:
    first, second = a_list(town.register.ids.new()), a_list(town.register.ids.new(), 2)
    town.register.write(first, second, facts(uit_gebruik=("oud",)))
    carla = town.device("Carla")
    town.everybody()
    assert held(carla, EigenLijst) == (first, second)
    assert held(carla, Organisatiegegevens) == (facts(uit_gebruik=("oud",)),)


def test_a_revoked_device_gets_nothing_more(town: Town, ans: Side) -> None:
    town.forget_device(ans.device_id)
    town.register.write(a_list(town.register.ids.new()))
    with town.register.store.read() as reading:
        assert reading.ledger.outbox(ans.device_id) == ()


def test_what_a_device_writes_of_it_stays_there(town: Town, ans: Side, bram: Side) -> None:
    ans.write(a_list(ans.ids.new()), facts(contactpersoon="Indringer", telefoon="06 666"))
    with ans.store.read() as reading:
        assert reading.ledger.outbox("register", withheld=True) == ()
    town.everybody()
    assert held(town.register, EigenLijst) == () == held(bram, EigenLijst)


def test_the_register_refuses_it_from_a_device(town: Town, ans: Side, bram: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    made = a_list(ans.ids.new())
    forged = [
        op(ans, record_id=each.id, dossier_id=where, soort=each.soort, kind="append", fields=to_fields(each))
        for each in (made, replace(made, id=ans.ids.new()))
        for where in (ORGANISATIE, dossier)
    ]
    forge(town, ans, forged)
    report = town.register.share(town.mailbox, apply_imports=True)
    rows = [row for each in report.imports for row in each.rows]
    assert [row.reden for row in rows] == [NIET_IN_CASELOAD] * 4
    town.everybody()
    assert held(town.register, EigenLijst) == () == held(bram, EigenLijst)
