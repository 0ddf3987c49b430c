-- The links of new articles have no target yet; those of articles that are gone need none.
insert into affected_links (link_id)
select link_keys.link_id
from link_keys
semi join new_prints on link_keys.article_id = new_prints.article_id;
