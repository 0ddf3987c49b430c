-- Lets the next load read every file again, because documents has none of their texts yet.
-- What it finds unchanged keeps its rows, and is not parsed again.
update files
set
    sha256 = null,
    modified_at = null
where files.status in ('loaded', 'duplicate');
