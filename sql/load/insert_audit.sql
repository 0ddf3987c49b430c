-- Records an audit, after what its checks found.
insert into audits (
    audit_id,
    started_at,
    finished_at,
    articles,
    entities,
    quotes,
    links,
    checks,
    failed,
    flow_run_id,
    verdict,
    message
)
values (
    $this_load,
    $started_at,
    $finished_at,
    $articles,
    $entities,
    $quotes,
    $links,
    $checks,
    $failed,
    $flow_run_id,
    $verdict,
    $message
);
