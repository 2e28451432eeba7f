"""The verb `brief`: files, languages, exit codes, and what it says when asked for what there is not."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from pipelines.cli import main


@pytest.fixture
def run(home: Path, tmp_path: Path, monkeypatch, capsys):
    """`run(*words)`: exit code, standard output, standard error; in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def one(*words: str) -> tuple[int, str, str]:
        code = main(["brief", *words, "--home", str(home)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return one


def test_one_briefing_is_written_and_its_name_printed(run, tmp_path) -> None:
    code, out, _ = run("--unit", "350213", "--period", "2011Q2", "--format", "html", "--lang", "en")
    assert code == 0
    assert out.strip() == "Briefing written: pingshi-full-350213-2011Q2-en.html"
    assert (tmp_path / "pingshi-full-350213-2011Q2-en.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_all_districts_in_one_command_and_those_without_anything_are_told(run, tmp_path) -> None:
    words = ("--all", "--period", "2011Q2", "--format", "xlsx", "--audience", "return", "-o", "set", "--json")
    code, out, _ = run(*words)
    told = json.loads(out)
    written = [one["unit"] for one in told if "file" in one]
    assert len(told) == 6
    assert {"350206", "350211", "350212", "350213"} <= set(written)
    assert all(Path(tmp_path, one["file"]).is_file() for one in told if "file" in one)
    assert code == (0 if len(written) == 6 else 1)


def test_twice_the_same_bytes(run, tmp_path) -> None:
    for name in ("a.pptx", "b.pptx"):
        assert (
            run("--unit", "350213", "--period", "2011Q2", "--format", "pptx", "--audience", "leader", "-o", name)[0]
            == 0
        )
    assert (tmp_path / "a.pptx").read_bytes() == (tmp_path / "b.pptx").read_bytes()


def test_issue_and_template(run, tmp_path) -> None:
    docx.Document().save(tmp_path / "own.docx")
    words = ("--unit", "350213", "--period", "2011Q2", "--issue", "17", "--template", "own.docx", "-o", "one.docx")
    assert run(*words)[0] == 0
    assert "2011年第17期" in [one.text for one in docx.Document(str(tmp_path / "one.docx")).paragraphs]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--unit", "1", "--period", "2011Q2"), "没有代码为 1 的市或区"),
        (("--unit", "350213", "--period", "2031Q2"), "没有报告期 2031Q2"),
        (("--period", "2011Q2"), "--all"),
        (("--unit", "350213", "--all", "--period", "2011Q2"), "只能用一个"),
        (("--unit", "350213", "--period", "2011Q2", "--format", "pdf"), "--format"),
        (("--unit", "350213", "--period", "2011Q2", "--format", "html", "--template", "x.docx"), "x.docx"),
        (("--unit", "350213", "--period", "2011Q2", "--template", "none.docx"), "none.docx"),
        (("--unit", "350200", "--period", "2011Q2", "--audience", "return"), "反馈函只发给区"),
    ],
)
def test_wrong_use_is_two_and_one_message(run, words, said, tmp_path) -> None:
    code, _, err = run(*words, "--lang", "zh")
    assert code == 2
    assert said in err
    assert "Traceback" not in err
    assert list(tmp_path.glob("pingshi-*")) == []


def test_without_a_release_it_says_how_to_make_one(tmp_path, capsys) -> None:
    assert main(["brief", "--unit", "350213", "--period", "2011Q2", "--home", str(tmp_path)]) == 2
    assert "pingshi build" in capsys.readouterr().err
