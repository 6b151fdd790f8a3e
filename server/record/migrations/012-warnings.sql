-- Messages of warnings, as others refer to them: which warning each belongs to. A row without a digest was only referred to;
-- its message has not come, and belongs there when it does.

create table guanlan.warning_message (
  sender text not null,
  identifier text not null,
  sent_at bigint not null,
  warning text not null,
  digest text,
  msg_type text,
  -- Where it came from; null for one issued here.
  source text,
  -- The document of one issued here, as it went out.
  document text,
  taken_at bigint not null,
  primary key (sender, identifier, sent_at)
);
create index warning_message_issued on guanlan.warning_message (sent_at desc) where document is not null;
create unique index warning_message_document on guanlan.warning_message (identifier) where document is not null;

-- One source answers for a sender: the first that brought a message of it.
create table guanlan.warning_sender (
  sender text primary key,
  source text not null
);
