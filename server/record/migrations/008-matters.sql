-- What people deal with: alarms, warnings, incidents, orders. Their events stand in the record among all others; what they
-- have come to is kept beside them, so that a list need not fold them again.

alter table guanlan.event
  add column matter_kind text,
  add column matter_id text,
  add column version integer,
  add column actor jsonb;
-- One order of events for each matter: two writers cannot both write the next.
create unique index event_of_matter on guanlan.event (matter_kind, matter_id, version) where matter_id is not null;

create table guanlan.matter (
  kind text not null,
  id text not null,
  version integer not null,
  revision bigint not null,
  opened_at bigint not null,
  changed_at bigint not null,
  is_open boolean not null,
  reach jsonb not null,
  state jsonb not null,
  primary key (kind, id)
);
create index matter_revision on guanlan.matter (revision);
create index matter_open on guanlan.matter (kind, opened_at) where is_open;
create index matter_by_time on guanlan.matter (kind, opened_at, id);

-- Commands that were carried out, with their outcome: whoever sends one again gets the same answer.
create table guanlan.command (
  id text primary key,
  type text not null,
  actor text not null,
  digest text not null,
  answer jsonb not null,
  at bigint not null
);
create index command_at on guanlan.command (at);
