CREATE TABLE sales_profile (
    learnt_on  date             NOT NULL,
    profile    integer          NOT NULL,
    launches   bigint           NOT NULL,
    share      double precision NOT NULL,
    curve      real[]           NOT NULL,
    silhouette double precision NOT NULL,
    shuffled   double precision NOT NULL,
    version    bigint           NOT NULL,
    PRIMARY KEY (learnt_on, profile)
);

COMMENT ON TABLE sales_profile IS
    'The ways in which sales of new products run over their first eight weeks, learnt weekly; the newest learnt_on counts. A single profile: no structure.';
COMMENT ON COLUMN sales_profile.learnt_on IS 'The closed UTC day up to which launches are known.';
COMMENT ON COLUMN sales_profile.profile IS 'From 0 on; those that sell early come first. A number means the same only on one learnt_on.';
COMMENT ON COLUMN sales_profile.launches IS 'Products of which the profiles were learnt, those of all profiles together.';
COMMENT ON COLUMN sales_profile.share IS 'Share of the launches that had this profile.';
COMMENT ON COLUMN sales_profile.curve IS 'Mean share of each week in the units of the eight weeks.';
COMMENT ON COLUMN sales_profile.silhouette IS 'Mean simplified silhouette of all profiles together; 0 for a single one.';
COMMENT ON COLUMN sales_profile.shuffled IS 'The same of as many clusters of the same curves with their weeks shuffled: what chance makes.';

CREATE TABLE product_sales_profile (
    product_id  text COLLATE "C" NOT NULL PRIMARY KEY,
    learnt_on   date             NOT NULL,
    profile     integer          NOT NULL,
    basis       text COLLATE "C" NOT NULL CHECK (basis IN ('sales', 'foretold')),
    probability double precision NOT NULL,
    silhouette  double precision,
    version     bigint           NOT NULL
) WITH (fillfactor = 80);

COMMENT ON TABLE product_sales_profile IS
    'The sales profile of a product: foretold from its attributes, price and picture before it sells, by its sales after eight weeks.';
COMMENT ON COLUMN product_sales_profile.learnt_on IS 'With profile a row of sales_profile.';
COMMENT ON COLUMN product_sales_profile.basis IS 'sales: the product''s own first weeks; foretold: what the catalogue says of it.';
COMMENT ON COLUMN product_sales_profile.probability IS 'That it is this profile, as foretold; 1 by sales.';
COMMENT ON COLUMN product_sales_profile.silhouette IS 'By sales: how clearly it is this profile and no other, 0 to 1; null where foretold.';

GRANT SELECT, INSERT, UPDATE ON sales_profile, product_sales_profile TO tillstream_writer;
GRANT SELECT ON sales_profile, product_sales_profile TO tillstream_reader;
