-- Lets the bands of new texts look for copies.
-- reads: bands, a frame of band and article_id
insert into loose_bands (band, article_id)
select
    bands.band,
    bands.article_id
from bands;
