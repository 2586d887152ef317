CREATE TABLE product_similar_look (
    product_id    text COLLATE "C" NOT NULL PRIMARY KEY,
    model_version text COLLATE "C" NOT NULL,
    items         jsonb            NOT NULL,
    version       bigint           NOT NULL
) WITH (fillfactor = 80);

COMMENT ON TABLE product_similar_look IS 'The products that look most like each product, by the cosine of their pictures'' embeddings.';
COMMENT ON COLUMN product_similar_look.items IS 'Array of product_id, cosine and rank, nearest first; empty once the product has no picture any more.';
COMMENT ON COLUMN product_embedding.image_embedding IS 'Unit vector; empty once the product has no picture any more.';

GRANT SELECT, INSERT, UPDATE ON product_similar_look TO tillstream_writer;
GRANT SELECT ON product_similar_look TO tillstream_reader;
