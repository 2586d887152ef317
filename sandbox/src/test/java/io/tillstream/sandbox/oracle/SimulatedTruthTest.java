package io.tillstream.sandbox.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.sandbox.oracle.Truth.Quality;
import io.tillstream.sandbox.oracle.Truth.Sales;
import io.tillstream.sandbox.shop.EventFiles;
import io.tillstream.sandbox.shop.ShopConfig;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle finds in simulated files what the simulator says that it planted. */
class SimulatedTruthTest {
    @TempDir Path dir;

    @Test
    void theOracleFindsWhatWasPlanted() throws IOException {
        EventFiles.write(ShopConfig.of(30, 300, 60, 11).withEventsPerDay(1_000), dir);
        JsonNode planted = new ObjectMapper().readTree(dir.resolve("truth.json").toFile());
        Truth truth = BatchOracle.compute(dir);
        long dead = 0;
        long duplicates = 0;
        for (String topic : BatchOracle.TOPICS) {
            Quality quality = truth.quality().get(topic);
            assertThat(quality.records()).isEqualTo(count(planted, "records", topic));
            assertThat(quality.dead()).isEqualTo(count(planted, "broken_by_topic", topic));
            assertThat(quality.duplicates()).isEqualTo(count(planted, "duplicates", topic));
            assertThat(quality.farRepeats()).isZero();
            dead += quality.dead();
            duplicates += quality.duplicates();
        }
        assertThat(dead).isPositive();
        assertThat(duplicates).isPositive();
        for (String channel : List.of("store", "online")) {
            JsonNode sold = planted.path("sales").path(channel);
            Sales sum = sum(truth, channel);
            assertThat(sum.units).isEqualTo(sold.path("units").asLong());
            assertThat(sum.returnedUnits).isEqualTo(sold.path("returned_units").asLong());
            assertThat(sum.gross).isEqualByComparingTo(money(sold, "gross_revenue"));
            assertThat(sum.net).isEqualByComparingTo(money(sold, "net_revenue"));
        }
        assertThat(truth.stock()).isNotEmpty();
    }

    private static long count(JsonNode planted, String what, String topic) {
        return planted.path(what).path(topic).asLong();
    }

    private static BigDecimal money(JsonNode sold, String what) {
        return new BigDecimal(sold.path(what).asText());
    }

    private static Sales sum(Truth truth, String channel) {
        Sales sum = new Sales();
        truth.daily()
                .forEach(
                        (key, sales) -> {
                            if (key.channel().equals(channel)) {
                                sum.units += sales.units;
                                sum.returnedUnits += sales.returnedUnits;
                                sum.gross = sum.gross.add(sales.gross);
                                sum.net = sum.net.add(sales.net);
                            }
                        });
        return sum;
    }
}
