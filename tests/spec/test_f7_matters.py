"""F7 工作站承接: did the entrusted matters really move to the workstation?"""

from __future__ import annotations


def test_station_operating_rate_wants_an_open_station_that_was_active(count):
    figures = count(
        "F7", "2011Q1",
        T01="community\nA\nB\nC\nD\nS",
        T03="""
        community | station_mode | station_open_on | act_station
        A         | 独立工作站   | 2010-11-01      | yes
        B         | 联合工作站   | 2011-03-31      | yes
        C         | 独立工作站   | .               | yes
        D         | 居委会承接   | .               | n/a
        """,
    )  # fmt: skip
    # C's station has no opening day; D relies on the committee; S sent nothing.
    assert figures("station_operating_rate", also="bounds") == "50 = 2/4, 4 of 5, partial, 40.00 to 60.00"
    assert figures("station_operating_rate", part="mode:idle") == "25 = 1/4, 4 of 5, partial"
    assert figures("station_operating_rate", part="mode:fallback") == "25 = 1/4, 4 of 5, partial"
    assert figures("station_operating_rate", part="mode:none") == "0 = 0/4, 4 of 5, partial"
    assert figures("station_operating_rate", part="shared:own") == "25 = 1/4, 4 of 5, partial"
    assert figures("station_operating_rate", part="shared:shared") == "25 = 1/4, 4 of 5, partial"


def test_station_operating_rate_is_unknown_where_activity_is_not_told(count):
    figures = count(
        "F7", "2011Q1",
        T03="""
        community | station_mode | station_open_on | act_station
        A         | 独立工作站   | 2010-11-01      | .
        B         | 独立工作站   | 2011-05-01      | .
        """,
    )  # fmt: skip
    assert figures("station_operating_rate", "A") == "none, 0 of 1, missing"
    assert figures("station_operating_rate", "B") == "0 = 0/1, 1 of 1"


def test_matters_taken_over_rate_adds_up_pairs_of_listed_matters_and_communities(count):
    figures = count(
        "F7", "2011Q1",
        T01="community\nA\nD\nS",
        T08="""
        unit   | matter_code | ecat | dept_code | on_list | com_due | com_station
        350212 | M1          | E01  | CIV       | yes     | 8       | 6
        350212 | M2          | E01  | CIV       | yes     | 2       | 2
        350212 | M3          | E09  | FAM       | yes     | 10      | .
        350212 | M4          | E27  | LRH       | no      | 10      | 10
        350212 | M5          | E28  | CMB       | yes     | 0       | 0
        350213 | M1          | E01  | CIV       | yes     | 10      | 2
        """,
    )  # fmt: skip
    # M3 does not say how many took it over, M4 is off the list, M5 has no community to go to; Siming sent no list.
    assert figures("matters_taken_over_rate", "350212") == "80 = 8/10, 3 of 4, partial"
    assert figures("matters_taken_over_rate") == "50 = 10/20, 4 of 6, partial"
    assert figures("matters_taken_over_rate", part="category:E01") == "50 = 10/20, 3 of 3"
    assert figures("matters_taken_over_rate", part="department:CMB") == "none = 0/0, 1 of 1, empty"
    assert figures("matters_taken_over_rate", "350203") == "none, 0 of 1, missing"


def test_matters_taken_over_rate_takes_no_figures_that_contradict_each_other(count):
    figures = count(
        "F7", "2011Q1",
        T01="community\nA",
        T08="unit | matter_code | on_list | com_due | com_station\n350212 | M1 | yes | 2 | 3",
    )  # fmt: skip
    assert figures("matters_taken_over_rate") == "none, 0 of 1, missing"


def test_off_list_matter_count_counts_requests_beyond_the_list_by_department(count):
    figures = count(
        "F7", "2011Q1",
        T01="community\nA\nD\nS",
        T08="""
        unit   | matter_code | dept_code | on_list | basis
        350212 | M1          | CIV       | yes     | 法定协助
        350212 | M2          | LRH       | no      | 临时交办
        350212 | M3          | LRH       | no      | 文件委托
        350212 | M4          | FAM       | .       | 临时交办
        350213 | M1          | CIV       | yes     | 法定协助
        """,
    )  # fmt: skip
    # Whether M4 is on the list was not said; a district that demands nothing more has none, and a silent one no figure.
    assert figures("off_list_matter_count", "350212") == "2 = 2, 3 of 4, partial"
    assert figures("off_list_matter_count", "350213") == "0 = 0, 1 of 1"
    assert figures("off_list_matter_count", "350203") == "none, 0 of 1, missing"
    assert figures("off_list_matter_count", part="department:LRH") == "2 = 2, 2 of 2"
    assert figures("off_list_matter_count", part="basis:临时交办") == "1 = 1, 1 of 2, partial"


def test_matter_on_time_rate_is_cases_closed_in_time_of_cases_due(count):
    figures = count(
        "F7", "2011Q1",
        T01="community\nA\nS",
        T08="""
        unit   | matter_code | ecat | on_list | days | c_due | c_ontime
        350212 | M1          | E01  | yes     | 5    | 100   | 90
        350212 | M2          | E09  | yes     | 0    | 20    | 18
        350212 | M3          | E09  | yes     | .    | 50    | 50
        350212 | M4          | E27  | no      | 5    | 10    | 1
        350203 | M1          | E01  | yes     | 5    | 0     | 0
        """,
    )  # fmt: skip
    # M2 is promised on the spot; M3 promises no time; M4 is off the list; nothing was due in Siming.
    assert figures("matter_on_time_rate") == "90 = 108/120, 3 of 4, partial"
    assert figures("matter_on_time_rate", part="category:E09") == "90 = 18/20, 1 of 2, partial"
    assert figures("matter_on_time_rate", "350203") == "none = 0/0, 1 of 1, empty"
    assert figures("matter_on_time_rate", "350212", also="interval") == "90 = 108/120, 2 of 3, partial, 83.33 to 94.19"
