-- One row per quarter and village-turned community (is_community), and per community and check of the separation of
-- functions (is_separation) or of the co-operative's governance (is_governance). Everything is as reported in T07 of
-- the quarter; a community that did not send it has nulls.
-- Counts: 1 or 0 per community or check; petitions and members are numbers; *_applies says which rows count at all:
-- where no reform is needed, no inventory is confirmed yet or no co-operative exists, the question does not arise.
WITH reports AS (
  SELECT
    c.period,
    p.end_on,
    c.community_code,
    c.town_code,
    c.district_code,
    c.side,
    a.community_code IS NOT NULL AS came,
    a.need,
    a.inv_status,
    a.inv_on,
    a.coop_form,
    a.coop_on,
    a.transfer_on,
    -- A blank date is a day that has not come, unless the cell says that the day is not known.
    COALESCE(ARRAY_TO_STRING(a.missing, ' ') LIKE '%transfer_on=%', FALSE) AS transfer_unknown,
    a.mem_total,
    a.pet_n,
    a.pet_rep,
    a.sep_1,
    a.sep_2,
    a.sep_3,
    a.sep_4,
    a.sep_5,
    a.gov_1,
    a.gov_2,
    a.gov_3,
    a.gov_4,
    a.gov_5,
    a.not_applicable
  FROM communities AS c
  JOIN periods AS p ON p.period = c.period
  LEFT JOIN t07 AS a ON a.period = c.period AND a.community_code = c.community_code
  WHERE c.ctype = '村改居'
),

steps AS (
  SELECT
    *,
    need IS NOT FALSE AS reform_applies,
    -- Confirmed and registered: the status says so, and so does a date; a status without its date leaves it unknown.
    CASE WHEN need THEN inv_status IN ('公示确认', '已备案') AND inv_on <= end_on END AS confirmed,
    CASE WHEN need THEN coop_form <> '未成立' AND coop_on <= end_on END AS registered,
    CASE
      WHEN transfer_on <= end_on THEN TRUE
      WHEN came AND NOT transfer_unknown THEN FALSE
    END AS transferred,
    COALESCE(coop_form <> '未成立', need IS NOT FALSE) AS coop_applies
  FROM reports
),

checks_asked AS (
  SELECT n.list, n.item
  FROM checks AS n
  WHERE n.list IN ('separation', 'governance')
),

subjects AS (
  SELECT s.*, CAST(NULL AS VARCHAR) AS list, CAST(NULL AS VARCHAR) AS item
  FROM steps AS s
  UNION ALL
  SELECT s.*, n.list, n.item
  FROM steps AS s
  CROSS JOIN checks_asked AS n
),

answers AS (
  SELECT
    *,
    CASE WHEN list = 'separation' THEN 'sep_' WHEN list = 'governance' THEN 'gov_' END || item AS field,
    CASE
      WHEN list = 'separation' THEN
        CASE item WHEN '1' THEN sep_1 WHEN '2' THEN sep_2 WHEN '3' THEN sep_3 WHEN '4' THEN sep_4 WHEN '5' THEN sep_5 END
      WHEN list = 'governance' THEN
        CASE item WHEN '1' THEN gov_1 WHEN '2' THEN gov_2 WHEN '3' THEN gov_3 WHEN '4' THEN gov_4 WHEN '5' THEN gov_5 END
    END AS passed
  FROM subjects
)

SELECT
  period,
  community_code,
  town_code,
  district_code,
  side,
  list,
  item,
  list IS NULL AS is_community,
  COALESCE(list = 'separation', FALSE) AS is_separation,
  COALESCE(list = 'governance', FALSE) AS is_governance,
  reform_applies,
  CASE WHEN need THEN 1 END AS needs_reform,
  CAST(confirmed AS INTEGER) AS inventory_confirmed,
  CASE WHEN confirmed IS NOT NULL THEN CAST(inv_status = '未启动' AS INTEGER) END AS inventory_not_begun,
  CASE WHEN confirmed IS NOT NULL THEN CAST(inv_status = '进行中' AS INTEGER) END AS inventory_under_way,
  CASE WHEN confirmed IS NOT NULL THEN CAST(confirmed AND inv_status = '公示确认' AS INTEGER) END AS inventory_posted,
  CASE WHEN confirmed IS NOT NULL THEN CAST(confirmed AND inv_status = '已备案' AS INTEGER) END AS inventory_filed,
  CAST(registered AS INTEGER) AS coop_set_up,
  CASE WHEN registered IS NOT NULL THEN CAST(registered AND coop_form = '股份合作社' AS INTEGER) END AS coop_shares,
  CASE WHEN registered IS NOT NULL THEN CAST(registered AND coop_form = '公司' AS INTEGER) END AS coop_company,
  CASE WHEN registered IS NOT NULL THEN CAST(registered AND coop_form = '其他' AS INTEGER) END AS coop_other,
  CAST(NOT registered AS INTEGER) AS coop_none,
  reform_applies AND confirmed IS NOT FALSE AS separation_due,
  CASE WHEN confirmed THEN 1 END AS to_separate,
  CAST(sep_4 AND transferred AS INTEGER) AS separated,
  pet_n AS petitions,
  pet_n - pet_rep AS petitions_first,
  pet_rep AS petitions_repeated,
  -- Petitions with no member to set them against say nothing of a rate.
  CASE WHEN mem_total > 0 THEN mem_total END AS members,
  CASE
    WHEN list IS NULL THEN NULL
    WHEN COALESCE(LIST_CONTAINS(not_applicable, field), FALSE) THEN FALSE
    WHEN list = 'separation' THEN reform_applies
    ELSE coop_applies
  END AS check_applies,
  CASE WHEN list IS NOT NULL THEN 1 END AS checks,
  CAST(CASE WHEN list = 'governance' OR need THEN passed END AS INTEGER) AS passed
FROM answers
