package io.tillstream.kpis;

import static io.tillstream.events.Events.CLOSE;
import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static io.tillstream.events.Events.line;
import static io.tillstream.events.Events.order;
import static io.tillstream.events.Events.sale;

import io.tillstream.events.Channel;
import io.tillstream.events.CustomerSegment;
import io.tillstream.events.Interaction;
import io.tillstream.events.Line;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.Transaction;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.runtime.Story;
import io.tillstream.schemas.rows.CategorySegmentRow;
import io.tillstream.schemas.rows.KpiDailyRow;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** The operators of this package, and what happens to them around a checkpoint. */
public final class KpiStories {
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final long FLUSH = 200;

    private KpiStories() {}

    static OperatorRun.Definition<KpiInput, Void, KpiDelta> customers(boolean segmented) {
        return OperatorRun.keyed(
                () -> new CountCustomers(CLOSE, segmented, RETENTION, FLUSH),
                KpiInput::key,
                Types.STRING,
                TypeInformation.of(KpiDelta.class));
    }

    static OperatorRun.Definition<ShopEvent, Void, KpiInput> visits() {
        return OperatorRun.keyed(
                () -> new CountVisits(FLUSH),
                event -> ((Interaction) event).sessionId(),
                Types.STRING,
                TypeInformation.of(KpiInput.class));
    }

    static OperatorRun.Definition<KpiDelta, Void, KpiDailyRow> sums() {
        return OperatorRun.keyed(
                () -> new SumKpis(RETENTION, FLUSH),
                KpiDelta::cell,
                TypeInformation.of(KpiCell.class),
                TypeInformation.of(KpiDailyRow.class));
    }

    static OperatorRun.Definition<BuyerInput, Belonging, CategoryDelta> buyers() {
        return OperatorRun.broadcast(
                () -> new CountBuyers(CLOSE, RETENTION),
                List.of(CountBuyers.CATALOGUE),
                BuyerInput::key,
                Types.STRING,
                TypeInformation.of(CategoryDelta.class));
    }

    static OperatorRun.Definition<CategoryDelta, Void, CategorySegmentRow> categories() {
        return OperatorRun.keyed(
                () -> new SumCategories(RETENTION, FLUSH),
                CategoryDelta::cell,
                TypeInformation.of(CategoryCell.class),
                TypeInformation.of(CategorySegmentRow.class));
    }

    /** Stories of the operators that have state. */
    public static List<Story<?, ?, ?>> all() {
        return List.of(
                customersStory(), visitsStory(), sumsStory(), buyersStory(), categoriesStory());
    }

    static KpiInput bought(String id, String customer, long time) {
        return KpiInput.of(sale(id, customer, time, line("p", 2, 10)));
    }

    static KpiInput ordered(String id, String customer, long time) {
        return KpiInput.of(order(id, customer, time, line("p", 1, 30)));
    }

    static KpiInput late(Transaction sale, long heardAt) {
        return KpiInput.of(sale.asLate(heardAt));
    }

    /** A customer belongs to a segment from a day on. */
    static KpiInput belongs(String customer, String segment, int day) {
        return KpiInput.of(new CustomerSegment(customer, segment, at(day, 0)));
    }

    /** A session looked at a product. */
    static Interaction seen(String session, String customer, long time) {
        return new Interaction(
                0, "e", Interaction.Kind.VIEW, session, customer, time, "p", 0, null);
    }

    static KpiCell cell(int day, Channel channel, String store, String segment) {
        return new KpiCell(DAY + day, channel.ordinal(), store, segment);
    }

