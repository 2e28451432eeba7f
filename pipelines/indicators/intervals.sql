-- One row per row of `rolled`: the value, its 95 % interval, what the missing could change, and a status.
-- Wilson's interval for shares, Byar's for rates of counts (exact Poisson limits below 10), as the English public
-- health service publishes them; z = 1.959963984540054.
WITH poisson_limits AS (
  SELECT CAST(k AS DOUBLE) AS k, CAST(low AS DOUBLE) AS low, CAST(high AS DOUBLE) AS high
  FROM (
    VALUES
      (0, 0.0, 3.688879454113936),
      (1, 0.0253178079842899, 5.571643390938899),
      (2, 0.2422092785439649, 7.224687667723961),
      (3, 0.6186721228956013, 8.767273069742326),
      (4, 1.0898653736263249, 10.241588675403698),
      (5, 1.6234863901184205, 11.668332079322670),
      (6, 2.2018942534908508, 13.059474022518685),
      (7, 2.8143630515198661, 14.422675361702379),
      (8, 3.4538321767485013, 15.763189220193315),
      (9, 4.1153730973783324, 17.084803451419170)
  ) AS t (k, low, high)
),

described AS (
  SELECT
    r.*,
    i.kind,
    i.multiplier,
    i.bounds,
    i.interval,
    i.position,
    CASE WHEN i.kind = 'median' THEN r.reported ELSE r.denominator END AS base,
    r.expected - r.reported AS missing
  FROM rolled AS r
  JOIN indicators AS i ON i.id = r.indicator
  WHERE r.expected > 0 OR r.not_applicable > 0
),

bare AS (
  SELECT
    *,
    CASE
      WHEN kind = 'median' THEN median
      WHEN kind = 'count' THEN numerator
      ELSE numerator / NULLIF(base, 0)
    END AS ratio,
    CASE
      WHEN interval = 'wilson' AND base > 0 AND numerator <= base
        THEN SQRT(3.8414588206941236 + 4 * numerator * (1 - numerator / base))
    END AS spread
  FROM described
),

limited AS (
  SELECT
    b.*,
    CASE
      WHEN b.interval = 'wilson' THEN GREATEST(
        (2 * b.numerator + 3.8414588206941236 - 1.959963984540054 * b.spread)
          / (2 * (b.base + 3.8414588206941236)),
        b.spread * 0
      )
      WHEN b.interval = 'byar' AND b.base > 0 THEN COALESCE(
        p.low,
        b.numerator * POWER(1 - 1 / (9 * NULLIF(b.numerator, 0)) - 1.959963984540054
          / (3 * SQRT(NULLIF(b.numerator, 0))), 3)
      ) / b.base
    END AS low,
    CASE
      WHEN b.interval = 'wilson' THEN LEAST(
        (2 * b.numerator + 3.8414588206941236 + 1.959963984540054 * b.spread)
          / (2 * (b.base + 3.8414588206941236)),
        1 + b.spread * 0
      )
      WHEN b.interval = 'byar' AND b.base > 0 THEN COALESCE(
        p.high,
        (b.numerator + 1) * POWER(1 - 1 / (9 * (b.numerator + 1)) + 1.959963984540054
          / (3 * SQRT(b.numerator + 1)), 3)
      ) / b.base
    END AS high
  FROM bare AS b
  LEFT JOIN poisson_limits AS p ON p.k = b.numerator AND b.interval = 'byar'
)

SELECT
  indicator,
  period,
  level,
  unit_code,
  split,
  split_value,
  CASE WHEN reported > 0 THEN numerator END AS numerator,
  CASE WHEN reported > 0 THEN base END AS denominator,
  ratio * multiplier AS value,
  low * multiplier AS lower,
  high * multiplier AS upper,
  reported,
  expected,
  not_applicable,
  CASE
    WHEN kind = 'median' THEN smallest * multiplier
    WHEN NOT bounds OR expected = 0 THEN NULL
    WHEN kind = 'count' THEN COALESCE(numerator, 0) * multiplier
    ELSE COALESCE(numerator, 0) / (COALESCE(base, 0) + missing) * multiplier
  END AS bound_low,
  CASE
    WHEN kind = 'median' THEN largest * multiplier
    WHEN NOT bounds OR expected = 0 THEN NULL
    WHEN kind = 'count' THEN (COALESCE(numerator, 0) + missing) * multiplier
    ELSE (COALESCE(numerator, 0) + missing) / (COALESCE(base, 0) + missing) * multiplier
  END AS bound_high,
  CASE
    WHEN expected = 0 THEN 'not_applicable'
    WHEN reported = 0 THEN 'missing'
    WHEN kind = 'ratio' AND base = 0 THEN 'empty'
    WHEN reported < expected THEN 'partial'
    ELSE 'reported'
  END AS status
FROM limited
ORDER BY position, period, level, unit_code, split, split_value
