-- The bands that look for copies in this load: those of the articles whose families have lost a member, to begin with.
-- grain: an article and one of its bands
-- key: article_id, band
create or replace temp table loose_bands as
select
    article_bands.band,
    article_bands.article_id
from article_bands
where article_bands.article_id in (select left_prints.article_id from left_prints);
