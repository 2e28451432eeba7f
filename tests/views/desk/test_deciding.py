"""Deciding on the page: signed, accepted or returned with a reason, and the release made."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pipelines import i18n
from pipelines.ledger.events import events, receipts
from pipelines.ledger.review import accept, return_, sign
from pipelines.warehouse.release import current

Text = Callable[[AppTest], str]
Book = Callable[..., bytes]


def test_signed_then_accepted_then_built(home: Path, pages: Any, text: Text, book: Book) -> None:
    pages.handed_in(pages.here(), book())
    shown = pages.opened("review")
    assert not shown.exception
    assert "有1份报送在等（1份等区级签批）" in text(shown)
    assert "以前没有采纳过报送" in text(shown)
    assert shown.button("accept-350212-2011Q2-01").disabled
    assert "现为“已校验”，不能采纳" in text(shown)

    shown.button("sign-350212-2011Q2-01").click().run()
    assert "已签批，待市级采纳" in text(shown)
    shown.button("accept-350212-2011Q2-01").click().run()
    assert "没有报送在等签批或采纳" in text(shown)
    assert "有1份已采纳的报送尚未进入发布版" in text(shown)

    shown.button("build").click().run()
    assert not shown.exception
    assert f"新的发布版 {current(home)} 已生成" in text(shown)
    assert "尚未进入发布版" not in text(shown)


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_what_changed_since_the_last_acceptance_is_beside_the_receipt(
    home: Path, pages: Any, text: Text, book: Book, lang: str
) -> None:
    pages.handed_in(pages.here(), book())
    sign(home, "350212-2011Q2-01")
    accept(home, "350212-2011Q2-01")
    pages.handed_in(pages.here(), book(办理状态="已办结", 办结日期=date(2011, 6, 1)))
    shown = pages.opened("review", lang)
    assert [*pages.words(shown, lang)] == []
    assert re.search(r"办理中\s+已办结", text(shown))


def test_a_return_needs_a_reason_and_the_sender_reads_it(home: Path, pages: Any, text: Text, book: Book) -> None:
    pages.handed_in(pages.here(), book())
    shown = pages.opened("review")
    back = next(one for one in shown.button if one.label == "退回")
    back.click().run()
    assert "须说明理由" in text(shown)
    assert receipts(home)["350212-2011Q2-01"].state == "checked"
    shown.text_area[0].set_value("请补填办结方式")
    next(one for one in shown.button if one.label == "退回").click().run()
    assert receipts(home)["350212-2011Q2-01"].state == "returned"
    assert "已退回，理由已记入台账" in text(shown)
    assert "请补填办结方式" in text(pages.here())


def test_whoever_is_second_is_told_by_the_ledger_why_it_stays(home: Path, pages: Any, text: Text, book: Book) -> None:
    pages.handed_in(pages.here(), book())
    shown = pages.opened("review")
    return_(home, "350212-2011Q2-01", "请补填")
    shown.button("sign-350212-2011Q2-01").click().run()
    assert not shown.exception
    assert "现为“已退回”，不能签批" in text(shown)
    assert events(home)[-1].event == "returned"


def test_a_link_opens_the_receipt_it_names(home: Path, pages: Any, text: Text, book: Book) -> None:
    pages.handed_in(pages.here(), book())
    assert pages.opened("review", receipt="350212-2011Q2-01").selectbox[0].value == "350212-2011Q2-01"
    assert pages.opened("review", receipt="no-such").selectbox[0].value == "350212-2011Q2-01"
