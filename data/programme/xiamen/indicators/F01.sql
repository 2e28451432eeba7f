-- One row per quarter and: community that is village-turned or a pilot (is_candidate), village or community of a pilot
-- town (in_pilot_town), pilot site in force (is_site), site and milestone (is_milestone).
-- Counts are 1 or 0 per row, null where the register or T02 does not say; dwell_* are days, `days_past_plan` too.
WITH register AS (
  SELECT
    c.period,
    p.end_on,
    c.community_code,
    c.town_code,
    c.district_code,
    c.side,
    c.ctype,
    t.value IS NOT NULL AS in_pilot_town,
    c.pilot_approved_on,
    c.is_pilot AND c.pilot_approved_on <= p.end_on AND COALESCE(c.pilot_ended_on > p.end_on, TRUE) AS in_force,
    COALESCE(c.ready_a, CASE WHEN LIST_CONTAINS(c.not_applicable, 'ready_a') THEN TRUE END) AS passes_a,
    COALESCE(c.ready_b, CASE WHEN LIST_CONTAINS(c.not_applicable, 'ready_b') THEN TRUE END) AS passes_b,
    COALESCE(c.ready_c, CASE WHEN LIST_CONTAINS(c.not_applicable, 'ready_c') THEN TRUE END) AS passes_c,
    COALESCE(c.ready_d, CASE WHEN LIST_CONTAINS(c.not_applicable, 'ready_d') THEN TRUE END) AS passes_d,
    COALESCE(c.ready_e, CASE WHEN LIST_CONTAINS(c.not_applicable, 'ready_e') THEN TRUE END) AS passes_e,
    NOT COALESCE(LIST_CONTAINS(c.not_applicable, 'ready_a'), FALSE) AS a_applies,
    NOT COALESCE(LIST_CONTAINS(c.not_applicable, 'ready_b'), FALSE) AS b_applies,
    NOT COALESCE(LIST_CONTAINS(c.not_applicable, 'ready_c'), FALSE) AS c_applies,
    NOT COALESCE(LIST_CONTAINS(c.not_applicable, 'ready_d'), FALSE) AS d_applies,
    NOT COALESCE(LIST_CONTAINS(c.not_applicable, 'ready_e'), FALSE) AS e_applies
  FROM communities AS c
  JOIN periods AS p ON p.period = c.period
  LEFT JOIN parameters AS t ON t.family = 'F1' AND t.name = 'pilot_towns' AND t.value = c.town_code
),

sites AS (
  SELECT * FROM register WHERE in_force
),

-- Readiness is what was reported first: the check boxes of a later quarter may have been filled in afterwards.
first_reports AS (
  SELECT *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY community_code, pilot_approved_on ORDER BY period) AS report
    FROM sites
  ) AS numbered
  WHERE report = 1
),

site_milestones AS (
  SELECT
    s.period,
    s.end_on,
    s.community_code,
    s.town_code,
    s.district_code,
    s.side,
    s.pilot_approved_on,
    m.code AS ms_code,
    m.strand,
    t.planned_on,
    t.done_on,
    t.ms_status IS NOT NULL OR COALESCE(LIST_CONTAINS(t.not_applicable, 'ms_status'), FALSE) AS is_known,
    COALESCE(t.ms_status = '已核实' AND t.verified_by = '区' AND t.done_on <= s.end_on, FALSE) AS is_verified,
    COALESCE(
      (t.ms_status = '不适用' OR LIST_CONTAINS(t.not_applicable, 'ms_status')) AND t.evidence_no IS NOT NULL,
      FALSE
    ) AS is_waived
  FROM sites AS s
  CROSS JOIN milestones AS m
  LEFT JOIN t02_asof AS t
    ON t.period = s.period AND t.community_code = s.community_code AND t.ms_code = m.code
),

site_strands AS (
  SELECT
    period,
    community_code,
    strand,
    BOOL_OR(is_known) AS is_known,
    NOT BOOL_AND(is_verified OR is_waived) AS is_open,
    MAX(CASE WHEN is_verified THEN done_on END) AS last_on,
    DATE_DIFF(
      'day',
      COALESCE(MAX(CASE WHEN is_verified THEN done_on END), MAX(pilot_approved_on)),
      MAX(end_on)
    ) AS days
  FROM site_milestones
  GROUP BY period, community_code, strand
),

site_progress AS (
  SELECT
    period,
    community_code,
    BOOL_OR(is_known) AS is_known,
    BOOL_OR(is_open) AS is_open,
    MAX(last_on) AS last_on,
    MAX(CASE WHEN strand = 'party' AND is_known THEN days END) AS dwell_party,
    MAX(CASE WHEN strand = 'self_governance' AND is_known THEN days END) AS dwell_self_governance,
    MAX(CASE WHEN strand = 'assets' AND is_known THEN days END) AS dwell_assets,
    MAX(CASE WHEN strand = 'people' AND is_known THEN days END) AS dwell_people,
    MAX(CASE WHEN strand = 'services' AND is_known THEN days END) AS dwell_services,
    MAX(CASE WHEN strand = 'money' AND is_known THEN days END) AS dwell_money,
    MAX(CASE WHEN strand = 'whole' AND is_known THEN days END) AS dwell_whole,
    BOOL_OR(strand = 'party' AND is_open) AS party_open,
    BOOL_OR(strand = 'self_governance' AND is_open) AS self_governance_open,
    BOOL_OR(strand = 'assets' AND is_open) AS assets_open,
    BOOL_OR(strand = 'people' AND is_open) AS people_open,
    BOOL_OR(strand = 'services' AND is_open) AS services_open,
    BOOL_OR(strand = 'money' AND is_open) AS money_open,
    BOOL_OR(strand = 'whole' AND is_open) AS whole_open
  FROM site_strands
  GROUP BY period, community_code
),

