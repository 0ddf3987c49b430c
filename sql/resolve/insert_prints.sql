-- Remembers the new articles, each a family of its own so far.
insert into article_prints (article_id, load_id, family_id, url_key, headline_key)
select
    new_prints.article_id,
    new_prints.load_id,
    new_prints.family_id,
    new_prints.url_key,
    new_prints.headline_key
from new_prints;
