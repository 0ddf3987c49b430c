-- Calls a file a duplicate where each of its records repeats one of another file, and loaded where one does no longer.
update files
set
    status = if(settled.is_duplicate, 'duplicate', 'loaded'),
    duplicate_of = if(settled.is_duplicate, settled.original_file_id, null)
from (
    with

    touched as (
        select distinct standing.file_id
        from standing
    ),

    records as (
        select
            documents.file_id,
            documents.record_no,
            documents.duplicate_of
        from documents
        semi join touched on documents.file_id = touched.file_id
        where
            documents.load_id = $this_load
            or documents.article_id not in (
                select superseded.article_id
                from superseded
                where superseded.is_read
            )
    ),

    originals as (
        select
            documents.article_id,
            any_value(documents.file_id) as file_id
        from documents
        semi join records on documents.article_id = records.duplicate_of
        group by documents.article_id
    )

    select
        records.file_id,
        count(records.duplicate_of) = count(*) as is_duplicate,
        min_by(originals.file_id, records.record_no) as original_file_id
    from records
    left join originals on records.duplicate_of = originals.article_id
    group by records.file_id
) as settled
where
    files.file_id = settled.file_id
    and files.status in ('loaded', 'duplicate')
    and files.duplicate_of is distinct from if(settled.is_duplicate, settled.original_file_id, null);
