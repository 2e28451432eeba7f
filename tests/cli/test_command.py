"""The command: languages, exit codes, what goes to which stream, and files beside files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.cli.arguments import ARGUMENTS, language
from pipelines.cli.verbs import VERBS

RECEIPT = "350212-2013Q3-02"


@pytest.mark.parametrize(
    ("given", "environment", "chosen"),
    [
        ([], {}, "zh"),
        (["status", "--lang", "en"], {}, "en"),
        (["status", "--lang=en"], {"PINGSHI_LANG": "zh"}, "en"),
        (["--lang", "zh", "status"], {"PINGSHI_LANG": "en"}, "zh"),
        (["status"], {"PINGSHI_LANG": "en_GB.UTF-8"}, "en"),
        (["status", "--lang", "fr"], {}, "zh"),
        (["status", "--lang"], {}, "zh"),
    ],
)
def test_messages_are_chinese_unless_the_command_or_the_environment_says_otherwise(given, environment, chosen):
    assert language(given, environment) == chosen


def test_every_verb_has_arguments_and_a_function():
    assert ARGUMENTS.keys() == VERBS.keys()


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_verb_explains_itself(pingshi, capsys, verb, lang):
    with pytest.raises(SystemExit) as ended:
        pingshi(verb, "--help", "--lang", lang)
    assert ended.value.code == 0
    page = capsys.readouterr().out
    assert f"pingshi {verb}" in page
    assert ("通用参数" in page) == (lang == "zh")


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        ([], "缺少 VERB", "VERB missing"),
        (["sing", "x"], "VERB 不能是 'sing'", "VERB cannot be 'sing'"),
        (["sign"], "缺少 RECEIPT", "RECEIPT missing"),
        (["template", "--unit", "350212"], "缺少 --period", "--period"),
        (["status", "--perod", "2013Q3"], "没有这样的参数：--perod", "no such argument: --perod"),
        (["serve", "--port", "http"], "--port 的值 'http' 不对", "--port cannot be 'http'"),
        (["serve", "--port", "70000"], "--port 的值 '70000' 不对", "--port cannot be '70000'"),
        (["demo", "--periods", "0"], "--periods 的值 '0' 不对", "--periods cannot be '0'"),
        (["status", "--period"], "--period 后面要有一个值", "--period needs a value"),
    ],
)
def test_a_command_written_wrongly_exits_with_2_and_says_how_to_write_it(pingshi, given, zh, en):
    for lang, words in (("zh", zh), ("en", en)):
        said = pingshi("--lang", lang, *given)
        assert said.code == 2
        assert said.out == ""
        assert words in said.err
        assert "pingshi" in said.err


def test_common_arguments_may_stand_before_or_after_the_verb(pingshi, tmp_path):
    for given in (["--home", tmp_path, "--json", "status"], ["status", "--json", "--home", tmp_path]):
        assert pingshi(*given).json["period"] == "2010Q3"


def test_a_clean_file_exits_with_0_and_errors_in_the_data_with_1(pingshi, sheet):
    from_cli = pingshi("submit", sheet(), "--no-receipt-file")
    assert (from_cli.code, from_cli.err) == (0, "")
    assert RECEIPT in from_cli.out
    assert pingshi("submit", sheet(staff="约六"), "--no-receipt-file").code == 1


def test_the_receipt_for_a_machine_has_the_fixed_fields(pingshi, sheet):
    receipt = pingshi("submit", sheet(staff="约六"), "--json").json
    fixed = {"receipt", "sha256", "state", "unit", "period", "forms", "problems"}
    assert fixed <= receipt.keys()
    counts = {"rows": 1, "accepted": 0, "rejected": 1, "warnings": 0}
    assert counts.items() <= receipt["forms"]["T04"].items()
    found = receipt["problems"][0]
    wanted = ("code", "level", "form", "sheet", "cell", "row", "field", "value", "message_zh", "message_en")
    assert set(wanted) <= found.keys()
    assert (found["code"], found["form"], found["field"], found["value"]) == ("not_an_integer", "T04", "staff", "约六")


def test_several_files_give_a_list_and_one_that_is_missing_keeps_back_no_other(pingshi, sheet):
    good = sheet()
    said = pingshi("submit", "none.csv", good, "--json", "--no-receipt-file")
    assert said.code == 2
    assert [(one.get("error"), one.get("receipt")) for one in said.json] == [("no_such_file", None), (None, RECEIPT)]
    assert "none.csv" in said.err


def test_a_machine_is_told_of_wrong_use_as_data_too(pingshi):
    said = pingshi("history", "--unit", "999999", "--period", "2013Q3", "--json")
    assert (said.code, said.json["error"]) == (2, "unknown_unit")
    assert said.json["message_zh"] and said.json["message_en"] and said.err


def test_an_annotated_copy_is_laid_beside_the_file_unless_it_is_not_wanted(pingshi, sheet):
    pingshi("submit", sheet(), "--no-receipt-file")
    assert not Path("T04.csv.receipt.xlsx").exists()
    assert "T04.csv.receipt.xlsx" in pingshi("submit", sheet(staff=5)).out
    assert Path("T04.csv.receipt.xlsx").exists()


def test_a_copy_that_cannot_be_written_does_not_undo_the_submission(pingshi, sheet):
    name = sheet()
    Path(f"{name}.receipt.xlsx").mkdir()
    said = pingshi("submit", name)
    assert said.code == 0
    assert RECEIPT in said.out
    assert f"{name}.receipt.xlsx" in said.err


def test_a_trial_leaves_nothing_behind(pingshi, sheet, home):
    name = sheet(staff="约六")
    before = sorted([*home.rglob("*"), *Path().rglob("*")])
    said = pingshi("submit", name, "--dry-run")
    assert said.code == 1
    assert sorted([*home.rglob("*"), *Path().rglob("*")]) == before


def test_decisions_print_the_new_state(pingshi, sheet):
    pingshi("submit", sheet(), "--no-receipt-file")
    assert pingshi("sign", RECEIPT).out == f"回执 {RECEIPT}：区级已签批。\n"
    assert pingshi("return", RECEIPT, "--reason", "请核对").code == 0
    assert pingshi("withdraw", RECEIPT, "--json").json["state"] == "withdrawn"


def test_status_lists_every_unit_with_its_state(pingshi):
    said = pingshi("status", "--lang", "en")
    assert "350212 Tong'an District" in said.out
    assert "accepted by the city" in said.out
    assert said.out.count("not received") == 5


def test_history_tells_what_changed_in_words_and_as_data(pingshi, sheet):
    pingshi("submit", sheet(staff="约六"), "--no-receipt-file")
    pingshi("submit", sheet(staff=6), "--no-receipt-file")
    asked = ("history", "--unit", "350212", "--period", "2013Q3")
    assert "约六 → 6" in pingshi(*asked).out
    changes = pingshi(*asked, "--json").json["submissions"][-1]["changes"]
    assert [(change["field"], change["old"], change["new"]) for change in changes] == [("staff", "约六", "6")]


def test_any_two_receipts_are_laid_side_by_side(pingshi, sheet):
    pingshi("submit", sheet(staff=6), "--no-receipt-file")
    pingshi("submit", sheet({"staff": "５"}, {"community_code": "350212109002"}), "--no-receipt-file")
    asked = ("history", "--between", RECEIPT, "350212-2013Q3-03")
    said = pingshi(*asked)
    assert (said.code, said.err) == (0, "")
    assert f"从 {RECEIPT} 到 350212-2013Q3-03" in said.out
    assert "6 → ５" in said.out
    assert "新增一行  第 3 行" in said.out
    assert [one["row"] for one in pingshi(*asked, "--json").json["rows_added"]] == [3]
    assert "Differences: 2" in pingshi(*asked, "--lang", "en").out


def test_two_receipts_that_say_the_same_differ_in_nothing(pingshi, sheet):
    pingshi("submit", sheet(staff=6), "--no-receipt-file")
    pingshi("submit", sheet(staff="６"), "--no-receipt-file")
    assert "没有差别" in pingshi("history", "--between", RECEIPT, "350212-2013Q3-03").out


def test_history_asks_for_a_unit_and_period_or_two_receipts(pingshi):
    said = pingshi("history", "--unit", "350212")
    assert (said.code, said.out) == (2, "")
    assert "--between" in said.err


def test_the_very_file_comes_back_and_overwrites_nothing(pingshi, sheet):
    sent = Path(sheet(staff=6))
    pingshi("submit", sent, "--no-receipt-file")
    assert "T04.csv" in pingshi("fetch", RECEIPT, "-o", "back.csv").out
    assert Path("back.csv").read_bytes() == sent.read_bytes()
    again = pingshi("fetch", RECEIPT, "-o", "back.csv")
    assert again.code == 2
    assert "不会覆盖" in again.err
    assert pingshi("fetch", "none", "-o", "other.csv").code == 2


def test_a_unit_that_sent_nothing_has_a_short_history(pingshi):
    assert pingshi("history", "--unit", "350203", "--period", "2013Q3").out == "350203 2013Q3 尚无报送。\n"


def test_the_module_is_the_command(home):
    ran = subprocess.run(
        [sys.executable, "-m", "pipelines", "status", "--json"], capture_output=True, text=True, check=True
    )
    assert json.loads(ran.stdout)["period"] == "2013Q3"
