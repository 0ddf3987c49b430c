-- Adds the links of one batch; the end of the load finds what they point at.
-- reads: new_links, a batch in the schema of links
insert into links (
    link_id,
    article_id,
    link_no,
    kind,
    text,
    url,
    target_article_id,
    match_method,
    match_score,
    load_id,
    loaded_at
)
select
    new_links.link_id,
    new_links.article_id,
    new_links.link_no,
    new_links.kind,
    new_links.text,
    new_links.url,
    null as target_article_id,
    null as match_method,
    null as match_score,
    $this_load as load_id,
    $started_at as loaded_at
from new_links;
