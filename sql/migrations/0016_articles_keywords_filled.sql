-- Fills articles.keywords in the rows that are older than it: none.
update articles
set keywords = []
where articles.keywords is null;
