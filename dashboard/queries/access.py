"""What the page on equal access asks beyond the general values."""

from __future__ import annotations

AREAS = """
-- Row: one item area at the end of the latest full year up to the quarter, in order, with the items available, and open
-- to residents without local registration on equal terms, of those reported in village-turned communities and in the
-- urban ones sent for comparison (null: none reported), and to how many it applies
-- (null: there are none).
WITH year_end AS (
  SELECT max(period) AS period
  FROM periods
  WHERE quarter = 4 AND period <= $period
), counted AS (
  SELECT
    f.area,
    f.period,
    f.comparison,
    f.available_applies,
    f.equal_applies,
    CASE WHEN f.available_applies THEN f.available END AS available,
    CASE WHEN f.equal_applies THEN f.equal_terms END AS equal
  FROM facts_f11 AS f
  INNER JOIN year_end AS y ON y.period = f.period
  WHERE
    f.is_item
    AND f.area IS NOT NULL
    AND ($unit = $city OR f.district_code = $unit)
)
SELECT
  c.area,
  max(c.period) AS period,
  m.name_zh,
  m.name_en,
  CAST(sum(c.available) FILTER (WHERE NOT c.comparison) AS BIGINT) AS available_turned,
  count(c.available) FILTER (WHERE NOT c.comparison) AS available_turned_of,
  CAST(sum(CAST(c.available_applies AS INTEGER)) FILTER (WHERE NOT c.comparison) AS BIGINT) AS available_turned_due,
  CAST(sum(c.available) FILTER (WHERE c.comparison) AS BIGINT) AS available_urban,
  count(c.available) FILTER (WHERE c.comparison) AS available_urban_of,
  CAST(sum(CAST(c.available_applies AS INTEGER)) FILTER (WHERE c.comparison) AS BIGINT) AS available_urban_due,
  CAST(sum(c.equal) FILTER (WHERE NOT c.comparison) AS BIGINT) AS equal_turned,
  count(c.equal) FILTER (WHERE NOT c.comparison) AS equal_turned_of,
  CAST(sum(CAST(c.equal_applies AS INTEGER)) FILTER (WHERE NOT c.comparison) AS BIGINT) AS equal_turned_due,
  CAST(sum(c.equal) FILTER (WHERE c.comparison) AS BIGINT) AS equal_urban,
  count(c.equal) FILTER (WHERE c.comparison) AS equal_urban_of,
  CAST(sum(CAST(c.equal_applies AS INTEGER)) FILTER (WHERE c.comparison) AS BIGINT) AS equal_urban_due
FROM counted AS c
LEFT JOIN matters AS m ON m.code = c.area
GROUP BY
  c.area,
  m.name_zh,
  m.name_en
ORDER BY
  c.area
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

GAPS = """
-- Row: one comparison of a gap indicator: the indicator compared (`base`), and the two groups: values of a split, or
-- units of a level (split null).
SELECT
  split_value,
  base,
  split,
  group_value,
  reference_value
FROM gaps
WHERE
  indicator = $indicator
"""
