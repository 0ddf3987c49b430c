-- Forgets the links of articles that are gone.
delete from link_keys
where link_keys.article_id in (select gone_prints.article_id from gone_prints);
