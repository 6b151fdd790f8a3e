-- Numbers of incidents, counted by the day they were heard of.
create table guanlan.incident_number (
  day text primary key,
  last integer not null
);

-- Numbers of orders that belong to no incident, counted by the day.
create table guanlan.order_number (
  day text primary key,
  last integer not null
);

-- Who has which team, vehicle, lot or shelter. At most one order has a resource at a time; one that takes it as well says why
-- (overcommit), and that is never by accident.
create table guanlan.allocation (
  resource text not null,
  name text,
  order_id text not null,
  at bigint not null,
  overcommit text,
  released_at bigint,
  primary key (resource, order_id)
);
create unique index allocation_held on guanlan.allocation (resource) where released_at is null and overcommit is null;
create index allocation_order on guanlan.allocation (order_id) where released_at is null;

-- The orders of an incident, and how it can be asked whether all of them are answered for.
create index matter_order_incident on guanlan.matter ((state->>'incident'), ((state->>'seq')::int)) where kind = 'order';
create index matter_order_batch on guanlan.matter ((state->>'batch')) where kind = 'order' and state->>'batch' is not null;