    private static Story<KpiInput, Void, KpiDelta> customersStory() {
        return new Story<>(
                "kpi-customers",
                customers(true),
                true,
                List.of(),
                run -> {
                    for (int i = 0; i < 20; i++) {
                        run.give(bought("s" + i, "c" + i % 5, at(0, 1 + i)));
                    }
                    run.watermark(closing(0));
                    for (int i = 0; i < 5; i++) {
                        run.give(belongs("c" + i, "Segment " + i % 2, 1));
                    }
                    run.give(bought("t", "c1", at(1, 9)), bought("u", "c2", at(2, 9)));
                },
                run -> {
                    run.give(bought("v", "c1", at(1, 10)), ordered("w", "new", at(1, 11)));
                    run.give(late(sale("late", "c3", at(-1, 3), line("q", 1, 5)), at(1, 12)));
                    run.watermark(closing(1));
                    run.give(belongs("c2", "Other", 2), bought("x", null, at(2, 9)));
                    run.end();
                });
    }

    private static Story<ShopEvent, Void, KpiInput> visitsStory() {
        return new Story<>(
                "kpi-visits",
                visits(),
                true,
                List.of(),
                run -> {
                    for (int i = 0; i < 20; i++) {
                        run.give(seen("s" + i % 7, i % 3 == 0 ? "c" + i : null, at(0, i)));
                    }
                },
                run -> {
                    run.give(seen("s1", null, at(0, 22)), seen("s2", "a", at(1, 1)));
                    run.give(seen("s3", null, at(1, 1)), seen("s9", "z", at(1, 1))).end();
                });
    }

    private static Story<KpiDelta, Void, KpiDailyRow> sumsStory() {
        return new Story<>(
                "kpi-sums",
                sums(),
                true,
                List.of(),
                run -> {
                    for (int i = 0; i < 20; i++) {
                        run.give(delta("Segment " + i % 3, i));
                    }
                },
                run -> run.give(delta("Segment 1", 5), delta("Segment 7", 1)).end());
    }

    /** A customer belongs to a segment from a day on. */
    static BuyerInput member(String customer, String segment, int day) {
        return BuyerInput.of(new CustomerSegment(customer, segment, at(day, 0)));
    }

    private static Story<BuyerInput, Belonging, CategoryDelta> buyersStory() {
        return new Story<>(
                "buyers",
                buyers(),
                true,
                List.of(),
                run -> {
                    run.broadcast(new Belonging("p", "shirts", "Kite"));
                    run.broadcast(new Belonging("q", "shoes", ""));
                    for (int i = 0; i < 20; i++) {
                        String customer = i % 5 == 0 ? null : "c" + i % 5;
                        Line[] lines = {line("p", 1, 10), line(i % 2 == 0 ? "q" : "p", 2, 5)};
                        run.give(BuyerInput.of(sale("s" + i, customer, at(i % 3, 2), lines)));
                    }
                    run.watermark(closing(0));
                    run.give(member("c1", "Loyal", 1), member("c2", "Lost", 1));
                },
                run -> {
                    run.give(BuyerInput.of(sale("v", "c1", at(1, 10), line("p", 1, 10))));
                    run.give(BuyerInput.of(order("w", null, at(1, 11), line("x", 1, 10))));
                    run.watermark(closing(1));
                    run.give(member("c2", "Other", 2)).end();
                });
    }

    private static Story<CategoryDelta, Void, CategorySegmentRow> categoriesStory() {
        return new Story<>(
                "category-sums",
                categories(),
                true,
                List.of(),
                run -> {
                    for (int i = 0; i < 20; i++) {
                        run.give(ofCategory("Brand " + i % 3, i));
                    }
                },
                run -> run.give(ofCategory("Brand 1", 5), ofCategory("Brand 7", 1)).end());
    }

    private static CategoryDelta ofCategory(String brand, int orders) {
        KpiDelta delta = delta("any", orders);
        return new CategoryDelta(
                new CategoryCell(DAY, "shirts", brand, "Loyal"), delta.figures(), delta.newest());
    }

    private static KpiDelta delta(String segment, int orders) {
        long[] figures = new long[KpiSums.COUNT];
        figures[KpiSums.ORDERS] = orders;
        figures[KpiSums.NET] = 7L * orders;
        return new KpiDelta(cell(0, Channel.STORE, "s1", segment), figures, at(0, orders));
    }
}
