-- Points open links at articles whose headlines are nearly the same.
-- reads: alike, a frame of link_id, target_article_id and match_score
update matched_links
set
    target_article_id = alike.target_article_id,
    match_method = 'fuzzy',
    match_score = alike.match_score
from alike
where matched_links.link_id = alike.link_id;
