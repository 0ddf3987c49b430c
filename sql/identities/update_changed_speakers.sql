-- Gives the quotes of speakers whose entity changed the new one, whichever load wrote them.
update quotes
set speaker_entity_id = changed_names.entity_id
from changed_names
where
    quotes.speaker_name = changed_names.name
    and quotes.speaker_entity_id = changed_names.older_id;
