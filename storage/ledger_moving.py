"""The ledger when a dossier or a whole device changes place: offered anew, handed on, or erased."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import delete, insert, select, text, update

from app.domain.catalogus import RECORD_CLASSES
from app.domain.ops import Op, kind_of
from app.domain.records import Record, record_type, to_fields
from app.ports import REGISTER
from storage import search
from storage.codec import from_json
from storage.erasing import ends_ground
from storage.ledger_sending import SendingLedger
from storage.tables import (
    apart,
    batch_in,
    botsing,
    concept,
    instelling,
    outbox,
    record_tables,
    stand,
    toewijzing,
    verzonden_op,
)

_LOST = ("wacht op verzenden", "verzonden", "ontvangen", "wacht op eerder deel")


class MovingLedger(SendingLedger):
    """Moves and removes whole dossiers, inside one unit of work."""

    def remove_from_caseload(self, device_id: str, dossier_id: str) -> None:
        mine = (toewijzing.c.device_id == device_id, toewijzing.c.dossier_id == dossier_id)
        self._connection.execute(delete(toewijzing).where(*mine))
        self._connection.execute(
            delete(outbox).where(outbox.c.reader == device_id, outbox.c.dossier_id == dossier_id)
        )
        self._uow.touch("toewijzing", device_id, dossier_id)

    def offer_again(self, reader: str, dossier_ids: Collection[str] | None = None) -> int:
        self._before_query()
        lost = [verzonden_op.c.reader == reader, verzonden_op.c.stand.in_(_LOST)]
        if dossier_ids is not None:
            lost.append(verzonden_op.c.dossier_id.in_(list(dossier_ids)))
        self._connection.execute(delete(verzonden_op).where(*lost))
        fresh = [
            self._outbox_values(op, reader)
            for cls in RECORD_CLASSES
            if not (cls.van_organisatie and reader == REGISTER)
            for record in self._all_of(cls, dossier_ids)
            if (op := self._whole_op(record, reader)) is not None
        ]
        if fresh:
            self._connection.execute(insert(outbox), fresh)
            self._unweighed.update(row["dossier_id"] for row in fresh)
            self._uow.touch("delen", "", "")
        return len(fresh)

    def _all_of(self, cls: type[Record], dossier_ids: Collection[str] | None) -> list[Record]:
        if dossier_ids is None:
            return list(self._uow.everything(cls))
        return [record for one in sorted(dossier_ids) for record in self._uow.of_dossier(cls, one)]

    def _whole_op(self, record: Record, reader: str) -> Op | None:
        """Return the op that says the whole record as it stands, without what waits in the outbox already."""
        facts = record_type(type(record)).fields
        waiting = {name for one in self._waiting(record.id, reader) for name in from_json(one.fields)}
        fields = {
            name: value
            for name, value in to_fields(record).items()
            if (facts[name].shared or facts[name].structural) and name not in waiting
        }
        if not any(facts[name].shared for name in fields):
            return None
        rev = self.record_revs(record.id)[0]
        return Op(
            op_id=self._uow.ids.new(),
            record_id=record.id,
            dossier_id=record.dossier_id,
            soort=record.soort,
            kind=kind_of(
                record.soort,
                is_new=not waiting,
                append_only=record.append_only,
                besluit=str(getattr(record, "besluit", "")),
                supersedes=bool(getattr(record, "vervangt", "")),
            ),
            fields=fields,
            base_rev=rev if reader == REGISTER else 0,
            hlc=self._uow.next_stamp(),
            actor=self.last_actor(record.id) or self._uow.profile.naam,
            rev=rev,
            template_hash=str(getattr(record, "template_hash", "")),
        )

    def raise_revs(self, by: int) -> None:
        self._before_query()
        self._connection.execute(update(stand).values(rev=stand.c.rev + by))

    def erase_dossier(
        self, dossier_id: str, *, grond: str, keep: Collection[type[Record]] = ()
    ) -> Mapping[str, int]:
        counts: dict[str, int] = {}
        for cls in RECORD_CLASSES:
            if cls in keep:
                continue
            for record in self._uow.of_dossier(cls, dossier_id):
                self._uow.erase(cls, record.id, None, grond=grond)
                counts[cls.soort] = counts.get(cls.soort, 0) + 1
        # Only what ends a ground still has to reach the other side; proof that stays needn't go anywhere.
        ends = {
            record.id
            for cls in keep
            for record in self._uow.of_dossier(cls, dossier_id)
            if ends_ground(record)
        }
        self._connection.execute(
            delete(outbox).where(outbox.c.dossier_id == dossier_id, outbox.c.record_id.not_in(sorted(ends)))
        )
        for table in (botsing, apart, concept):
            self._connection.execute(delete(table).where(table.c.dossier_id == dossier_id))
        self._connection.execute(delete(instelling).where(instelling.c.naam == f"afgeschermd.{dossier_id}"))
        search.drop_dossier(self._connection, dossier_id)
        self._connection.execute(
            update(verzonden_op).where(verzonden_op.c.dossier_id == dossier_id).values(inhoud="")
        )
        self._uow.touch("delen", "", dossier_id)
        return counts

    def erase_everything(self, *, grond: str) -> int:
        count = 0
        for cls in RECORD_CLASSES:
            table = record_tables[cls]
            for record_id in self._connection.execute(select(table.c.id)).scalars().all():
                self._uow.erase(cls, record_id, None, grond=grond)
                count += 1
        for other in (outbox, botsing, apart, concept):
            self._connection.execute(delete(other))
        self._connection.execute(update(batch_in).values(data=b""))
        self._connection.execute(update(verzonden_op).values(inhoud=""))
        # Whatever a change may have left behind: nothing of a dossier stands outside its records.
        search.drop_all(self._connection)
        self._connection.execute(text("DELETE FROM dossierkaart"))
        self._uow.touch("delen", "", "")
        return count
