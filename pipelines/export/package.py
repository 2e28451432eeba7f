"""A release as a Frictionless data package: one file per table, a descriptor, the contracts, the catalogue."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipelines.export.catalogue import catalogue
from pipelines.export.definitions import definitions
from pipelines.export.files import FORMATS, rows_of
from pipelines.export.known import Known, grain, known_of, title
from pipelines.export.place import free_folder, write_folder
from pipelines.export.schema import table_schema
from pipelines.i18n import LANGUAGES, text, user_error
from pipelines.programme.model import Programme
from pipelines.programme.reading import read_yaml
from pipelines.warehouse.release import Release, open_release

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_APACHE = {"name": "Apache-2.0", "path": "https://www.apache.org/licenses/LICENSE-2.0", "title": "Apache License 2.0"}
_MEDIA = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
    "md": "text/markdown",
}
Resource = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written where."""

    folder: str
    release: str
    format: str
    tables: int
    rows: int
    files: int


def export(home: Path, programme: Programme, target: Path, kind: str) -> Exported:
    """Writes the current release to a folder that is new or empty, as `parquet` or `csv`.

    The same release gives the same bytes. `UserError` when there is no release or it is of another programme, and
    when the folder is not free or cannot be written; nothing is left there then.
    """
    folder = free_folder(target)
    try:
        with open_release(home) as release:
            return _written(release, programme, folder, kind)
    except duckdb.Error as fault:
        raise user_error("release_unreadable", home=home, reason=" ".join(str(fault).split())[:160]) from fault


def _written(release: Release, programme: Programme, folder: Path, kind: str) -> Exported:
    known = known_of(release)
    if known.info.get("programme") != programme.id:
        raise user_error("export_other_programme", found=known.info.get("programme"), wanted=programme.id)
    resources: list[Resource] = []
    write_folder(folder, _files(release, known, programme, kind, resources))
    tables = [one for one in resources if one.get("type") == "table"]
    rows = sum(one["x-rows"] for one in tables)
    return Exported(str(folder), release.name, kind, len(tables), rows, len(resources) + 1)


def _files(
    release: Release, known: Known, programme: Programme, kind: str, resources: list[Resource]
) -> Iterator[tuple[str, bytes]]:
    """Every file in turn, the descriptor last; what is written is noted in `resources`."""
    for table in known.tables:
        frame = rows_of(release, table)
        data = FORMATS[kind](frame)
        described = _table(known, table) | {"x-rows": len(frame), "schema": table_schema(known, table, frame)}
        resources.append(_listed(f"data/{table}.{kind}", data) | described)
        yield f"data/{table}.{kind}", data
    for name, data, described in _papers(release, known, programme):
        resources.append(_listed(name, data) | described)
        yield name, data
    yield "datapackage.json", _json(_descriptor(known, programme, kind) | {"resources": resources})


def _table(known: Known, table: str) -> Resource:
    called, row = title(known, table), grain(known, table)
    told: Resource = {"name": table, "type": "table", "title": called.zh, "x-title-en": called.en}
    if row.zh:
        told |= {"description": row.zh, "x-description-en": row.en}
    form = known.form_of(table)
    return told | ({"x-contract": _contract_path(form["id"])} if form else {})


def _papers(release: Release, known: Known, programme: Programme) -> Iterator[tuple[str, bytes, Resource]]:
    """The contracts as published Table Schemas, and the catalogue in each language."""
    for form in programme.forms:
        schema = read_yaml(programme.folder / "forms" / f"{form.id}.yaml").table
        said = {f"title_{lang}": text(lang, "export.contract", title=form.sheet(lang)) for lang in LANGUAGES}
        told = {"name": f"contract-{form.id.lower()}", "title": said["title_zh"], "x-title-en": said["title_en"]}
        yield _contract_path(form.id), _json(schema), told
    words = definitions(lambda sql: release.sql(sql).to_dicts())
    for lang in LANGUAGES:
        told = {"name": f"catalogue-{lang}", "title": text(lang, "export.catalogue")}
        yield f"catalogue.{lang}.md", catalogue(words, known.info, lang).encode(), told


def _contract_path(form: str) -> str:
    return f"schemas/{form}.json"


def _listed(path: str, data: bytes) -> Resource:
    """What is said of any file: where it is, what it is, how long, and its fingerprint."""
    kind = path.rpartition(".")[2]
    told = {"path": path, "format": kind, "mediatype": _MEDIA[kind], "bytes": len(data)}
    told |= {} if kind == "parquet" else {"encoding": "utf-8"}
    return told | {"hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}


def _descriptor(known: Known, programme: Programme, kind: str) -> Resource:
    """What is said of the package as a whole."""
    is_demo = known.info["demo"] == "yes"
    said = {lang: _about(known, kind, is_demo, lang) for lang in LANGUAGES}
    mark = {lang: text(lang, "export.demo_mark") if is_demo else "" for lang in LANGUAGES}
    name = {
        lang: text(lang, "export.title", city=programme.name[lang], release=known.info["name"]) for lang in LANGUAGES
    }
    return {
        "$schema": _PROFILE,
        "name": f"pingshi-{programme.id}",
        "title": mark["zh"] + name["zh"],
        "x-title-en": mark["en"] + name["en"],
        "description": said["zh"],
        "x-description-en": said["en"],
        "version": known.info["name"],
        "created": known.info["built_at"],
        "x-release": dict(sorted(known.info.items())),
        "x-demo": is_demo,
        "sources": [
            {"title": text("zh", "export.source_reports"), "x-title-en": text("en", "export.source_reports")},
            {
                "title": f"{programme.policy.number} {programme.policy.title.zh}",
                "x-title-en": programme.policy.title.en,
            },
        ],
    } | ({"licenses": [_APACHE]} if is_demo else {})


def _about(known: Known, kind: str, is_demo: bool, lang: str) -> str:
    slots = {"release": known.info["name"], "period": known.info["last_period"]}
    keys = ["demo", "licence_demo"] if is_demo else ["use"]
    parts = [
        text(lang, f"export.{key}", **slots) for key in ("description", *keys, *(["csv"] if kind == "csv" else []))
    ]
    return "\n\n".join(parts)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n").encode()
