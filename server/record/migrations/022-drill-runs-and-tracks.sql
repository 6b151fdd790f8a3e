-- Drills that were started from a desk of the real city: who started what, how far it is, how it came out. What happens in them
-- never comes here: a shadow city has a record of its own. Times are whole milliseconds since 1970 UTC.
create table guanlan.drill_run (
  id text primary key,
  started_at bigint not null,
  -- When the server that plays it was last heard of.
  told_at bigint not null,
  ended_at bigint,
  -- What was asked last by whoever may; the server that plays it looks here.
  asked text not null default 'resume' check (asked in ('resume', 'pause', 'stop')),
  -- As contract/drill-run.ts has them: what a list shows, and the rest. The rest is written anew only where it changed.
  head jsonb not null,
  detail jsonb not null
);
-- One at a time: each has servers and a database of its own.
create unique index drill_run_under_way on guanlan.drill_run ((ended_at is null)) where ended_at is null;
create index drill_run_started on guanlan.drill_run (started_at desc);

-- Tracks are told again in the order in which they were heard: rows lie on disk in that order. Of more than a day ago one place of
-- each ten minutes stays, of more than a week ago the last.
create index entity_track_received on guanlan.entity_track using brin (received_at) with (pages_per_range = 32, autosummarize = on);
