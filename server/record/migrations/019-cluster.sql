-- Several servers on one database: who of them leads, and what they have in common.

-- One row. Whoever leads rolls up, numbers figures and winds the clocks; each transaction of such work holds this row by its
-- term (for key share), and taking the lead changes the term: so what a leader of before still wants to write is refused.
create table guanlan.leader (
  term bigint primary key,
  the_only boolean not null unique default true check (the_only),
  -- Name of the member that leads, and where the others reach it; null while nobody does.
  member text,
  address text,
  -- By the clock of the database: afterwards any other may take the lead.
  lease_until timestamptz not null default '-infinity'
);
insert into guanlan.leader (term) values (0);

-- One row: what members know each other by.
create table guanlan.cluster (
  the_only boolean primary key default true check (the_only),
  secret text not null default gen_random_uuid()::text || gen_random_uuid()::text
);
insert into guanlan.cluster default values;

-- Numbers the parts in which things are written down, so that the other servers read what is new to them.
alter table guanlan.entity_now add column part bigint not null default 0;

-- On which timeline of PostgreSQL an epoch began: a standby that is promoted begins another, and what the record of before had told
-- last may never have come to it.
alter table guanlan.epoch add column timeline text;
update guanlan.epoch set timeline = left(pg_walfile_name(pg_current_wal_lsn()), 8);
