-- Makes each article whose family has lost a member a family of its own, until it finds the others again.
update article_prints
set family_id = article_prints.article_id
where article_prints.article_id in (select left_prints.article_id from left_prints);
