"""What the community profile asks: the communities by name or code, and the figures of one of them."""

from __future__ import annotations

LISTED = {"most": 300}  # communities that the reader may pick from without typing more

FOUND = """
-- Row: one community on the register of the quarter inside the chosen unit whose name or code holds the words, the
-- village-turned first, in administrative order; no more than `most`, but always the one asked for as `site` where no
-- words are given. `of` is how many there are in all.
WITH registered AS (
  SELECT
    *,
    ctype = '村改居' AS is_turned
  FROM communities
  WHERE period = $period
), fitting AS (
  SELECT
    c.*,
    row_number() OVER (ORDER BY c.is_turned DESC, c.community_code) AS place,
    count(*) OVER () AS of
  FROM registered AS c
  WHERE
    ($unit = $city OR c.district_code = $unit)
    AND ($words = '' OR contains(lower(c.name), $words) OR starts_with(c.community_code, $words))
)
SELECT
  f.community_code,
  f.name,
  t.name_zh AS town_zh,
  t.name_en AS town_en,
  d.name_zh AS district_zh,
  d.name_en AS district_en,
  f.district_code,
  f.ctype,
  k.label_zh AS ctype_zh,
  k.label_en AS ctype_en,
  f.is_pilot,
  f.converted_on,
  f.is_turned,
  f.of
FROM fitting AS f
LEFT JOIN units AS t ON t.unit_code = f.town_code AND t.level = 'town'
LEFT JOIN units AS d ON d.unit_code = f.district_code AND d.level = 'district'
LEFT JOIN choices AS k ON k.form = 'T01' AND k.field = 'ctype' AND k.value = f.ctype
WHERE
  f.place <= $most
  OR ($words = '' AND f.community_code = $site)
ORDER BY f.place
"""

ANY = """
-- Row: one where the release has any figure at all; none where it has none.
SELECT indicator
FROM indicator_values
LIMIT 1
"""

LINES = """
-- Row: indicator × its own closed period up to the quarter × the community and the city, wholes only.
WITH closed AS (
  SELECT
    v.*,
    c.closes,
    max(c.closes) OVER (PARTITION BY v.indicator) AS latest
  FROM indicator_values AS v
  INNER JOIN closed_periods AS c ON c.period = v.period
  WHERE
    v.split = 'all'
    AND v.unit_code IN ($site, $city)
    AND c.closes <= (SELECT closes FROM closed_periods WHERE period = $period)
)
SELECT * EXCLUDE (latest)
FROM closed
ORDER BY
  indicator,
  unit_code,
  closes
"""
