"""The import contracts of pyproject.toml, checked on a graph in which one import more is planted."""

import tomllib
from pathlib import Path

import grimp
from importlinter.contracts.layers import LayersContract

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("config", "cms", "search", "jobs", "talent")


def kept(name: str, planted: tuple[str, str] | None = None) -> bool:
    """Whether the layers contract of that name holds, with `planted` (importer, imported) added."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    options = next(dict(one) for one in settings["contracts"] if one["name"] == name)
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    if planted:
        graph.add_import(importer=planted[0], imported=planted[1])
    session = {"root_packages": list(PACKAGES)}
    contract = LayersContract(name=name, session_options=session, contract_options=options)
    return bool(contract.check(graph, verbose=False).kept)
