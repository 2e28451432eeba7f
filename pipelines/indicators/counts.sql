-- One row per slice of an indicator and row of the facts; `slices` gives it with names from the definitions.
-- A row is reported when it applies and its counts are known; otherwise its counts are null and it is missing,
-- or it does not apply and leaves the denominator. `measured` is what a median is taken of.
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
FROM slices
