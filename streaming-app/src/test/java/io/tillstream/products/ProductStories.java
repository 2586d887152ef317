package io.tillstream.products;

import static io.tillstream.events.Events.CLOSE;
import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static io.tillstream.events.Events.line;
import static io.tillstream.events.Events.sale;

import io.tillstream.events.Amount;
import io.tillstream.events.EventTime;
import io.tillstream.events.Product;
import io.tillstream.events.ShelfDay;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.StockLevel;
import io.tillstream.events.StockSignal;
import io.tillstream.events.Transaction;
import io.tillstream.events.WorldTime;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.runtime.Story;
import io.tillstream.schemas.rows.CategoryPopularityRow;
import io.tillstream.schemas.rows.DailySalesRow;
import io.tillstream.schemas.rows.InventoryRow;
import io.tillstream.schemas.rows.ProductPopularityRow;
import io.tillstream.schemas.rows.ProductRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/** The operators of this package, and what happens to them around a checkpoint. */
public final class ProductStories {
    static final Duration RETENTION = Duration.ofDays(30);
    static final long DISORDER = EventTime.HOUR;
    private static final long FLUSH = 200;

    private ProductStories() {}

    static OperatorRun.Definition<ProductLine, Void, DailySalesRow> sales() {
        return OperatorRun.keyed(
                () -> new KeepSales(RETENTION, CLOSE, FLUSH),
                ProductLine::salesKey,
                TypeInformation.of(SalesKey.class),
                TypeInformation.of(DailySalesRow.class));
    }

    static OperatorRun.Definition<StockSignal, Void, InventoryRow> stock() {
        return OperatorRun.keyed(
                () -> new KeepStock(DISORDER, FLUSH),
                signal -> new StockKey(signal.storeId(), signal.productId()),
                TypeInformation.of(StockKey.class),
                TypeInformation.of(InventoryRow.class));
    }

    static OperatorRun.Definition<StockSignal, Void, ShelfDay> shelves() {
        return OperatorRun.keyed(
                () -> new CloseShelves(CLOSE, FLUSH),
                signal -> new StockKey(signal.storeId(), signal.productId()),
                TypeInformation.of(StockKey.class),
                TypeInformation.of(ShelfDay.class));
    }

    static OperatorRun.Definition<ShopEvent, Void, ProductActivity> activity() {
        return OperatorRun.plain(
                () -> new CountActivity(FLUSH),
                event -> 0,
                TypeInformation.of(ProductActivity.class));
    }

    static OperatorRun.Definition<ProductSignal, WorldTime, ProductPopularityRow> popularity() {
        return OperatorRun.broadcast(
                () -> new KeepPopularity(CLOSE),
                List.of(KeepPopularity.WORLD),
                new ProductSignal.ByCohort(),
                Types.INT,
                TypeInformation.of(ProductPopularityRow.class));
    }

    static OperatorRun.Definition<CategoryShare, Void, CategoryPopularityRow> categories() {
        return OperatorRun.keyed(
                () -> new KeyedProcessOperator<>(new SumCategories(CLOSE)),
                CategoryShare::category,
                Types.STRING,
                TypeInformation.of(CategoryPopularityRow.class));
    }

    static OperatorRun.Definition<Product, Void, ProductRow> products() {
        return OperatorRun.keyed(
                () -> new KeyedProcessOperator<>(new KeepProducts()),
                Product::productId,
                Types.STRING,
                TypeInformation.of(ProductRow.class));
    }

    /** A catalogue record. */
    static Product described(String id, String title, String imageUri, Map<String, String> more) {
        return new Product(
                id, false, title, "dresses", "long", "Kite", 199_900L, "EUR", more, imageUri, 7,
                null, null, DAY, true);
    }

    private static Story<Product, Void, ProductRow> productsStory() {
        return new Story<>(
                "product-rows",
                products(),
                true,
                List.of(),
                run -> {
                    for (int i = 0; i < 12; i++) {
                        run.give(described("p" + i, "Coat " + i, null, Map.of("style", "boho")));
                    }
                },
                run -> {
                    run.give(described("p1", "Dress", "https://x/1", Map.of()));
                    run.give(Product.tombstone("p2"), Product.tombstone("unknown"));
                });
    }

    /** The lines of a transaction. */
    static ProductLine[] lines(Transaction transaction) {
        return ProductLine.of(transaction).toArray(new ProductLine[0]);
    }

    /** Units sold (negative) or returned in store s1. */
    static StockSignal moved(long time, long units) {
        return StockSignal.movement("s1", "p", time, units);
    }

