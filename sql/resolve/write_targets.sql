-- Writes the targets to the links, where they have changed.
update links
set
    target_article_id = matched_links.target_article_id,
    match_method = matched_links.match_method,
    match_score = matched_links.match_score
from matched_links
where
    links.link_id = matched_links.link_id
    and (
        links.target_article_id is distinct from matched_links.target_article_id
        or links.match_method is distinct from matched_links.match_method
        or links.match_score is distinct from matched_links.match_score
    );
