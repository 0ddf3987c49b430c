-- Creates history.documents.
-- grain: a row of documents that gave way to a newer version of its article
-- columns: those of documents (by definition, hence the star), when they gave way, and to which load
create table history.documents as
select
    documents.*,  -- noqa: AM04
    null::timestamptz as superseded_at,
    null::varchar as superseded_by
from documents
where false;
