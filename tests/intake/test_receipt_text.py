"""The printed receipt: one small submission, word for word in both languages, and what changes it."""

from __future__ import annotations

import time
from typing import Any

import pytest

from pipelines.intake.receipts.receipt import receipt_text
from pipelines.intake.width import aligned, display_width, printable, shortened


@pytest.fixture(autouse=True)
def xiamen_time(monkeypatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()


def finding(level: str, zh: str, en: str, **place: Any) -> dict[str, Any]:
    nowhere = dict.fromkeys(("form", "sheet", "cell", "row", "field", "value"))
    return nowhere | {"code": "x", "level": level, "message_zh": zh, "message_en": en} | place


def counts(rows: int, rejected: int, held: str, asked: int, changed: int) -> dict[str, Any]:
    numbers = {"rows": rows, "accepted": rows - rejected, "rejected": rejected, "warnings": 0, "explained": 0}
    return numbers | {"held": held, "asked": asked, "changed": changed}


@pytest.fixture
def receipt() -> dict[str, Any]:
    sheet = {"form": "T04", "sheet": "T04 队伍与原两委成员"}
    return {
        "receipt": "350212-2013Q3-01",
        "sha256": "1a2b3c4d5e6f7a8b" + "0" * 48,
        "state": "checked",
        "unit": "350212",
        "period": "2013Q3",
        "file": "同安区三季度.xlsx",
        "received_at": "2013-10-12T01:30:00+00:00",
        "due_on": "2013-10-14",
        "on_time": True,
        "forms": {
            "T04": counts(10, 1, "9", asked=250, changed=12) | {"warnings": 1, "explained": 1},
            "T10b": counts(120, 0, "", asked=360, changed=0),
        },
        "problems": [
            finding("info", "一张空表未计。", "One empty sheet was left out."),
            finding(
                "warning",
                "多于核定岗位。",
                "More than approved.",
                **sheet,
                cell="H12",
                row=12,
                field="staff",
                value="9",
                reason="两人待退休",
            ),
            finding(
                "error", "应为整数。", "Not a whole number.", **sheet, cell="G9", row=9, field="posts", value="十二"
            ),
            finding("error", "整行重复。", "The row is there twice.", **sheet, row=8),
        ],
    }


def test_the_receipt_in_chinese(xiamen, receipt):
    assert (
        receipt_text(receipt, "zh", xiamen)
        == """\
回执 350212-2013Q3-01

填报单位  同安区 350212
报告期    2013Q3
文件      同安区三季度.xlsx
文件指纹  1a2b3c4d5e6f7a8b…
收到时间  2013-10-12 09:30
报送期限  2013-10-14（按时）
状态      已校验，待区级签批

表    行数  通过  暂缓  提醒  已说明  应填格  变动格  变动占比
T04     10     9     1     1       1     250      12        5%
T10b   120   120     0     0       0     360       0        0%
合计   130   129     1     1       1     610      12        2%

暂缓的行（表中行号）
  T04  9

错误 2 处：所在行暂缓入库，改正后重报
  T04 队伍与原两委成员
    第 8 行
      整行重复。
    G9  核定岗位  填的是「十二」
      应为整数。

提醒 1 处：请核对；有误请改，属实请写明理由
  T04 队伍与原两委成员
    H12  在岗  填的是「9」
      多于核定岗位。
      已说明：两人待退休

说明 1 处：系统这样理解，一般不用改
  整个文件
      一张空表未计。

下一步
  1. 在批注后的工作簿中逐处改正（批注文件可直接改、直接报），保存后重新报送。
  2. 如急需，也可先签批：pingshi sign 350212-2013Q3-01；通过的行有效，有错误的行暂缓，以后补报。
"""
    )


def test_the_receipt_in_english(xiamen, receipt):
    assert (
        receipt_text(receipt, "en", xiamen)
        == """\
Receipt 350212-2013Q3-01

Reporting unit  Tong'an District 350212
Period          2013Q3
File            同安区三季度.xlsx
Fingerprint     1a2b3c4d5e6f7a8b…
Received        2013-10-12 09:30
Due             2013-10-14 (on time)
State           checked, to be signed by the district

Form   Rows  Passed  Held back  Warnings  Explained  Cells asked  Changed  Share
T04      10       9          1         1          1          250       12     5%
T10b    120     120          0         0          0          360        0     0%
Total   130     129          1         1          1          610       12     2%

Rows held back (row numbers on the sheet)
  T04  9

Errors: 2. Their rows are held back; mend and send again
  T04 队伍与原两委成员
    row 8
      The row is there twice.
    G9  Approved posts  found [十二]
      Not a whole number.

Warnings: 1. Check them; mend what is wrong, give the reason where it is true
  T04 队伍与原两委成员
    H12  Staff in post  found [9]
      More than approved.
      Explained: 两人待退休

Notes: 1. How things were read; usually nothing to do
  Whole file
      One empty sheet was left out.

What to do next
  1. Mend each place in the annotated workbook (it can be edited and sent as it is), save, and send again.
  2. If it is urgent, sign now: pingshi sign 350212-2013Q3-01. Rows that passed count, the others wait for a correction.
"""
    )


def test_without_the_programme_a_field_goes_by_its_code(receipt):
    assert "G9  posts  填的是「十二」" in receipt_text(receipt, "zh")


def test_more_findings_than_shown_are_counted(xiamen, receipt):
    words = receipt_text(receipt, "zh", xiamen, shown=1)
    assert "错误 2 处" in words and "另有 1 处未列出" in words and "G9" not in words


def test_findings_are_in_the_order_of_the_sheet(receipt):
    cells = [("B10", 10), ("AA9", 9), ("C9", 9)]
    receipt["problems"] = [finding("error", "。", ".", sheet="T04", cell=cell, row=row) for cell, row in cells]
    words = receipt_text(receipt, "zh").split()
    assert [word for word in words if word in {"B10", "AA9", "C9"}] == ["C9", "AA9", "B10"]


@pytest.mark.parametrize(
    ("change", "step"),
    [
        ({"problems": []}, "pingshi sign 350212-2013Q3-01"),
        ({"state": "refused", "forms": {}}, "按上面的说明处理文件后重新报送"),
        ({"state": "returned"}, "按退回理由改正后重新报送"),
        ({"state": "accepted"}, "不用操作"),
        ({"dry_run": True, "receipt": None}, "逐处改正"),
        ({"dry_run": True, "receipt": None, "problems": []}, "可以正式报送"),
    ],
)
def test_the_next_step_follows_from_the_state(receipt, change, step):
    assert step in receipt_text(receipt | change, "zh").split("下一步")[1]


def test_a_file_without_unit_and_period_still_has_a_receipt(receipt):
    unknown = {"receipt": "unknown-1a2b3c4d", "state": "refused", "unit": None, "period": None, "due_on": None}
    words = receipt_text(receipt | unknown | {"forms": {}, "problems": []}, "zh")
    assert words.count("未能识别") == 2 and "报送期限" not in words and "合计" not in words


def test_a_trial_a_repeat_and_a_demonstration_say_so(receipt):
    words = receipt_text(receipt | {"dry_run": True, "duplicate": True, "demo": True, "on_time": False}, "zh")
    assert "试校验" in words and "此前已报送" in words and "演示数据" in words and "逾期" in words


def test_a_senders_text_cannot_steer_the_terminal_or_flood_the_page(receipt):
    evil = finding("error", "x\x1b[2J", "x", sheet="T04", cell="A4", row=4, value="\x1b[31m" + "很" * 9999)
    words = receipt_text(receipt | {"problems": [evil]}, "zh")
    assert "\x1b" not in words and "很" * 30 not in words


def test_a_chinese_character_is_two_places_wide():
    assert [display_width(words) for words in ("T04", "队伍", "（人）", "e\u0301")] == [3, 4, 6, 1]


def test_columns_line_up_whatever_the_script():
    assert aligned([["表", "行数"], ["T10b", "7"]], right=[1]) == ["表    行数", "T10b     7"]


def test_long_text_is_cut_with_a_mark_and_made_one_line():
    assert shortened("一二三四", 7) == "一二三…" and shortened("一二三", 6) == "一二三"
    assert printable("a\r\nb\x00c") == "a  b c"
