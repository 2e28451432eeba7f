-- One row per closed period and the quarter that closes it: the quarter itself, its half-year, its year.
SELECT period, 'Q' AS kind, period AS quarter, year * 4 + quarter AS closes FROM periods
UNION ALL
SELECT half, 'H', period, year * 4 + quarter FROM periods WHERE quarter IN (2, 4)
UNION ALL
SELECT CAST(year AS VARCHAR), 'A', period, year * 4 + quarter FROM periods WHERE quarter = 4
ORDER BY closes, kind DESC
