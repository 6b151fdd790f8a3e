-- People are told of whatever waits for them, not of alarms alone: one notice for each thing, person and channel.
alter table guanlan.alarm_notice rename to notice;
alter table guanlan.notice rename column alarm to thing;
alter table guanlan.notice add column kind text not null default 'alarm';
alter table guanlan.notice drop constraint alarm_notice_pkey;
alter table guanlan.notice add primary key (kind, thing, account, channel);
alter index guanlan.alarm_notice_waiting rename to notice_waiting;

-- What a server of the version before still reads and writes while the servers of a cluster are renewed one after the other.
create view guanlan.alarm_notice as
  select thing as alarm, account, channel, made_at, state, attempts, next_at, done_at, fault from guanlan.notice where kind = 'alarm';
