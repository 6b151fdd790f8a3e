-- Replay reads what some revisions said. Points are written in the order of their revisions, so that a summary of the pages
-- finds them, at next to no cost for those who write.
create index point_revision on guanlan.point using brin (revision) with (pages_per_range = 32, autosummarize = on);
