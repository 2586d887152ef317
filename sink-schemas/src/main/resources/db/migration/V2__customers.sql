-- Ids and names are compared by their bytes (COLLATE "C") in all tables: the fastest order there is, the
-- same on every server, and indexes that an update of the operating system's locales cannot break.

-- Updated in place all the time: room in the page keeps the new version of a row beside the old one
-- and out of the indexes.
CREATE TABLE customer_profile (
    customer_id       text COLLATE "C" NOT NULL PRIMARY KEY,
    first_purchase_at timestamptz      NOT NULL,
    last_purchase_at  timestamptz      NOT NULL,
    frequency         bigint           NOT NULL,
    monetary          numeric(19, 4)   NOT NULL,
    r_score           smallint         NOT NULL CHECK (r_score BETWEEN 1 AND 5),
    f_score           smallint         NOT NULL CHECK (f_score BETWEEN 1 AND 5),
    m_score           smallint         NOT NULL CHECK (m_score BETWEEN 1 AND 5),
    segment           text COLLATE "C" NOT NULL,
    cluster           text COLLATE "C",
    as_of             timestamptz      NOT NULL,
    version           bigint           NOT NULL
) WITH (fillfactor = 80);

CREATE INDEX customer_profile_segment ON customer_profile (segment);

COMMENT ON TABLE customer_profile IS
    'What is known of each customer with at least one purchase. Read the view customer_rfm, which adds recency.';
COMMENT ON COLUMN customer_profile.frequency IS 'Distinct purchases (till sales and web orders); a return changes nothing.';
COMMENT ON COLUMN customer_profile.monetary IS 'Quantity x unit price - discount over all purchases, less returns; major units.';
COMMENT ON COLUMN customer_profile.r_score IS '1 + floor(5 x share of all known customers whose last purchase is strictly older).';
COMMENT ON COLUMN customer_profile.f_score IS '1 + floor(5 x share of all known customers with strictly fewer purchases).';
COMMENT ON COLUMN customer_profile.m_score IS '1 + floor(5 x share of all known customers with strictly less monetary value).';
COMMENT ON COLUMN customer_profile.segment IS 'First segment whose rule matches the three scores.';
COMMENT ON COLUMN customer_profile.cluster IS 'Behaviour cluster; null while there is none.';
COMMENT ON COLUMN customer_profile.as_of IS 'Event time of the last change of this row.';
COMMENT ON COLUMN customer_profile.version IS 'A row gives way only to one of the same or a greater version.';

CREATE TABLE world (
    id      smallint    NOT NULL PRIMARY KEY CHECK (id = 1),
    as_of   timestamptz NOT NULL,
    version bigint      NOT NULL
);

COMMENT ON TABLE world IS 'One row: how far the rows of quiet customers are right.';
COMMENT ON COLUMN world.as_of IS
    'Event time up to which every customer is right: the end of the last closed UTC day, or the last event of a bounded replay.';

-- Recency changes for every customer every day, whatever they do: computed, not rewritten.
CREATE VIEW customer_rfm AS
SELECT p.customer_id,
       p.first_purchase_at,
       p.last_purchase_at,
       (greatest(p.as_of, w.as_of) AT TIME ZONE 'UTC')::date
           - (p.last_purchase_at AT TIME ZONE 'UTC')::date AS recency_days,
       p.frequency,
       p.monetary,
       p.r_score,
       p.f_score,
       p.m_score,
       p.segment,
       p.cluster,
       greatest(p.as_of, w.as_of) AS as_of
FROM customer_profile p
LEFT JOIN world w ON w.id = 1;

COMMENT ON VIEW customer_rfm IS 'Recency, frequency, monetary value, scores, segment and cluster of each customer as of as_of.';
COMMENT ON COLUMN customer_rfm.recency_days IS 'UTC calendar days between the day of the last purchase and the day of as_of (event time).';
COMMENT ON COLUMN customer_rfm.as_of IS 'Event time as of which the row is right: the later of the customer''s last change and world.as_of.';

CREATE TABLE customer_segment_history (
    customer_id      text COLLATE "C" NOT NULL,
    valid_from       timestamptz      NOT NULL,
    segment          text COLLATE "C" NOT NULL,
    previous_segment text COLLATE "C",
    version          bigint           NOT NULL,
    PRIMARY KEY (customer_id, valid_from)
);

CREATE INDEX customer_segment_history_valid_from ON customer_segment_history USING brin (valid_from);
CREATE INDEX customer_segment_history_segment ON customer_segment_history (segment, valid_from);

COMMENT ON TABLE customer_segment_history IS 'Each move of a customer from one segment to another, as the close of an event-time day found it.';
COMMENT ON COLUMN customer_segment_history.valid_from IS
    'Start of the day after the closed day, or the last event''s time at the end of a bounded replay.';
COMMENT ON COLUMN customer_segment_history.previous_segment IS 'Null for the first segment of a customer.';

GRANT SELECT, INSERT, UPDATE ON customer_profile, world, customer_segment_history TO tillstream_writer;
GRANT SELECT ON customer_profile, world, customer_segment_history TO tillstream_reader;
GRANT SELECT ON customer_rfm TO tillstream_writer, tillstream_reader;
