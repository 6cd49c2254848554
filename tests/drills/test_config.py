"""The settings file: read without ever failing, written without touching anything else."""

import re
import tomllib
from pathlib import Path

import pytest

from drills.config import SETTINGS, Config, Looks, Study, line_of, load, named
from drills.config_file import change, sample
from drills.errors import ConfigError, FileError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def messages(path: Path, text: str | bytes) -> list[str]:
    """What `load` says of a file with that text."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape"))
    return [f"{problem.line}: {problem.message}" for problem in load(path)[1]]


# Reading


def test_without_a_file_everything_has_its_default(path: Path) -> None:
    """No file is no problem."""
    assert load(path) == (Config(), ())


def test_every_setting_can_be_set(path: Path) -> None:
    """All settings are read from their sections."""
    path.write_text(
        "[study]\nminutes_per_day = 30\nday_turns_at = 0\nretention = 0.95\nlearning_steps = [1, 10.5]\n"
        "relearning_steps = []\nmaximum_interval = 365\nidle_after = 0\nleech_lapses = 4\nsuspend_leeches = true\n"
        'bury_siblings = false\n[looks]\ntheme = "nord"\nweek_starts_on = "Sunday"\n'
        '[keys]\n"drill.undo" = "z, ctrl+z"\n'
    )
    config, problems = load(path)
    assert problems == ()
    assert config.study == Study(30, 0, 0.95, (1.0, 10.5), (), 365, 0, 4, True, False)
    assert config.looks == Looks("nord", "sunday")
    assert config.keys == {"drill.undo": "z,ctrl+z"}


def test_every_setting_is_documented() -> None:
    """Each setting has a meaning, a rule, and a default that the rule takes."""
    assert len(SETTINGS) == 12
    for setting in SETTINGS:
        assert setting.meaning.endswith(".")
        assert setting.checked(setting.default) == setting.default


def test_a_broken_setting_keeps_its_default_and_the_others_hold(path: Path) -> None:
    """One message per broken setting, with its line; the rest of the file is used."""
    said = messages(path, '# mine\n[study]\nminutes_per_day = "many"\nretention = 0.85\nday_turns_at = 25\n')
    assert said == [
        '3: minutes_per_day takes a whole number from 1 to 600, not "many". It stays 15.',
        "5: day_turns_at takes a whole number from 0 to 12 (hour), not 25. It stays 4.",
    ]
    assert load(path)[0].study == Study(retention=0.85)


@pytest.mark.parametrize(
    ("line", "named_in_message"),
    [
        ("minutes_per_day = true", "minutes_per_day"),
        ("minutes_per_day = 0x" + "f" * 5000, "minutes_per_day"),
        ("minutes_per_day = 1.5", "minutes_per_day"),
        ("retention = nan", "retention"),
        ("retention = inf", "retention"),
        ("retention = 90", "retention"),
        ("learning_steps = [0]", "learning_steps"),
        ("learning_steps = [1, 'x']", "learning_steps"),
        ("learning_steps = 10", "learning_steps"),
        ("learning_steps = [1,1,1,1,1,1,1,1,1,1,1]", "learning_steps"),
        ("suspend_leeches = 1", "suspend_leeches"),
        ("minutes_per_day = 2026-11-22", "minutes_per_day"),
        ("minutes_per_day = {a = 1}", "minutes_per_day"),
        ("minuts_per_day = 20", "Did you mean minutes_per_day?"),
        ('"\\u001b[2J" = 1', "␛[2J"),
    ],
)
def test_whatever_stands_there_is_one_message(path: Path, line: str, named_in_message: str) -> None:
    """No value crashes, and what a message shows of it is harmless."""
    said = messages(path, f"[study]\n{line}\n")
    assert len(said) == 1
    assert said[0].startswith("2: ")
    assert named_in_message in said[0]
    assert "\x1b" not in said[0]
    assert len(said[0]) < 250
    assert load(path)[0] == Config()


def test_a_setting_outside_its_section_is_sent_there(path: Path) -> None:
    """A setting at the top of the file is not silently nothing."""
    assert messages(path, "minutes_per_day = 5\n") == [
        "1: minutes_per_day belongs below a line [study]; left out here."
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[colours]\na = 1\n", '1: there is no section "colours"'),
        ("study = 3\n", "1: study is a section"),
        ("keys = 3\n", "1: keys is a section"),
        ("[keys]\n\nundo = 3\n", "3: undo takes keys"),
        ("[keys]\nundo = ['z', 3]\n", "2: undo takes keys"),
        ("[keys]\nundo = '  '\n", "2: undo takes keys"),
        ("[keys]\na.b.c = true\n", "2: a.b.c takes keys"),
    ],
)
def test_sections_and_keys_are_checked_too(path: Path, text: str, said: str) -> None:
    """What can't be a section or keys is said with its line."""
    assert [message[: len(said)] for message in messages(path, text)] == [said]


