-- An address without what does not tell two pages apart: scheme, www, fragment, campaign parameters, closing slash.
create or replace macro bare_url(url) as
rtrim(
    regexp_replace(
        regexp_replace(
            regexp_replace(
                regexp_replace(trim(url), '#.*$', ''),
                '([?&])((utm_[a-z]+|fbclid|gclid)=[^&]*(&|$))+', '\1', 'gi'
            ),
            '[?&]+$', ''
        ),
        '^[a-z]+://(www\.)?', '', 'i'
    ),
    '/'
);
