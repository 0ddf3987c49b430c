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

pairs as (
    select
        newer.article_id,
        newer.version,
        newer.load_id as new_load_id,
        older.load_id as old_load_id
    from versions as newer
    inner join versions as older
        on
            newer.article_id = older.article_id
            and newer.version = older.version + 1
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

numbered as (
    select
        quotes.article_id,
        quotes.load_id,
        quotes.quote_no,
        quotes.text,
        quotes.speaker_name,
        list_distinct(regexp_extract_all(lower(quotes.text), '[\p{L}\p{N}]+')) as words,
        row_number() over (
            partition by quotes.article_id, quotes.load_id, quotes.text
            order by quotes.quote_no
        ) as occurrence
    from quotes
),

old_quotes as (
    select
        pairs.article_id,
        pairs.version,
        numbered.quote_no,
        numbered.text,
        numbered.speaker_name,
        numbered.words,
        numbered.occurrence
    from pairs
    inner join numbered
        on
            pairs.article_id = numbered.article_id
            and pairs.old_load_id = numbered.load_id
),

new_quotes as (
    select
        pairs.article_id,
        pairs.version,
        numbered.quote_no,
        numbered.text,
        numbered.speaker_name,
        numbered.words,
        numbered.occurrence
    from pairs
    inner join numbered
        on
            pairs.article_id = numbered.article_id
            and pairs.new_load_id = numbered.load_id
),

kept as (
    select
        new_quotes.article_id,
        new_quotes.version,
        old_quotes.quote_no as old_no,
        new_quotes.quote_no as new_no,
        new_quotes.text,
        old_quotes.speaker_name as old_speaker,
        new_quotes.speaker_name as new_speaker
    from new_quotes
    inner join old_quotes
        on
            new_quotes.article_id = old_quotes.article_id
            and new_quotes.version = old_quotes.version
            and new_quotes.text = old_quotes.text
            and new_quotes.occurrence = old_quotes.occurrence
),

missed as (
    select
        old_quotes.article_id,
        old_quotes.version,
        old_quotes.quote_no,
        old_quotes.text,
        old_quotes.speaker_name,
        old_quotes.words
    from old_quotes
    anti join kept
        on
            old_quotes.article_id = kept.article_id
            and old_quotes.version = kept.version
            and old_quotes.quote_no = kept.old_no
),

unknown as (
    select
        new_quotes.article_id,
        new_quotes.version,
        new_quotes.quote_no,
        new_quotes.text,
        new_quotes.speaker_name,
        new_quotes.words
    from new_quotes
    anti join kept
        on
            new_quotes.article_id = kept.article_id
            and new_quotes.version = kept.version
            and new_quotes.quote_no = kept.new_no
),

candidates as (
    select
        missed.article_id,
        missed.version,
        missed.quote_no as old_no,
        unknown.quote_no as new_no,
        2.0 * len(list_intersect(missed.words, unknown.words)) / (len(missed.words) + len(unknown.words)) as likeness
    from missed
    inner join unknown
        on
            missed.article_id = unknown.article_id
            and missed.version = unknown.version
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
        missed.article_id,
        missed.version,
        if(reworded.new_no is null, 'cut', 'reworded') as change,  -- noqa: RF04
        missed.text as text_before,
        unknown.text as text_after,
        missed.speaker_name as speaker_before,
        unknown.speaker_name as speaker_after
    from missed
    left join reworded
        on
            missed.article_id = reworded.article_id
            and missed.version = reworded.version
            and missed.quote_no = reworded.old_no
    left join unknown
        on
            reworded.article_id = unknown.article_id
            and reworded.version = unknown.version
            and reworded.new_no = unknown.quote_no
    union all
    select
        unknown.article_id,
        unknown.version,
        'added' as change,  -- noqa: RF04
        null as text_before,
        unknown.text as text_after,
        null as speaker_before,
        unknown.speaker_name as speaker_after
    from unknown
    anti join reworded
        on
            unknown.article_id = reworded.article_id
            and unknown.version = reworded.version
            and unknown.quote_no = reworded.new_no
    union all
    select
        kept.article_id,
        kept.version,
        'reattributed' as change,  -- noqa: RF04
        kept.text as text_before,
        kept.text as text_after,
        kept.old_speaker as speaker_before,
        kept.new_speaker as speaker_after
    from kept
    where kept.old_speaker is distinct from kept.new_speaker
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
