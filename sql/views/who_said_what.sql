-- Who said what: each quote with its speaker, its article, and when that appeared.
-- grain: a quote
-- key: quote_id
-- came_first: the quotes of the first member of each story family; where came_first counts them once a family
-- speaker: the resolved name; null where the text does not tell who speaks (speaker_text is what it prints)
create or replace view who_said_what as
select
    quotes.quote_id,
    quotes.speaker_name as speaker,
    quotes.speaker_text,
    quotes.cue_lemma as cue,
    quotes.kind,
    quotes.text as said,
    articles.title,
    articles.source,
    articles.section,
    articles.published_at,
    articles.dateline_date,
    articles.dateline_place,
    articles.url,
    quotes.confidence,
    quotes.speaker_entity_id,
    quotes.article_id,
    quotes.start_char,
    quotes.end_char,
    articles.family_id,
    article_families.came_first
from quotes
inner join articles on quotes.article_id = articles.article_id
inner join article_families on quotes.article_id = article_families.article_id;
