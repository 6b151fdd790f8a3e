-- What was published: a window of a protected figure is told once, a closed block never changes. Times are epoch ms.

create table guanlan.open_release (
  metric text not null,
  window_start bigint not null,
  window_end bigint not null check (window_end > window_start),
  released_at bigint not null,
  observed_at bigint,
  reported integer not null,
  expected integer not null,
  cells jsonb not null,
  primary key (metric, window_start)
);

-- One row: what decides in which order areas are hidden to protect others. Kept for good, so that the order never changes.
create table guanlan.open_secret (
  the_only boolean primary key default true check (the_only),
  secret bytea not null
);

create table guanlan.open_block (
  audience text not null,
  scene text not null,
  window_start bigint not null,
  body text not null,
  primary key (audience, scene, window_start)
);
create index open_block_by_time on guanlan.open_block (window_start);
