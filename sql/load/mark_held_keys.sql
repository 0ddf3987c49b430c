-- Marks the texts of the records that this load held.
insert into held_keys (repeat_key)
select documents.repeat_key
from documents
where
    documents.load_id = $this_load
    and documents.article_id in (
        select quarantine.article_id
        from quarantine
        where quarantine.load_id = $this_load
    )
    and documents.article_id not in (
        select articles.article_id
        from articles
        where articles.load_id = $this_load
    );
