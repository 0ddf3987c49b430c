-- Removes the aliases of articles that are read anew or gone.
delete from entity_aliases
where
    entity_aliases.article_id in (
        select articles.article_id
        from articles
        where articles.load_id = $this_load
    )
    or entity_aliases.article_id not in (
        select articles.article_id
        from articles
    );
