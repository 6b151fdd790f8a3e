-- Who there is: accounts, what they may (remits), how they prove themselves (passwords, factors), where they are signed in
-- (sessions). Times are whole milliseconds since 1970 UTC. Of a token or link only the SHA-256 is kept, in hexadecimal.

-- name_key is the form in which names are compared, so that no two accounts look alike. An account of a trial is worth
-- nothing outside one. phone is sealed with a key that is not in the database.
create table guanlan.account (
  id text primary key,
  name text not null,
  name_key text not null unique,
  shown text not null,
  phone bytea,
  password text,
  password_at bigint,
  is_trial boolean not null,
  made_at bigint not null,
  used_at bigint not null,
  disabled_at bigint,
  disabled_reason text
);

-- Passwords of before, so that none of the last ones is taken again.
create table guanlan.former_password (
  id bigint generated always as identity primary key,
  account text not null references guanlan.account on delete cascade,
  password text not null,
  replaced_at bigint not null
);
create index former_password_account on guanlan.former_password (account, id desc);

-- domains is null for all of them.
create table guanlan.remit (
  id text primary key,
  account text not null references guanlan.account on delete cascade,
  role text not null,
  area text not null,
  domains text[],
  granted_at bigint not null
);
create index remit_account on guanlan.remit (account);

create table guanlan.session (
  id text primary key,
  token_hash text not null unique,
  account text not null references guanlan.account on delete cascade,
  remit text references guanlan.remit on delete cascade,
  assurance text not null,
  opened_at bigint not null,
  used_at bigint not null,
  ends_at bigint not null,
  idle_ms bigint not null,
  address text,
  agent text
);
create index session_account on guanlan.session (account);

-- A second factor. It counts from confirmed_at on. secret is sealed; last_step is the newest step of a code ever accepted;
-- both are of codes (totp) alone.
create table guanlan.factor (
  id text primary key,
  account text not null references guanlan.account on delete cascade,
  kind text not null,
  name text not null,
  secret bytea,
  last_step bigint,
  made_at bigint not null,
  confirmed_at bigint,
  used_at bigint
);
create index factor_account on guanlan.factor (account);

-- Attempts that failed since `since`, by what they were aimed at.
create table guanlan.attempt (
  key text primary key,
  failures integer not null,
  since bigint not null,
  locked_until bigint
);

-- One-time links. account is null for the one that makes the first administrators.
create table guanlan.invitation (
  token_hash text primary key,
  purpose text not null,
  account text references guanlan.account on delete cascade,
  made_at bigint not null,
  ends_at bigint not null
);
create index invitation_account on guanlan.invitation (account);

-- What ended, for the servers that hold connections of it open. Kept for a day.
create table guanlan.ending (
  id bigint generated always as identity primary key,
  keys text[] not null,
  at timestamptz not null default clock_timestamp()
);
create index ending_at on guanlan.ending (at);
