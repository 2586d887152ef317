package io.tillstream.sandbox.bench;

import io.tillstream.events.EventTime;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Posts by their number, the same in every run: eight words and two tags each by Zipf's law, of a
 * million authors in 50 regions. Some follow a trend, some are spam (a few authors who write nearly
 * the same again and again), some are later records of a post.
 */
final class PostMaker implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int WORDS = 50_000;

    /** More than the words there are, fewer than three syllables make. */
    private static final int ALL_WORDS = 1 << 17;

    private static final int SYLLABLES = 3;
    private static final String CONSONANTS = "bcdfghjklmnprstvwxyz";
    private static final String VOWELS = "aeiou";
    private static final int WORDS_OF_A_POST = 8;
    private static final int TAGS_OF_A_POST = 2;
    private static final int AUTHORS = 1_000_000;
    private static final int REGIONS = 50;
    private static final int SPAMMERS = 20;
    private static final int TRENDS = 12;

    /** Posts that lie between the first record of a post and its later one. */
    private static final int LATER = 20_000;

    private static final double UPDATED = 0.05;
    private static final double SPAM = 0.03;
    private static final double IN_FASHION = 0.004;

    /** Words by Zipf's law are drawn from so many places. */
    private static final int PLACES = 1 << 20;

    /** So that words with few posts differ from those of Zipf's greatest rank. */
    private static final int HEAD = 3;

    private static final long FIRST_HOUR = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();

    private final long quietHours;
    private final long quietPosts;
    private final long posts;
    private transient String[] words;

    /**
     * @param quietHours with which it begins: what is usual is learnt in them
     * @param quietPosts of an hour of these
     * @param posts of every other hour
     */
    PostMaker(long quietHours, long quietPosts, long posts) {
        this.quietHours = quietHours;
        this.quietPosts = quietPosts;
        this.posts = posts;
    }

    /** Hours that have begun before a post, as a fraction. */
    private double hoursBefore(long number) {
        long quiet = quietHours * quietPosts;
        return number < quiet
                ? (double) number / quietPosts
                : quietHours + (double) (number - quiet) / posts;
    }

    /** Records up to the end of an hour, counted from 0. */
    long until(long hour) {
        return hour < quietHours
                ? (hour + 1) * quietPosts
                : quietHours * quietPosts + (hour + 1 - quietHours) * posts;
    }

    /** Event time of a record, epoch milliseconds. */
    long timeOf(long number) {
        return FIRST_HOUR + (long) (hoursBefore(number) * EventTime.HOUR);
    }

    /** A record of {@code social.posts}. */
    byte[] record(long number) {
        boolean isLater = number >= LATER && new SplittableRandom(~number).nextDouble() < UPDATED;
        return isLater ? record(number - LATER, number, 10) : record(number, number, 1);
    }

    private byte[] record(long post, long number, int growth) {
        SplittableRandom random = new SplittableRandom(post);
        int likes = (int) (20 / (0.02 + random.nextDouble()));
        boolean isSpam = random.nextDouble() < SPAM;
        int author = random.nextInt(isSpam ? SPAMMERS : AUTHORS);
        StringBuilder json = new StringBuilder(400);
        json.append("{\"post_id\":\"T").append(post);
        json.append("\",\"platform\":\"x\",\"author_id\":\"U").append(author);
        json.append("\",\"occurred_at\":\"").append(Instant.ofEpochMilli(timeOf(number)));
        json.append("\",\"text\":\"");
        if (isSpam) {
            spam(json, author, random);
        } else {
            text(json, hoursBefore(post), random);
        }
        json.append("],\"likes\":").append((long) likes * growth);
        json.append(",\"shares\":").append(likes * growth / 9);
        json.append(",\"comments\":").append(likes * growth / 14);
        json.append(",\"language\":\"en\",\"region\":\"R").append(author % REGIONS).append("\"}");
        return json.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void text(StringBuilder json, double hour, SplittableRandom random) {
        int trend = trend(hour, random.nextDouble());
        json.append("Look:");
        for (int i = 0; i < WORDS_OF_A_POST; i++) {
            json.append(' ').append(word(random));
        }
        if (trend >= 0) {
            json.append(" planted").append(trend).append(" fashion").append(trend);
        }
        json.append(" \\uD83D\\uDE0D\",\"hashtags\":[");
        for (int i = 0; i < TAGS_OF_A_POST; i++) {
            json.append(i > 0 ? "," : "").append("\"Tag_").append(word(random)).append('"');
        }
        if (trend >= 0) {
            json.append(",\"Trend").append(trend).append('"');
        }
    }

    /** The trend that a post follows; -1 for none. Each grows for eight hours and then fades. */
    private int trend(double hour, double chance) {
        double rest = chance;
        for (int trend = 0; trend < TRENDS; trend++) {
            double age = hour - quietHours - 2 * trend;
            if (age > 0) {
                rest -= IN_FASHION * age / 8 * Math.exp(1 - age / 8);
            }
            if (rest < 0) {
                return trend;
            }
        }
        return -1;
    }

    private static void spam(StringBuilder json, int author, SplittableRandom random) {
        json.append("Best price of all, follow me");
        for (int i = 0; i < WORDS_OF_A_POST; i++) {
            json.append(" offer").append((author + 7 * i) % SPAMMERS);
        }
        json.append(" code").append(random.nextInt(WORDS)).append("\",\"hashtags\":[\"deal\"");
    }

    private String word(SplittableRandom random) {
        if (words == null) {
            words = words();
        }
        return words[random.nextInt(PLACES)];
    }

    /** Each word as often as Zipf's law has it. */
    private static String[] words() {
        double[] cumulated = new double[WORDS];
        double sum = 0;
        for (int i = 0; i < WORDS; i++) {
            sum += 1.0 / (i + HEAD);
            cumulated[i] = sum;
        }
        String[] words = new String[PLACES];
        int rank = 0;
        String word = word(rank);
        for (int i = 0; i < PLACES; i++) {
            while (cumulated[rank] < (i + 0.5) / PLACES * sum) {
                word = word(++rank);
            }
            words[i] = word;
        }
        return words;
    }

    /** Three syllables, other ones for each rank. */
    private static String word(int rank) {
        StringBuilder word = new StringBuilder();
        // An odd factor modulo a power of two: no number comes twice.
        int rest = (rank * 40_503) & (ALL_WORDS - 1);
        for (int i = 0; i < SYLLABLES; i++) {
            word.append(CONSONANTS.charAt(rest % CONSONANTS.length()));
            rest /= CONSONANTS.length();
            word.append(VOWELS.charAt(rest % VOWELS.length()));
            rest /= VOWELS.length();
        }
        return word.toString();
    }
}
