-- Copies to history the documents of older loads whose article changed or went.
-- columns: those of documents (by definition, hence the star), when they gave way, and to which load
-- reads: superseded
insert into history.documents by name
select
    documents.*,  -- noqa: AM04
    $started_at as superseded_at,
    $this_load as superseded_by
from documents
where
    documents.load_id <> $this_load
    and documents.article_id in (
        select superseded.article_id
        from superseded
        where
            superseded.is_changed
            and superseded.is_read
    );
