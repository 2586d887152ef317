package io.tillstream.sandbox.shop;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tillstream.sandbox.shop.Customers.Habit;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code truth.json}: one entry of a list a line, so that the file can be read and grepped.
 */
final class TruthWriter {
    private final ShopSimulator shop;
    private final Truth truth;
    private final JsonGenerator json;

    private TruthWriter(ShopSimulator shop, JsonGenerator json) {
        this.shop = shop;
        this.truth = shop.truth();
        this.json = json;
    }

    static void write(ShopSimulator shop, Path file) throws IOException {
        try (JsonGenerator json =
                new JsonFactory().createGenerator(Files.newOutputStream(file), JsonEncoding.UTF8)) {
            new TruthWriter(shop, json).write();
            json.writeRaw('\n');
        }
    }

    private void write() throws IOException {
        json.writeStartObject();
        config();
        counts("records", truth.records);
        counts("events", truth.events);
        sales();
        faults();
        trends();
        shocks();
        stockOuts();
        styles();
        postPictures();
        customers();
        json.writeEndObject();
    }

    private void section(String name) throws IOException {
        json.writeRaw("\n");
        json.writeFieldName(name);
    }

    private void entry() throws IOException {
        json.writeRaw("\n");
        json.writeStartObject();
    }

    private void config() throws IOException {
        ShopConfig config = shop.config();
        section("config");
        json.writeStartObject();
        json.writeNumberField("seed", config.seed());
        json.writeStringField("start", config.start().toString());
        json.writeNumberField("days", config.days());
        json.writeNumberField("customers", config.customers());
        json.writeNumberField("products", config.products());
        json.writeNumberField("stores", config.stores());
        json.writeNumberField("events_per_day", config.eventsPerDay());
        json.writeEndObject();
    }

