"""Imports that Great Expectations makes at its top though few of its expectations use them: made at their first use.

scipy.stats and altair are a third of the import of Great Expectations, which every load waits for.
"""

import importlib
import importlib.util
import sys
from types import ModuleType
from typing import Any


def defer(name: str) -> None:
    """Put a stand-in for the module where `import` finds it; its first use imports the real one in its place.

    Does nothing where the module is imported already, or not installed.
    """
    spec = None if name in sys.modules else importlib.util.find_spec(name)
    if spec is not None:
        stand_in = _StandIn(name)
        stand_in.__spec__ = spec
        stand_in.__file__ = spec.origin
        sys.modules[name] = stand_in


class _StandIn(ModuleType):
    def __getattr__(self, attribute: str) -> Any:
        # names like __wrapped__ are asked of every module by `inspect`; __path__ alone means an import from within
        if attribute.startswith("__") and attribute != "__path__":
            raise AttributeError(attribute)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), attribute)
