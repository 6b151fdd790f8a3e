-- Screens that are enrolled, those that wait for it, and programs that read. Times are whole milliseconds since 1970 UTC. Of a
-- token or code only the SHA-256 is kept, in hexadecimal. domains is null for all of them.

-- A screen has no token until it has collected it, and none any more once it is revoked.
create table guanlan.screen (
  id text primary key,
  name text not null,
  name_key text not null,
  display text not null,
  area text not null,
  domains text[],
  token_hash text unique,
  enrolled_at bigint not null,
  enrolled_by text not null,
  seen_at bigint,
  revoked_at bigint
);
create unique index screen_name on guanlan.screen (name_key) where revoked_at is null;

-- A browser that shows a code and waits. screen is set once somebody has confirmed the code.
create table guanlan.pairing (
  token_hash text primary key,
  code_hash text not null unique,
  display text not null,
  address text not null,
  ends_at bigint not null,
  screen text references guanlan.screen on delete cascade
);
create index pairing_address on guanlan.pairing (address);

create table guanlan.reader (
  id text primary key,
  name text not null,
  name_key text not null unique,
  role text not null,
  area text not null,
  domains text[],
  token_hash text not null unique,
  added_at bigint not null,
  seen_at bigint,
  disabled_at bigint
);
