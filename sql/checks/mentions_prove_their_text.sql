-- A mention's text is exactly the characters of its span, so that it can be shown where it was read.
-- grain: a mention that is not at its span
select
    entities.mention_id,
    entities.field,
    entities.start_char,
    entities.end_char,
    entities.text
from entities
inner join articles on entities.article_id = articles.article_id
where
    ($this_load is null or entities.load_id = $this_load)
    and ($this_load is null or articles.load_id = $this_load)
    and (
        entities.field not in ('title', 'body')
        or entities.start_char < 0
        or entities.end_char <= entities.start_char
        or entities.text is distinct from substr(
            if(entities.field = 'title', articles.title, articles.body),
            entities.start_char + 1,
            entities.end_char - entities.start_char
        )
    );