    /** A snapshot of store s1. */
    static StockSignal counted(long time, long onHand) {
        return StockSignal.of(new StockLevel("s1", "p", onHand, 7L, 3L, time));
    }

    /** Interest in a product on a day of the examples; a unit brings 10. */
    static ProductSignal active(String product, int day, long views, long carts, long units) {
        return ProductSignal.of(
                new ProductActivity(
                        product, DAY + day, views, carts, units, units * 10 * Amount.ONE));
    }

    /** The catalogue lists a product. */
    static ProductSignal listed(String product, String category) {
        return ProductSignal.of(
                new Product(
                        product, false, "title", category, null, null, null, null, Map.of(), null,
                        null, null, null, null, true));
    }

    /** The catalogue no longer lists a product. */
    static ProductSignal unlisted(String product) {
        return ProductSignal.of(Product.tombstone(product));
    }

    private static Story<ProductLine, Void, DailySalesRow> salesStory() {
        return new Story<>(
                "product-sales",
                sales(),
                true,
                List.of(KeepSales.HOURLY),
                run -> {
                    for (int i = 0; i < 60; i++) {
                        run.give(
                                lines(
                                        sale(
                                                "s" + i,
                                                null,
                                                at(i % 2, i % 24),
                                                line("p" + i % 9, 1 + i % 3, i),
                                                line("q", 1, i))));
                    }
                },
                run -> {
                    run.give(lines(sale("next", null, at(1, 3), line("q", 5, 9)))).flush();
                    run.give(lines(sale("late", null, at(0, 3), line("p3", 5, 9)))).end();
                });
    }

    private static Story<StockSignal, Void, InventoryRow> stockStory() {
        return new Story<>(
                "inventory-position",
                stock(),
                true,
                List.of(),
                run -> {
                    run.give(counted(at(0, 8), 50), moved(at(0, 9), -3), moved(at(0, 11), -4));
                    for (int i = 0; i < 20; i++) {
                        run.give(StockSignal.movement("s" + i, "p", at(0, 12), -i));
                    }
                    run.watermark(at(0, 11));
                    run.give(moved(at(0, 12), -1));
                },
                run -> {
                    run.give(moved(at(0, 13), -2)).flush();
                    run.give(counted(at(0, 10), 40)).flush();
                    run.give(StockSignal.of(new StockLevel("s4", "p", 9, null, null, at(0, 10))));
                    run.end();
                });
    }

    private static Story<StockSignal, Void, ShelfDay> shelvesStory() {
        return new Story<>(
                "closing-shelves",
                shelves(),
                true,
                List.of(),
                run -> {
                    for (int i = 0; i < 9; i++) {
                        run.give(
                                StockSignal.of(
                                        new StockLevel("s" + i, "p", i % 3, null, null, at(0, 8))),
                                StockSignal.movement("s" + i, "p", at(1, 9), -1));
                    }
                    run.watermark(closing(0));
                },
                run -> {
                    run.give(StockSignal.movement("s1", "p", at(1, 8), 1));
                    run.watermark(closing(2));
                    run.give(moved(at(3, 9), -3)).end();
                });
    }

    private static Story<ProductSignal, WorldTime, ProductPopularityRow> popularityStory() {
        return new Story<>(
                "product-popularity",
                popularity(),
                true,
                List.of(KeepPopularity.CATEGORIES),
                run -> {
                    for (int i = 0; i < 20; i++) {
                        run.give(
                                listed("p" + i, "category" + i % 2),
                                active("p" + i, i % 3, i, 1, 2),
                                active("p" + i, 0, 3, 0, 0));
                    }
                    run.watermark(closing(0));
                    run.broadcast(new WorldTime(at(3, 4), true));
                },
                run -> {
                    run.give(active("p3", 0, 50, 0, 0), active("new", 1, 1, 1, 1));
                    run.give(unlisted("p4"));
                    run.watermark(closing(1));
                    run.give(active("p5", 3, 1, 0, 0)).end();
                });
    }

    private static Story<CategoryShare, Void, CategoryPopularityRow> categoriesStory() {
        return new Story<>(
                "category-popularity",
                categories(),
                true,
                List.of(),
                run ->
                        run.give(
                                new CategoryShare("shoes", DAY, 1, 2, 3, 4_000),
                                new CategoryShare("hats", DAY, 1, 1, 1, 1_000)),
                run -> {
                    run.give(new CategoryShare("shoes", DAY, 10, 20, 30, 500));
                    run.watermark(closing(0)).end();
                });
    }

    /** All of them. */
    public static List<Story<?, ?, ?>> all() {
        return List.of(
                salesStory(),
                stockStory(),
                shelvesStory(),
                popularityStory(),
                categoriesStory(),
                productsStory());
    }
}
