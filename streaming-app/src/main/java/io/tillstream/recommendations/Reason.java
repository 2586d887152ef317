package io.tillstream.recommendations;

/** Why a product is shown. */
enum Reason {
    /** Nothing else is known of it. */
    NEW("new here"),
    /** It goes with a product that was looked at. */
    VIEWED("because you viewed %s"),
    /** It goes with a product that was bought. */
    BOUGHT("because you bought %s"),
    /** It was bought once. */
    BOUGHT_BEFORE("you bought it before"),
    /** It was bought more than once. */
    BOUGHT_OFTEN("you bought it %s times"),
    /** It was looked at and not bought. */
    LOOKED_AT("you looked at it"),
    /** Many customers of the same segment buy it. */
    SEGMENT("popular with shoppers like you"),
    /** Many buy it. */
    POPULAR("popular now"),
    /** More and more look at it. */
    TRENDING("trending now"),
    /** It is of a category that the shopper likes. */
    CATEGORY("popular in %s"),
    /** It is of a brand that the shopper likes. */
    BRAND("more of %s"),
    /** The towers think it good. */
    TOWERS("picked for you"),
    /** It looks like a product that they showed interest in. */
    LOOKS("looks like %s");

    private static final String SUBJECT = "%s";

    private final String before;
    private final String after;

    Reason(String text) {
        int at = text.indexOf(SUBJECT);
        this.before = at < 0 ? text : text.substring(0, at);
        this.after = at < 0 ? null : text.substring(at + SUBJECT.length());
    }

    /** The reason, for people. */
    String about(String subject) {
        return after == null ? before : before + subject + after;
    }
}
