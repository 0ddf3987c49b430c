-- Removes the names that no article mentions any more, and returns the blocks and ids that they leave.
delete from entity_names
where
    not exists (
        select 1
        from entities
        where
            entities.entity_type = entity_names.entity_type
            and entities.name = entity_names.name
    )
returning
    entity_names.name_id,
    entity_names.block;
