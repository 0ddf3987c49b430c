-- Who is quoted, how often, and where.
-- grain: a speaker
-- key: speaker_entity_id
-- utterances: "A," he said. "B." is one utterance in two quotes
-- families, quotes_once, utterances_once: once a story family, and what the members that came first print
create or replace view speakers as
select
    quotes.speaker_entity_id,
    mode(quotes.speaker_name) as speaker,
    count(*) as quotes,
    count(distinct concat_ws('/', quotes.article_id, quotes.utterance_no)) as utterances,
    count(*) filter (where quotes.kind = 'direct') as direct_quotes,
    count(distinct quotes.article_id) as articles,
    count(distinct articles.source) as sources,
    count(distinct articles.family_id) as families,
    count(*) filter (where articles.came_first) as quotes_once,
    count(distinct concat_ws('/', quotes.article_id, quotes.utterance_no))
    filter (where articles.came_first) as utterances_once
from quotes
inner join article_families as articles on quotes.article_id = articles.article_id
where quotes.speaker_entity_id is not null
group by quotes.speaker_entity_id;
