-- Writes into each duplicate that this load settled which article stands for it.
update documents
set duplicate_of = nullif(standing.original_id, standing.article_id)
from standing
where
    documents.article_id = standing.article_id
    and documents.load_id = standing.load_id
    and documents.duplicate_of is distinct from nullif(standing.original_id, standing.article_id);
