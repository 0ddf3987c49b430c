-- Forgets that a migration was made, before it is recorded anew (the views and macros, number 0).
delete from migrations
where migrations.number = $number;
