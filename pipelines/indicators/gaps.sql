-- One row per gap indicator, period, unit (city; district where both groups are split values) and comparison: the value
-- of the base indicator in the group divided by that in the reference group; both values are kept as numerator and
-- denominator. Split `all` is the first comparison of the first base, split `base` has them all.
-- The interval is taken on the log scale: Katz's for two shares (Katz, Baptista, Azen and Pike, Biometrics 34 (1978)
-- 469-474), the delta method 1/a + 1/b for two rates of counts (Rothman and Greenland, Modern Epidemiology, 2nd ed.,
-- 1998, ch. 14); z = 1.959963984540054. Null where the base has no interval, a group
-- counts nothing, or both shares are whole (the formula would then claim certainty).
WITH compared AS (
  SELECT
    g.*,
    i.bounds,
    i.multiplier,
    CASE WHEN i.interval = 'log_ratio' THEN b.interval END AS base_interval,
    mine.period,
    theirs.period AS base_period
  FROM gaps AS g
  JOIN indicators AS i ON i.id = g.indicator
  JOIN indicators AS b ON b.id = g.base
  JOIN closed_periods AS mine ON mine.kind = CASE i.period WHEN 'E' THEN 'Q' ELSE i.period END
  JOIN closed_periods AS theirs
    ON theirs.kind = CASE b.period WHEN 'E' THEN 'Q' ELSE b.period END AND theirs.closes = mine.closes
),

groups AS (
  SELECT c.*, v.level AS value_level, v.unit_code, v.split_value = c.group_value AS is_group, v.numerator,
    v.denominator, v.value, v.reported, v.expected, v.not_applicable, v.bound_low, v.bound_high, v.status
  FROM compared AS c
  JOIN indicator_values AS v
    ON v.indicator = c.base AND v.period = c.base_period AND v.split = c.split
    AND v.split_value IN (c.group_value, c.reference_value) AND v.level IN ('city', 'district')
  UNION ALL
  SELECT c.*, 'city', u.unit_code, v.unit_code = c.group_value, v.numerator,
    v.denominator, v.value, v.reported, v.expected, v.not_applicable, v.bound_low, v.bound_high, v.status
  FROM compared AS c
  JOIN indicator_values AS v
    ON v.indicator = c.base AND v.period = c.base_period AND v.split = 'all' AND v.level = c.level
    AND v.unit_code IN (c.group_value, c.reference_value)
  CROSS JOIN (SELECT unit_code FROM units WHERE level = 'city') AS u
),

ratios AS (
  SELECT
    a.indicator,
    a.position,
    a.split_value,
    a.period,
    a.value_level AS level,
    a.unit_code,
    a.multiplier,
    a.value AS group_level,
    b.value AS reference_level,
    a.value / NULLIF(b.value, 0) * a.multiplier AS ratio,
    CASE a.base_interval
      WHEN 'wilson' THEN SQRT(NULLIF(GREATEST(
        1 / NULLIF(a.numerator, 0) - 1 / NULLIF(a.denominator, 0)
        + 1 / NULLIF(b.numerator, 0) - 1 / NULLIF(b.denominator, 0), 0
      ), 0))
      WHEN 'byar' THEN SQRT(1 / NULLIF(a.numerator, 0) + 1 / NULLIF(b.numerator, 0))
    END AS spread,
    a.reported + b.reported AS reported,
    a.expected + b.expected AS expected,
    a.not_applicable + b.not_applicable AS not_applicable,
    CASE WHEN a.bounds THEN a.bound_low / NULLIF(b.bound_high, 0) * a.multiplier END AS bound_low,
    CASE WHEN a.bounds THEN a.bound_high / NULLIF(b.bound_low, 0) * a.multiplier END AS bound_high,
    CASE
      WHEN a.status = 'missing' OR b.status = 'missing' THEN 'missing'
      WHEN a.status = 'not_applicable' OR b.status = 'not_applicable' THEN 'not_applicable'
      WHEN a.value IS NULL OR b.value IS NULL OR b.value = 0 THEN 'empty'
      WHEN a.reported + b.reported < a.expected + b.expected THEN 'partial'
      ELSE 'reported'
    END AS status
  FROM groups AS a
  JOIN groups AS b
    ON b.indicator = a.indicator AND b.split_value = a.split_value AND b.period = a.period
    AND b.value_level = a.value_level AND b.unit_code = a.unit_code
  WHERE a.is_group AND NOT b.is_group
),

shown AS (
  SELECT *, 'base' AS split, split_value AS part FROM ratios
  UNION ALL
  SELECT r.*, 'all', 'all'
  FROM ratios AS r
  JOIN (SELECT indicator, MIN(position) AS position FROM gaps GROUP BY indicator) AS h
    ON h.indicator = r.indicator AND h.position = r.position
)

SELECT
  indicator,
  period,
  level,
  unit_code,
  split,
  part AS split_value,
  group_level AS numerator,
  reference_level AS denominator,
  ratio AS value,
  ratio * EXP(-1.959963984540054 * spread) AS lower,
  ratio * EXP(1.959963984540054 * spread) AS upper,
  reported,
  expected,
  not_applicable,
  bound_low,
  bound_high,
  status
FROM shown
ORDER BY indicator, period, level, unit_code, split, split_value
