CREATE TABLE data_quality (
    source     text COLLATE "C" NOT NULL,
    rule       text COLLATE "C" NOT NULL,
    window_end timestamptz      NOT NULL,
    records    bigint           NOT NULL,
    violations bigint           NOT NULL,
    share      double precision NOT NULL GENERATED ALWAYS AS (
        CASE WHEN records = 0 THEN 0 ELSE violations::double precision / records END
    ) STORED,
    version    bigint           NOT NULL,
    PRIMARY KEY (source, rule, window_end)
);

CREATE INDEX data_quality_window_end ON data_quality (window_end);

COMMENT ON TABLE data_quality IS 'How many records of a topic broke a rule in a window.';
COMMENT ON COLUMN data_quality.source IS 'The topic.';
COMMENT ON COLUMN data_quality.rule IS 'duplicate, late or dead-letter.';
COMMENT ON COLUMN data_quality.window_end IS 'End of the window (a UTC day), exclusive.';
COMMENT ON COLUMN data_quality.records IS 'Records seen in the window.';
COMMENT ON COLUMN data_quality.violations IS 'Those of them that broke the rule.';
COMMENT ON COLUMN data_quality.share IS 'violations / records; 0 if there were no records.';

CREATE TABLE dead_letter (
    source_topic  text COLLATE "C" NOT NULL,
    partition     integer          NOT NULL,
    source_offset bigint           NOT NULL,
    error         text             NOT NULL,
    stage         text COLLATE "C" NOT NULL,
    seen_at       timestamptz      NOT NULL,
    PRIMARY KEY (source_topic, partition, source_offset)
);

CREATE INDEX dead_letter_seen_at ON dead_letter (seen_at);

COMMENT ON TABLE dead_letter IS 'Records that could not be used; their bytes are in the topic retail.dead-letters.';
COMMENT ON COLUMN dead_letter.error IS 'class: message';
COMMENT ON COLUMN dead_letter.stage IS 'What the job was doing with the record.';
COMMENT ON COLUMN dead_letter.seen_at IS 'Wall-clock time at which the job gave it up first.';

GRANT SELECT, INSERT, UPDATE ON data_quality, dead_letter TO tillstream_writer;
GRANT SELECT ON data_quality, dead_letter TO tillstream_reader;
