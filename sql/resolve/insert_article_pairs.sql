-- Remembers the words that follow each other in the headlines of new articles.
insert into headline_pairs (pair, article_id, link_id)
select distinct
    unnest(word_pairs(new_prints.headline_key)) as pair,
    new_prints.article_id,
    null::varchar as link_id
from new_prints
where new_prints.headline_key is not null;
