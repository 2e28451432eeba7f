-- One row per indicator, period, unit and value of a split: the rows of the facts summed to community, town,
-- district, side and city. A ratio is never averaged: numerators and denominators are summed, `intervals.sql` divides.
WITH sums AS (
  SELECT
    slice,
    split_value,
    period,
    CASE
      WHEN GROUPING(community_code) = 0 THEN 'community'
      WHEN GROUPING(town_code) = 0 THEN 'town'
      WHEN GROUPING(district_code) = 0 THEN 'district'
      WHEN GROUPING(side) = 0 THEN 'side'
      ELSE 'city'
    END AS level,
    COALESCE(community_code, town_code, district_code, side) AS place,
    SUM(numerator) AS numerator,
    SUM(denominator) AS denominator,
    SUM(measured) AS measured_total,
    MEDIAN(CAST(measured AS DOUBLE)) AS median,
    MIN(measured) AS smallest,
    MAX(measured) AS largest,
    SUM(reported) AS reported,
    SUM(expected) AS expected,
    SUM(not_applicable) AS not_applicable
  FROM counts
  GROUP BY GROUPING SETS (
    (slice, split_value, period, community_code),
    (slice, split_value, period, town_code),
    (slice, split_value, period, district_code),
    (slice, split_value, period, side),
    (slice, split_value, period)
  )
)

SELECT
  n.indicator,
  period,
  level,
  CASE WHEN level = 'city' THEN c.unit_code ELSE place END AS unit_code,
  n.split,
  split_value,
  CAST(COALESCE(s.numerator, measured_total) AS DOUBLE) AS numerator,
  CAST(s.denominator AS DOUBLE) AS denominator,
  median,
  CAST(smallest AS DOUBLE) AS smallest,
  CAST(largest AS DOUBLE) AS largest,
  CAST(reported AS BIGINT) AS reported,
  CAST(expected AS BIGINT) AS expected,
  CAST(not_applicable AS BIGINT) AS not_applicable
FROM sums AS s
JOIN slices AS n ON n.slice = s.slice
CROSS JOIN (SELECT unit_code FROM units WHERE level = 'city') AS c
WHERE level = 'city' OR place IS NOT NULL
