package io.tillstream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/** Every setting of the job. Flink's own settings stand in {@code flink-conf/}. */
public final class JobOptions {
    /** Two years: further ahead nobody orders by a forecast. */
    public static final int MOST_DEMAND_DAYS = 730;

    /** Comma-separated brokers. */
    public static final ConfigOption<String> KAFKA_BOOTSTRAP_SERVERS =
            ConfigOptions.key("kafka.bootstrap.servers")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("Kafka brokers, host:port, comma-separated. Required.");

    /** Consumer group. */
    public static final ConfigOption<String> KAFKA_GROUP_ID =
            ConfigOptions.key("kafka.group.id")
                    .stringType()
                    .defaultValue("tillstream")
                    .withDescription("Consumer group under which offsets are committed.");

    /** Read to the present end only. */
    public static final ConfigOption<Boolean> KAFKA_BOUNDED =
            ConfigOptions.key("kafka.bounded")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "True: read from the beginning to the end offsets at start, then stop.");

    /** Prefix of transactional ids. */
    public static final ConfigOption<String> KAFKA_TRANSACTION_PREFIX =
            ConfigOptions.key("kafka.transaction.prefix")
                    .stringType()
                    .defaultValue("tillstream")
                    .withDescription("Prefix of transactional ids; unique per job on a cluster.");

    /** How long a transaction may stay open. */
    public static final ConfigOption<Duration> KAFKA_TRANSACTION_TIMEOUT =
            ConfigOptions.key("kafka.transaction.timeout")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(15))
                    .withDescription(
                            "Longer than the longest restart, and at most the brokers' maximum.");

    /** JDBC address. */
    public static final ConfigOption<String> POSTGRES_URL =
            ConfigOptions.key("postgres.url")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("jdbc:postgresql://host:port/database. Required.");

    /** Database user. */
    public static final ConfigOption<String> POSTGRES_USER =
            ConfigOptions.key("postgres.user")
                    .stringType()
                    .defaultValue("tillstream")
                    .withDescription("A member of the role tillstream_writer.");

    /** Database password. */
    public static final ConfigOption<String> POSTGRES_PASSWORD =
            ConfigOptions.key("postgres.password")
                    .stringType()
                    .defaultValue("")
                    .withDescription("Give it by environment or postgres.password.file, not here.");

    /** File with the database password. */
    public static final ConfigOption<String> POSTGRES_PASSWORD_FILE =
            ConfigOptions.key("postgres.password.file")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("File that holds the password.");

    /** Capabilities of this job. */
    public static final ConfigOption<List<String>> PIPELINES =
            ConfigOptions.key("pipelines")
                    .stringType()
                    .asList()
                    .defaultValues(
                            "customers",
                            "products",
                            "kpis",
                            "demand",
                            "recommendations",
                            "pictures")
                    .withDescription("Capabilities to run, separated by ; or ,.");

    /** Parallelism of the job. */
    public static final ConfigOption<Integer> PARALLELISM =
            ConfigOptions.key("parallelism")
                    .intType()
                    .noDefaultValue()
                    .withDescription("Parallelism; Flink's default if absent.");

    /** Interval of checkpoints. */
    public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
            ConfigOptions.key("checkpoint.interval")
                    .durationType()
                    .noDefaultValue()
                    .withDescription("Interval of checkpoints; Flink's setting if absent.");

    /** Whether changes of state are written as they happen. */
    public static final ConfigOption<Boolean> CHECKPOINT_CHANGELOG =
            ConfigOptions.key("checkpoint.changelog")
                    .booleanType()
                    .noDefaultValue()
                    .withDescription(
                            "Changes of state are written as they happen, so that checkpoints hold"
                                    + " hardly anything up; the job then owns the checkpoint or"
                                    + " savepoint that it is restored from, and deletes it in time."
                                    + " Flink's setting if absent.");

    /** Bound of the watermark. */
    public static final ConfigOption<Duration> OUT_OF_ORDERNESS =
            ConfigOptions.key("events.out-of-orderness")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription("How far the watermark stays behind the newest event.");

    /** When a day is closed. */
    public static final ConfigOption<Duration> ALLOWED_LATENESS =
            ConfigOptions.key("events.allowed-lateness")
                    .durationType()
                    .defaultValue(Duration.ofHours(1))
                    .withDescription("A day is closed when the watermark is past it by this.");

    /** When a source that is silent no longer holds event time back. */
    public static final ConfigOption<Duration> IDLE_TIMEOUT =
            ConfigOptions.key("events.idle-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(10))
                    .withDescription("A partition silent for this long is idle; 0 for never.");

    /** When a partition that was not read yet is idle. */
    public static final ConfigOption<Duration> START_TIMEOUT =
            ConfigOptions.key("events.start-timeout")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription(
                            "A partition of which nothing was read since the start is idle after"
                                    + " this long, or after events.idle-timeout where that is"
                                    + " longer: a day must not close without what waits to be read.");

    /** How far sources may run apart. */
    public static final ConfigOption<Duration> ALIGNMENT_DRIFT =
            ConfigOptions.key("events.alignment-drift")
                    .durationType()
                    .defaultValue(Duration.ofDays(1))
                    .withDescription("Event time by which one partition may run ahead of others.");

    /** How long ids are remembered. */
    public static final ConfigOption<Duration> DEDUP_HORIZON =
            ConfigOptions.key("events.dedup-horizon")
                    .durationType()
                    .defaultValue(Duration.ofDays(7))
                    .withDescription("Event time for which ids are remembered.");

    /** How far a clock may be ahead. */
    public static final ConfigOption<Duration> MAX_CLOCK_SKEW =
            ConfigOptions.key("events.max-clock-skew")
                    .durationType()
                    .defaultValue(Duration.ofDays(1))
                    .withDescription(
                            "An event further ahead of its arrival in Kafka is a dead letter.");

    /** How long days take corrections. */
    public static final ConfigOption<Duration> RETENTION =
            ConfigOptions.key("events.retention")
                    .durationType()
                    .defaultValue(Duration.ofDays(60))
                    .withDescription(
                            "An event further behind the watermark is a dead letter; days of"
                                    + " sales are kept for corrections as long.");

    /** Size of a record. */
    public static final ConfigOption<MemorySize> MAX_RECORD_SIZE =
            ConfigOptions.key("events.max-record-size")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(1))
                    .withDescription("A larger record is a dead letter.");

    /** Size of a dead letter. */
    public static final ConfigOption<MemorySize> MAX_DEAD_LETTER_SIZE =
            ConfigOptions.key("events.max-dead-letter-size")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(1).subtract(MemorySize.parse("64 kb")))
                    .withDescription(
                            "The bytes of a longer dead letter are cut. With room for headers no"
                                    + " more than retail.dead-letters takes (max.message.bytes).");

    /** Interval of flushes. */
    public static final ConfigOption<Duration> FLUSH_INTERVAL =
            ConfigOptions.key("flush.interval")
                    .durationType()
                    .defaultValue(Duration.ofMillis(200))
                    .withDescription("How long operators and table sinks gather changes.");

    /** Share of customers that shape the clusters. */
    public static final ConfigOption<Double> CLUSTER_SAMPLE =
            ConfigOptions.key("customers.cluster-sample")
                    .doubleType()
                    .defaultValue(1.0)
                    .withDescription(
                            "Share of customers who shape the behaviour clusters; 0.01 for tens"
                                    + " of millions.");

    /** First day whose close issues forecasts. */
    public static final ConfigOption<String> DEMAND_ISSUE_FROM =
            ConfigOptions.key("demand.issue-from")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Date (2026-03-01) before which days are learnt but no forecast is"
                                    + " issued: for the backfill of long histories.");

    /** Whether the levels' forecasts are made to agree. */
    public static final ConfigOption<Boolean> DEMAND_RECONCILE =
            ConfigOptions.key("demand.reconcile")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription(
                            "Make the forecasts of stores, products and categories agree. False"
                                    + " shows what each would say alone, to measure what"
                                    + " reconciliation is worth.");

    /** Lead time of products whose catalogue record tells none. */
    public static final ConfigOption<Integer> DEMAND_LEAD_TIME =
            ConfigOptions.key("demand.lead-time-days")
                    .intType()
                    .defaultValue(7)
                    .withDescription("Days from order to delivery where the catalogue is silent.");

    /** Days between two orders. */
    public static final ConfigOption<Integer> DEMAND_REVIEW_PERIOD =
            ConfigOptions.key("demand.review-period-days")
                    .intType()
                    .defaultValue(7)
                    .withDescription("Days that an order covers beyond its lead time.");

    /** When a low-stock alert opens. */
    public static final ConfigOption<Double> DEMAND_ALERT_THRESHOLD =
            ConfigOptions.key("demand.alert-threshold")
                    .doubleType()
                    .defaultValue(0.2)
                    .withDescription(
                            "Probability of running out before a delivery can arrive, at which a"
                                    + " low-stock alert opens; it resolves below half of it.");

    /** Service level. */
    public static final ConfigOption<Double> DEMAND_SERVICE_LEVEL =
            ConfigOptions.key("demand.service-level")
                    .doubleType()
                    .defaultValue(0.95)
                    .withDescription(
                            "Probability of not running out that reorder points and order"
                                    + " proposals aim at.");

    /** Length of a list of recommendations. */
    public static final ConfigOption<Integer> RECOMMENDATIONS_ITEMS =
            ConfigOptions.key("recommendations.items")
                    .intType()
                    .defaultValue(20)
                    .withDescription("Products in a list, 1 to 100.");

    /** Diversity. */
    public static final ConfigOption<Integer> RECOMMENDATIONS_PER_CATEGORY =
            ConfigOptions.key("recommendations.per-category")
                    .intType()
                    .defaultValue(8)
                    .withDescription(
                            "Products of one category in a list, as long as there are others.");

    /** Throttle of emissions. */
    public static final ConfigOption<Duration> RECOMMENDATIONS_INTERVAL =
            ConfigOptions.key("recommendations.interval")
                    .durationType()
                    .defaultValue(Duration.ofMillis(100))
                    .withDescription(
                            "Time between two lists for a shopper; of the events between, the"
                                    + " newest is answered when it is over. 0: each is. By the"
                                    + " wall clock, in a bounded run by event time.");

    /** How often news of products and the ranker are told. */
    public static final ConfigOption<Duration> RECOMMENDATIONS_NEWS_INTERVAL =
            ConfigOptions.key("recommendations.news-interval")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription(
                            "Event time after which popularity, neighbours and ranker are told"
                                    + " anew; stock-outs and the catalogue are at once. Bounded"
                                    + " runs tell at the close of days.");

    /** How long shoppers are remembered. */
    public static final ConfigOption<Duration> RECOMMENDATIONS_TIME_TO_LIVE =
            ConfigOptions.key("recommendations.time-to-live")
                    .durationType()
                    .defaultValue(Duration.ofDays(365))
                    .withDescription(
                            "Wall-clock time without events until a shopper is forgotten.");

    /** Experiments. */
    public static final ConfigOption<String> RECOMMENDATIONS_SALT =
            ConfigOptions.key("recommendations.salt")
                    .stringType()
                    .defaultValue("tillstream")
                    .withDescription(
                            "Another salt gives shoppers other variants. Who knows it can make up"
                                    + " feedback: give each shop its own.");

    /** Share of shoppers who are split evenly. */
    public static final ConfigOption<Double> RECOMMENDATIONS_CONTROL =
            ConfigOptions.key("recommendations.control-share")
                    .doubleType()
                    .defaultValue(0.1)
                    .withDescription(
                            "Share of shoppers, 0 to 1, with a variant for good; of all others"
                                    + " most get what is clicked most (Thompson sampling).");

    /** Business rules. */
    public static final ConfigOption<String> RECOMMENDATIONS_RULES =
            ConfigOptions.key("recommendations.rules")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "JSON file with what to exclude, pin and boost, read at the start.");

    /** Registry of models. */
    public static final ConfigOption<String> MODELS_DIR =
            ConfigOptions.key("models.dir")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Registry of models: a folder at the same path on every node, or an"
                                    + " address of a file system that Flink has a plugin for"
                                    + " (s3://BUCKET/MODELS); without it there is only what the"
                                    + " build ships.");

    /** What a slot of the operators that ask models needs. */
    public static final ConfigOption<Map<String, String>> MODELS_SLOT =
            ConfigOptions.key("models.slot")
                    .mapType()
                    .noDefaultValue()
                    .withDescription(
                            "The operators that ask models run in slots of their own, each of"
                                    + " these resources: cpu:1,heap:512m,off-heap:1g,gpu:0.5, say."
                                    + " Needs job.slot. Without it all operators share slots.");

    /** What all other slots need. */
    public static final ConfigOption<Map<String, String>> JOB_SLOT =
            ConfigOptions.key("job.slot")
                    .mapType()
                    .noDefaultValue()
                    .withDescription(
                            "With models.slot, the resources of all other slots:"
                                    + " cpu:1,heap:1g,off-heap:64m,managed:512m, say. Managed memory"
                                    + " is RocksDB's.");

    /** How often the registry is looked at. */
    public static final ConfigOption<Duration> MODELS_REFRESH_INTERVAL =
            ConfigOptions.key("models.refresh-interval")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(30))
                    .withDescription(
                            "Wall-clock time between looks at which versions are current.");

    /** Encoder of pictures. */
    public static final ConfigOption<String> IMAGES_ENCODER =
            ConfigOptions.key("images.encoder")
                    .stringType()
                    .defaultValue("style-encoder")
                    .withDescription("Name in the registry of the encoder of pictures.");

    /** Folders of pictures. */
    public static final ConfigOption<List<String>> IMAGES_FOLDERS =
            ConfigOptions.key("images.folders")
                    .stringType()
                    .asList()
                    .defaultValues()
                    .withDescription(
                            "Folders below which file: addresses may be read, separated by , and"
                                    + " at the same path on every node; relative addresses are"
                                    + " looked for in them. None by default.");

    /** Internal hosts of pictures. */
    public static final ConfigOption<List<String>> IMAGES_INTERNAL_HOSTS =
            ConfigOptions.key("images.internal-hosts")
                    .stringType()
                    .asList()
                    .defaultValues()
                    .withDescription(
                            "Names of hosts, separated by , that may be asked for pictures although"
                                    + " their address is internal. None by default.");

    /** Where s3 pictures are. */
    public static final ConfigOption<String> IMAGES_S3_ENDPOINT =
            ConfigOptions.key("images.s3-endpoint")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "https://HOST[:PORT] of public s3: pictures; without it there are none.");

    /** Largest picture. */
    public static final ConfigOption<MemorySize> IMAGES_MAX_SIZE =
            ConfigOptions.key("images.max-size")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(8))
                    .withDescription("Largest file of a picture.");

    /** Time of a download. */
    public static final ConfigOption<Duration> IMAGES_FETCH_TIMEOUT =
            ConfigOptions.key("images.fetch-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(5))
                    .withDescription("For one download, redirects and all.");

    /** Attempts to fetch a picture. */
    public static final ConfigOption<Integer> IMAGES_ATTEMPTS =
            ConfigOptions.key("images.attempts")
                    .intType()
                    .defaultValue(2)
                    .withDescription("For a picture that cannot be reached, with growing waits.");

    /** Time of a picture. */
    public static final ConfigOption<Duration> IMAGES_TIMEOUT =
            ConfigOptions.key("images.timeout")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription(
                            "For a picture from request to vector, all attempts together; a"
                                    + " checkpoint waits no longer for pictures that stall.");

    /** Threads that fetch pictures. */
    public static final ConfigOption<Integer> IMAGES_THREADS =
            ConfigOptions.key("images.threads")
                    .intType()
                    .defaultValue(4)
                    .withDescription("Threads of each subtask that fetch and decode.");

    /** Pictures under way. */
    public static final ConfigOption<Integer> IMAGES_CAPACITY =
            ConfigOptions.key("images.capacity")
                    .intType()
                    .defaultValue(200)
                    .withDescription("Pictures under way in each subtask.");

    /** Rate of posts' pictures. */
    public static final ConfigOption<Integer> IMAGES_POST_RATE =
            ConfigOptions.key("images.post-rate")
                    .intType()
                    .defaultValue(20)
                    .withDescription(
                            "Pictures of posts a second, all subtasks together, that are fetched"
                                    + " and encoded; what is more is skipped. A bounded run"
                                    + " encodes all.");

    /** Pictures of posts under way. */
    public static final ConfigOption<Integer> IMAGES_POST_CAPACITY =
            ConfigOptions.key("images.post-capacity")
                    .intType()
                    .defaultValue(50)
                    .withDescription(
                            "Pictures of posts under way in each subtask; what is more is"
                                    + " skipped.");

    /** Trust in posts. */
    public static final ConfigOption<Boolean> IMAGES_POSTS_TRUSTED =
            ConfigOptions.key("images.posts-trusted")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether posts, too, may have pictures asked for below images.folders,"
                                    + " from images.internal-hosts and images.s3-endpoint. Where"
                                    + " anybody can post: no.");

    /** Rate of pictures encoded again. */
    public static final ConfigOption<Integer> IMAGES_REENCODE_RATE =
            ConfigOptions.key("images.reencode-rate")
                    .intType()
                    .defaultValue(50)
                    .withDescription(
                            "Pictures a second, all subtasks together, that are encoded again when"
                                    + " the encoder changes.");

    /** Styles. */
    public static final ConfigOption<Integer> IMAGES_STYLES =
            ConfigOptions.key("images.styles")
                    .intType()
                    .defaultValue(24)
                    .withDescription("Clusters of pictures that look alike.");

    /** How often looks are told. */
    public static final ConfigOption<Duration> IMAGES_INTERVAL =
            ConfigOptions.key("images.interval")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(10))
                    .withDescription(
                            "Wall-clock time between changes of styles and neighbours; a bounded"
                                    + " run tells them when it knows the whole catalogue.");

    /** How long a shopper waits for the towers. */
    public static final ConfigOption<Duration> RECOMMENDATIONS_MODEL_TIMEOUT =
            ConfigOptions.key("recommendations.model-timeout")
                    .durationType()
                    .defaultValue(Duration.ofMillis(50))
                    .withDescription(
                            "After this a list is made without the two towers, and its"
                                    + " model_version says so.");

    /** Whether shoppers wait for the towers at all cost. */
    public static final ConfigOption<Boolean> RECOMMENDATIONS_MODEL_WAIT =
            ConfigOptions.key("recommendations.model-wait")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Wait for the two towers rather than make a list without them; a"
                                    + " batch that fails then restarts the job. Bounded runs"
                                    + " always wait.");

    /** Moments under way. */
    public static final ConfigOption<Integer> RECOMMENDATIONS_MODEL_CAPACITY =
            ConfigOptions.key("recommendations.model-capacity")
                    .intType()
                    .defaultValue(256)
                    .withDescription(
                            "Shoppers' events in a subtask that wait for the two towers, 1 or"
                                    + " more; beyond that the stream waits.");

    /** Error of forecasts. */
    public static final ConfigOption<Double> MONITORING_FORECAST_WAPE =
            ConfigOptions.key("monitoring.forecast-wape")
                    .doubleType()
                    .defaultValue(0.25)
                    .withDescription(
                            "Greatest weighted absolute percentage error of the forecasts of all"
                                    + " sales; beyond it in two windows in a row an alert opens.");

    /** Hit rate of recommendations. */
    public static final ConfigOption<Double> MONITORING_HIT_RATE =
            ConfigOptions.key("monitoring.hit-rate")
                    .doubleType()
                    .defaultValue(0.9)
                    .withDescription(
                            "Least share of its usual value (of up to 28 days before) that the"
                                    + " hit rate of the emitted recommendations must reach.");

    /** Purchases of a day's hit rate. */
    public static final ConfigOption<Long> MONITORING_HIT_RATE_PURCHASES =
            ConfigOptions.key("monitoring.hit-rate-purchases")
                    .longType()
                    .defaultValue(200L)
                    .withDescription(
                            "Purchases that a day's hit rate must be of to be judged: of 200, a"
                                    + " rate of 0.3 is off by 0.03 by chance.");

    /** Latency of recommendations. */
    public static final ConfigOption<Duration> MONITORING_LATENCY =
            ConfigOptions.key("monitoring.latency")
                    .durationType()
                    .defaultValue(Duration.ofMillis(200))
                    .withDescription(
                            "Longest time from taking a shopper's event up to the list, for 99 %"
                                    + " of the lists of five minutes of the wall clock. Not in"
                                    + " bounded runs.");

    /** Age of feeds. */
    public static final ConfigOption<Duration> MONITORING_FRESHNESS =
            ConfigOptions.key("monitoring.freshness")
                    .durationType()
                    .defaultValue(Duration.ofDays(2))
                    .withDescription(
                            "Greatest age of a source's newest event at the end of a day on which"
                                    + " other sources, or it, had events.");

    /** Drift by the population stability index. */
    public static final ConfigOption<Double> MONITORING_DRIFT_PSI =
            ConfigOptions.key("monitoring.drift-psi")
                    .doubleType()
                    .defaultValue(0.25)
                    .withDescription(
                            "Greatest population stability index of features of customers and of"
                                    + " daily revenue, where chance alone does not reach more;"
                                    + " an alert ends below two fifths of it.");

    /** Drift by Kolmogorov and Smirnov. */
    public static final ConfigOption<Double> MONITORING_DRIFT_KS =
            ConfigOptions.key("monitoring.drift-ks")
                    .doubleType()
                    .defaultValue(0.2)
                    .withDescription(
                            "The same of the Kolmogorov-Smirnov distance; an alert ends below five"
                                    + " eighths of it.");

    /** Stability of segments. */
    public static final ConfigOption<Double> MONITORING_SEGMENT_STABILITY =
            ConfigOptions.key("monitoring.segment-stability")
                    .doubleType()
                    .defaultValue(0.7)
                    .withDescription("Least share of customers in the segment of 30 days before.");

    /** Quality of feeds. */
    public static final ConfigOption<Double> MONITORING_BAD_RECORDS =
            ConfigOptions.key("monitoring.bad-records")
                    .doubleType()
                    .defaultValue(0.01)
                    .withDescription(
                            "Greatest share of a topic's records of a day that are refused, late,"
                                    + " or duplicates, each for itself.");

    /** Fields that records should have. */
    public static final ConfigOption<List<String>> MONITORING_EXPECTED_FIELDS =
            ConfigOptions.key("monitoring.expected-fields")
                    .stringType()
                    .asList()
                    .defaultValues("catalog.products.price", "social.posts.text")
                    .withDescription(
                            "Optional fields that records should have all the same, TOPIC.FIELD,"
                                    + " comma-separated; pos.sales.customer_id where each customer"
                                    + " has a card.");

    /** Missing values. */
    public static final ConfigOption<Double> MONITORING_MISSING_VALUES =
            ConfigOptions.key("monitoring.missing-values")
                    .doubleType()
                    .defaultValue(0.01)
                    .withDescription(
                            "Greatest share of a day's records without a field that they should"
                                    + " have, each field for itself, of 100 records or more.");

    /** Prices out of the ordinary. */
    public static final ConfigOption<Double> MONITORING_ODD_PRICES =
            ConfigOptions.key("monitoring.odd-prices")
                    .doubleType()
                    .defaultValue(0.001)
                    .withDescription(
                            "Greatest share of the products that stores sold on a day at a price"
                                    + " beyond 3 robust standard deviations of the product's own"
                                    + " and unlike what most stores sold it for.");

    /** Volume out of the ordinary. */
    public static final ConfigOption<Double> MONITORING_ODD_HOURS =
            ConfigOptions.key("monitoring.odd-hours")
                    .doubleType()
                    .defaultValue(0.1)
                    .withDescription(
                            "Greatest share of the hours of a day in which a source sends far"
                                    + " more or less than in the same hour of the weeks before.");

    /** What is aimed at. */
    public static final ConfigOption<Map<String, String>> MONITORING_TARGETS =
            ConfigOptions.key("monitoring.targets")
                    .mapType()
                    .defaultValue(Map.of())
                    .withDescription(
                            "What guarded figures should be, beside the bounds at which alerts"
                                    + " open: wape-week:0.15,hr@10:1,latency_ms.p99:100,"
                                    + "segment_stability_30d:0.8,age_hours:24,psi:0.1,ks:0.125"
                                    + " where nothing else is set; the hit rate's is a share of"
                                    + " what is usual.");

    /** Candidates of the towers. */
    public static final ConfigOption<Integer> RECOMMENDATIONS_MODEL_CANDIDATES =
            ConfigOptions.key("recommendations.model-candidates")
                    .intType()
                    .defaultValue(40)
                    .withDescription(
                            "Products, 0 to 100, that the two towers may add to a shopper's"
                                    + " candidates.");

    /** From where on the towers' answers are approximate. */
    public static final ConfigOption<Integer> RECOMMENDATIONS_EXACT_LIMIT =
            ConfigOptions.key("recommendations.exact-limit")
                    .intType()
                    .defaultValue(200_000)
                    .withDescription(
                            "Products up to which the two towers score each; beyond it an index"
                                    + " (all of them on a GPU, else HNSW, which finds about the"
                                    + " best). Bounded runs score each.");

    /** Names that mean the same. */
    public static final ConfigOption<String> TRENDS_SYNONYMS =
            ConfigOptions.key("trends.synonyms")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "File of names that mean the same in posts, NAME: OTHER, OTHER a line,"
                                    + " read at the start.");

    /** Alarms without a trend. */
    public static final ConfigOption<Double> TRENDS_FALSE_ALARMS =
            ConfigOptions.key("trends.false-alarms-per-day")
                    .doubleType()
                    .defaultValue(0.01)
                    .withDescription(
                            "Alarms a day, on average, that chance alone may raise among all"
                                    + " subjects, above 0.");

    /** Subjects that are told apart. */
    public static final ConfigOption<Integer> TRENDS_VOCABULARY =
            ConfigOptions.key("trends.vocabulary")
                    .intType()
                    .defaultValue(131_072)
                    .withDescription(
                            "Subjects whose usual level is told apart well, 64 to 16777216; each"
                                    + " costs 170 bytes of state. More are allowed: the rare ones"
                                    + " then share. Takes effect with empty state.");

    /** Name of the job. */
    public static final ConfigOption<String> JOB_NAME =
            ConfigOptions.key("job.name")
                    .stringType()
                    .defaultValue("tillstream")
                    .withDescription("Name in Flink's web page.");

    /** All of them. */
    public static final List<ConfigOption<?>> ALL =
            List.of(
                    KAFKA_BOOTSTRAP_SERVERS,
                    KAFKA_GROUP_ID,
                    KAFKA_BOUNDED,
                    KAFKA_TRANSACTION_PREFIX,
                    KAFKA_TRANSACTION_TIMEOUT,
                    POSTGRES_URL,
                    POSTGRES_USER,
                    POSTGRES_PASSWORD,
                    POSTGRES_PASSWORD_FILE,
                    PIPELINES,
                    PARALLELISM,
                    CHECKPOINT_INTERVAL,
                    CHECKPOINT_CHANGELOG,
                    OUT_OF_ORDERNESS,
                    ALLOWED_LATENESS,
                    IDLE_TIMEOUT,
                    START_TIMEOUT,
                    ALIGNMENT_DRIFT,
                    DEDUP_HORIZON,
                    MAX_CLOCK_SKEW,
                    RETENTION,
                    MAX_RECORD_SIZE,
                    MAX_DEAD_LETTER_SIZE,
                    FLUSH_INTERVAL,
                    CLUSTER_SAMPLE,
                    DEMAND_ISSUE_FROM,
                    DEMAND_RECONCILE,
                    DEMAND_LEAD_TIME,
                    DEMAND_REVIEW_PERIOD,
                    DEMAND_ALERT_THRESHOLD,
                    DEMAND_SERVICE_LEVEL,
                    MONITORING_FORECAST_WAPE,
                    MONITORING_HIT_RATE,
                    MONITORING_HIT_RATE_PURCHASES,
                    MONITORING_LATENCY,
                    MONITORING_FRESHNESS,
                    MONITORING_DRIFT_PSI,
                    MONITORING_DRIFT_KS,
                    MONITORING_SEGMENT_STABILITY,
                    MONITORING_BAD_RECORDS,
                    MONITORING_EXPECTED_FIELDS,
                    MONITORING_MISSING_VALUES,
                    MONITORING_ODD_PRICES,
                    MONITORING_ODD_HOURS,
                    MONITORING_TARGETS,
                    RECOMMENDATIONS_ITEMS,
                    RECOMMENDATIONS_PER_CATEGORY,
                    RECOMMENDATIONS_INTERVAL,
                    RECOMMENDATIONS_NEWS_INTERVAL,
                    RECOMMENDATIONS_TIME_TO_LIVE,
                    RECOMMENDATIONS_SALT,
                    RECOMMENDATIONS_CONTROL,
                    RECOMMENDATIONS_RULES,
                    RECOMMENDATIONS_MODEL_TIMEOUT,
                    RECOMMENDATIONS_MODEL_WAIT,
                    RECOMMENDATIONS_MODEL_CAPACITY,
                    RECOMMENDATIONS_MODEL_CANDIDATES,
                    RECOMMENDATIONS_EXACT_LIMIT,
                    MODELS_DIR,
                    MODELS_REFRESH_INTERVAL,
                    MODELS_SLOT,
                    JOB_SLOT,
                    IMAGES_ENCODER,
                    IMAGES_FOLDERS,
                    IMAGES_INTERNAL_HOSTS,
                    IMAGES_S3_ENDPOINT,
                    IMAGES_MAX_SIZE,
                    IMAGES_FETCH_TIMEOUT,
                    IMAGES_ATTEMPTS,
                    IMAGES_TIMEOUT,
                    IMAGES_THREADS,
                    IMAGES_CAPACITY,
                    IMAGES_POST_RATE,
                    IMAGES_POST_CAPACITY,
                    IMAGES_POSTS_TRUSTED,
                    IMAGES_REENCODE_RATE,
                    IMAGES_STYLES,
                    IMAGES_INTERVAL,
                    TRENDS_SYNONYMS,
                    TRENDS_FALSE_ALARMS,
                    TRENDS_VOCABULARY,
                    JOB_NAME);

    private JobOptions() {}
}
