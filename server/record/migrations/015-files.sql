-- Photos and voice notes beside what people say. A file is named by the SHA-256 of what was sent; what is kept is the picture
-- or the sound alone, without what the device wrote beside it. Times are whole milliseconds since 1970 UTC.

create table guanlan.file (
  id text primary key,
  type text not null,
  size integer not null,
  bytes bytea not null,
  -- Since when nothing shows it; null as soon as something does. What nothing shows goes after a while.
  unused_since bigint
);
-- Pictures and sound are small already: pressing them again costs time and gains nothing.
alter table guanlan.file alter column bytes set storage external;
create index file_unused on guanlan.file (unused_since) where unused_since is not null;

-- Who sent it: they may show it, and see it.
create table guanlan.file_sender (
  file text not null references guanlan.file on delete cascade,
  account text not null,
  at bigint not null,
  primary key (file, account)
);
create index file_sender_account on guanlan.file_sender (account);

-- What shows it: whoever the matter concerns may see it.
create table guanlan.file_use (
  file text not null references guanlan.file,
  matter_kind text not null,
  matter_id text not null,
  at bigint not null,
  primary key (file, matter_kind, matter_id)
);
