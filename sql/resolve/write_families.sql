-- Writes the families to the articles, where they have changed.
update articles
set family_id = article_prints.family_id
from article_prints
where
    articles.article_id = article_prints.article_id
    and articles.family_id is distinct from article_prints.family_id;
