"""Events that automations can react to; docs/running/automations.yaml has some that do.

| event | when |
|---|---|
| `copydesk.load.published` | a load was published |
| `copydesk.gate.closed` | a check closed the gate: nothing was published |
| `copydesk.source.drifted` | a source's figures left the band of its last runs, one event a source |

Each carries its figures as payload and the warehouse as its resource; Prefect adds the flow run, its deployment and
its work pool as related resources. Without a server there is nobody to tell, and nothing is sent.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from prefect import get_run_logger
from prefect.events import emit_event
from prefect.settings import PREFECT_API_URL

from flows.outcome import Outcome
from flows.quality import Measure

GATE_CLOSED = "copydesk.gate.closed"
SOURCE_DRIFTED = "copydesk.source.drifted"
PUBLISHED = "copydesk.load.published"

# An event is read by people and machines at once: sentences enough to act on, the report has them all.
_MOST_SENTENCES = 20
_MOST_SOURCES = 50
_LONGEST = 500


def tell(outcome: Outcome) -> None:
    """Send the event of a load that was published or closed the gate, and one for each source that drifted."""
    if outcome.status == "unchanged" or not PREFECT_API_URL.value():
        return
    summary = outcome.summary
    load = {"load_id": summary.load_id, "message": _cut(outcome.message), "verdict": summary.verdict.status}
    figures = {
        **load,
        "closed_by": [_cut(why) for why in summary.verdict.closed_by[:_MOST_SENTENCES]],
        "warnings": [_cut(why) for why in summary.verdict.warnings[:_MOST_SENTENCES]],
        "files": dict(summary.files),
        "rows": dict(summary.passed),
        "held": dict(summary.held),
        "seconds": {step: round(seconds, 2) for step, seconds in outcome.seconds.items()},
    }
    warehouse = Path(summary.warehouse)
    _send(PUBLISHED if outcome.status == "published" else GATE_CLOSED, warehouse, figures)
    drifted = [measure for measure in summary.measures if measure.verdict == "drifted"]
    for source in list(dict.fromkeys(measure.source for measure in drifted))[:_MOST_SOURCES]:
        theirs = [measure for measure in drifted if measure.source == source][:_MOST_SENTENCES]
        message = "; ".join(_cut(measure.sentence) for measure in theirs)
        metrics = {measure.metric: _figures(measure) for measure in theirs}
        _send(
            SOURCE_DRIFTED, warehouse, {**load, "message": message, "source": _cut(source), "metrics": metrics}, source
        )


def _figures(measure: Measure) -> dict[str, float | None]:
    return {
        "value": measure.value,
        "articles": measure.articles,
        "runs": measure.runs,
        "usual": measure.median,
        "low": measure.low,
        "high": measure.high,
    }


def _send(event: str, warehouse: Path, figures: Mapping[str, Any], source: str | None = None) -> None:
    resource = {
        "prefect.resource.id": f"copydesk.warehouse.{warehouse.stem}",
        "prefect.resource.name": warehouse.name,
        "copydesk.warehouse.path": str(warehouse),
    }
    if source:
        resource["copydesk.source"] = _cut(source)
    try:
        emit_event(event, resource=resource, payload=dict(figures))
    except Exception as error:  # noqa: BLE001 - an alert that cannot be sent must never cost a load
        get_run_logger().warning("The event %s could not be sent: %s", event, error)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
