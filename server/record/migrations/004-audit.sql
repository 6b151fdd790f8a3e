-- What was done: one row for each act, bound to the row before it. docs/audit.md says how a hash is made.
-- Nobody changes, deletes or truncates a row, the owner of the table included; see 'audit prune' for the one way out.

create table guanlan.audit (
  seq bigint primary key,
  at bigint not null,
  actor_kind text not null,
  actor_id text,
  actor_name text,
  actor_role text,
  type text not null,
  object_kind text,
  object_id text,
  result text not null,
  code text,
  address text,
  agent text,
  request_id text,
  -- JSON as it was hashed, character by character; jsonb would write numbers and keys its own way.
  detail text,
  previous text not null check (previous ~ '^[0-9a-f]{64}$'),
  hash text not null check (hash ~ '^[0-9a-f]{64}$')
);
create index audit_at on guanlan.audit (at);
create index audit_actor on guanlan.audit (actor_id, seq);
create index audit_actor_name on guanlan.audit (lower(actor_name) text_pattern_ops, seq);
create index audit_type on guanlan.audit (type text_pattern_ops, seq);
create index audit_result on guanlan.audit (result, seq) where result <> 'done';

-- One row: the newest audit row. Taking it is what puts acts in order.
create table guanlan.audit_head (
  the_only boolean primary key default true check (the_only),
  seq bigint not null,
  hash text not null
);
insert into guanlan.audit_head (seq, hash) values (0, repeat('0', 64));

-- Where the chain begins after an operator dropped its oldest rows: signed, one row for each time.
create table guanlan.audit_stub (
  seq bigint primary key,
  hash text not null,
  rows bigint not null,
  made_at bigint not null,
  mac text not null
);

-- Takes the head until the end of the transaction. The server's own role may not update the head by itself.
create function guanlan.audit_take_head(out seq bigint, out hash text)
language sql security definer set search_path = pg_catalog, pg_temp as
  'select seq, hash from guanlan.audit_head for update';

-- A row follows the newest one or is refused, and becomes the newest.
create function guanlan.audit_follow() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update guanlan.audit_head set seq = new.seq, hash = new.hash where seq = new.seq - 1 and hash = new.previous;
  if not found then
    raise exception 'audit row % does not follow the newest one', new.seq using errcode = '23514';
  end if;
  return new;
end $$;
create trigger audit_follows before insert on guanlan.audit for each row execute function guanlan.audit_follow();

create function guanlan.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'rows of %.% are kept as they are', tg_table_schema, tg_table_name using errcode = '42501';
end $$;
create trigger audit_is_kept before update or delete on guanlan.audit
  for each row execute function guanlan.refuse_change();
create trigger audit_is_kept_whole before truncate on guanlan.audit
  for each statement execute function guanlan.refuse_change();
create trigger audit_stub_is_kept before update or delete on guanlan.audit_stub
  for each row execute function guanlan.refuse_change();
create trigger audit_stub_is_kept_whole before truncate on guanlan.audit_stub
  for each statement execute function guanlan.refuse_change();
create trigger audit_head_is_kept before delete on guanlan.audit_head
  for each row execute function guanlan.refuse_change();
create trigger audit_head_is_kept_whole before truncate on guanlan.audit_head
  for each statement execute function guanlan.refuse_change();

-- Makes the part of a long table for one month of UTC: the server's own role may not create tables.
create function guanlan.make_month(parent text, month date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  part text := format('%s_%s', parent, to_char(month, 'YYYY_MM'));
  begins bigint := extract(epoch from date_trunc('month', month::timestamp) at time zone 'UTC') * 1000;
  ends bigint := extract(epoch from (date_trunc('month', month::timestamp) + interval '1 month') at time zone 'UTC') * 1000;
begin
  if parent not in ('observation', 'point') then
    raise exception 'no table % is kept by month', parent using errcode = '22023';
  end if;
  if to_regclass(format('guanlan.%I', part)) is not null then return; end if;
  -- Made beside its parent and attached: readers and writers of other months do not wait for it.
  execute format('create table guanlan.%I (like guanlan.%I including defaults including constraints)', part, parent);
  execute format('alter table guanlan.%I attach partition guanlan.%I for values from (%s) to (%s)', parent, part, begins, ends);
end $$;

revoke execute on function guanlan.audit_take_head(), guanlan.audit_follow(), guanlan.make_month(text, date) from public;

-- Addresses kept out for a time, and the addresses that are never kept out.
create table guanlan.block (
  address text primary key,
  reason text not null,
  begun_at bigint not null,
  ends_at bigint not null,
  touches integer not null
);
