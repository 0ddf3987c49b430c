-- Articles whose family has lost a member: they find each other anew, because that member may have joined them.
-- grain: an article
-- key: article_id
create or replace temp table left_prints as
select article_prints.article_id
from article_prints
where
    article_prints.family_id in (select gone_prints.family_id from gone_prints)
    and article_prints.article_id not in (select gone_prints.article_id from gone_prints);
