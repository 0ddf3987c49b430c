"""`copydesk serve`: Prefect's server, a worker and all deployments, started, watched and ended as one."""

from flows.serve.plan import CannotServeError, Plan
from flows.serve.serve import serve

__all__ = ["CannotServeError", "Plan", "serve"]
