-- Every file found was loaded, unchanged, a duplicate or quarantined, as the ledger says too: none is lost silently.
-- grain: a load whose files do not add up
with

ledger as (
    select
        count(*) filter (where files.status = 'loaded') as loaded,
        count(*) filter (where files.status = 'duplicate') as duplicate,
        count(*) filter (where files.status = 'quarantined') as quarantined
    from files
    where files.load_id = $this_load
)

select
    loads.load_id,
    loads.files_found,
    loads.files_loaded,
    loads.files_unchanged,
    loads.files_duplicate,
    loads.files_quarantined,
    ledger.loaded as ledger_loaded,
    ledger.duplicate as ledger_duplicate,
    ledger.quarantined as ledger_quarantined
from loads
cross join ledger
where
    loads.load_id = $this_load
    and (
        loads.files_found
        <> loads.files_loaded + loads.files_unchanged + loads.files_duplicate + loads.files_quarantined
        or loads.files_loaded <> ledger.loaded
        or loads.files_duplicate <> ledger.duplicate
        or loads.files_quarantined <> ledger.quarantined
    );
