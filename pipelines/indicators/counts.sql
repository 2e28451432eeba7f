-- One row per slice of an indicator and row of the facts: `slices` says which columns of `cells` are counted how.
-- A row is reported when it applies and its counts are known; otherwise its counts are null and it is missing,
-- or it does not apply and leaves the denominator. `measured` is what a median is taken of.
-- Rows of communities that are counted for comparison only are in splits by type, or of some types, alone.
chosen AS (
  SELECT
    s.slice,
    COALESCE(s.part, c.split_values[s.column]) AS split_value,
    p.period,
    c.community_code,
    c.town_code,
    c.district_code,
    c.side,
    c.numbers[s.numerator] AS numerator,
    c.numbers[s.denominator] AS denominator,
    c.numbers[s.measured] AS measured,
    COALESCE(c.flags[s.applicable], TRUE) AS applies,
    c.numbers[COALESCE(s.numerator, s.measured)] IS NOT NULL
    AND (s.denominator IS NULL OR c.numbers[s.denominator] IS NOT NULL)
    AND (s.applicable IS NULL OR c.flags[s.applicable] IS NOT NULL) AS known
  FROM cells AS c
  JOIN closed_periods AS p ON p.quarter = c.period
  JOIN slices AS s ON s.family = c.family AND s.period_kind = p.kind
  WHERE (s.scope IS NULL OR c.flags[s.scope]) AND (s.comparisons OR NOT c.comparison)
)

SELECT
  slice,
  split_value,
  period,
  community_code,
  town_code,
  district_code,
  side,
  CASE WHEN applies AND known THEN numerator END AS numerator,
  CASE WHEN applies AND known THEN denominator END AS denominator,
  CASE WHEN applies AND known THEN measured END AS measured,
  CAST(applies AND known AS INTEGER) AS reported,
  CAST(applies AS INTEGER) AS expected,
  CAST(NOT applies AS INTEGER) AS not_applicable
FROM chosen
