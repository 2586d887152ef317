-- The catalogue beside what is sold of it, and what it says of brands.
CREATE TABLE product (
    product_id  text COLLATE "C" NOT NULL PRIMARY KEY,
    title       text             NOT NULL,
    category    text COLLATE "C" NOT NULL,
    brand       text COLLATE "C",
    price       numeric(19, 4),
    currency    text,
    attributes  jsonb            NOT NULL,
    image_uri   text,
    launched_at timestamptz,
    active      boolean          NOT NULL,
    removed     boolean          NOT NULL,
    version     bigint           NOT NULL
);

CREATE INDEX product_category ON product (category, brand);

COMMENT ON TABLE product IS 'The newest catalogue record of each product.';
COMMENT ON COLUMN product.price IS 'List price.';
COMMENT ON COLUMN product.attributes IS 'Object of texts: colour, pattern, material, style and others.';
COMMENT ON COLUMN product.image_uri IS 'Null where the catalogue has none, or the picture itself instead of its address.';
COMMENT ON COLUMN product.active IS 'Whether it is sold; false once removed.';
COMMENT ON COLUMN product.removed IS 'Whether a tombstone has removed it; the rest is what was known last.';

CREATE VIEW brand_popularity AS
SELECT
    p.brand,
    count(*) FILTER (WHERE p.active) AS products,
    sum(s.views_28d)::bigint AS views_28d,
    sum(s.carts_28d)::bigint AS carts_28d,
    sum(s.units_28d)::bigint AS units_28d,
    sum(s.popularity::numeric)::double precision AS popularity,
    (SELECT max(a.score) FROM trend_alert a
     WHERE a.subject_type = 'brand' AND a.subject = p.brand AND a.resolved_at IS NULL) AS trend_score,
    max(s.as_of) AS as_of
FROM product p
LEFT JOIN product_popularity s USING (product_id)
WHERE p.brand IS NOT NULL
GROUP BY p.brand;

COMMENT ON VIEW brand_popularity IS 'Views, carts and units of the last 28 days of each brand, summed from product_popularity.';
COMMENT ON COLUMN brand_popularity.products IS 'That are sold now.';
COMMENT ON COLUMN brand_popularity.trend_score IS 'Evidence that posts of the brand are on the rise; null if none are.';

CREATE VIEW category_brand_popularity AS
SELECT
    p.category,
    p.brand,
    count(*) FILTER (WHERE p.active) AS products,
    sum(s.views_28d)::bigint AS views_28d,
    sum(s.carts_28d)::bigint AS carts_28d,
    sum(s.units_28d)::bigint AS units_28d,
    sum(s.popularity::numeric)::double precision AS popularity,
    max(s.as_of) AS as_of
FROM product p
LEFT JOIN product_popularity s USING (product_id)
GROUP BY p.category, p.brand;

COMMENT ON VIEW category_brand_popularity IS 'The same of each brand in a category; brand is null for products without one.';

GRANT SELECT, INSERT, UPDATE ON product TO tillstream_writer;
GRANT SELECT ON product TO tillstream_reader;
GRANT SELECT ON brand_popularity, category_brand_popularity TO tillstream_writer, tillstream_reader;
