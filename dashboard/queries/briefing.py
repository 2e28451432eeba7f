"""What a briefing asks beyond the pages: base numbers, next dates, notes of those who report, what was wrong."""

from __future__ import annotations

# Values of T02.ms_status that need no date any more, given to the statement as a parameter of this name.
SETTLED = {"settled": ["已核实", "不适用"]}

BASE = """
-- Row: one unit below the chosen one that has a village-turned community, in administrative order; counts of the
-- register at quarter end. `unknown`: communities without a number of residents.
SELECT
  CASE WHEN $unit = $city THEN c.district_code ELSE c.town_code END AS unit_code,
  count(*) AS communities,
  count(*) FILTER (
    c.is_pilot AND c.pilot_approved_on <= p.end_on AND coalesce(c.pilot_ended_on > p.end_on, TRUE)
  ) AS pilots,
  sum(c.households) AS households,
  sum(c.residents) AS residents,
  count(*) FILTER (c.residents IS NULL) AS unknown
FROM communities AS c
INNER JOIN periods AS p ON p.period = c.period
WHERE
  c.period = $period
  AND c.ctype = '村改居'
  AND ($unit = $city OR c.district_code = $unit)
GROUP BY ALL
ORDER BY unit_code
"""

PLANNED = """
-- Row: one step of a pilot site that is planned for the half year after the quarter, the soonest first.
SELECT
  t.planned_on,
  d.name_zh AS district_zh,
  d.name_en AS district_en,
  c.name AS site,
  m.name_zh AS milestone_zh,
  m.name_en AS milestone_en
FROM t02_asof AS t
INNER JOIN periods AS p ON p.period = t.period
INNER JOIN communities AS c ON c.period = t.period AND c.community_code = t.community_code
INNER JOIN milestones AS m ON m.code = t.ms_code
LEFT JOIN units AS d ON d.unit_code = c.district_code AND d.level = 'district'
WHERE
  t.period = $period
  AND t.planned_on > p.end_on
  AND t.planned_on <= p.end_on + INTERVAL 6 MONTH
  AND NOT list_contains($settled, coalesce(t.ms_status, ''))
  AND c.is_pilot
  AND coalesce(c.pilot_ended_on > p.end_on, TRUE)
  AND ($unit = $city OR c.district_code = $unit)
ORDER BY
  t.planned_on,
  c.community_code,
  m.position
"""

_REMARKS = "\n  UNION ALL\n".join(
    f"  SELECT '{form}' AS form, period, unit_code, {subject} AS subject, remark FROM {form.lower()}"
    for form, subject in {
        **dict.fromkeys(("T01", "T02", "T03", "T04", "T06", "T07"), "community_code"),
        **{"T08": "matter_code", "T10": "centre_id", "T12": "iss_id"},
    }.items()
)
NOTES = f"""
-- Row: one remark that a district wrote beside its figures this quarter, by form.
WITH remarks AS (
{_REMARKS}
)
SELECT
  r.form,
  u.name_zh AS unit_zh,
  u.name_en AS unit_en,
  coalesce(c.name, r.subject) AS subject,
  r.remark
FROM remarks AS r
INNER JOIN reporting_units AS w ON w.unit_code = r.unit_code
INNER JOIN units AS u ON u.unit_code = r.unit_code
LEFT JOIN communities AS c ON c.period = r.period AND c.community_code = r.subject
WHERE
  r.period = $period
  AND r.remark IS NOT NULL
  AND trim(r.remark) <> ''
  AND ($unit = $city OR w.district_code = $unit)
ORDER BY
  r.form,
  w.position,
  r.subject,
  r.remark
"""

NAME = """
-- Row: the names of one unit.
SELECT
  name_zh,
  name_en
FROM units
WHERE unit_code = $unit
"""

SENT = """
-- Row: one form that a unit owes: rows sent, accepted, rejected and warned of in its submission of the quarter.
-- rows null: the form has not come.
SELECT
  f.id AS form,
  f.title_zh,
  f.title_en,
  sum(s.rows) AS rows,
  sum(s.accepted) AS accepted,
  sum(s.rejected) AS rejected,
  sum(s.warnings) AS warnings
FROM forms AS f
LEFT JOIN (
  SELECT x.*
  FROM receipt_forms AS x
  INNER JOIN receipts AS r ON r.receipt = x.receipt
  INNER JOIN reporting_units AS w ON w.unit_code = r.unit
  WHERE
    r.period = $period
    AND r.state NOT IN ('refused', 'withdrawn', 'superseded')
    AND ($unit = $city OR w.district_code = $unit)
) AS s ON s.form = f.id
GROUP BY ALL
ORDER BY f.id
"""

WRONG = """
-- Row: one rule that rows of the quarter's submissions broke, most often first, with the latest of its messages.
SELECT
  p.code AS rule,
  p.level,
  p.form,
  count(*) AS times,
  min_by(p.message_zh, (r.receipt, p.position)) AS message_zh,
  min_by(p.message_en, (r.receipt, p.position)) AS message_en
FROM problems AS p
INNER JOIN receipts AS r ON r.receipt = p.receipt
INNER JOIN reporting_units AS w ON w.unit_code = r.unit
WHERE
  r.period = $period
  AND r.state NOT IN ('refused', 'withdrawn', 'superseded')
  AND p.level IN ('error', 'warning')
  AND p.reason IS NULL
  AND ($unit = $city OR w.district_code = $unit)
GROUP BY ALL
ORDER BY
  p.level,
  times DESC,
  p.code,
  p.form
"""
