package io.tillstream.recommendations;

/** A session was a customer's at a time. State: add fields only. */
public record Sighting(String customerId, long time) {}
