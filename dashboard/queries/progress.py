"""What the pilot-progress page asks: every step of every pilot site, and how long each site has stood."""

from __future__ import annotations

# Values of T02.ms_status, given to the statement as parameters of these names.
STATUSES = {"under_way": "进行中", "not_started": "未开始"}

STEPS = """
-- Row: one pilot site in force at quarter end × milestone, sites by code, milestones by strand. What counts
-- as verified, waived and past its plan is said by the facts of F1; dates and reasons come from T02.
-- state: verified | to_verify | in_progress | not_started | not_applicable | not_reported. days_late: days
-- past the plan of a step still open, null when within it. The columns from as_of on are the site's, the
-- same in all its rows. unit_code: who reported the step, null where nobody did.
WITH steps AS (
  SELECT
    f.period,
    f.community_code,
    f.district_code,
    m.code AS milestone,
    m.name_zh AS milestone_zh,
    m.name_en AS milestone_en,
    m.short_zh,
    m.short_en,
    m.strand_zh,
    m.strand_en,
    m.position,
    -- A strand stays together; but where one both opens and closes the list, its last step stays last.
    CASE
      WHEN
        m.position = max(m.position) OVER ()
        AND min(m.position) OVER (PARTITION BY m.strand) = min(m.position) OVER ()
        THEN m.position
      ELSE min(m.position) OVER (PARTITION BY m.strand)
    END AS place,
    CASE
      WHEN NOT f.milestone_applies THEN 'not_applicable'
      WHEN f.verified = 1 THEN 'verified'
      WHEN t.ms_status = $under_way THEN 'in_progress'
      WHEN t.ms_status = $not_started THEN 'not_started'
      WHEN t.ms_status IS NOT NULL THEN 'to_verify'
      ELSE 'not_reported'
    END AS state,
    t.unit_code,
    t.planned_on,
    t.done_on,
    t.delay_code,
    f.days_past_plan AS days_late
  FROM facts_f1 AS f
  INNER JOIN milestones AS m ON m.code = f.ms_code
  LEFT JOIN t02_asof AS t
    ON t.period = f.period
    AND t.community_code = f.community_code
    AND t.ms_code = f.ms_code
  WHERE
    f.period = $period
    AND f.is_milestone
    AND ($unit = $city OR f.district_code = $unit)
), sites AS (
  SELECT
    s.community_code,
    max(s.done_on) FILTER (s.state = 'verified') AS last_on,
    max(s.days_late) AS worst_late,
    count(*) FILTER (s.state = 'verified') AS verified,
    count(*) FILTER (s.state <> 'not_applicable') AS due
  FROM steps AS s
  GROUP BY s.community_code
), flag AS (
  SELECT max(value) AS days
  FROM norms
  WHERE indicator = 'stage_dwell_days'
)
SELECT
  s.period,
  s.community_code AS site_code,
  c.name AS site,
  d.name_zh AS district_zh,
  d.name_en AS district_en,
  s.strand_zh,
  s.strand_en,
  s.milestone,
  s.milestone_zh,
  s.milestone_en,
  s.short_zh,
  s.short_en,
  s.state,
  s.unit_code,
  s.planned_on,
  s.done_on,
  s.days_late,
  coalesce(r.label_zh, s.delay_code) AS reason_zh,
  coalesce(r.label_en, s.delay_code) AS reason_en,
  p.end_on AS as_of,
  c.pilot_approved_on AS approved_on,
  i.last_on,
  f.dwell_days AS days_standing,
  NOT f.dwell_applies AS is_finished,
  i.verified,
  i.due,
  i.worst_late,
  flag.days AS flag_days,
  coalesce(i.worst_late > flag.days, FALSE) AS is_stalled
FROM steps AS s
INNER JOIN sites AS i ON i.community_code = s.community_code
INNER JOIN facts_f1 AS f ON f.period = $period AND f.is_site AND f.community_code = s.community_code
INNER JOIN communities AS c ON c.period = $period AND c.community_code = s.community_code
INNER JOIN periods AS p ON p.period = $period
CROSS JOIN flag
LEFT JOIN units AS d ON d.unit_code = s.district_code AND d.level = 'district'
LEFT JOIN choices AS r ON r.form = 'T02' AND r.field = 'delay_code' AND r.value = s.delay_code
ORDER BY
  s.community_code,
  s.place,
  s.position
"""
