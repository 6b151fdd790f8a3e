-- Where each rule stands in each area, written with every change: a server that starts again goes on from here.
create table guanlan.alarm_rule (
  name text primary key,
  state jsonb not null
);

-- Who is told of which alarm by which channel: once, whoever writes it down, however often.
create table guanlan.alarm_notice (
  alarm text not null,
  account text not null,
  channel text not null,
  made_at bigint not null,
  state text not null default 'waiting',
  attempts integer not null default 0,
  next_at bigint not null,
  done_at bigint,
  fault text,
  primary key (alarm, account, channel)
);
create index alarm_notice_waiting on guanlan.alarm_notice (next_at) where state = 'waiting';

-- Browsers that want to be told though nothing of ours is open in them.
create table guanlan.push_subscription (
  endpoint_hash text primary key,
  account text not null references guanlan.account on delete cascade,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  made_at bigint not null
);
create index push_subscription_account on guanlan.push_subscription (account);

-- Who stands in for whom.
create table guanlan.duty_swap (
  id text primary key,
  post text not null,
  off_account text not null,
  on_account text not null,
  from_at bigint not null,
  to_at bigint not null,
  made_at bigint not null,
  made_by text not null
);
create index duty_swap_to on guanlan.duty_swap (to_at);
