package io.tillstream.sandbox.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.sandbox.shop.Phrases;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The posts of event files, each once, in the order of time; broken records are skipped. */
final class SocialPosts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+|\\p{So}");
    private static final String PICTURES = "/posts/";
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}\\p{So}]+");

    private final List<Post> posts;

    SocialPosts(List<Post> posts) {
        this.posts = new ArrayList<>(posts);
        this.posts.sort(Comparator.comparingLong(Post::hour));
    }

    /**
     * A post.
     *
     * @param hour since 1970
     * @param subjects keys of its hashtags and words; of a picture what is seen in it
     * @param besides keys that it is about, too, but that plain methods do not count: pairs of
     *     neighbouring words; of a picture the words and hashtags of its post
     * @param colour as the catalogue has it; null if none is named
     * @param garment category; null if none is named
     * @param brand null if none is named
     */
    record Post(
            long hour,
            Set<String> subjects,
            Set<String> besides,
            String colour,
            String garment,
            String brand) {
        boolean isAbout(String subject) {
            return subjects.contains(subject) || besides.contains(subject);
        }

        /** Whether it may be about a product: garment, colour and, if it names one, brand. */
        boolean shows(JsonNode product) {
            return product.path("category").asText().equals(garment)
                    && product.path("attributes").path("colour").asText().equals(colour)
                    && (brand == null || product.path("brand").asText().equals(brand));
        }

        /** Whether it names something, a colour in whatever language. */
        boolean names(String word) {
            return isAbout(word) || word.equals(colour);
        }

        /** Whether it is a picture of a product, or of one that looks like it. */
        boolean pictures(JsonNode product) {
            return subjects.containsAll(seen(product.path("attributes")));
        }
    }

    /** A name without case and what stands between letters. */
    static String key(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return BETWEEN.matcher(plain).replaceAll("");
    }

    long begin() {
        return posts.get(0).hour();
    }

    /** Behind the last hour. */
    long end() {
        return posts.get(posts.size() - 1).hour() + 1;
    }

    /** Those from an hour up to another. */
    List<Post> between(long from, long to) {
        return posts.subList(first(from), Math.max(first(from), first(to)));
    }

    /** Place of the first post from an hour on. */
    private int first(long hour) {
        int low = 0;
        int high = posts.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (posts.get(middle).hour() < hour) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    static SocialPosts read(Path events) throws IOException {
        return read(events, SocialPosts::post);
    }

    /**
     * Those whose pictures are known, by what {@code truth.json} says that these show, and by the
     * cluster of looks to which the job says that each belongs.
     */
    static SocialPosts readPictures(Path events, Path export) throws IOException {
        Map<String, String> styles = new HashMap<>();
        for (Csv.Row look : Csv.read(export.resolve("tables/post_look.csv")).rows()) {
            styles.put(look.get("post_id"), look.get("style_cluster"));
        }
        Map<String, Set<String>> shown = new HashMap<>();
        for (JsonNode picture : TrendOracle.truth(events).path("post_pictures")) {
            shown.put(picture.path("image").asText(), seen(picture));
        }
        return read(
                events,
                (record, hour) -> {
                    String image = record.path("image_uri").asText();
                    Set<String> seen = shown.get(image.substring(image.indexOf(PICTURES) + 1));
                    if (seen == null) {
                        return null;
                    }
                    Set<String> all = new HashSet<>(seen);
                    String style = styles.get(record.path("post_id").asText());
                    if (style != null) {
                        all.add(key("style" + style));
                    }
                    return new Post(hour, all, subjects(record), null, null, null);
                });
    }

    /** Keys of what can be seen: of the job's subjects of pictures, too. */
    private static Set<String> seen(JsonNode attributes) {
        Set<String> seen = new HashSet<>();
        for (String attribute : List.of("colour", "pattern", "silhouette")) {
            seen.add(key(attribute + attributes.path(attribute).asText()));
        }
        return seen;
    }

    /** The first record of each post; those that are null are left out. */
    private static SocialPosts read(Path events, BiFunction<JsonNode, Long, Post> reading)
            throws IOException {
        Map<String, Post> posts = new HashMap<>();
        for (JsonNode record : records(events, "social.posts")) {
            hour(record)
                    .map(hour -> reading.apply(record, hour))
                    .ifPresent(post -> posts.putIfAbsent(record.path("post_id").asText(), post));
        }
        return new SocialPosts(posts.values().stream().toList());
    }

    /** That of a record that can be one of a post. */
    private static Optional<Long> hour(JsonNode record) {
        try {
            return record.hasNonNull("post_id")
                    ? Optional.of(TrendOracle.hourOf(record.path("occurred_at").asText()))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Keys of a record's hashtags, words and pairs of words. */
    static Set<String> subjects(JsonNode record) {
        Post post = post(record, 0);
        Set<String> all = new HashSet<>(post.subjects());
        all.addAll(post.besides());
        return all;
    }

    /** Keys of a query's words and pairs of words, and of the whole of it. */
    static Set<String> subjectsOfQuery(String query) {
        Set<String> all = subjects(JSON.createObjectNode().put("text", query));
        all.add(key(query));
        return all;
    }

    private static Post post(JsonNode record, long hour) {
        String text = record.path("text").asText();
        String language = record.path("language").asText();
        Set<String> subjects = new HashSet<>();
        record.path("hashtags").forEach(tag -> subjects.add(key(tag.asText())));
        Set<String> pairs = new HashSet<>();
        String before = null;
        for (Matcher word = WORD.matcher(text); word.find(); ) {
            String key = key(word.group());
            subjects.add(key);
            if (before != null) {
                pairs.add(before + key);
            }
            before = key;
        }
        return new Post(
                hour,
                subjects,
                pairs,
                Phrases.colourIn(text, language),
                Phrases.garmentIn(text, language),
                Phrases.brandIn(text));
    }

    /** The newest record of each product. */
    static Map<String, JsonNode> products(Path events) throws IOException {
        Map<String, JsonNode> products = new HashMap<>();
        for (JsonNode record : records(events, "catalog.products")) {
            if (record.hasNonNull("product_id") && record.hasNonNull("launched_at")) {
                products.put(record.path("product_id").asText(), record);
            }
        }
        return products;
    }

    static List<JsonNode> records(Path events, String topic) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        try (EventLines lines = EventLines.open(events, topic)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                record(line).ifPresent(records::add);
            }
        }
        return records;
    }

    /** Some are broken on purpose. */
    private static Optional<JsonNode> record(byte[] line) {
        try {
            return Optional.of(JSON.readTree(line));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
