-- Forgets the articles that are gone.
delete from article_prints
where article_prints.article_id in (select gone_prints.article_id from gone_prints);
