package io.tillstream.customers;

/**
 * What was booked for a customer since the last update.
 *
 * @param bookings the new transactions by their days, none of them folded: to be added to what the
 *     receiver holds
 */
public record CustomerUpdate(String customerId, CustomerLedger bookings) {}
