-- The words of a headline_key that follow each other, two by two.
create or replace macro word_pairs(headline) as
list_transform(
    list_zip(string_split(headline, ' ')[:-2], string_split(headline, ' ')[2:]),
    lambda pair: pair[1] || ' ' || pair[2]
);
