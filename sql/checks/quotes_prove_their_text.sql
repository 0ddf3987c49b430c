-- A quote's words, speaker and cue are exactly the characters of their spans: each can be shown where it was read.
-- grain: a quote of which one part is not at its span
with

written as (
    select
        quotes.quote_id,
        quotes.field,
        quotes.start_char,
        quotes.end_char,
        quotes.text,
        quotes.speaker_text,
        quotes.speaker_start_char,
        quotes.speaker_end_char,
        quotes.cue,
        quotes.cue_start_char,
        quotes.cue_end_char,
        if(quotes.field = 'title', articles.title, articles.body) as article_text
    from quotes
    inner join articles on quotes.article_id = articles.article_id
    where
        ($this_load is null or quotes.load_id = $this_load)
        and ($this_load is null or articles.load_id = $this_load)
)

select
    written.quote_id,
    written.field,
    written.start_char,
    written.end_char,
    written.text,
    written.speaker_text,
    written.cue
from written
where
    written.field not in ('title', 'body')
    or written.start_char < 0
    or written.end_char <= written.start_char
    or written.text is distinct from substr(
        written.article_text, written.start_char + 1, written.end_char - written.start_char
    )
    or written.speaker_text is distinct from substr(
        written.article_text, written.speaker_start_char + 1, written.speaker_end_char - written.speaker_start_char
    )
    or written.cue is distinct from substr(
        written.article_text, written.cue_start_char + 1, written.cue_end_char - written.cue_start_char
    );
