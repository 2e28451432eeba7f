-- One row per problem: row, column, value. Every text is cast once; what cannot be cast is null.
WITH texts AS MATERIALIZED (
    SELECT
        *,
        TRY_CAST(opened_on AS DATE) AS opened,
        TRY_CAST(closed_on AS DATE) AS closed,
        TRY_CAST(approved AS BIGINT) AS approved_posts,
        TRY_CAST(filled AS BIGINT) AS filled_posts,
        TRY_CAST(residents AS BIGINT) AS resident_count,
        TRY_CAST(households AS BIGINT) AS household_count,
        TRY_CAST(share AS DECIMAL(14, 4)) AS share_value,
        TRY_CAST(amount AS DECIMAL(14, 2)) AS amount_value
    FROM read_parquet($data)
),
broken AS (
    SELECT row, UNNEST([
        CASE WHEN NOT regexp_full_match(record_id, '\d{8}') THEN ('record_id', record_id) END,
        CASE WHEN community_code IS NULL OR community_code NOT IN (FROM read_csv($communities, all_varchar = true))
            THEN ('community_code', community_code) END,
        CASE WHEN category IS NULL OR category NOT IN ('城市社区', '村改居', '村') THEN ('category', category) END,
        CASE WHEN stage NOT IN ('未开始', '进行中', '已完成') THEN ('stage', stage) END,
        CASE WHEN opened_on IS NOT NULL AND opened IS NULL THEN ('opened_on', opened_on) END,
        CASE WHEN closed_on IS NOT NULL AND closed IS NULL THEN ('closed_on', closed_on) END,
        CASE WHEN opened > closed THEN ('opened_on', opened_on) END,
        CASE WHEN approved IS NOT NULL AND approved_posts IS NULL THEN ('approved', approved) END,
        CASE WHEN filled IS NOT NULL AND filled_posts IS NULL THEN ('filled', filled) END,
        CASE WHEN filled_posts > approved_posts THEN ('filled', filled) END,
        CASE WHEN resident_count IS NULL OR resident_count NOT BETWEEN 0 AND 200000 THEN ('residents', residents) END,
        CASE WHEN households IS NOT NULL AND household_count IS NULL THEN ('households', households) END,
        CASE WHEN household_count NOT BETWEEN 0 AND 80000 THEN ('households', households) END,
        CASE WHEN share IS NOT NULL AND share_value IS NULL THEN ('share', share) END,
        CASE WHEN share_value NOT BETWEEN 0 AND 1 THEN ('share', share) END,
        CASE WHEN amount IS NOT NULL AND amount_value IS NULL THEN ('amount', amount) END,
        CASE WHEN amount_value < 0 THEN ('amount', amount) END,
        CASE WHEN is_open NOT IN ('是', '否') THEN ('is_open', is_open) END,
        CASE WHEN NOT regexp_full_match(document, '[A-Z]{2}-\d{4}-\d{3}') THEN ('document', document) END,
        CASE WHEN length(remark) > 200 THEN ('remark', remark) END
    ]) AS told
    FROM texts
)
SELECT row, told[1] AS "column", told[2] AS value FROM broken WHERE told IS NOT NULL
UNION ALL
SELECT row, 'record_id', record_id FROM texts
WHERE record_id IN (SELECT record_id FROM texts GROUP BY record_id HAVING count(*) > 1)
