-- Removes what articles said of places that are read anew or gone.
delete from article_places
where
    article_places.article_id in (
        select articles.article_id
        from articles
        where articles.load_id = $this_load
    )
    or article_places.article_id not in (
        select articles.article_id
        from articles
    );
