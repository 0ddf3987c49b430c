-- Takes back the quotes that this load wrote for articles that repeat one with an earlier path, which it read later.
-- reads: standing
delete from quotes
where
    quotes.load_id = $this_load
    and quotes.article_id in (
        select standing.article_id
        from standing
        where standing.article_id <> standing.original_id
    );
