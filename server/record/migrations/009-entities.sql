-- Things with an identity: what they are, where they are now, and where they were. Times are whole milliseconds since 1970
-- UTC; places are WGS84. A place that is not known has neither lon nor lat.

create table guanlan.entity (
  number integer generated always as identity primary key,
  id text not null unique,
  source integer not null references guanlan.source,
  kind text not null,
  zh text not null,
  en text not null,
  department text not null,
  -- As the source said it; null where the area is found from the place.
  stated_area text,
  attributes jsonb not null
);

-- One row for each entity, written over with every report: room is left beside it for the next version.
create table guanlan.entity_now (
  entity integer primary key references guanlan.entity,
  heard_at bigint not null,
  -- Time of the report that said the place, or that it is not known.
  placed_at bigint not null,
  area text not null,
  lon double precision,
  lat double precision,
  heading real,
  speed real
) with (fillfactor = 50);

-- Where each was, thinned out; what is older than a day goes, but for the last place before. The newest row received up to an
-- instant, of the newest time up to it, is what was known then.
create table guanlan.entity_track (
  entity integer not null references guanlan.entity,
  at bigint not null,
  received_at bigint not null,
  area text not null,
  lon double precision,
  lat double precision,
  heading real,
  speed real,
  primary key (entity, at, received_at)
);
create index entity_track_at on guanlan.entity_track using brin (at) with (pages_per_range = 32, autosummarize = on);
