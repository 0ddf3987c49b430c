-- Gives this load's quotes the entities of their speakers.
update quotes
set speaker_entity_id = entity_names.entity_id
from entity_names
where
    quotes.load_id = $this_load
    and quotes.speaker_entity_id = entity_names.name_id
    and quotes.speaker_name = entity_names.name
    and entity_names.entity_id <> entity_names.name_id;
