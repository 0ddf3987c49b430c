-- The roles of more than one word that articles give these names.
-- grain: a role of a name
-- key: name, role
-- reads: asked_names: entity_type, name
select distinct
    entities.entity_type,
    entities.name,
    lower(entities.role) as office
from entities
semi join asked_names
    on
        entities.entity_type = asked_names.entity_type
        and entities.name = asked_names.name
where contains(entities.role, ' ');
