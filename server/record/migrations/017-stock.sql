-- Of a store of supplies an order takes an amount: several orders share it, up to what there is. Everything else stays with one
-- order at a time.
alter table guanlan.allocation add column amount double precision check (amount > 0);
drop index guanlan.allocation_held;
create unique index allocation_held on guanlan.allocation (resource)
  where released_at is null and overcommit is null and amount is null;
create index allocation_standing on guanlan.allocation (resource) where released_at is null;
