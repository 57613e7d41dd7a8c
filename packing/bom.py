"""The list of parts (SBOM) of a built program, as CycloneDX 1.6: `python -m packing.bom FOLDER`.

Packages with the version of requirements.lock and the licence of "Over dit programma"; what the building system lent
(X11, GLib and the like) as files with their SHA-256. The same lock and folder give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import sys
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app import VERSION
from packing import shipped

NAME = "doorgaande-lijn.cdx.json"
# Names the kind of serial number; any fixed UUID would do.
SPACE = uuid.UUID("6f0f8a0e-63f1-5c0b-9d0a-7d1f4f5f2c11")


def versions(lock: str) -> dict[str, str]:
    """Return the version of each package in a lock."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", lock, re.M))


def make(
    lock: str,
    needs: Mapping[str, Iterable[str]],
    parts: Iterable[Mapping[str, str]],
    lent: Mapping[str, str],
    made: datetime,
) -> dict[str, Any]:
    """Return the list of parts; `needs` is package -> what it needs, `lent` is file -> SHA-256 as hex."""
    pins = versions(lock)
    licences = {shipped.plain(part["pakket"]): part["licentie"] for part in parts if "pakket" in part}
    refs = {name: f"pkg:pypi/{name}@{pins[name]}" for name in needs}
    wholes = [_package(name, pins[name], ref, licences[name]) for name, ref in sorted(refs.items())]
    loose = [_loose(part) for part in parts if "pakket" not in part]
    files = [
        {
            "type": "file",
            "bom-ref": f"file:{name}",
            "name": name,
            "hashes": [{"alg": "SHA-256", "content": digest}],
        }
        for name, digest in sorted(lent.items())
    ]
    program = f"pkg:generic/doorgaande-lijn@{VERSION}"
    needed = {one for wanted in needs.values() for one in wanted}
    tree = [{"ref": program, "dependsOn": sorted(ref for name, ref in refs.items() if name not in needed)}]
    tree += [
        {"ref": ref, "dependsOn": sorted(refs[one] for one in needs[name])}
        for name, ref in sorted(refs.items())
    ]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(SPACE, json.dumps([lock, dict(sorted(lent.items()))]))}",
        "version": 1,
        "metadata": {
            "timestamp": made.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": program,
                "name": "doorgaande-lijn",
                "version": VERSION,
                "licenses": [{"license": {"id": "EUPL-1.2"}}],
            },
        },
        "components": [*wholes, *loose, *files],
        "dependencies": tree,
    }


def _package(name: str, version: str, ref: str, licence: str) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": ref,
        "name": name,
        "version": version,
        "purl": ref,
        "licenses": [{"license": {"name": licence}}],
    }


def _loose(part: Mapping[str, str]) -> dict[str, Any]:
    table = {
        "type": "library",
        "bom-ref": f"part:{part['naam']}",
        "name": part["naam"],
        "licenses": [{"license": {"name": part["licentie"]}}],
    }
    return table | ({"version": platform.python_version()} if part["naam"] == "Python" else {})


def lent_files(program: Path) -> dict[str, str]:
    """Return the libraries of the building system in a built folder: file name -> SHA-256 as hex."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((program / "_internal").glob("lib*.so*"))
        if not path.is_symlink()
    }


def write(program: Path) -> Path:
    """Write the list into a built folder and return where; dated by SOURCE_DATE_EPOCH (seconds), else 1970."""
    lock = (shipped.HOUSE / "requirements.lock").read_text(encoding="ascii")
    made = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC)
    table = make(lock, shipped.packages(), shipped.parts(), lent_files(program), made)
    target = program / NAME
    target.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return target


if __name__ == "__main__":
    write(Path(sys.argv[1]))
