-- Forgets the bands of articles that are gone.
delete from article_bands
where article_bands.article_id in (select gone_prints.article_id from gone_prints);
