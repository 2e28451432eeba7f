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
