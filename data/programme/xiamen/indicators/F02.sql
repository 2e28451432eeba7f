-- One row per quarter and village-turned community (is_community), and per community and mass organisation
-- (is_organisation). Everything is as reported in T03 of the quarter; a community that did not send it has nulls.
-- Counts: 1 or 0 per community or organisation; compounds and buildings are numbers of units; *_applies says which
-- rows count at all.
WITH reports AS (
  SELECT
    c.period,
    p.end_on,
    c.community_code,
    c.town_code,
    c.district_code,
    c.side,
    c.party_members,
    c.compounds,
    c.buildings,
    CASE WHEN c.is_pilot THEN 'pilot' ELSE 'other' END AS pilot,
    o.community_code IS NOT NULL AS came,
    o.party_form,
    o.committee_due,
    o.comp_due,
    o.comp_done,
    o.bldg_due,
    o.bldg_done,
    o.coop_party,
    o.union_ok,
    o.youth_ok,
    o.women_ok,
    o.militia_ok,
    o.rc_members,
    o.rc_subs,
    o.station_mode,
    o.station_open_on,
    o.head_party,
    o.head_rc,
    o.head_station,
    o.act_party,
    o.act_rc,
    o.act_station,
    o.not_applicable,
    a.coop_form,
    CAST(n.value AS INTEGER) AS members_for_committee
  FROM communities AS c
  JOIN periods AS p ON p.period = c.period
  JOIN parameters AS n ON n.family = 'F2' AND n.name = 'members_for_committee'
  LEFT JOIN t03 AS o ON o.period = c.period AND o.community_code = c.community_code
  LEFT JOIN t07 AS a ON a.period = c.period AND a.community_code = c.community_code
  WHERE c.ctype = '村改居'
),

-- A leg stands when the body exists, has a head in post and did something this quarter. One missing answer leaves the
-- leg unknown unless another answer already says no.
legs AS (
  SELECT
    *,
    party_form <> '无' AND head_party AND act_party AS party_stands,
    rc_members > 0 AND head_rc AND act_rc AS committee_stands,
    station_mode IN ('独立工作站', '联合工作站')
      AND COALESCE(station_open_on <= end_on, CASE WHEN came THEN FALSE END)
      AND head_station AND act_station AS station_stands,
    station_mode = '居委会承接' AS fallback,
    rc_subs > 0 AS has_subs,
    -- Whoever says that a committee is due, or has the members for one, is eligible; without either answer it is unknown.
    COALESCE(
      committee_due OR party_members >= members_for_committee,
      committee_due,
      party_members >= members_for_committee
    ) AS eligible,
    coop_form = '未成立' OR coop_party = '不适用' OR LIST_CONTAINS(not_applicable, 'coop_party') AS no_coop
  FROM reports
),

communities_counted AS (
  SELECT
    *,
    CAST(party_stands AND committee_stands AND station_stands AS INTEGER) AS trinity,
    CAST(party_stands AND committee_stands AND (station_stands OR fallback) AS INTEGER) AS trinity_or_fallback,
    CAST(party_stands AND committee_stands AND station_stands AND has_subs AS INTEGER) AS trinity_with_subs,
    CAST(party_stands AS INTEGER) AS trinity_party,
    CAST(committee_stands AS INTEGER) AS trinity_committee,
    CAST(station_stands AS INTEGER) AS trinity_station,
    NOT came OR COALESCE(eligible, TRUE) AS committee_applies,
    CASE WHEN eligible THEN party_form END AS form,
    CASE WHEN no_coop IS NOT TRUE AND coop_form IS NOT NULL THEN 1 END AS coops
  FROM legs
),

subjects AS (
  SELECT *, CAST(NULL AS VARCHAR) AS organisation, CAST(NULL AS BOOLEAN) AS active, FALSE AS outside
  FROM communities_counted
  UNION ALL
  SELECT *, 'union', union_ok, COALESCE(LIST_CONTAINS(not_applicable, 'union_ok'), FALSE) FROM communities_counted
  UNION ALL
  SELECT *, 'youth', youth_ok, COALESCE(LIST_CONTAINS(not_applicable, 'youth_ok'), FALSE) FROM communities_counted
  UNION ALL
  SELECT *, 'women', women_ok, COALESCE(LIST_CONTAINS(not_applicable, 'women_ok'), FALSE) FROM communities_counted
  UNION ALL
  SELECT *, 'militia', militia_ok, COALESCE(LIST_CONTAINS(not_applicable, 'militia_ok'), FALSE) FROM communities_counted
)

SELECT
  period,
  community_code,
  town_code,
  district_code,
  side,
  pilot,
  organisation,
  organisation IS NULL AS is_community,
  organisation IS NOT NULL AS is_organisation,
  1 AS communities,
  trinity,
  trinity_or_fallback,
  trinity_with_subs,
  trinity_party,
  trinity_committee,
  trinity_station,
  committee_applies,
  CASE WHEN eligible AND came THEN 1 END AS eligible,
  CAST(form = '党委' AS INTEGER) AS form_committee,
  CAST(form = '总支' AS INTEGER) AS form_general,
  CAST(form = '支部' AS INTEGER) AS form_branch,
  CAST(form = '联合' AS INTEGER) AS form_joint,
  CAST(form = '无' AS INTEGER) AS form_none,
  comp_due AS compounds_due,
  comp_done AS compounds_done,
  bldg_due AS buildings_due,
  bldg_done AS buildings_done,
  comp_due + bldg_due AS units_due,
  comp_done + bldg_done AS units_done,
  -- More units with a Party organisation than units on the register: the two contradict each other.
  CASE WHEN comp_done + bldg_done <= compounds + buildings THEN compounds + buildings END AS units_all,
  NOT COALESCE(no_coop, FALSE) AS coop_applies,
  coops,
  CAST(coop_party IN ('单独', '联合') AS INTEGER) AS coop_party,
  CAST(coop_party = '单独' AS INTEGER) AS coop_party_own,
  CAST(coop_party = '联合' AS INTEGER) AS coop_party_joint,
  NOT outside AS organisation_applies,
  CAST(active AS INTEGER) AS organisation_active,
  CASE WHEN organisation IS NOT NULL THEN 1 END AS organisations
FROM subjects
