package io.tillstream.sandbox.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tillstream.sandbox.oracle.Truth.Customer;
import io.tillstream.sandbox.oracle.Truth.Quality;
import io.tillstream.sandbox.oracle.Truth.Sales;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The oracle on real data, held against figures that a few lines of Python computed from the same
 * files.
 */
class RealDataTest {
    private static final Path DATA = Path.of("../../shared/data");

    @Test
    void onlineRetail() throws IOException {
        Truth truth = compute("online-retail");
        assertThat(truth.asOf()).isEqualTo("2011-09-30T17:22:00Z");
        assertThat(truth.customers()).hasSize(3_616);
        assertThat(sum(truth.customers().values(), Customer::frequency)).isEqualTo(13_171);
        assertThat(money(truth.customers().values(), Customer::monetary))
                .isEqualByComparingTo("5860987.494");
        assertThat(sum(truth.customers().values(), Customer::rScore)).isEqualTo(10_804);
        assertThat(sum(truth.customers().values(), Customer::fScore)).isEqualTo(8_882);
        assertThat(sum(truth.customers().values(), Customer::mScore)).isEqualTo(10_846);
        assertThat(segments(truth))
                .containsOnly(
                        Map.entry("At Risk", 459L),
                        Map.entry("Cannot Lose", 67L),
                        Map.entry("Champions", 654L),
                        Map.entry("Hibernating", 363L),
                        Map.entry("Lost", 549L),
                        Map.entry("Loyal", 285L),
                        Map.entry("Need Attention", 221L),
                        Map.entry("New Customer", 306L),
                        Map.entry("Others", 97L),
                        Map.entry("Potential Loyalist", 413L),
                        Map.entry("Promising", 202L));
        assertThat(truth.daily()).hasSize(204_548);
        assertThat(truth.hourly()).hasSize(321_120);
        for (Collection<Sales> sales : List.of(truth.daily().values(), truth.hourly().values())) {
            assertThat(sum(sales, s -> s.units)).isEqualTo(3_945_584);
            assertThat(sum(sales, s -> s.returnedUnits)).isEqualTo(156_831);
            assertThat(sum(sales, s -> s.orders)).isEqualTo(357_692);
            assertThat(money(sales, s -> s.gross)).isEqualByComparingTo("7363416.234");
            assertThat(money(sales, s -> s.net)).isEqualByComparingTo("6803743.124");
        }
        assertThat(truth.quality()).containsEntry("ecom.events", new Quality(17_761, 0, 0, 0));
    }

    @Test
    void completeJourney() throws IOException {
        Truth truth = compute("complete-journey");
        assertThat(truth.asOf()).isEqualTo("2018-01-01T03:32:25Z");
        assertThat(truth.customers()).hasSize(2_373);
        assertThat(sum(truth.customers().values(), Customer::frequency)).isEqualTo(47_034);
        assertThat(money(truth.customers().values(), Customer::monetary))
                .isEqualByComparingTo("233935.8533");
        assertThat(sum(truth.customers().values(), Customer::rScore)).isEqualTo(7_007);
        assertThat(sum(truth.customers().values(), Customer::fScore)).isEqualTo(7_011);
        assertThat(sum(truth.customers().values(), Customer::mScore)).isEqualTo(7_117);
        assertThat(segments(truth))
                .containsOnly(
                        Map.entry("At Risk", 240L),
                        Map.entry("Cannot Lose", 94L),
                        Map.entry("Champions", 523L),
                        Map.entry("Hibernating", 215L),
                        Map.entry("Lost", 386L),
                        Map.entry("Loyal", 294L),
                        Map.entry("Need Attention", 122L),
                        Map.entry("New Customer", 63L),
                        Map.entry("Others", 120L),
                        Map.entry("Potential Loyalist", 255L),
                        Map.entry("Promising", 61L));
        assertThat(truth.daily()).hasSize(74_504);
        assertThat(truth.hourly()).hasSize(74_575);
        for (Collection<Sales> sales : List.of(truth.daily().values(), truth.hourly().values())) {
            assertThat(sum(sales, s -> s.units)).isEqualTo(7_784_694);
            assertThat(sum(sales, s -> s.returnedUnits)).isEqualTo(0);
            assertThat(sum(sales, s -> s.orders)).isEqualTo(74_584);
            assertThat(money(sales, s -> s.gross)).isEqualByComparingTo("275412.3533");
            assertThat(money(sales, s -> s.net)).isEqualByComparingTo("233935.8533");
        }
        assertThat(truth.quality()).containsEntry("pos.sales", new Quality(47_034, 0, 0, 0));
    }

    private static Map<String, Long> segments(Truth truth) {
        return truth.customers().values().stream()
                .collect(Collectors.groupingBy(Customer::segment, Collectors.counting()));
    }

    private static <T> long sum(Collection<T> all, ToLongFunction<T> figure) {
        return all.stream().mapToLong(figure).sum();
    }

    private static <T> BigDecimal money(Collection<T> all, Function<T, BigDecimal> figure) {
        return all.stream().map(figure).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Truth compute(String name) throws IOException {
        Path folder = DATA.resolve(name);
        assumeTrue(Files.isDirectory(folder), () -> folder + " is not there: skipped");
        return BatchOracle.compute(folder);
    }
}
