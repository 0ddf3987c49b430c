-- Takes back the links that this load wrote for articles that repeat one with an earlier path, which it read later.
-- reads: standing
delete from links
where
    links.load_id = $this_load
    and links.article_id in (
        select standing.article_id
        from standing
        where standing.article_id <> standing.original_id
    );
