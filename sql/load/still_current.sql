-- The articles whose content is still what it was when their text was parsed again.
-- grain: an article
-- key: article_id
-- reads: parsed_again, their article_id and content_hash
select articles.article_id
from articles
semi join parsed_again
    on
        articles.article_id = parsed_again.article_id
        and articles.content_hash = parsed_again.content_hash;
