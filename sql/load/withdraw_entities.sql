-- Takes back the entities that this load wrote for articles that repeat one with an earlier path, which it read later.
-- reads: standing
delete from entities
where
    entities.load_id = $this_load
    and entities.article_id in (
        select standing.article_id
        from standing
        where standing.article_id <> standing.original_id
    );
