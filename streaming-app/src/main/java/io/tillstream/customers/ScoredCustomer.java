package io.tillstream.customers;

/**
 * What is remembered of a customer between two days. A Flink POJO: fields are added, never changed.
 */
public class ScoredCustomer {
    /** All that the customer bought. */
    public CustomerLedger ledger = new CustomerLedger();

    /** Segment as of the last closed day, null before the first. */
    public String segment;

    /** Scores as of the last closed day, R x 100 + F x 10 + M. */
    public int scores;

    /** Behaviour cluster as of the last closed day; nullable. */
    public String cluster;

    /** True if something was booked since the last closed day. */
    public boolean touched;

    /** For Flink. */
    public ScoredCustomer() {}
}
