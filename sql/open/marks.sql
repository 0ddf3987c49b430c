-- What people and missing files change between loads, in one number that another file's can be held against.
-- grain: one row
with

marks as (
    select hash(files.file_id, files.missing_since) as mark
    from files
    where files.missing_since is not null
    union all
    select hash(entity_merges.name_id, entity_merges.merged_at) as mark
    from entity_merges
    where entity_merges.status = 'rejected'
)

select coalesce(bit_xor(marks.mark), 0) as marks
from marks;
