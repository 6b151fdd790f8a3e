-- Whose record this is: of the real city (drill is null), or of one drill. Said by the first server that works on it, for good.
create table guanlan.record_of (
  the_only boolean primary key default true check (the_only),
  drill text,
  said_at bigint not null
);
