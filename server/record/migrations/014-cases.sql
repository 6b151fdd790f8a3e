-- Cases: lines of lists and points of maps, kept beside the matters they stand for by the database itself, in the same
-- transaction, so that none can be forgotten. A hundred thousand of them are asked by any of their columns within a blink.
create table guanlan.case_line (
  id text primary key,
  number text not null,
  stage text not null,
  -- What is to be done next; null where nothing is.
  queue text,
  is_open boolean not null,
  category text not null,
  area text not null,
  domain text,
  department text,
  origin text not null,
  channel text,
  what text not null,
  place_text text,
  spot point,
  -- The square of a quarter of a hundredth of a degree it lies in, so that a whole city is counted by squares without looking at places.
  square_x integer,
  square_y integer,
  is_urgent boolean not null,
  opened_at bigint not null,
  changed_at bigint not null,
  -- When the clock that runs runs out; beyond all time while none does.
  due_at bigint not null,
  -- It ran out and nobody wrote that down yet, or a deferral ends then.
  look_at bigint,
  reporter text,
  taker text,
  suspended text,
  duplicates smallint not null,
  attachments smallint not null,
  filed_at bigint,
  closed_at bigint,
  was_late boolean not null,
  returned smallint not null,
  reworked smallint not null,
  extended smallint not null,
  satisfaction smallint,
  version integer not null
);
create index case_line_newest on guanlan.case_line (opened_at desc, id desc);
create index case_line_number on guanlan.case_line (number text_pattern_ops);
create index case_line_area on guanlan.case_line (area, opened_at desc, id desc);
create index case_line_queue on guanlan.case_line (queue, opened_at desc, id desc) where queue is not null;
create index case_line_stage on guanlan.case_line (stage, opened_at desc, id desc);
create index case_line_category on guanlan.case_line (category, opened_at desc, id desc);
create index case_line_department on guanlan.case_line (department, opened_at desc, id desc) where department is not null;
create index case_line_due on guanlan.case_line (due_at, id);
create index case_line_reporter on guanlan.case_line (reporter, opened_at desc, id desc) where reporter is not null;
create index case_line_taker on guanlan.case_line (taker, opened_at desc, id desc) where taker is not null;
create index case_line_spot on guanlan.case_line using gist (spot) where spot is not null;
create index case_line_look on guanlan.case_line (look_at) where look_at is not null;
-- Everything that is counted, without a look at the lines themselves.
create index case_line_counts on guanlan.case_line (queue, area, department, domain, due_at, is_open);
create index case_line_squares on guanlan.case_line (square_x, square_y, is_open, due_at, area, domain) where square_x is not null;

-- Pairs of letters of what was said, so that any words are found, Chinese as well, without a dictionary.
create table guanlan.case_words (
  id text primary key references guanlan.case_line on delete cascade,
  said text not null,
  pairs text[] not null
);
create index case_words_pairs on guanlan.case_words using gin (pairs) with (fastupdate = off);

-- Of what a text is searched in: its letters and figures, small, without spaces.
create function guanlan.plain_words(words text) returns text language sql immutable parallel safe as
$$ select lower(regexp_replace(words, '\s+', '', 'g')) $$;

create function guanlan.pairs_of(plain text) returns text[] language sql immutable parallel safe as
$$ select coalesce(array_agg(distinct substr(plain, place, 2)), '{}') from generate_series(1, length(plain) - 1) as place $$;

create function guanlan.keep_case_line() returns trigger language plpgsql as $$
declare
  state jsonb := new.state;
  spot point := case when state->'place' ? 'at'
    then point((state->'place'->'at'->>0)::float8, (state->'place'->'at'->>1)::float8) end;
  words text := guanlan.plain_words(left(concat_ws(' ', state->>'number', state->'place'->>'text', state->>'what'), 600));
begin
  insert into guanlan.case_line as line values (
    new.id, state->>'number', state->>'stage', state->>'queue', new.is_open, state->>'category', state->'place'->>'area',
    state->>'domain', state->>'department', state->'origin'->>'kind', state->'origin'->>'channel', left(state->>'what', 80),
    state->'place'->>'text', spot, floor(spot[0] * 400), floor(spot[1] * 400), (state->>'isUrgent')::boolean, new.opened_at, new.changed_at,
    coalesce((state->>'dueAt')::bigint, 999999999999999),
    case
      when state->'suspension' ? 'until' then (state->'suspension'->>'until')::bigint
      when not jsonb_path_exists(state, '$.clocks.* ? (exists(@.since) && exists(@.overdueAt))') then (state->>'dueAt')::bigint
    end,
    state->'by'->>'id', state->'taker'->>'id', state->'suspension'->>'kind',
    jsonb_array_length(state->'duplicates'), jsonb_array_length(state->'attachments'),
    (jsonb_path_query_first(state, '$.stamps[*] ? (@.stage == "filed").at') #>> '{}')::bigint,
    (jsonb_path_query_first(state, '$.stamps[*] ? (@.stage == "closed").at') #>> '{}')::bigint,
    (state->>'wasLate')::boolean, (state->>'returned')::smallint, (state->>'reworked')::smallint,
    jsonb_array_length(state->'extensions'), (state->'evaluation'->>'satisfaction')::smallint, new.version)
  on conflict (id) do update set
    stage = excluded.stage, queue = excluded.queue, is_open = excluded.is_open, category = excluded.category,
    area = excluded.area, domain = excluded.domain, department = excluded.department, what = excluded.what,
    place_text = excluded.place_text, spot = excluded.spot,
    square_x = excluded.square_x, square_y = excluded.square_y, is_urgent = excluded.is_urgent,
    changed_at = excluded.changed_at, due_at = excluded.due_at, look_at = excluded.look_at, taker = excluded.taker,
    suspended = excluded.suspended, duplicates = excluded.duplicates, attachments = excluded.attachments,
    filed_at = excluded.filed_at, closed_at = excluded.closed_at, was_late = excluded.was_late,
    returned = excluded.returned, reworked = excluded.reworked, extended = excluded.extended,
    satisfaction = excluded.satisfaction, version = excluded.version;
  -- Words seldom change, and taking them apart costs more than all the rest.
  if not exists (select from guanlan.case_words as known where known.id = new.id and known.said = words) then
    insert into guanlan.case_words values (new.id, words, guanlan.pairs_of(words))
    on conflict (id) do update set said = excluded.said, pairs = excluded.pairs;
  end if;
  return null;
end $$;
create trigger case_line after insert or update on guanlan.matter
  for each row when (new.kind = 'case') execute function guanlan.keep_case_line();

-- Numbers of cases, counted by the day they were told of.
create table guanlan.case_number (
  day text primary key,
  last integer not null
);

-- The tickets of sources, and the cases they became.
create table guanlan.case_ticket (
  source integer not null references guanlan.source,
  key text not null,
  case_id text not null,
  -- Of the words that were told, without what was done since.
  digest text not null,
  -- How many steps of the source were taken in.
  steps smallint not null,
  primary key (source, key)
);
