-- Removes the documents of older loads that this load read anew, or that their file no longer holds.
-- reads: superseded
delete from documents
where
    documents.load_id <> $this_load
    and documents.article_id in (
        select superseded.article_id
        from superseded
        where superseded.is_read
    );
