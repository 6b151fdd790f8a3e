-- Hours of history, folded from the points once they are over: a year in days is read from 8,760 rows and not from half a million.
-- They follow from the points alone: with `update guanlan.hours_kept set from_at = null` they are forgotten and folded again.

-- Of an hour that was folded again because something late was said of it, `since` is the first revision that did; 0 the first time.
-- The key holds everything: hours of a series are written one by one, each on another page, and are read from the key alone.
create table guanlan.hour (
  window_start bigint not null,
  since bigint not null,
  revision bigint not null,
  numerator double precision not null,
  denominator double precision not null,
  observed_at bigint not null,
  metric integer not null,
  area integer not null,
  reported integer not null,
  expected integer not null,
  rule text not null,
  primary key (metric, area, window_start, since)
    include (revision, numerator, denominator, observed_at, reported, expected, rule)
);

-- One row: hours of a time zone are kept from from_at to to_at, as of a revision; nulls while none are. The turn is another after
-- everything that changed what is kept: whoever folds hours keeps none if it changed meanwhile.
create table guanlan.hours_kept (
  the_only boolean primary key default true check (the_only),
  turn bigint not null default 0,
  from_at bigint,
  to_at bigint,
  revision bigint,
  time_zone text
);
insert into guanlan.hours_kept default values;
