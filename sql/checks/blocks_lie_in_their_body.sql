-- A block is a stretch of its article's body: a stretch outside of it would show nothing.
-- grain: a block outside its body
with

blocks as (
    select
        articles.article_id,
        length(articles.body) as body_length,
        unnest(articles.blocks) as block
    from articles
    where ($this_load is null or articles.load_id = $this_load)
)

select
    blocks.article_id,
    blocks.body_length,
    blocks.block
from blocks
where
    struct_extract(blocks.block, 'start_char') < 0
    or struct_extract(blocks.block, 'end_char') < struct_extract(blocks.block, 'start_char')
    or struct_extract(blocks.block, 'end_char') > blocks.body_length;
