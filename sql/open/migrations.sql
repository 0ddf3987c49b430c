-- The migrations that were made to this file; number 0 stands for its views and macros.
-- grain: a migration
-- key: number
select
    migrations.number,
    migrations.name,
    migrations.sha256
from migrations
order by migrations.number;