subjects AS (
  SELECT *, 'community' AS about, FALSE AS comparison, CAST(NULL AS VARCHAR) AS ms_code
  FROM register
  WHERE ctype = '村改居' OR in_force
  UNION ALL
  SELECT *, 'pilot_town' AS about, ctype = '村' AS comparison, CAST(NULL AS VARCHAR) AS ms_code
  FROM register
  WHERE in_pilot_town AND ctype IN ('村改居', '村')
  UNION ALL
  SELECT *, 'site' AS about, FALSE AS comparison, CAST(NULL AS VARCHAR) AS ms_code
  FROM sites
  UNION ALL
  SELECT s.*, 'milestone' AS about, FALSE AS comparison, m.code AS ms_code
  FROM sites AS s
  CROSS JOIN milestones AS m
)

SELECT
  u.period,
  u.community_code,
  u.town_code,
  u.district_code,
  u.side,
  u.ctype,
  CASE WHEN u.in_pilot_town THEN 'pilot_town' ELSE 'other' END AS pilot_town,
  m.strand,
  u.ms_code,
  u.comparison,
  u.about = 'community' AS is_candidate,
  u.about = 'community' AND COALESCE(u.ctype = '村改居', FALSE) AS is_turned,
  u.about = 'pilot_town' AS in_pilot_town,
  u.about = 'site' AS is_site,
  u.about = 'milestone' AS is_milestone,
  CASE WHEN u.about IN ('community', 'pilot_town') THEN CAST(u.in_force AS INTEGER) END AS pilots,
  CASE WHEN u.about IN ('community', 'pilot_town') THEN 1 END AS communities,
  CASE WHEN u.about = 'site' THEN 1 END AS sites,
  CAST(r.passes_a AND r.passes_b AND r.passes_c AND r.passes_d AND r.passes_e AS INTEGER) AS ready,
  r.a_applies OR r.b_applies OR r.c_applies OR r.d_applies OR r.e_applies AS ready_applies,
  CAST(r.passes_a AS INTEGER) AS ready_a,
  CAST(r.passes_b AS INTEGER) AS ready_b,
  CAST(r.passes_c AS INTEGER) AS ready_c,
  CAST(r.passes_d AS INTEGER) AS ready_d,
  CAST(r.passes_e AS INTEGER) AS ready_e,
  r.a_applies AS ready_a_applies,
  r.b_applies AS ready_b_applies,
  r.c_applies AS ready_c_applies,
  r.d_applies AS ready_d_applies,
  r.e_applies AS ready_e_applies,
  CASE WHEN g.is_known THEN DATE_DIFF('day', COALESCE(g.last_on, u.pilot_approved_on), u.end_on) END AS dwell_days,
  g.is_open AS dwell_applies,
  g.dwell_party,
  g.dwell_self_governance,
  g.dwell_assets,
  g.dwell_people,
  g.dwell_services,
  g.dwell_money,
  g.dwell_whole,
  g.party_open,
  g.self_governance_open,
  g.assets_open,
  g.people_open,
  g.services_open,
  g.money_open,
  g.whole_open,
  CASE WHEN m.is_known THEN CAST(m.is_verified AS INTEGER) END AS verified,
  CASE WHEN m.is_known THEN CAST(COALESCE(m.planned_on <= u.end_on, FALSE) AS INTEGER) END AS planned,
  CASE
    WHEN m.is_known THEN CAST(COALESCE(m.planned_on <= u.end_on, FALSE) AND NOT m.is_verified AS INTEGER)
  END AS behind_plan,
  CASE WHEN u.about = 'milestone' THEN 1 END AS milestones,
  NOT m.is_waived AS milestone_applies,
  CASE
    WHEN m.is_known AND NOT m.is_verified AND NOT m.is_waived AND m.planned_on < u.end_on
      THEN DATE_DIFF('day', m.planned_on, u.end_on)
  END AS days_past_plan
FROM subjects AS u
LEFT JOIN first_reports AS r
  ON u.about = 'site' AND r.community_code = u.community_code AND r.pilot_approved_on = u.pilot_approved_on
LEFT JOIN site_progress AS g
  ON u.about = 'site' AND g.period = u.period AND g.community_code = u.community_code
LEFT JOIN site_milestones AS m
  ON u.about = 'milestone' AND m.period = u.period AND m.community_code = u.community_code AND m.ms_code = u.ms_code
