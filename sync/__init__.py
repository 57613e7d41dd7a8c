"""How ops travel: mailboxes, rounds, import, receipts."""
