-- Adds the articles of one batch beside their older versions, which the end of the load removes.
-- reads: new_articles, a batch in the schema of articles
-- version: 1 for a new article, one more where its content changed or it had gone, else as it was
insert into articles (
    article_id,
    version,
    file_id,
    record_no,
    title,
    title_source,
    body,
    blocks,
    source,
    section,
    authors,
    dateline,
    dateline_place,
    dateline_agency,
    dateline_date,
    published_at,
    language,
    url,
    word_count,
    content_hash,
    parser_version,
    load_id,
    loaded_at,
    keywords,
    family_id
)
with

older as (
    select
        articles.article_id,
        articles.version,
        articles.content_hash
    from articles
    semi join new_articles on articles.article_id = new_articles.article_id
    where articles.load_id <> $this_load
),

gone as (
    select
        history.articles.article_id,
        max(history.articles.version) as last_version
    from history.articles
    semi join new_articles on history.articles.article_id = new_articles.article_id
    group by history.articles.article_id
),

versions as (
    select
        new_articles.article_id,
        if(
            older.content_hash = new_articles.content_hash,
            older.version,
            coalesce(older.version, gone.last_version, 0) + 1
        ) as next_version
    from new_articles
    left join older on new_articles.article_id = older.article_id
    left join gone on new_articles.article_id = gone.article_id
)

select
    new_articles.article_id,
    versions.next_version,
    new_articles.file_id,
    new_articles.record_no,
    new_articles.title,
    new_articles.title_source,
    new_articles.body,
    new_articles.blocks,
    new_articles.source,
    new_articles.section,
    new_articles.authors,
    new_articles.dateline,
    new_articles.dateline_place,
    new_articles.dateline_agency,
    new_articles.dateline_date,
    new_articles.published_at,
    new_articles.language,
    new_articles.url,
    new_articles.word_count,
    new_articles.content_hash,
    new_articles.parser_version,
    $this_load as load_id,
    $started_at as loaded_at,
    new_articles.keywords,
    new_articles.family_id
from new_articles
inner join versions on new_articles.article_id = versions.article_id;
