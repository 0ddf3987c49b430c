-- Adds the bands of some texts, both to those that are stored and to those that look for copies now.
-- reads: bands, a frame of band and article_id
insert into article_bands (band, article_id)
select
    bands.band,
    bands.article_id
from bands;