def test_keys_may_be_written_in_any_way_toml_has(path: Path) -> None:
    """Dotted names, quoted names, tables and lists mean the same."""
    path.write_text('[keys]\ndrill.undo = "z"\n"drill.bury" = ["b", "delete"]\nx = ","\n[keys.goal]\nadd = "a"\n')
    config, problems = load(path)
    assert problems == ()
    assert config.keys == {"drill.undo": "z", "drill.bury": "b,delete", "x": "comma", "goal.add": "a"}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"[study]\nminutes_per_day = \n", 2),
        (b'[study]\n\nminutes_per_day = "', 3),
        (b"[study]\n[study]\n", 2),
        (b"[study]\nretention = 0.9\nretention = 0.8\n", 3),
        (b"[study]\n# caf\xe9\n", 2),
        (b"a = " + b"[" * 100_000, 0),
        (b"a = " + b"9" * 5000, 0),
        (b"\x00\x01SQLite", 1),
    ],
)
def test_a_file_that_is_not_toml_gives_all_defaults_and_one_message(path: Path, content: bytes, line: int) -> None:
    """The one message names the line where it stops making sense, if there is one."""
    (said,) = messages(path, content)
    assert said.startswith(f"{line}: this file can't be read")
    assert said.endswith("every setting has its default.")
    assert load(path)[0] == Config()


def test_a_folder_in_its_place_is_one_message(tmp_path: Path) -> None:
    """A path that can't be read at all is said too."""
    config, (problem,) = load(tmp_path)
    assert config == Config()
    assert str(problem).startswith(f"{tmp_path}: this file can't be read")


def test_a_byte_order_mark_and_windows_line_ends_are_fine(path: Path) -> None:
    """A file from a Windows editor is read, and its lines are counted right."""
    assert messages(path, b"\xef\xbb\xbf[study]\r\nminutes_per_day = 0\r\n")[0].startswith("2: ")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[study]\nretention = 2", 2),
        ("study.retention = 2", 1),
        ('["study"]\n"retention" = 2', 2),
        ("[ study ] # here\n  retention=2", 2),
        ("# retention = 3\n[looks]\n[study]\nretention = 2", 4),
        ("study = { day_turns_at = 3, retention = 2 }", 1),
        ("nothing = 1", 0),
    ],
)
def test_a_setting_is_found_however_it_is_written(text: str, line: int) -> None:
    """The line is that of the setting, or of the table around it."""
    assert line_of(text, ("study", "retention")) == line


# What users type in a form


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("minutes_per_day", " 20 ", 20),
        ("retention", "0.85", 0.85),
        ("learning_steps", "1 10", (1.0, 10.0)),
        ("learning_steps", "[1, 10.5]", (1.0, 10.5)),
        ("relearning_steps", "", ()),
        ("suspend_leeches", "Yes", True),
        ("study.bury_siblings", "off", False),
        ("week_starts_on", "SUNDAY", "sunday"),
        ("theme", " nord ", "nord"),
    ],
)
def test_typed_text_becomes_a_value(name: str, text: str, value: object) -> None:
    """A form gives text; the setting knows what it stands for."""
    assert named(name).typed(text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [("minutes_per_day", "1e3"), ("retention", "nan"), ("learning_steps", "soon"), ("theme", ""), ("idle_after", "-1")],
)
def test_typed_text_that_means_nothing_says_what_would(name: str, text: str) -> None:
    """The error says which values there are."""
    with pytest.raises(ConfigError, match=f"{name} takes "):
        named(name).typed(text)


# Writing


def test_a_first_change_makes_a_documented_private_file(path: Path) -> None:
    """The new file holds every setting with its default as a comment, and the one that was set."""
    change(path, "minutes_per_day", 20)
    text = path.read_text()
    assert tomllib.loads(text) == {"study": {"minutes_per_day": 20}, "looks": {}, "keys": {}}
    assert text == sample().replace("# minutes_per_day = 15", "minutes_per_day = 20")
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_sample_is_all_defaults_and_all_its_lines_work(path: Path) -> None:
    """The sample changes nothing as it is; with its comments taken away, every line is a setting that is taken."""
    path.write_text(sample())
    assert load(path) == (Config(), ())
    bare = "\n".join(
        line.removeprefix("# ") if re.match(r'# ["a-z._]+ = ', line) else line for line in sample().splitlines()
    )
    path.write_text(bare)
    config, problems = load(path)
    assert (config.study, config.looks, problems) == (Study(), Looks(), ())
    assert config.keys == {"drill.undo": "u,ctrl+z"}


