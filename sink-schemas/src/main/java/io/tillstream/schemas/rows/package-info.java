/**
 * One record a table row, as the job computes it. Times are epoch milliseconds, days epoch days,
 * both UTC; money is a {@code long} in 1/10,000 of a major unit.
 */
package io.tillstream.schemas.rows;
