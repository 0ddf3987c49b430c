-- Remembers the links of new articles.
-- headline_key: a link within a text may be called anything, and is looked up by its address alone
insert into link_keys (link_id, article_id, url_key, headline_key)
select
    links.link_id,
    links.article_id,
    url_key(links.url) as url_key,
    if(links.kind = 'read_more', headline_key(links.text), null) as headline_key
from links
semi join new_prints on links.article_id = new_prints.article_id;
