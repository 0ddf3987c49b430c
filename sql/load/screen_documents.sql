-- The records of one batch that are to be parsed: neither in the warehouse as they are, nor repeats of another record.
-- grain: a record
-- reads: new_documents
-- Of the records with one text the first by path and number stands for all, in whatever order they arrive. What has
-- not been read yet may change that: the end of the load settles it.
with

candidates as (
    select
        new_documents.article_id,
        new_documents.repeat_key
    from new_documents
    anti join read_unchanged on new_documents.article_id = read_unchanged.article_id
),

read_anew as (
    select documents.article_id
    from documents
    where documents.load_id = $this_load
),

alike as (
    select
        documents.article_id,
        documents.repeat_key,
        documents.path,
        documents.record_no,
        documents.load_id
    from documents
    semi join candidates on documents.repeat_key = candidates.repeat_key
),

first_of_each as (
    select
        alike.repeat_key,
        min_by(alike.article_id, row(alike.path, alike.record_no)) as article_id
    from alike
    where
        alike.load_id = $this_load
        or alike.article_id not in (select read_anew.article_id from read_anew)
    group by alike.repeat_key
)

select candidates.article_id
from candidates
semi join first_of_each on candidates.article_id = first_of_each.article_id;
