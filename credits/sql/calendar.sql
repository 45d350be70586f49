-- When a period starts and ends. Pure: no table, no lock, no clock.

-- The first instant of a local day. The second before midnight is never skipped by a change of
-- the clocks, while midnight itself is missing in some zones and comes twice in others.
CREATE OR REPLACE FUNCTION credits_day_start(day date, zone text) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ((day - interval '1 second') AT TIME ZONE zone) + interval '1 second';

-- The first instant of the anchor day in the month of `first_day`, clamped at the month's end.
CREATE OR REPLACE FUNCTION credits_boundary(first_day date, anchor integer, zone text) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN credits_day_start(least(first_day + anchor - 1, (first_day + interval '1 month')::date - 1), zone);

-- The zone, or UTC where PostgreSQL does not know it: one wrong zone must not stop a reset.
CREATE OR REPLACE FUNCTION credits_known_zone(zone text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    PERFORM timestamp '2000-01-01' AT TIME ZONE zone;
    RETURN zone;
EXCEPTION WHEN invalid_parameter_value THEN
    RETURN 'UTC';
END
$$;

-- The period that holds `at`, computed from the anchor, between two neighbours where there are
-- any: it starts no earlier than `last_end` and ends no later than `next_start`. After a change
-- of zone or anchor, what is left until the next boundary may be a stub; one of two days or
-- less joins the month that follows, so that a change of zone never grants a month for an hour.
CREATE OR REPLACE FUNCTION credits_bounds(
    anchor integer, zone text, at timestamptz, last_end timestamptz, next_start timestamptz,
    OUT starts_at timestamptz, OUT ends_at timestamptz
)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT
        greatest(max(instant) FILTER (WHERE instant <= at), last_end),
        least(
            min(instant) FILTER (
                WHERE instant > at AND (last_end IS NULL OR instant > last_end + interval '48 hours')
            ),
            next_start
        )
    FROM (
        SELECT credits_boundary(
            (date_trunc('month', at AT TIME ZONE zone) + make_interval(months => number))::date, anchor, zone
        ) AS instant
        FROM generate_series(-1, 2) AS number
    ) AS boundaries
$$;
