"""A reported row in words, section by section, for the command line and the page alike. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.i18n import text
from pipelines.passport.model import Row, Section
from pipelines.passport.record_words import corrections, files, heads, place, problems
from pipelines.passport.reported import ReportedRow
from pipelines.passport.values import blank_text, cell, listed, period, value_text


def headline(one: ReportedRow, lang: str) -> str:
    """One sentence: which row of which form, of whom, reported for which quarter."""
    slots = {"unit": one.unit[f"name_{lang}"], "period": period(lang, one.row["period"]), "key": _key(one, lang)}
    return text(lang, "passport.row_headline", form=_form_name(one, lang), **slots)


def sections(one: ReportedRow, lang: str) -> tuple[Section, ...]:
    """Everything that is known of the row, in order; a section with nothing to say is left out."""
    told = (
        _row(one, lang),
        _cells(one, lang),
        _reports(one, lang),
        _figures(one, lang),
        files(one.receipts, lang),
        corrections(one, lang),
        problems(one, lang),
    )
    return tuple(each for each in told if each.facts or each.notes or each.table)


def _row(one: ReportedRow, lang: str) -> Section:
    row = one.row
    facts = [
        (text(lang, "passport.label_form"), _form_name(one, lang)),
        (text(lang, "passport.label_grain"), one.form[f"grain_{lang}"]),
        *((_title(one, name, lang), _worded(one, name, value, lang)) for name, value in row["key"].items()),
        (text(lang, "passport.label_period"), period(lang, row["period"])),
        (text(lang, "passport.head_place"), place(row, lang)),
    ]
    if one.release.get("demo") == "yes":
        facts.append((text(lang, "passport.label_demo"), text(lang, "passport.is_demo")))
    facts.append((text(lang, "passport.label_release"), one.release.get("name", "")))
    return Section("row", text(lang, "passport.title_row"), tuple(facts))


def _cells(one: ReportedRow, lang: str) -> Section:
    rows = [(_title(one, each["field"], lang), _said(one, each, lang), each["cell"] or "") for each in one.row["cells"]]
    return Section("cells", text(lang, "passport.title_cells"), table=(heads(lang, "field", "sent", "cell"), *rows))


def _reports(one: ReportedRow, lang: str) -> Section:
    """How often it was reported, and what each report changed; of a row that came once there is nothing to say."""
    rows = [(text(lang, "passport.first_report"), one.reports[0])]
    rows += [
        (changed, row)
        for before, row in zip(one.reports, one.reports[1:], strict=False)
        if (changed := "; ".join(_changes(one, before, row, lang)))
    ]
    table = [(period(lang, row["period"]), changed, place(row, lang)) for changed, row in rows]
    note = text(lang, "passport.reports_note", n=len(one.reports), changed=len(rows) - 1)
    title = text(lang, "passport.title_reports")
    return Section("reports", title, notes=(note,), table=(heads(lang, "period", "changed", "place"), *table))


def _changes(one: ReportedRow, before: Row, row: Row, lang: str) -> Iterator[str]:
    for old, new in zip(before["cells"], row["cells"], strict=True):
        said = [_said(one, each, lang) for each in (old, new)]
        if said[0] != said[1]:
            yield text(lang, "passport.change", field=_title(one, old["field"], lang), old=said[0], new=said[1])


def _figures(one: ReportedRow, lang: str) -> Section:
    rows, links = [], []
    for each in one.figures:
        fields = listed(lang, [_title(one, name, lang) for name in each["fields"]])
        rows.append((each[f"name_{lang}"], period(lang, each["period"]), value_text(lang, each, each), fields))
        links.append((each[f"name_{lang}"], each["code"]))
    table = (heads(lang, "indicator", "period", "value", "needs"), *rows) if rows else ()
    notes = (text(lang, "passport.figures_note" if rows else "passport.figures_none"),)
    return Section("figures", text(lang, "passport.title_figures"), notes=notes, table=table, links=tuple(links))


def _said(one: ReportedRow, each: Row, lang: str) -> str:
    """What the cell holds, in the words of its list where it has one."""
    if said := blank_text(lang, each):
        return said
    return _worded(one, each["field"], each["value"], lang)


def _worded(one: ReportedRow, field: str, value: object, lang: str) -> str:
    """A listed value in its words; a code with the name of what it stands for."""
    if isinstance(value, list):
        return listed(lang, [_worded(one, field, each, lang) for each in value])
    if label := one.labels.get((field, str(value))):
        return str(label[f"label_{lang}"])
    named = one.names.get(value) if isinstance(value, str) else None
    return f"{value} {named[f'name_{lang}']}" if named else cell(lang, value)


def _title(one: ReportedRow, name: str, lang: str) -> str:
    """A field with its unit, where it has one."""
    field = one.titles[f"{one.row['form']}.{name}"]
    unit = field[f"unit_{lang}"]
    return str(field[f"title_{lang}"]) + (text(lang, "passport.in_unit", unit=unit) if unit else "")


def _form_name(one: ReportedRow, lang: str) -> str:
    return f"{one.form['id']} {one.form[f'title_{lang}']}"


def _key(one: ReportedRow, lang: str) -> str:
    said = [_worded(one, name, value, lang) for name, value in one.row["key"].items() if value is not None]
    return text(lang, "passport.list_mark").join(said)
