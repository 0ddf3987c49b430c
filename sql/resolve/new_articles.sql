-- The articles whose texts have no bands yet.
-- grain: an article
-- key: article_id
select new_prints.article_id
from new_prints
order by new_prints.article_id;
