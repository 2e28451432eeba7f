"""What the page on equal access asks beyond the general values."""

from __future__ import annotations

AREAS = """
-- Row: one item area at the end of the latest full year up to the quarter, in order, with the items available of those
-- reported in village-turned communities and in the urban ones sent for comparison (null: none reported).
WITH year_end AS (
  SELECT max(period) AS period
  FROM periods
  WHERE quarter = 4 AND period <= $period
)
SELECT
  f.area,
  m.name_zh,
  m.name_en,
  CAST(sum(CASE WHEN NOT f.comparison AND f.available_applies THEN f.available END) AS BIGINT) AS turned,
  count(CASE WHEN NOT f.comparison AND f.available_applies THEN f.available END) AS turned_of,
  CAST(sum(CASE WHEN f.comparison AND f.available_applies THEN f.available END) AS BIGINT) AS urban,
  count(CASE WHEN f.comparison AND f.available_applies THEN f.available END) AS urban_of
FROM facts_f11 AS f
INNER JOIN year_end AS y ON y.period = f.period
LEFT JOIN matters AS m ON m.code = f.area
WHERE
  f.is_item
  AND f.area IS NOT NULL
  AND ($unit = $city OR f.district_code = $unit)
GROUP BY
  f.area,
  m.name_zh,
  m.name_en
ORDER BY
  f.area
"""

GROUPS = """
-- Row: two groups that the programme holds against each other, in order: values of a split (`split`) or units of a
-- level (`level`); the one looked at and the one it is held against, by code and by name.
WITH held AS (
  SELECT
    g.split,
    g.level,
    g.group_value,
    g.reference_value,
    min(g.position) AS position
  FROM gaps AS g
  GROUP BY
    g.split,
    g.level,
    g.group_value,
    g.reference_value
), named AS (
  SELECT DISTINCT
    split AS kind,
    split_value AS code,
    value_zh AS name_zh,
    value_en AS name_en
  FROM splits
  UNION
  SELECT
    level,
    unit_code,
    name_zh,
    name_en
  FROM units
  WHERE
    valid_to IS NULL
)
SELECT
  coalesce(h.split, h.level) AS "by",
  h.split,
  h.level,
  h.group_value,
  h.reference_value,
  max(g.name_zh) AS group_zh,
  max(g.name_en) AS group_en,
  max(r.name_zh) AS reference_zh,
  max(r.name_en) AS reference_en
FROM held AS h
LEFT JOIN named AS g ON g.kind = coalesce(h.split, h.level) AND g.code = h.group_value
LEFT JOIN named AS r ON r.kind = coalesce(h.split, h.level) AND r.code = h.reference_value
GROUP BY
  h.split,
  h.level,
  h.group_value,
  h.reference_value,
  h.position
ORDER BY
  h.position
"""

PAIRS = """
-- Row: one of two groups that the programme holds against each other (by = the split or level that tells them apart),
-- in the latest closed period of an indicator and in the same period a year before: its counts, value and interval.
-- Groups that are units of a level stand side by side for the whole city only.
WITH groups AS (
  SELECT DISTINCT
    split,
    level,
    unnest([group_value, reference_value]) AS part
  FROM gaps
), closed AS (
  SELECT
    v.*,
    g.part,
    coalesce(g.split, g.level) AS kind,
    c.closes
  FROM indicator_values AS v
  INNER JOIN closed_periods AS c ON c.period = v.period
  INNER JOIN groups AS g
    ON (g.split = v.split AND g.part = v.split_value AND v.unit_code = $unit)
    OR (g.level = v.level AND g.part = v.unit_code AND v.split = 'all' AND $unit = $city)
  WHERE
    list_contains($indicators, v.indicator)
    AND c.closes <= (SELECT closes FROM closed_periods WHERE period = $period)
), latest AS (
  SELECT
    indicator,
    max(closes) AS closes
  FROM closed
  GROUP BY
    indicator
)
SELECT
  c.indicator,
  c.period,
  c.closes,
  c.closes = l.closes AS is_now,
  c.kind AS "by",
  c.part,
  c.numerator,
  c.denominator,
  c.value,
  c.lower,
  c.upper,
  c.reported,
  c.expected,
  c.level,
  c.unit_code,
  c.split,
  c.split_value
FROM closed AS c
INNER JOIN latest AS l ON l.indicator = c.indicator AND c.closes IN (l.closes, l.closes - 4)
ORDER BY
  c.indicator,
  "by",
  part,
  c.closes
"""
