-- Remembers the words that follow each other in the links of new articles.
insert into headline_pairs (pair, article_id, link_id)
select distinct
    unnest(word_pairs(link_keys.headline_key)) as pair,
    link_keys.article_id,
    link_keys.link_id
from link_keys
semi join new_prints on link_keys.article_id = new_prints.article_id
where link_keys.headline_key is not null;
