package io.tillstream.demand;

import static io.tillstream.events.Events.CLOSE;
import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;

import io.tillstream.events.ShopEvent;
import io.tillstream.events.WorldTime;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.runtime.Story;
import io.tillstream.schemas.rows.StoreVisitsRow;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** The operators that watch stores, and what happens to them around a checkpoint. */
public final class StoreStories {
    private static final long FLUSH = 200;
    private static final int STORES = 12;

    private StoreStories() {}

    static OperatorRun.Definition<ShopEvent, Void, StoreHours> receipts() {
        return OperatorRun.plain(
                () -> new CountReceipts(FLUSH), event -> 0, TypeInformation.of(StoreHours.class));
    }

    static OperatorRun.Definition<StoreHours, Almanac, StoreVisitsRow> stores() {
        return OperatorRun.broadcast(
                () -> new WatchStores(CLOSE, Long.MIN_VALUE),
                List.of(WatchStores.WORLD, KeepDemand.CALENDAR),
                StoreHours::storeId,
                Types.STRING,
                TypeInformation.of(StoreVisitsRow.class));
    }

    /** Receipts of a store in each hour from 9 to 17. */
    static StoreHours[] day(String storeId, int day, int receipts) {
        StoreHours[] hours = new StoreHours[9];
        for (int i = 0; i < hours.length; i++) {
            hours[i] = new StoreHours(storeId, at(day, 9 + i), receipts + i);
        }
        return hours;
    }

    private static Story<StoreHours, Almanac, StoreVisitsRow> storesStory() {
        return new Story<>(
                "store-visits",
                stores(),
                true,
                List.of(WatchStores.SILENT),
                run -> {
                    for (int day = 0; day < 18; day++) {
                        for (int store = 0; store < STORES; store++) {
                            run.give(day("s" + store, day, 5 + store + day % 3));
                        }
                        run.watermark(closing(day - 1));
                    }
                    run.watermark(at(18, 0) - 1);
                    run.give(new StoreHours("s1", at(18, 9), 4));
                    run.broadcast(Almanac.of(new WorldTime(at(19, 16), true)));
                },
                run -> {
                    run.give(
                            new StoreHours("s1", at(18, 9), 2), new StoreHours("s2", at(18, 9), 1));
                    run.give(day("s3", 18, 7)).watermark(at(18, 15) - 1).watermark(closing(18));
                    run.give(day("s4", 19, 9)).end();
                });
    }

    /** All of them. */
    public static List<Story<?, ?, ?>> all() {
        return List.of(storesStory());
    }
}
