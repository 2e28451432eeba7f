"""The page on which a briefing is made."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import docx
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import data
from dashboard.briefing.paper.composed import Item
from dashboard.briefing.paper.model import Figure, Sentence, Series
from dashboard.roles import Person
from dashboard.widgets import brief

Opened = Callable[..., AppTest]
NASTY = '<script>alert(1)</script> & "=1+1" \u202eabc 🙂 \x07]]>'
FIGURE = Figure(
    "k", Sentence("题"), "题（%）", "columns", ("甲", "乙"), (Series("本期", "plain", (1.0, 2.0)),), "%", 0, "替"
)
CODE = "station_post_fill_rate/350213/2011Q2"
ITEMS = (
    Item("item-1", "各地比较", "厦门市", "正文一", CODE, FIGURE, note=NASTY, remarks=("翔安区说明：缺一人",)),
    Item("item-2", "一个数", "翔安区", "正文二", CODE),
)


def with_items(opened: Opened, **chosen: str) -> AppTest:
    """The page with two pieces collected."""
    shown = opened("briefing", **chosen)
    shown.session_state["briefing-items"] = ITEMS
    return shown.run()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_anything_collected_the_page_says_how_and_offers_the_standard_briefing(
    opened: Opened, text: Any, lang: str
) -> None:
    shown = opened("briefing", lang=lang)
    assert ("还没有选入图表" if lang == "zh" else "Nothing collected yet") in text(shown)
    assert not shown.exception
    assert not shown.button(key="briefing-write").disabled


def test_pieces_are_moved_edited_and_taken_out(opened_anew: Opened) -> None:
    shown = with_items(opened_anew)
    assert shown.button(key="up-item-1").disabled
    shown.button(key="down-item-1").click().run()
    assert [one.key for one in shown.session_state["briefing-items"]] == ["item-2", "item-1"]
    shown.text_area(key="text-item-2").set_value("改过的正文").run()
    assert shown.session_state["briefing-items"][0].text == "改过的正文"
    shown.button(key="remove-item-1").click().run()
    assert [one.key for one in shown.session_state["briefing-items"]] == ["item-2"]


def test_hostile_words_stay_words_on_the_page(opened_anew: Opened) -> None:
    shown = with_items(opened_anew)
    bodies = " ".join(block.proto.body for block in shown.get("html"))
    assert "<script>alert" not in bodies
    assert shown.text_area(key="note-item-1").value == NASTY


def test_a_piece_in_the_other_language_says_so(opened_anew: Opened, text: Any) -> None:
    shown = opened_anew("briefing", lang="en")
    shown.session_state["briefing-items"] = (replace(ITEMS[1], lang="zh"),)
    assert "Collected while the page was in the other language" in text(shown.run())
    shown.session_state["briefing-items"] = (replace(ITEMS[1], lang="en"),)
    assert "Collected while" not in text(shown.run())


def test_files_are_written_and_go_old_when_the_order_changes(opened_anew: Opened, text: Any) -> None:
    shown = with_items(opened_anew)
    shown.button(key="briefing-write").click().run()
    order, files = shown.session_state[brief._MADE]
    assert list(files) == ["docx"]
    assert order.contents == "both"
    told = "\n".join(one.text for one in docx.Document(io.BytesIO(files["docx"])).paragraphs)
    assert "正文一" in told
    assert "翔安区说明：缺一人" in told
    assert "<script>alert(1)</script>" in told
    shown.text_area(key="text-item-2").set_value("又改").run()
    assert "内容已改" in text(shown)


def test_a_letter_is_offered_to_a_district_only(opened: Opened) -> None:
    def offered(shown: AppTest) -> list[str]:
        return [option for one in shown.get("button_group") for option in _labels(one)]

    assert "给区的反馈函" not in offered(opened("briefing"))
    assert "给区的反馈函" in offered(opened("briefing", unit="350213"))


def _labels(group: Any) -> list[str]:
    return [option.content for option in group.proto.options]


def test_district_people_write_of_their_own_unit_alone(homes: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINGSHI_HOME", str(homes["full"]))
    monkeypatch.setattr(data, "person", lambda: Person("reporter", "lin@xm.example", "350212"))
    assert data.release("350212").name == "2011-full"
    for unit in ("350200", "350213"):
        with pytest.raises(PermissionError):
            data.release(unit)


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def own_template(*, without: str = "") -> bytes:
    """A Word file in a type of its own."""
    own, out = docx.Document(), io.BytesIO()
    own.styles["Heading 1"].font.name = "Office Own"
    if without:
        own.styles[without].element.getparent().remove(own.styles[without].element)
    own.save(out)
    return out.getvalue()


def written_with(opened_anew: Opened, template: bytes) -> AppTest:
    """The page after a file was written with a template."""
    shown = opened_anew("briefing")
    shown.file_uploader(key="briefing-templates").set_value([("本单位.docx", template, DOCX)]).run()
    return shown.button(key="briefing-write").click().run()


def test_the_offices_own_template_is_used_and_not_kept(opened_anew: Opened) -> None:
    template = own_template()
    order, files = written_with(opened_anew, template).session_state[brief._MADE]
    assert docx.Document(io.BytesIO(files["docx"])).styles["Heading 1"].font.name == "Office Own"
    assert [name for name, _ in order.templates] == ["本单位.docx"]
    assert template not in [value for pair in order.templates for value in pair]


@pytest.mark.parametrize(
    ("template", "said"), [(b"no package", "打不开"), (own_template(without="Heading 2"), "Heading 2")]
)
def test_a_template_that_will_not_do_is_told_and_nothing_is_written(
    opened_anew: Opened, text: Any, template: bytes, said: str
) -> None:
    shown = written_with(opened_anew, template)
    assert said in text(shown)
    assert "本单位.docx" in text(shown)
    assert brief._MADE not in shown.session_state
