-- Marks duplicates of older loads that take the place of the record that stood for them.
insert into promoted (article_id)
select unnest($article_ids) as article_id;
