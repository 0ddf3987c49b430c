-- Whom each outlet quotes most: its three most quoted speakers, by articles that quote them.
-- grain: an outlet and one of its speakers
-- key: outlet, speaker
with

quotes as (
    select
        quotes.article_id,
        quotes.utterance_no,
        quotes.speaker_name,
        quotes.speaker_entity_id
    from main.quotes
    where quotes.speaker_entity_id is not null
),

articles as (
    select
        articles.article_id,
        articles.family_id,
        coalesce(articles.source, '(not printed)') as outlet
    from main.articles
),

quoted as (
    select
        articles.outlet,
        mode(quotes.speaker_name) as speaker,
        count(distinct quotes.article_id) as articles,
        count(distinct concat_ws('/', quotes.article_id, quotes.utterance_no)) as utterances,
        count(distinct articles.family_id) as families
    from quotes
    inner join articles on quotes.article_id = articles.article_id
    group by
        articles.outlet,
        quotes.speaker_entity_id
)

select
    quoted.outlet,
    quoted.speaker,
    quoted.articles,
    quoted.utterances,
    quoted.families
from quoted
qualify
    row_number() over (
        partition by quoted.outlet
        order by quoted.articles desc, quoted.utterances desc, quoted.speaker asc
    ) <= 3
order by
    quoted.outlet asc,
    quoted.articles desc,
    quoted.utterances desc,
    quoted.speaker asc;
