-- The articles whose text is kept, in the order in which they lie in the file: all, or those of another parser.
-- grain: an article
-- key: article_id
select articles.article_id
from articles
semi join documents on articles.article_id = documents.article_id
where
    $this_parser is null
    or articles.parser_version <> $this_parser
order by articles.rowid;