MINE = """\
# My own remarks
  [study]   # stay
retention   = 0.80   # high enough
learning_steps = [
  1,  # minute
  10,
]

[looks]
theme = 'nord'


[keys]
drill.undo = "z"
"drill.bury" = "x"
"""


@pytest.mark.parametrize(
    ("name", "value", "old", "new"),
    [
        ("retention", 0.9, "0.80", "0.9"),
        ("theme", "readyby-light", "'nord'", '"readyby-light"'),
        ("keys.drill.undo", "u", '"z"', '"u"'),
        ("keys.drill.bury", "b,delete", '"x"', '"b,delete"'),
    ],
)
def test_a_change_touches_nothing_else(path: Path, name: str, value: object, old: str, new: str) -> None:
    """The user's comments, spaces and order stay."""
    path.write_text(MINE)
    change(path, name, value)
    assert path.read_text() == MINE.replace(old, new)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("minutes_per_day", 25),
        ("learning_steps", (1, 5)),
        ("week_starts_on", "sunday"),
        ("suspend_leeches", True),
        ("keys.goal.add", "plus"),
        ("keys.drill.undo", None),
        ("retention", None),
        ("minutes_per_day", None),
    ],
)
@pytest.mark.parametrize(
    "text", [MINE, "", sample(), MINE.replace("\n", "\r\n"), "study = {retention = 0.8}\n", "study.retention = 0.8\n"]
)
def test_a_change_is_what_is_read_next(path: Path, text: str, name: str, value: object) -> None:
    """Whatever the file looks like, the setting holds afterwards, and all others are as they were."""
    path.write_bytes(text.encode())
    before, _ = load(path)
    change(path, name, value)
    after, problems = load(path)
    assert problems == ()
    section, _, key = name.partition(".")
    if section == "keys":
        assert after.keys.get(key) == value
        assert {k: v for k, v in after.keys.items() if k != key} == {k: v for k, v in before.keys.items() if k != key}
        assert (after.study, after.looks) == (before.study, before.looks)
        return
    for setting in SETTINGS:
        group_after, group_before = (getattr(config, setting.section) for config in (after, before))
        wanted = setting.default if value is None else value
        expected = wanted if setting.name == name else getattr(group_before, setting.name)
        assert getattr(group_after, setting.name) == expected


def test_a_comment_that_looks_like_a_default_does_not_double_a_setting(path: Path) -> None:
    """A setting that stands below its commented default is changed where it stands."""
    path.write_text("[study]\n# retention = 0.9\nretention = 0.8\n")
    change(path, "retention", 0.85)
    assert path.read_text() == "[study]\n# retention = 0.9\nretention = 0.85\n"


def test_going_back_to_a_default_brings_its_comment_back(path: Path) -> None:
    """A change and its reset leave the file as it was."""
    path.write_text(sample())
    change(path, "retention", 0.85)
    change(path, "retention", None)
    assert path.read_text() == sample()


@pytest.mark.parametrize(
    ("name", "value"),
    [("minutes_per_day", 0), ("minuts", 1), ("keys", "z"), ("keys.drill.undo", ""), ("theme", 3), ("colours.a", 1)],
)
def test_what_cannot_be_set_leaves_the_file_alone(path: Path, name: str, value: object) -> None:
    """A wrong name or value is refused before anything is written."""
    path.write_text(MINE)
    with pytest.raises(ConfigError):
        change(path, name, value)
    assert path.read_text() == MINE


@pytest.mark.parametrize("content", [b"[study\n", b"\xff\n", b"a = " + b"[" * 100_000, b"study = 3\n"])
def test_a_file_that_cannot_be_read_is_not_written_over(path: Path, content: bytes) -> None:
    """What the user has in a broken file is not lost to a change from the app."""
    path.write_bytes(content)
    with pytest.raises(ConfigError):
        change(path, "minutes_per_day", 20)
    assert path.read_bytes() == content


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """The error names the file."""
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match=r"config\.toml"):
        change(tmp_path / "file" / "config.toml", "minutes_per_day", 20)


def test_hostile_text_in_a_value_stays_text(path: Path) -> None:
    """Quotes and control characters in a name of a theme can't end the string."""
    change(path, "theme", 'x"\n[keys]\x1b')
    assert load(path)[0].looks.theme == 'x"\n[keys]\x1b'
