-- One row per figure that cannot be true: which check it breaks, in which table, and where.
WITH placed AS (
  SELECT v.*, i.kind, i.interval, i.bounds, CONCAT_WS(' ', v.indicator, v.period, v.unit_code, v.split_value) AS place
  FROM indicator_values AS v
  JOIN indicators AS i ON i.id = v.indicator
),

known AS (
  SELECT DISTINCT level, unit_code FROM units
),

wholes AS (
  SELECT indicator, period, level, unit_code, numerator, expected
  FROM indicator_values
  WHERE split = 'all' AND status <> 'suppressed'
),

parted AS (
  SELECT v.indicator, v.split, v.period, v.level, v.unit_code, SUM(v.numerator) AS numerator, SUM(v.expected) AS expected
  FROM indicator_values AS v
  JOIN (SELECT DISTINCT indicator, split FROM splits WHERE kind = 'column') AS s
    ON s.indicator = v.indicator AND s.split = v.split
  WHERE v.split <> 'ctype'
  GROUP BY v.indicator, v.split, v.period, v.level, v.unit_code
  HAVING NOT BOOL_OR(v.status = 'suppressed')
)

SELECT 'within_denominator' AS broken, 'indicator_values' AS place_table, place
FROM placed
WHERE interval = 'wilson' AND numerator > denominator
UNION ALL
SELECT 'reported_within_expected', 'indicator_values', place
FROM placed
WHERE reported > expected
UNION ALL
SELECT 'counted_singly', 'indicator_values', place
FROM placed
WHERE bounds AND kind = 'ratio' AND reported > 0 AND denominator <> reported
UNION ALL
SELECT 'known_unit', 'indicator_values', p.place
FROM placed AS p
LEFT JOIN known AS k ON k.level = p.level AND k.unit_code = p.unit_code
WHERE k.unit_code IS NULL
UNION ALL
SELECT 'parts_make_whole', 'indicator_values', CONCAT_WS(' ', w.indicator, p.split, w.period, w.unit_code)
FROM parted AS p
JOIN wholes AS w
  ON w.indicator = p.indicator AND w.period = p.period AND w.level = p.level AND w.unit_code = p.unit_code
WHERE ABS(COALESCE(p.numerator, 0) - COALESCE(w.numerator, 0)) > 0.001 OR p.expected <> w.expected