    private void counts(String name, Map<String, long[]> counts) throws IOException {
        section(name);
        json.writeStartObject();
        long total = 0;
        for (Map.Entry<String, long[]> count : counts.entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue()[0]);
            total += count.getValue()[0];
        }
        json.writeNumberField("total", total);
        json.writeEndObject();
    }

    private void sales() throws IOException {
        section("sales");
        json.writeStartObject();
        channel("store", truth.stores);
        channel("online", truth.online);
        json.writeEndObject();
    }

    private void channel(String name, Truth.Sales sales) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("purchases", sales.purchases);
        json.writeNumberField("anonymous_purchases", sales.anonymous);
        json.writeNumberField("returns", sales.returns);
        json.writeNumberField("units", sales.units);
        json.writeNumberField("returned_units", sales.returnedUnits);
        json.writeNumberField("gross_revenue", BigDecimal.valueOf(sales.gross, 2));
        json.writeNumberField("net_revenue", BigDecimal.valueOf(sales.net, 2));
        json.writeEndObject();
    }

    private void faults() throws IOException {
        counts("duplicates", truth.duplicates);
        counts("out_of_order", truth.disordered);
        counts("late", truth.late);
        counts("late_by_store", truth.lateByStore);
        counts("broken_by_kind", truth.brokenByKind);
        counts("broken_by_topic", truth.brokenByTopic);
        section("offline_tills");
        json.writeStartArray();
        for (Truth.OfflineTill till : truth.offlineTills) {
            entry();
            json.writeStringField("store_id", till.storeId());
            time("from", till.from());
            time("to", till.to());
            time("delivered_at", till.delivered());
            json.writeEndObject();
        }
        json.writeEndArray();
        section("clock_skew");
        json.writeStartArray();
        for (int location : shop.skewedTills()) {
            entry();
            json.writeStringField("store_id", StockRoom.storeId(location));
            json.writeNumberField("seconds", shop.clockSkew(location) / Clock.SECOND);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void trends() throws IOException {
        section("trends");
        json.writeStartArray();
        for (Trends.Trend trend : shop.trends().before(shop.daysBegun())) {
            entry();
            json.writeStringField("subject_type", trend.type());
            json.writeStringField("subject", trend.subject());
            if (trend.attribute() != null) {
                json.writeStringField("attribute", trend.attribute());
            }
            if (shop.config().pictureTrends() && trend.canBeSeen()) {
                json.writeBooleanField("in_pictures_alone", true);
            } else {
                json.writeStringField("hashtag", trend.tag());
            }
            day("begin", trend.begin());
            day("peak", trend.peak());
            day("end", trend.end());
            json.writeNumberField("peak_share_of_posts", trend.postShare());
            json.writeNumberField("peak_share_of_demand", trend.demandShare());
            json.writeNumberField("peak_share_of_searches", trend.searchShare());
            json.writeNumberField("search_lead_days", trend.searchLead());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void shocks() throws IOException {
        section("demand_shocks");
        json.writeStartArray();
        for (Shocks.Shock shock : shop.shocks().before(shop.daysBegun())) {
            entry();
            switch (shock.kind()) {
                case VIRAL -> {
                    json.writeStringField("kind", "viral");
                    product(shock);
                    json.writeNumberField("share_of_demand", shock.share());
                }
                case RECALL -> {
                    json.writeStringField("kind", "recall");
                    product(shock);
                }
                case STORE_CLOSED -> {
                    json.writeStringField("kind", "store-closed");
                    json.writeStringField("store_id", StockRoom.storeId(shock.subject() + 1));
                }
            }
            day("from", shock.from());
            day("to", shock.to());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void product(Shocks.Shock shock) throws IOException {
        json.writeStringField("product_id", shop.catalogue().product(shock.subject()).id);
    }

    private void stockOuts() throws IOException {
        section("stock_outs");
        json.writeStartArray();
        List<Truth.StockOut> all = new ArrayList<>(truth.stockOuts);
        all.addAll(shop.stock().open());
        for (Truth.StockOut out : all) {
            entry();
            json.writeStringField("store_id", out.storeId());
            json.writeStringField("product_id", out.productId());
            time("from", out.from());
            if (out.to() != 0) {
                time("to", out.to());
            }
            json.writeNumberField("lost_units", out.lostUnits());
            json.writeEndObject();
        }
        json.writeEndArray();
        section("stock_outs_ended");
        json.writeNumber(truth.stockOutCount);
    }

    private void styles() throws IOException {
        section("styles");
        json.writeStartArray();
        for (int i = 0; i < shop.catalogue().size(); i++) {
            Product product = shop.catalogue().product(i);
            entry();
            json.writeStringField("product_id", product.id);
            json.writeStringField("style", product.style.label());
            json.writeStringField("life_cycle", product.lifeCycle.label());
            look(product.look);
            json.writeNumberField("popularity", product.weight);
            day("launched", product.launchDay);
            if (product.endDay != Integer.MAX_VALUE) {
                day("discontinued", product.endDay);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** What the pictures show that posts point to. */
    private void postPictures() throws IOException {
        section("post_pictures");
        json.writeStartArray();
        for (Map.Entry<String, Gallery.Picture> named : shop.gallery().ofPosts().entrySet()) {
            Fashion.Look look = named.getValue().look();
            entry();
            json.writeStringField("image", named.getKey());
            look(look);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void look(Fashion.Look look) throws IOException {
        json.writeStringField("colour", look.palette().label());
        json.writeStringField("pattern", look.pattern().label());
        json.writeStringField("silhouette", look.silhouette().label());
    }

    private void customers() throws IOException {
        section("customers");
        json.writeStartArray();
        Customers customers = shop.customers();
        for (int i = 0; i < customers.size(); i++) {
            Habit habit = customers.habit(i);
            entry();
            json.writeStringField("customer_id", customers.id(i));
            json.writeStringField("habit", habit.label());
            json.writeStringField("trait", customers.trait(i).label());
            json.writeStringField("style", customers.style(i).label());
            json.writeStringField("home_store", StockRoom.storeId(customers.homeStore(i) + 1));
            day("joined", customers.joins(i));
            if (habit == Habit.LAPSING) {
                day("lapsed", customers.lapses(i));
            }
            if (habit == Habit.SEASONAL) {
                LocalDate peak = customers.peak(i, shop.config().start().getYear());
                json.writeStringField("season_peak", peak.toString());
            }
            json.writeNumberField("purchases", customers.purchases(i));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void day(String name, int day) throws IOException {
        json.writeStringField(name, shop.config().start().plusDays(day).toString());
    }

    private void time(String name, long millis) throws IOException {
        json.writeStringField(name, Instant.ofEpochMilli(millis).toString());
    }
}
