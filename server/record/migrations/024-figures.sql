-- A city's first figures come all at once: each was looked up in the dictionary five times over, a minute of work for half a million
-- of them. Numbers of metrics and areas are never taken away, and observation and point, which have them too, never looked them up.

alter table guanlan.authority drop constraint authority_metric_fkey, drop constraint authority_area_fkey;
alter table guanlan.series drop constraint series_metric_fkey, drop constraint series_area_fkey;
