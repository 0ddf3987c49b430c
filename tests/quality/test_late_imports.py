import importlib
import subprocess
import sys

from flows.quality.deferred import defer


def test_great_expectations_and_pandas_are_not_imported_before_the_first_check():
    script = (
        "import sys, flows.quality as quality; quality.read_suites(); "
        "print([name for name in ('great_expectations', 'pandas', 'scipy', 'prefect') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_deferred_module_is_imported_at_its_first_use(tmp_path, monkeypatch):
    package = tmp_path / "heavy_by_test"
    package.mkdir()
    (package / "__init__.py").write_text("VALUE = 7\n")
    (package / "part.py").write_text("from heavy_by_test import VALUE\n")
    monkeypatch.syspath_prepend(tmp_path)
    try:
        defer("heavy_by_test")
        module = importlib.import_module("heavy_by_test")
        assert not hasattr(module, "__wrapped__")
        assert "VALUE" not in vars(module)

        assert module.VALUE == 7
        assert importlib.import_module("heavy_by_test").VALUE == 7
        assert importlib.import_module("heavy_by_test.part").VALUE == 7
        assert "VALUE" in vars(sys.modules["heavy_by_test"])
    finally:
        sys.modules.pop("heavy_by_test", None)
        sys.modules.pop("heavy_by_test.part", None)


def test_a_module_within_a_deferred_one_can_be_imported_first(tmp_path, monkeypatch):
    package = tmp_path / "heavy_too"
    package.mkdir()
    (package / "__init__.py").write_text("from heavy_too.part import VALUE\n")
    (package / "part.py").write_text("VALUE = 8\n")
    monkeypatch.syspath_prepend(tmp_path)
    try:
        defer("heavy_too")
        assert importlib.import_module("heavy_too.part").VALUE == 8
    finally:
        sys.modules.pop("heavy_too", None)
        sys.modules.pop("heavy_too.part", None)


def test_a_module_that_is_not_installed_is_left_alone():
    defer("no_such_module_at_all")
    assert "no_such_module_at_all" not in sys.modules


def test_an_expectation_that_needs_a_deferred_module_runs(suites_in, frames):
    import json

    from flows.quality import check

    (suites_in / "links.json").write_text(
        json.dumps(
            {
                "name": "links",
                "expectations": [
                    {
                        "type": "expect_column_kl_divergence_to_be_less_than",
                        "kwargs": {
                            "column": "kind",
                            "partition_object": {"values": ["read_more", "inline"], "weights": [0.9, 0.1]},
                            "threshold": 0.5,
                        },
                        "severity": "warning",
                        "meta": {"code": "kind.mix", "why": "The mix of links is known."},
                    }
                ],
            }
        )
    )

    (found,) = [result for result in check(frames).results if result.table == "links"]

    assert (found.error, found.success) == (None, True)
