"""The sheets around the forms: instructions in front, the code tables behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.i18n import LANGUAGES, text
from pipelines.intake.templates.template_codes import code_tables
from pipelines.intake.templates.template_paper import CARRIED, GRID, INK, Paper, print_setup
from pipelines.intake.templates.template_rows import REGISTER, Printed, due
from pipelines.intake.width import display_width, wrapped_lines
from pipelines.programme.model import Form
from pipelines.programme.periods import due_on, quarter_end

_WIDTHS = (12, 32, 24, 38, 20, 10, 16)
_COLUMNS = ("form", "title", "owners", "who", "when", "printed", "unchanged")
_LEGEND = ("head_key", "head_required", "head", "locked", "carried", "open")


def write_guide(paper: Paper, sheet: Worksheet, printed: Mapping[str, Printed]) -> None:
    """Fills the first sheet; `printed` are the rows that each form's sheet came with."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    row = _facts(paper, sheet)
    row = _section(paper, sheet, row, "fill")
    row = _form_list(paper, sheet, row, printed)
    row = _legend(paper, sheet, row)
    _section(paper, sheet, row, "send")
    sheet.hide_gridlines(2)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    print_setup(paper, sheet, pages_high=1)
    sheet.set_portrait()


def write_codes(paper: Paper) -> None:
    """Adds the sheet of codes with their names: communities, places, milestones, matters, departments."""
    sheet = paper.book.add_worksheet(paper.say("code_sheet"))
    head = paper.style(bold=True, bg_color=INK["head_key"], **GRID)
    code_look, name_look = paper.style(num_format="@", **GRID), paper.style(**GRID)
    for table, (title, names) in enumerate(code_tables(paper.request).items()):
        for column, words, look, body in (
            (3 * table, paper.say(f"codes.{title}"), code_look, list(names)),
            (3 * table + 1, paper.say("codes.name"), name_look, list(names.values())),
        ):
            sheet.set_column(column, column, max(map(display_width, [words, *body])) + 3)
            sheet.write_string(0, column, words, head)
            for row, entry in enumerate(body, start=1):
                sheet.write_string(row, column, entry, look)
        sheet.set_column(3 * table + 2, 3 * table + 2, 3)
    sheet.freeze_panes(1, 0)
    sheet.protect("", {"format_columns": True})
    print_setup(paper, sheet)


def _facts(paper: Paper, sheet: Worksheet) -> int:
    """The heading: what this is, demonstration banner, for whom, until when. Returns the next row."""
    request = paper.request
    look = paper.style(bold=True, font_size=18, font_color=INK["title"])
    title = paper.say("guide_title", programme=request.programme.name[request.lang])
    _line(sheet, 0, title, look, height=34)
    if request.demo:
        look = paper.style(bold=True, font_size=14, font_color="white", bg_color=INK["demo"], align="center")
        _line(sheet, 1, paper.say("demo_banner"), look, height=26)
    known = _known(paper)
    for row, (key, value) in enumerate(known.items(), start=2):
        sheet.write_string(row, 0, paper.say(f"fact.{key}"), paper.style(bold=True))
        sheet.write_string(row, 1, value, paper.style())
        sheet.set_row(row, 18)
    return 3 + len(known)


def _known(paper: Paper) -> dict[str, str]:
    """The facts under the title: policy, unit, period, as-of day, deadline."""
    request = paper.request
    policy = request.programme.policy
    return {
        "policy": paper.say("policy", number=policy.number, title=policy.title[request.lang]),
        "unit": paper.unit_words(),
        "period": paper.period_words(),
        "as_of": quarter_end(request.period).isoformat(),
        "due": paper.say("due_on", day=due_on(request.programme, request.period).isoformat()),
    }


def _section(paper: Paper, sheet: Worksheet, row: int, name: str) -> int:
    """A heading with its paragraphs, one a line of the wording. Returns the next free row."""
    look = paper.style(bold=True, font_size=12, font_color=INK["title"])
    _line(sheet, row, paper.say(f"{name}_title"), look, height=22)
    paragraphs = paper.say(f"{name}_text").splitlines()
    for place, words in enumerate(paragraphs, start=row + 1):
        lines = wrapped_lines(words, sum(_WIDTHS) - 4)
        _line(sheet, place, words, paper.style(text_wrap=True, indent=1), height=4 + 15 * lines)
    return row + len(paragraphs) + 2


