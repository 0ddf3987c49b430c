-- Takes back the articles that this load wrote for articles that repeat one with an earlier path, which it read later.
-- reads: standing
delete from articles
where
    articles.load_id = $this_load
    and articles.article_id in (
        select standing.article_id
        from standing
        where standing.article_id <> standing.original_id
    );
