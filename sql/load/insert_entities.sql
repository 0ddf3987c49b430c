-- Adds the mentions of one batch.
-- reads: new_entities, a batch in the schema of entities
insert into entities (
    mention_id,
    article_id,
    mention_no,
    field,
    start_char,
    end_char,
    text,
    entity_type,
    name,
    entity_id,
    role,
    method,
    load_id,
    loaded_at
)
select
    new_entities.mention_id,
    new_entities.article_id,
    new_entities.mention_no,
    new_entities.field,
    new_entities.start_char,
    new_entities.end_char,
    new_entities.text,
    new_entities.entity_type,
    new_entities.name,
    new_entities.entity_id,
    new_entities.role,
    new_entities.method,
    $this_load as load_id,
    $started_at as loaded_at
from new_entities;
