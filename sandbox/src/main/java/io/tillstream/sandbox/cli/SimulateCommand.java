package io.tillstream.sandbox.cli;

import io.tillstream.sandbox.shop.EventFiles;
import io.tillstream.sandbox.shop.ShopConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code simulate OUT}. */
@Command(
        name = "simulate",
        description = "Writes event files of a simulated shop, with what it planted in truth.json.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "OUT", description = "Folder to write to.")
    private Path out;

    @Option(names = "--days", paramLabel = "N", description = "Default: 30.")
    private int days = 30;

    @Option(names = "--customers", paramLabel = "N", description = "Default: 2000.")
    private int customers = 2_000;

    @Option(names = "--products", paramLabel = "N", description = "Default: 500.")
    private int products = 500;

    @Option(names = "--seed", paramLabel = "N", description = "Default: 1.")
    private long seed = 1;

    @Option(
            names = "--events-per-day",
            paramLabel = "N",
            description = "Default: one for each customer, at least 2000.")
    private Long eventsPerDay;

    @Option(
            names = "--life-cycles",
            description = "New products are fads, staples or novelties, mostly by their style.")
    private boolean lifeCycles;

    @Option(
            names = "--picture-trends",
            description = "Trends of colours and patterns show in pictures of posts alone.")
    private boolean pictureTrends;

    @Override
    public Integer call() throws Exception {
        EventFiles.Summary summary = EventFiles.write(shop(), out);
        summary.records().forEach((topic, n) -> System.out.println(topic + ": " + n));
        System.out.println(
                summary.total() + " records and " + summary.pictures() + " pictures in " + out);
        return 0;
    }

    private ShopConfig shop() {
        try {
            ShopConfig shop = ShopConfig.of(days, customers, products, seed);
            shop = eventsPerDay == null ? shop : shop.withEventsPerDay(eventsPerDay);
            shop = lifeCycles ? shop.withLifeCycles() : shop;
            return pictureTrends ? shop.withPictureTrends() : shop;
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(e);
        }
    }
}
