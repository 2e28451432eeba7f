"""What the comparison page asks: one indicator in all units of a level over time, the units, their base years."""

from __future__ import annotations

LEVELS = """
-- Row: one kind of unit, or one value of a split, that the indicator has values for inside the chosen unit.
SELECT DISTINCT
  v.level,
  v.split,
  v.split_value
FROM indicator_values AS v
INNER JOIN closed_periods AS c ON c.period = v.period
WHERE
  v.indicator = $indicator
  AND ($unit = $city OR starts_with(v.unit_code, $unit))
  AND c.closes <= (SELECT closes FROM closed_periods WHERE period = $period)
ORDER BY
  v.level,
  v.split,
  v.split_value
"""

REGROUPED = """
-- Row: one town or district that communities have left or joined since, and has figures on today's map.
SELECT DISTINCT
  unit_code
FROM indicator_values_today
WHERE
  indicator = $indicator
  AND level = $level
"""

SERIES = """
-- Row: unit of the level inside the chosen unit × value of the split × closed period up to the quarter. With
-- `on_todays_map` the units that communities have left or joined since are counted as they lie now.
WITH touched AS (
  SELECT
    unit_code
  FROM indicator_values_today
  WHERE level = $level
  UNION
  SELECT
    parent_code AS unit_code
  FROM units
  WHERE
    level = 'community'
    AND unit_code IN (
      SELECT
        unit_code
      FROM units
      WHERE level = 'community'
      GROUP BY unit_code
      HAVING count(DISTINCT parent_code) > 1
    )
), chosen AS (
  SELECT *
  FROM indicator_values_today
  WHERE $on_todays_map
  UNION ALL
  SELECT v.*
  FROM indicator_values AS v
  LEFT JOIN touched AS t ON t.unit_code = v.unit_code AND $on_todays_map
  WHERE t.unit_code IS NULL
)
SELECT
  v.*,
  c.closes
FROM chosen AS v
INNER JOIN closed_periods AS c ON c.period = v.period
WHERE
  v.indicator = $indicator
  AND v.level = $level
  AND v.split = $split
  AND ($unit = $city OR starts_with(v.unit_code, $unit))
  AND c.closes <= (SELECT closes FROM closed_periods WHERE period = $period)
ORDER BY
  v.unit_code,
  v.split_value,
  c.closes
"""

PLACES = """
-- Row: one unit of the level as it was at the end of the quarter, in administrative order, with its side and the unit
-- above it.
SELECT
  u.unit_code,
  u.name_zh,
  u.name_en,
  u.level,
  coalesce(u.side, above.side, over.side, '') AS side,
  coalesce(above.name_zh, '') AS above_zh,
  coalesce(above.name_en, '') AS above_en
FROM units AS u
INNER JOIN periods AS p ON p.period = $period
LEFT JOIN units AS above
  ON above.unit_code = u.parent_code
  AND coalesce(above.valid_from, p.end_on) <= p.end_on
  AND coalesce(above.valid_to, p.end_on) >= p.end_on
LEFT JOIN units AS over
  ON over.unit_code = above.parent_code
  AND coalesce(over.valid_from, p.end_on) <= p.end_on
  AND coalesce(over.valid_to, p.end_on) >= p.end_on
WHERE
  u.level = $level
  AND coalesce(u.valid_from, p.end_on) <= p.end_on
  AND coalesce(u.valid_to, p.end_on) >= p.end_on
ORDER BY
  u.unit_code
"""

BASE_YEARS = """
-- Row: one unit of the kind compared × year that the population figures of its communities are of.
SELECT DISTINCT
  CASE $by
    WHEN 'community' THEN community_code
    WHEN 'town' THEN town_code
    WHEN 'district' THEN district_code
    WHEN 'side' THEN side
    WHEN 'ctype' THEN ctype
  END AS code,
  pop_year AS year
FROM communities
WHERE
  period = $period
  AND pop_year IS NOT NULL
  AND residents IS NOT NULL
ORDER BY ALL
"""
