"""What every page asks: the release, its periods and units, the values of families, the communities behind them."""

from __future__ import annotations

TERMS = """
-- Row: one term of the glossary that has a note, in order.
SELECT
  term_zh,
  term_en,
  note_zh,
  note_en
FROM glossary
WHERE note_zh IS NOT NULL
ORDER BY position
"""

INFO = """
-- Row: one fact about the release.
SELECT
  key,
  value
FROM release_info
"""

PERIODS = """
-- Row: one quarter that the release covers, newest first.
SELECT
  period,
  end_on
FROM periods
ORDER BY position DESC
"""

CITY = """
-- Row: the whole the programme belongs to.
SELECT
  unit_code
FROM units
WHERE level = 'city'
LIMIT 1
"""

UNITS = """
-- Row: city, districts and towns as they were at the end of the quarter, in administrative order.
SELECT
  u.unit_code,
  u.name_zh,
  u.name_en,
  coalesce(nullif(u.short_zh, ''), u.name_zh) AS short_zh,
  coalesce(nullif(u.short_en, ''), u.name_en) AS short_en,
  u.level
FROM units AS u
INNER JOIN periods AS p ON p.period = $period
WHERE
  u.level IN ('city', 'district', 'town')
  AND coalesce(u.valid_from, p.end_on) <= p.end_on
  AND coalesce(u.valid_to, p.end_on) >= p.end_on
ORDER BY
  u.unit_code
"""

INDICATORS = """
-- Row: one indicator, in catalogue order.
SELECT *
FROM indicators
ORDER BY position
"""

FAMILIES = """
-- Row: one family of indicators, in order: its names, the indicator that leads it, the page about it.
SELECT *
FROM families
ORDER BY position
"""

NORMS = """
-- Row: one yardstick of one indicator, oldest first.
SELECT *
FROM norms
ORDER BY
  indicator,
  year
"""

SPLITS = """
-- Row: one named value of one split of one indicator, in order.
SELECT *
FROM splits
ORDER BY
  indicator,
  position
"""

VALUES = """
-- Row: indicator × its own closed period up to the quarter × unit (the chosen one, the city, the units below, and
-- every district when `districts` is true).
-- Split values come for the latest closed period of the indicator only, and only when `parts` is true; the part that
-- counts the plan always comes.
WITH closed AS (
  SELECT
    v.*,
    coalesce(i.plan = v.split || '.' || v.split_value, FALSE) AS is_plan,
    c.closes
  FROM indicator_values AS v
  INNER JOIN indicators AS i ON i.id = v.indicator
  INNER JOIN closed_periods AS c ON c.period = v.period
  WHERE
    list_contains($families, i.family)
    AND (
      v.unit_code IN ($unit, $city)
      OR (v.level = 'district' AND ($unit = $city OR $districts))
      OR (v.level = 'town' AND $unit <> $city AND starts_with(v.unit_code, $unit))
    )
), upto AS (
  SELECT
    *,
    max(closes) OVER (PARTITION BY indicator) AS latest
  FROM closed
  WHERE closes <= (SELECT closes FROM closed_periods WHERE period = $period)
)
SELECT * EXCLUDE (latest, is_plan)
FROM upto
WHERE
  split = 'all'
  OR (($parts OR is_plan) AND closes = latest)
ORDER BY
  indicator,
  unit_code,
  split,
  split_value,
  closes
"""

COMMUNITIES = """
-- Row: one community in scope at the quarter × indicator, in administrative order; value null where there is none.
WITH closed AS (
  SELECT
    v.unit_code,
    v.indicator,
    v.period,
    v.numerator,
    v.denominator,
    v.value,
    v.status,
    c.closes
  FROM indicator_values AS v
  INNER JOIN closed_periods AS c ON c.period = v.period
  WHERE
    v.level = 'community'
    AND v.split = 'all'
    AND list_contains($indicators, v.indicator)
    AND ($unit = $city OR starts_with(v.unit_code, $unit))
), upto AS (
  SELECT
    *,
    max(closes) OVER (PARTITION BY indicator) AS latest
  FROM closed
  WHERE closes <= (SELECT closes FROM closed_periods WHERE period = $period)
), inside AS (
  SELECT
    c.community_code,
    c.name,
    c.town_code,
    c.district_code,
    c.ctype,
    c.is_pilot
  FROM communities AS c
  WHERE
    c.period = $period
    AND c.ctype = '村改居'
    AND ($unit = $city OR c.district_code = $unit)
)
SELECT
  c.community_code,
  c.name,
  t.name_zh AS town_zh,
  t.name_en AS town_en,
  d.name_zh AS district_zh,
  d.name_en AS district_en,
  c.ctype,
  c.is_pilot,
  v.unit_code,
  v.indicator,
  v.period,
  v.numerator,
  v.denominator,
  v.value,
  v.status
FROM inside AS c
LEFT JOIN units AS t ON t.unit_code = c.town_code AND t.level = 'town'
LEFT JOIN units AS d ON d.unit_code = c.district_code AND d.level = 'district'
LEFT JOIN upto AS v ON v.unit_code = c.community_code AND v.closes = v.latest
ORDER BY
  c.community_code
"""

FIELDS = """
-- Row: one of the columns asked for, as `T04.posts`, with the form's and the column's names.
SELECT
  f.id || '.' || c.name AS code,
  f.id || ' ' || f.title_zh AS form_zh,
  f.id || ' ' || f.title_en AS form_en,
  c.title_zh,
  c.title_en
FROM forms AS f
INNER JOIN fields AS c ON c.form = f.id
WHERE list_contains($needs, f.id || '.' || c.name)
"""

REPORTING = """
-- Row: one unit that sends workbooks and where its submission of the quarter stands; state null: nothing has come.
SELECT
  r.unit_code,
  u.name_zh,
  u.name_en,
  max_by(s.state, coalesce(s.accepted_at, s.received_at)) AS state,
  bool_or(s.on_time) AS on_time,
  p.due_on
FROM reporting_units AS r
INNER JOIN periods AS p ON p.period = $period
INNER JOIN units AS u ON u.unit_code = r.unit_code
LEFT JOIN receipts AS s
  ON s.unit = r.unit_code
  AND s.period = $period
  AND s.state NOT IN ('refused', 'withdrawn', 'superseded')
WHERE
  $unit = $city
  OR r.district_code = $unit
GROUP BY
  r.unit_code,
  u.name_zh,
  u.name_en,
  p.due_on,
  r.position
ORDER BY r.position
"""
