package io.tillstream.trends;

/** A trend of which somebody was told. A Flink POJO: fields are added, never changed. */
public class TrendAlert {
    /** Key of the subject. */
    public String subject;

    /** {@link State} as its label. */
    public String state;

    /** Hour since 1970 at whose end it opened. */
    public long openedIn;

    /** Hour at whose end this state was told. */
    public long raisedIn;

    /** Newest hour in which the subject was mentioned more than usual. */
    public long lastSeenIn;

    /** Ordinal of the {@link Scale} that told it. */
    public int scale;

    /** Score as it was told. */
    public double score;

    /** Lift as it was told. */
    public double lift;

    /** Ordinal of the {@link Scale} in which it was last seen to rise. */
    public int seenScale;

    /** Lift then. */
    public double seenLift = Double.POSITIVE_INFINITY;

    /** States told so far. */
    public long version;

    /** Who wrote of it lately. */
    public Voices voices = new Voices();

    /** For Flink. */
    public TrendAlert() {}

    /** What became of it. */
    enum State {
        OPENED("opened"),
        CHANGED("changed"),
        ENDED("ended");

        final String label;

        State(String label) {
            this.label = label;
        }
    }

    /** Opens one. */
    static TrendAlert open(Rise rise, long hour) {
        TrendAlert alert = new TrendAlert();
        alert.subject = rise.subject();
        alert.openedIn = hour;
        alert.see(rise, hour);
        alert.tell(State.OPENED, rise, hour);
        return alert;
    }

    /** It goes on. */
    void see(Rise rise, long hour) {
        lastSeenIn = hour;
        seenScale = rise.scale();
        seenLift = rise.lift();
        voices = rise.voices();
    }

    /** Tells a new state; without a rise as it was. */
    void tell(State next, Rise rise, long hour) {
        state = next.label;
        raisedIn = hour;
        version++;
        if (rise != null) {
            scale = rise.scale();
            score = rise.score();
            lift = rise.lift();
        }
    }

    boolean ended() {
        return State.ENDED.label.equals(state);
    }

    /** As it stands, for somebody else to keep. */
    TrendAlert copy() {
        TrendAlert copy = new TrendAlert();
        copy.subject = subject;
        copy.state = state;
        copy.openedIn = openedIn;
        copy.raisedIn = raisedIn;
        copy.lastSeenIn = lastSeenIn;
        copy.scale = scale;
        copy.score = score;
        copy.lift = lift;
        copy.seenScale = seenScale;
        copy.seenLift = seenLift;
        copy.version = version;
        copy.voices = voices;
        return copy;
    }
}
