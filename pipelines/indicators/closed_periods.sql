-- One row per quarter and period that it closes: the quarter itself, its half-year, its year. `kind` as indicators
-- name their periods; an indicator of a half-year or year is counted in the quarter that closes it.
SELECT 'Q' AS kind, period AS label, period, position FROM periods
UNION ALL
SELECT 'E', period, period, position FROM periods
UNION ALL
SELECT 'H', half, period, position FROM periods WHERE quarter IN (2, 4)
UNION ALL
SELECT 'A', CAST(year AS VARCHAR), period, position FROM periods WHERE quarter = 4
