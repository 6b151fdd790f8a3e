-- What a writer recognises its own commit by when the answer gets lost: neither the number of a transaction nor a number of a
-- sequence tells, since after a crash PostgreSQL may give both to others.
alter table guanlan.batch add column mark text;
create index batch_received_at on guanlan.batch (received_at);
alter table guanlan.revision add column mark text;
