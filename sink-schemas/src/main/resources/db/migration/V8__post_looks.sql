CREATE TABLE post_look (
    post_id       text COLLATE "C" NOT NULL PRIMARY KEY,
    seen_at       timestamptz      NOT NULL,
    platform      text COLLATE "C" NOT NULL,
    region        text COLLATE "C",
    style_cluster text COLLATE "C",
    items         jsonb            NOT NULL,
    model_version text COLLATE "C" NOT NULL,
    version       bigint           NOT NULL
) WITH (fillfactor = 80);

-- By it the owner deletes what is old: the job keeps nothing of a post and never looks back.
CREATE INDEX post_look_seen_at ON post_look (seen_at);

COMMENT ON TABLE post_look IS 'What the pictures of social posts look like: the style, and the products whose pictures are nearest.';
COMMENT ON COLUMN post_look.seen_at IS 'Time of the post''s newest record.';
COMMENT ON COLUMN post_look.style_cluster IS 'As in product_embedding, of the same model_version; null while there are too few products.';
COMMENT ON COLUMN post_look.items IS 'Array of product_id, cosine and rank, nearest first.';

GRANT SELECT, INSERT, UPDATE ON post_look TO tillstream_writer;
GRANT SELECT ON post_look TO tillstream_reader;