def _line(sheet: Worksheet, row: int, words: str, look: Format, height: float) -> None:
    sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, "", look)
    sheet.write_string(row, 0, words, look)
    sheet.set_row(row, height)


def _form_list(paper: Paper, sheet: Worksheet, row: int, printed: Mapping[str, Printed]) -> int:
    """The table of forms with a link to each sheet and a cell to declare it unchanged. Returns the next free row."""
    head = paper.style(bold=True, bg_color=INK["head"], **GRID)
    for column, name in enumerate(_COLUMNS):
        sheet.write_string(row, column, paper.say(f"forms.{name}"), head)
    for place, form in enumerate(map(paper.request.programme.form, printed), start=row + 1):
        _form_line(paper, sheet, place, form)
        sheet.write_number(place, _COLUMNS.index("printed"), len(printed[form.id].rows), paper.style(**GRID))
        _declaration(paper, sheet, place, printed[form.id])
    return row + len(printed) + 2


def _declaration(paper: Paper, sheet: Worksheet, row: int, printed: Printed) -> None:
    """The cell "no change in this form", where everything it asks for is printed already."""
    column = _COLUMNS.index("unchanged")
    if not printed.whole:
        grey = paper.style(bg_color=INK["locked"], font_color=INK["quiet"], align="center", **GRID)
        sheet.write_string(row, column, paper.say("forms.by_row"), grey)
        return
    sheet.write_blank(row, column, None, paper.style(locked=False, align="center", **GRID))
    rule = {"validate": "list", "source": [paper.say("yes")], "error_title": paper.say("limit_title")}
    messages = {"error_message": paper.say("forms.declare"), "input_message": paper.say("forms.declare")}
    sheet.data_validation(row, column, row, column, rule | messages)


def _form_line(paper: Paper, sheet: Worksheet, row: int, form: Form) -> None:
    link = paper.style(font_color="#0563C1", underline=1, **GRID)
    sheet.write_url(row, 0, f"internal:'{form.sheet(paper.request.lang)}'!A1", link, form.id)
    about = list(_about(paper, form))
    for column, words in enumerate(about, start=1):
        sheet.write_string(row, column, words, paper.style(text_wrap=True, **GRID))
    lines = [wrapped_lines(words, width) for words, width in zip(about, _WIDTHS[1:], strict=False)]
    sheet.set_row(row, 5 + 15 * max(lines))


def _about(paper: Paper, form: Form) -> Iterator[str]:
    """Title, who is in charge, who fills it in, and whether it is owed this quarter."""
    lang = paper.request.lang
    yield form.title[lang]
    yield paper.say("list_sign").join(form.owners)
    yield paper.say("who", who=_scope(paper, form), grain=form.grain[lang])
    yield paper.say(f"when.{form.cadence}") if due(form, paper.request.period) else paper.say("when.not_now")


def _scope(paper: Paper, form: Form) -> str:
    if form.scope is None:
        return paper.say("who_unit")
    lang, field = paper.request.lang, paper.request.programme.form(REGISTER).field(form.scope.field)
    words = {choice.value: choice.label[lang] for choice in field.choices}
    words |= {text(one, f"template.{word}"): paper.say(word) for one in LANGUAGES for word in ("yes", "no")}
    values = paper.say("list_sign").join(words.get(value, value) for value in form.scope.values)
    return paper.say("who_scope", field=field.title[lang], values=values)


def _legend(paper: Paper, sheet: Worksheet, row: int) -> int:
    """The meaning of the colours. Returns the next free row."""
    for place, name in enumerate(_LEGEND, start=row):
        sheet.write_string(place, 0, *_sample(paper, name))
        sheet.write_string(place, 1, paper.say(f"legend.{name}"), paper.style(indent=1))
    return row + len(_LEGEND) + 1


def _sample(paper: Paper, name: str) -> tuple[str, Format]:
    """A legend's cell as it looks on the sheets."""
    if name == "carried":
        return paper.say("legend.sample"), paper.style(align="center", **CARRIED, **GRID)
    return "", paper.style(**({} if name == "open" else {"bg_color": INK[name]}), **GRID)
