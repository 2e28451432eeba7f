-- One row per indicator, period, unit and value of a split: the rows of the facts summed to community, town,
-- district, side and city. A ratio is never averaged: numerators and denominators are summed, `intervals.sql` divides.
-- `counts` names its slices by number, `slices` says which indicator and split each is.
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
    SUM(reported) AS reported,
    SUM(expected) AS expected,
    SUM(not_applicable) AS not_applicable,
    SUM(measured) AS total,
    MEDIAN(CAST(measured AS DOUBLE)) AS median,
    MIN(measured) AS smallest,
    MAX(measured) AS largest
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
  s.period,
  s.level,
  CASE WHEN s.level = 'city' THEN c.unit_code ELSE s.place END AS unit_code,
  n.split,
  s.split_value,
  CAST(COALESCE(s.numerator, s.total) AS DOUBLE) AS numerator,
  CAST(s.denominator AS DOUBLE) AS denominator,
  s.median,
  CAST(s.smallest AS DOUBLE) AS smallest,
  CAST(s.largest AS DOUBLE) AS largest,
  CAST(s.reported AS BIGINT) AS reported,
  CAST(s.expected AS BIGINT) AS expected,
  CAST(s.not_applicable AS BIGINT) AS not_applicable
FROM sums AS s
JOIN slices AS n ON n.slice = s.slice
CROSS JOIN (SELECT unit_code FROM units WHERE level = 'city') AS c
WHERE s.level = 'city' OR s.place IS NOT NULL
