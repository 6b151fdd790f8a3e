-- By what the servers of a cluster find out that they were given the same keys.

-- One row for each kind of key: a fingerprint of the one that is used, never the key.
create table guanlan.key_fingerprint (
  kind text primary key check (kind in ('personal', 'audit', 'push')),
  fingerprint text not null
);
