/**
 * The live page: a small web server on the loopback address that shows what the job is doing, as it
 * does it.
 *
 * <p>One {@link io.tillstream.sandbox.page.LivePage} has one poller, which asks PostgreSQL and
 * Kafka on behalf of every browser and sends what changed over server-sent events. To show
 * something new, add a {@code Section} (what to read, and how) to {@code Sections.all()} and a
 * panel module to {@code resources/page/panels/}; neither the server nor the other panels change.
 */
package io.tillstream.sandbox.page;
