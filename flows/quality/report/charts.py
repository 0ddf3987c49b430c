"""Small charts as SVG in `data:` addresses: they need no file, no script and nothing from the network."""

from base64 import b64encode
from collections.abc import Sequence

from flows.quality.report.summary import Point

_WIDTH, _HEIGHT, _EDGE = 240, 36, 3
# readable on white and on dark pages alike
_COLOURS = {"passed": "#2f9e44", "passed with warnings": "#e8890c", "gate closed": "#e03131"}
_BAND, _LINE, _UNKNOWN = "#868e96", "#4c6ef5", "#868e96"


def bars(points: Sequence[Point], title: str) -> str:
    """A bar for each run in the colour of its verdict, as an image in Markdown; `title` is plain words."""
    most = max((point.value for point in points), default=0) or 1
    step = (_WIDTH - 2 * _EDGE) / max(len(points), 20)
    shapes = []
    for number, point in enumerate(points):
        tall = max(1.0, point.value / most * (_HEIGHT - 2 * _EDGE))
        left, top = _EDGE + number * step, _HEIGHT - _EDGE - tall
        colour = _COLOURS.get(point.verdict, _UNKNOWN)
        shapes.append(
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{step - 1:.1f}" height="{tall:.1f}" fill="{colour}"/>'
        )
    return _image(shapes, title)


def line(points: Sequence[Point], title: str) -> str:
    """A line through the runs with the band that was usual behind it; the last one is a dot, orange outside it."""
    last = points[-1]
    most = max(end for point in points for end in (point.value, point.high, 0.0) if end is not None) or 1.0
    step = (_WIDTH - 2 * _EDGE) / max(len(points) - 1, 1)

    def at(number: int, value: float) -> tuple[float, float]:
        return _EDGE + number * step, _HEIGHT - _EDGE - max(value, 0.0) / most * (_HEIGHT - 2 * _EDGE)

    shapes = []
    banded = [(number, point) for number, point in enumerate(points) if point.low is not None]
    if banded:
        upper = [at(number, point.high or 0.0) for number, point in banded]
        lower = [at(number, point.low or 0.0) for number, point in reversed(banded)]
        shapes.append(f'<polygon points="{_path([*upper, *lower])}" fill="{_BAND}" fill-opacity="0.25"/>')
    path = _path([at(number, point.value) for number, point in enumerate(points)])
    shapes.append(f'<polyline points="{path}" fill="none" stroke="{_LINE}" stroke-width="1.5"/>')
    x, y = at(len(points) - 1, last.value)
    outside = last.low is not None and not last.low <= last.value <= (last.high or 0.0)
    colour = _COLOURS["passed with warnings"] if outside else _LINE
    shapes.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>')
    return _image(shapes, title)


def _path(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


def _image(shapes: list[str], title: str) -> str:
    size = f'width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(shapes)}</svg>'
    return f"![{title}](data:image/svg+xml;base64,{b64encode(svg.encode()).decode()})"
