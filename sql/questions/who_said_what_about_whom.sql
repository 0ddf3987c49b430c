-- Who said what about whom: people and organisations named inside somebody's words.
-- grain: a quote and somebody or something that is named in it
-- key: quote_id, about
with

quotes as (
    select
        quotes.quote_id,
        quotes.article_id,
        quotes.field,
        quotes.start_char,
        quotes.end_char,
        quotes.speaker_name,
        quotes.speaker_entity_id,
        quotes.cue_lemma,
        quotes.text
    from main.quotes
    where quotes.speaker_name is not null
),

entities as (
    select
        entities.article_id,
        entities.field,
        entities.start_char,
        entities.end_char,
        entities.entity_id,
        entities.name
    from main.entities
    where entities.entity_type in ('PERSON', 'ORG')
),

articles as (
    select
        articles.article_id,
        articles.title,
        articles.source
    from main.articles
)

select distinct
    quotes.speaker_name as speaker,
    entities.name as about,
    quotes.cue_lemma as cue,
    quotes.text as said,
    articles.source,
    articles.title,
    quotes.quote_id
from quotes
inner join entities
    on
        quotes.article_id = entities.article_id
        and quotes.field = entities.field
        and quotes.start_char <= entities.start_char
        and quotes.end_char >= entities.end_char
        and quotes.speaker_entity_id is distinct from entities.entity_id
inner join articles on quotes.article_id = articles.article_id
order by
    speaker,
    about,
    quotes.quote_id
limit 20;
