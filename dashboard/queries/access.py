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

PAIRS = """
-- Row: one of two groups, village-turned or urban communities (by = ctype), mainland or island (by = side), in the
-- latest closed period of an indicator and in the same period a year before: its counts, value and interval.
WITH closed AS (
  SELECT
    v.*,
    i.period AS kind,
    c.closes
  FROM indicator_values AS v
  INNER JOIN indicators AS i ON i.id = v.indicator
  INNER JOIN closed_periods AS c ON c.period = v.period
  WHERE
    list_contains($indicators, v.indicator)
    AND c.closes <= (SELECT closes FROM closed_periods WHERE period = $period)
    AND (
      (v.unit_code = $unit AND v.split = 'ctype')
      OR (v.level = 'side' AND v.split = 'all' AND $unit = $city)
    )
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
  CASE WHEN c.split = 'ctype' THEN 'ctype' ELSE 'side' END AS "by",
  CASE WHEN c.split = 'ctype' THEN c.split_value ELSE c.unit_code END AS part,
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
  "by" DESC,
  part,
  c.closes
"""
