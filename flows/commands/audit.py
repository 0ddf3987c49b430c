"""`copydesk audit`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from flows.commands.common import keep_prefect_quiet, run_flow, settings_from
from flows.commands.stopping import told_when_stopped

_STYLES = {"passed": "bold green", "passed with warnings": "bold yellow", "gate closed": "bold red"}


def audit(
    warehouse: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The published file (default: $COPYDESK_WAREHOUSE).")
    ] = None,
) -> None:
    """Check every row of the published warehouse: the expectation suites, and the checks across tables.

    Loads may go on meanwhile. What is found is recorded in the tables audits and check_results.

    Exit status: 0 sound, also with warnings; 1 not sound, or it could not be audited; 2 wrong usage.

    Example: copydesk audit --warehouse news.duckdb
    """
    settings = settings_from(warehouse=warehouse)
    keep_prefect_quiet()
    from flows.audit_warehouse import AUDIT_KEY, Audit, audit_warehouse

    with told_when_stopped(settings.warehouse):
        ended = run_flow(audit_warehouse, warehouse, ends_in=Audit, otherwise="the audit could not be made")
    judged = ended.summary.verdict
    console = Console(highlight=False)
    console.print(Text(ended.message, style=_STYLES[judged.status]))
    for why in judged.warnings:
        console.print(Text(f"  {why}", style="yellow"))
    console.print(Text(f"report: {AUDIT_KEY}, under Artifacts in the Prefect UI (prefect server start)"))
    failed = f"select * from check_results where load_id = '{ended.summary.audit_id}' and not success"
    console.print(Text(f"failed: {failed}"))
    raise typer.Exit(1 if judged.closed_by else 0)
