"""The layers: who may import whom, and what an import really loads."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
CONTRACTS: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]
MODULES = sorted(path.relative_to(ROOT) for top in ("drills", "tui") for path in (ROOT / top).rglob("*.py"))


def module_name(path: Path) -> str:
    """drills/storage/__init__.py → drills.storage."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, at its top or inside a function."""
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(module: str, packages: list[str]) -> bool:
    """Whether the module is one of the packages or lies in one."""
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def loaded_by(code: str, *arguments: str) -> set[str]:
    """The names of all modules that are loaded once a fresh Python has run the code."""
    code = f"{code}\nimport sys\nprint('\\n--loaded--', *sys.modules, sep='\\n')"
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, cwd=ROOT, timeout=60
    )
    return set(ran.stdout.split("--loaded--")[1].split())


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract["name"])
def test_no_module_imports_what_its_layer_must_not_know(contract: dict[str, Any]) -> None:
    """The contracts in pyproject.toml hold for every import statement, wherever it stands."""
    broken = [
        f"{path} imports {name}"
        for path in MODULES
        if within(module_name(path), contract["source_modules"])
        for name in imported(path)
        if within(name, contract["forbidden_modules"])
    ]
    assert broken == []


def test_all_sql_is_in_one_place() -> None:
    """Only drills/storage runs SQL."""
    calls = {"execute", "executemany", "executescript"}
    elsewhere = [
        f"{path}:{node.lineno}"
        for path in MODULES
        if not within(module_name(path), ["drills.storage"])
        for node in ast.walk(ast.parse((ROOT / path).read_text()))
        if isinstance(node, ast.Attribute) and node.attr in calls
    ]
    assert elsewhere == []


def test_importing_the_whole_domain_loads_nothing_that_draws() -> None:
    """The domain is usable from a script, without Textual or Rich."""
    domain = [module_name(path) for path in MODULES if path.parts[0] == "drills"]
    loaded = loaded_by("\n".join(f"import {name}" for name in domain))
    assert set(domain) <= loaded
    assert not loaded & {"textual", "rich", "tui"}


@pytest.mark.parametrize(
    ("statement", "forbidden"),
    [
        (
            "import tui.__main__",
            {"textual", "rich", "sqlite_utils", "sqlite3", "drills.views", "platformdirs", "tomllib"},
        ),
        ("import tui.app", {"sqlite_utils", "numpy", "fsrs", "tomlkit", "shtab", "textual.widgets._markdown"}),
        ("import drills.opening", {"sqlite_utils", "textual", "rich", "tui", "fsrs", "asyncio"}),
        ("import drills.session", {"sqlite_utils", "textual", "rich", "tui", "asyncio"}),
        ("import drills.storage.today", {"sqlite_utils", "textual", "rich", "tui", "asyncio"}),
        ("import drills.storage.search", {"sqlite_utils", "textual", "rich", "tui", "asyncio"}),
        ("import drills.config", {"tomlkit", "sqlite3", "platformdirs"}),
        ("import drills.dates", {"sqlite3", "dateutil.parser"}),
    ],
)
def test_importing_stays_light(statement: str, forbidden: set[str]) -> None:
    """Importing one part does not drag in another."""
    assert loaded_by(statement) & forbidden == set()


@pytest.mark.parametrize("call", ["--version", "--help", "add --help", "config --sample", "config --path", "nonsense"])
def test_what_needs_no_library_loads_no_database(call: str) -> None:
    """Help, the version and wrong calls are instant."""
    loaded = loaded_by("from tui.cli import main\nmain()", *call.split())
    assert not loaded & {"textual", "rich", "sqlite3", "sqlite_utils"}


@pytest.mark.parametrize(
    "call",
    ["today", "today --json", "stats", "goals", "add front back", "export --json", "backup", "restore", "doctor"],
)
def test_data_commands_never_load_the_app(call: str, tmp_path: Path) -> None:
    """No command but the app itself loads Textual or Rich."""
    loaded = loaded_by("from tui.cli import main\nmain()", *call.split(), "--db", str(tmp_path / "readyby.db"))
    assert not loaded & {"textual", "rich", "tui.app"}


@pytest.mark.parametrize("call", ["today", "stats", "goals", "add front back"])
def test_on_an_existing_library_daily_commands_load_no_sqlite_utils(call: str, tmp_path: Path) -> None:
    """Only making or upgrading a database needs the migrations."""
    code = "from tui.cli import main\nmain()"
    loaded_by(code, "today", "--db", str(tmp_path / "readyby.db"))
    loaded = loaded_by(code, *call.split(), "--db", str(tmp_path / "readyby.db"))
    assert not loaded & {"sqlite_utils", "textual"}


def test_numbers_are_computed_on_one_core_however_numpy_comes_in(tmp_path: Path) -> None:
    """Making a database loads numpy, too, and it reads only then how many threads to use: a core is the interface's."""
    code = (
        "import os, sys\n"
        "class Watch:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'numpy':\n"
        "            print('loaded with', os.environ.get('OPENBLAS_NUM_THREADS'))\n"
        "sys.meta_path.insert(0, Watch())\n"
        "os.environ.pop('OPENBLAS_NUM_THREADS', None)\n"
        "from tui.cli import main\n"
        "main()\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "today", "--db", str(tmp_path / "readyby.db")],
        capture_output=True, text=True, check=True, cwd=ROOT, timeout=60,
    )  # fmt: skip
    assert [line for line in ran.stdout.splitlines() if line.startswith("loaded with")] == ["loaded with 1"]
