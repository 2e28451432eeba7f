-- One row per indicator, period and town or district that a community has left or joined since: the same figures on
-- today's map, each community counted where it lies now. Sums of the community rows of `indicator_values`, and of what
-- a town or district was counted for beside its communities (payments to the town itself), in the shape of `rolled`.
-- Medians cannot be summed, and counts of persons would give small cells away: neither is here.
WITH latest AS (
  SELECT community_code, town_code, district_code
  FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY community_code ORDER BY period DESC) AS turn FROM communities
  ) AS numbered
  WHERE turn = 1
),

places AS (
  SELECT
    n.period,
    c.community_code,
    c.town_code AS then_town,
    c.district_code AS then_district,
    l.town_code AS now_town,
    l.district_code AS now_district
  FROM communities AS c
  JOIN closed_periods AS n ON n.quarter = c.period
  JOIN latest AS l ON l.community_code = c.community_code
),

touched AS (
  SELECT 'town' AS level, then_town AS unit_code FROM places WHERE then_town <> now_town
  UNION
  SELECT 'town', now_town FROM places WHERE then_town <> now_town
  UNION
  SELECT 'district', then_district FROM places WHERE then_district <> now_district
  UNION
  SELECT 'district', now_district FROM places WHERE then_district <> now_district
),

summable AS (
  SELECT v.*
  FROM indicator_values AS v
  JOIN indicators AS i ON i.id = v.indicator
  WHERE v.split = 'all' AND i.kind IN ('ratio', 'count') AND NOT i.people
),

moved AS (
  SELECT v.*, 'town' AS in_level, p.then_town AS then_unit, p.now_town AS now_unit
  FROM summable AS v
  JOIN places AS p ON p.period = v.period AND p.community_code = v.unit_code
  WHERE v.level = 'community'
  UNION ALL
  SELECT v.*, 'district', p.then_district, p.now_district
  FROM summable AS v
  JOIN places AS p ON p.period = v.period AND p.community_code = v.unit_code
  WHERE v.level = 'community'
),

parts AS (
  SELECT
    indicator, period, in_level AS level, now_unit AS unit_code,
    numerator, denominator, reported, expected, not_applicable
  FROM moved
  UNION ALL
  SELECT
    indicator, period, in_level, then_unit,
    -numerator, -denominator, -reported, -expected, -not_applicable
  FROM moved
  UNION ALL
  SELECT
    indicator, period, level, unit_code,
    numerator, denominator, reported, expected, not_applicable
  FROM summable
  WHERE level IN ('town', 'district')
)

SELECT
  p.indicator,
  p.period,
  p.level,
  p.unit_code,
  'all' AS split,
  'all' AS split_value,
  SUM(p.numerator) AS numerator,
  SUM(p.denominator) AS denominator,
  CAST(NULL AS DOUBLE) AS median,
  CAST(NULL AS DOUBLE) AS smallest,
  CAST(NULL AS DOUBLE) AS largest,
  CAST(SUM(p.reported) AS BIGINT) AS reported,
  CAST(SUM(p.expected) AS BIGINT) AS expected,
  CAST(SUM(p.not_applicable) AS BIGINT) AS not_applicable
FROM parts AS p
JOIN touched AS t ON t.level = p.level AND t.unit_code = p.unit_code
GROUP BY p.indicator, p.period, p.level, p.unit_code
HAVING SUM(p.expected) > 0 OR SUM(p.not_applicable) > 0
