-- One row per hidden vector: an indicator's counts of one unit and period, as a whole or by the values of one split.
-- `$level` and `$whole` say which are decided now; `hidden` holds what was decided before (towns before communities,
-- the whole before its splits). Primary: a count of one or two persons, in the numerator or left over beside it.
-- Secondary: where one unit of a town or district would be left to subtract, the next smallest is hidden too; a hidden
-- town has hidden communities, and whoever hides the whole hides its splits, which may contain it.
WITH places AS (
  SELECT n.period, c.community_code AS unit_code, c.town_code AS parent_code
  FROM communities AS c
  JOIN closed_periods AS n ON n.quarter = c.period
  WHERE $level = 'community'
  UNION
  SELECT n.period, c.town_code AS unit_code, c.district_code AS parent_code
  FROM communities AS c
  JOIN closed_periods AS n ON n.quarter = c.period
  WHERE $level = 'town'
),

vectors AS (
  SELECT
    v.indicator,
    v.period,
    v.split,
    v.unit_code,
    MAX(v.denominator) AS size,
    BOOL_OR(v.status = 'suppressed' OR v.numerator IN (1, 2) OR v.denominator - v.numerator IN (1, 2)) AS is_small
  FROM indicator_values AS v
  JOIN indicators AS i ON i.id = v.indicator AND i.people
  WHERE v.level = $level AND (v.split = 'all') = $whole AND (v.status = 'suppressed' OR v.denominator > 0)
  GROUP BY v.indicator, v.period, v.split, v.unit_code
),

primaries AS (
  SELECT
    v.indicator,
    v.period,
    v.split,
    v.unit_code,
    v.size,
    p.parent_code,
    v.is_small OR w.unit_code IS NOT NULL AS hides,
    t.unit_code IS NOT NULL AS parent_hides
  FROM vectors AS v
  JOIN places AS p ON p.period = v.period AND p.unit_code = v.unit_code
  LEFT JOIN hidden AS w
    ON w.indicator = v.indicator AND w.period = v.period AND w.split = 'all' AND w.unit_code = v.unit_code
  LEFT JOIN hidden AS t
    ON t.indicator = v.indicator AND t.period = v.period AND t.split = v.split AND t.unit_code = p.parent_code
),

ranked AS (
  SELECT
    *,
    SUM(CAST(hides AS INTEGER)) OVER (PARTITION BY indicator, period, split, parent_code) AS already,
    ROW_NUMBER() OVER (
      PARTITION BY indicator, period, split, parent_code, hides
      ORDER BY size, unit_code
    ) AS turn
  FROM primaries
)

SELECT indicator, period, split, unit_code
FROM ranked
WHERE hides OR ((already > 0 OR parent_hides) AND turn <= 2 - already)
