-- Creates quotes.
-- grain: a stretch of quoted or reported speech
-- key: quote_id
-- columns: as declared in flows/model.py; docs/data-dictionary.md says what each holds
-- No keys: see 0002_articles.
create table quotes (
    quote_id varchar not null,
    article_id varchar not null,
    quote_no integer not null,
    utterance_no integer not null,
    kind varchar not null,
    field varchar not null,
    block varchar not null,
    start_char integer not null,
    end_char integer not null,
    text varchar not null,
    speaker_text varchar,
    speaker_start_char integer,
    speaker_end_char integer,
    speaker_name varchar,
    speaker_entity_id varchar,
    cue varchar,
    cue_start_char integer,
    cue_end_char integer,
    cue_lemma varchar,
    rule varchar not null,
    confidence double not null,
    load_id varchar not null,
    loaded_at timestamptz not null
);
