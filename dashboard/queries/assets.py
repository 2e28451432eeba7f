"""What the page on collective assets asks beyond the general values: the two demands on one community side by side."""

from __future__ import annotations

SEPARATION = """
-- Row: one village-turned community of the quarter: its five separation checks, who holds posts twice, and where the
-- two contradict each other (in words); those with a contradiction first, then in administrative order.
SELECT
  s.*,
  c.name,
  w.name_zh AS town_zh,
  w.name_en AS town_en,
  d.name_zh AS district_zh,
  d.name_en AS district_en,
  t.not_applicable,
  o.not_applicable AS posts_not_applicable,
  k.label_zh AS tension_zh,
  k.label_en AS tension_en,
  k.clause
FROM separation_and_posts AS s
INNER JOIN communities AS c ON c.period = s.period AND c.community_code = s.community_code
LEFT JOIN t07 AS t ON t.period = s.period AND t.community_code = s.community_code
LEFT JOIN t03 AS o ON o.period = s.period AND o.community_code = s.community_code
LEFT JOIN units AS w ON w.unit_code = s.town_code AND w.level = 'town'
LEFT JOIN units AS d ON d.unit_code = s.district_code AND d.level = 'district'
LEFT JOIN detail_codes AS k
  ON k.detail = 'separation_and_posts'
  AND k."column" = 'tension'
  AND k.value = s.tension
WHERE
  s.period = $period
  AND ($unit = $city OR s.district_code = $unit)
ORDER BY
  k.position NULLS LAST,
  s.community_code
"""

CHECKS = """
-- Row: one of the five separation checks, in order.
SELECT
  'sep_' || item AS field,
  name_zh,
  name_en
FROM checks
WHERE list = 'separation'
ORDER BY position
"""
