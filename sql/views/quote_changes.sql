-- Quotes that were added, cut, reworded or given to another speaker from one version of an article to the next.
-- grain: a quote that is not the same in both versions
-- version: the newer of the two
-- reworded: most of the words are the same; each quote is paired with the one it shares the most words with
create or replace view quote_changes as
with

versions as (
    select
        article_versions.article_id,
        article_versions.version,
        article_versions.load_id
    from article_versions
),

quotes as (
    select
        quotes.article_id,
        quotes.load_id,
        quotes.quote_no,
        quotes.text,
        quotes.speaker_name
    from main.quotes
    union all
    select
        gone.article_id,
        gone.load_id,
        gone.quote_no,
        gone.text,
        gone.speaker_name
    from history.quotes as gone
),

said as (
    select
        versions.article_id,
        versions.version,
        quotes.quote_no,
        quotes.text,
        quotes.speaker_name,
        list_distinct(regexp_extract_all(lower(quotes.text), '[\p{L}\p{N}]+')) as words,
        row_number() over (
            partition by versions.article_id, versions.version, quotes.text
            order by quotes.quote_no
        ) as occurrence
    from versions
    inner join quotes
        on
            versions.article_id = quotes.article_id
            and versions.load_id = quotes.load_id
),

-- of each version that has one before it: what that one said, and what it says itself
old_quotes as (
    select
        said.article_id,
        versions.version,
        said.quote_no,
        said.text,
        said.speaker_name,
        said.words,
        said.occurrence
    from said
    inner join versions
        on
            said.article_id = versions.article_id
            and said.version + 1 = versions.version
),

new_quotes as (
    select
        said.article_id,
        said.version,
        said.quote_no,
        said.text,
        said.speaker_name,
        said.words,
        said.occurrence
    from said
    semi join versions
        on
            said.article_id = versions.article_id
            and said.version - 1 = versions.version
),

-- a quote that stayed is in both, the others in one alone
compared as (
    select
        old_quotes.quote_no as old_no,
        new_quotes.quote_no as new_no,
        old_quotes.speaker_name as old_speaker,
        new_quotes.speaker_name as new_speaker,
        coalesce(new_quotes.article_id, old_quotes.article_id) as article_id,
        coalesce(new_quotes.version, old_quotes.version) as version,  -- noqa: RF04
        coalesce(new_quotes.text, old_quotes.text) as text,  -- noqa: RF04
        coalesce(new_quotes.words, old_quotes.words) as words
    from new_quotes
    full join old_quotes
        on
            new_quotes.article_id = old_quotes.article_id
            and new_quotes.version = old_quotes.version
            and new_quotes.text = old_quotes.text
            and new_quotes.occurrence = old_quotes.occurrence
),

candidates as (
    select
        lost.article_id,
        lost.version,
        lost.old_no,
        found.new_no,
        2.0 * len(list_intersect(lost.words, found.words)) / (len(lost.words) + len(found.words)) as likeness
    from compared as lost
    inner join compared as found
        on
            lost.article_id = found.article_id
            and lost.version = found.version
    where
        lost.new_no is null
        and found.old_no is null
),

reworded as (
    select
        candidates.article_id,
        candidates.version,
        candidates.old_no,
        candidates.new_no
    from candidates
    where candidates.likeness >= 0.5
    qualify
        row_number() over (
            partition by candidates.article_id, candidates.version, candidates.old_no
            order by candidates.likeness desc, candidates.new_no asc
        ) = 1
        and row_number() over (
            partition by candidates.article_id, candidates.version, candidates.new_no
            order by candidates.likeness desc, candidates.old_no asc
        ) = 1
),

changes as (
    select
        lost.article_id,
        lost.version,
        if(found.new_no is null, 'cut', 'reworded') as change,  -- noqa: RF04
        lost.text as text_before,
        found.text as text_after,
        lost.old_speaker as speaker_before,
        found.new_speaker as speaker_after
    from compared as lost
    left join reworded
        on
            lost.article_id = reworded.article_id
            and lost.version = reworded.version
            and lost.old_no = reworded.old_no
    left join compared as found
        on
            reworded.article_id = found.article_id
            and reworded.version = found.version
            and reworded.new_no = found.new_no
    where lost.new_no is null
    union all
    select
        found.article_id,
        found.version,
        'added' as change,  -- noqa: RF04
        null as text_before,
        found.text as text_after,
        null as speaker_before,
        found.new_speaker as speaker_after
    from compared as found
    anti join reworded
        on
            found.article_id = reworded.article_id
            and found.version = reworded.version
            and found.new_no = reworded.new_no
    where found.old_no is null
    union all
    select
        compared.article_id,
        compared.version,
        'reattributed' as change,  -- noqa: RF04
        compared.text as text_before,
        compared.text as text_after,
        compared.old_speaker as speaker_before,
        compared.new_speaker as speaker_after
    from compared
    where
        compared.old_no is not null
        and compared.new_no is not null
        and compared.old_speaker is distinct from compared.new_speaker
)

select
    changes.article_id,
    changes.version,
    changes.change,
    changes.text_before,
    changes.text_after,
    changes.speaker_before,
    changes.speaker_after
from changes;
