-- Forgets the headline pairs of articles that are gone, and of the links in them.
delete from headline_pairs
where headline_pairs.article_id in (select gone_prints.article_id from gone_prints);
