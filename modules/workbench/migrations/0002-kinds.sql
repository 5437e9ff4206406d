-- A study is of one kind, and so are all its versions: an uncertainty, or what one of the statistics tools holds.
alter table workbench.study add column kind text not null default 'uncertainty' check (kind in ('uncertainty', 'comparison', 'prepackage', 'control-chart', 'sampling'));
