-- Further ways in: passkeys, and people an OpenID Connect provider knows. Times are whole milliseconds since 1970 UTC.

-- What an authenticator proved it holds the private half of. The factor row gives it a name and an owner.
create table guanlan.passkey (
  factor text primary key references guanlan.factor on delete cascade,
  credential text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null
);

-- Random words an authenticator was asked to sign, each good for one answer.
create table guanlan.challenge (
  hash text primary key,
  purpose text not null,
  account text references guanlan.account on delete cascade,
  ends_at bigint not null
);
create index challenge_ends_at on guanlan.challenge (ends_at);

-- What must be remembered while a person is at the provider, by the hash of the cookie that comes back with them.
create table guanlan.handshake (
  hash text primary key,
  state text not null,
  nonce text not null,
  verifier text not null,
  back_to text not null,
  ends_at bigint not null
);
create index handshake_ends_at on guanlan.handshake (ends_at);

-- Which account a person of the provider has. claim says whom the administrator meant; issuer and subject are bound at the
-- first sign-in, and from then on they alone count: names are given anew, subjects never.
create table guanlan.federated (
  account text primary key references guanlan.account on delete cascade,
  claim text not null unique,
  issuer text,
  subject text,
  unique (issuer, subject)
);

-- Sessions that a provider opened, so that it can end them.
create table guanlan.federated_session (
  session text primary key references guanlan.session on delete cascade on update cascade,
  issuer text not null,
  subject text not null,
  sid text
);
create index federated_session_subject on guanlan.federated_session (issuer, subject);

-- Logout tokens taken, so that none is taken twice. Kept for a day.
create table guanlan.provider_logout (
  issuer text not null,
  token_id text not null,
  at bigint not null,
  primary key (issuer, token_id)
);
