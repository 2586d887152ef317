package io.tillstream.products;

import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static io.tillstream.events.Events.line;
import static io.tillstream.events.Events.order;
import static io.tillstream.events.Events.returned;
import static io.tillstream.events.Events.sale;
import static io.tillstream.products.ProductStories.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.events.Amount;
import io.tillstream.events.ClosedSales;
import io.tillstream.events.Line;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.schemas.rows.DailySalesRow;
import io.tillstream.schemas.rows.HourlySalesRow;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepSalesTest {
    private OperatorRun<ProductLine, Void, DailySalesRow> sales;

    @BeforeEach
    void open() throws Exception {
        sales = ProductStories.sales().open(1);
    }

    @AfterEach
    void close() throws Exception {
        sales.close();
    }

    private static long money(double major) {
        return Math.round(major * Amount.ONE);
    }

    @Test
    void salesAndReturnsAddUpByHourAndDay() throws Exception {
        Line discounted = new Line("p", 2, money(10), money(1.5));
        sales.give(lines(sale("s1", null, at(0, 3), discounted)));
        sales.give(lines(sale("s2", null, at(0, 3), line("p", 1, 10))));
        sales.give(lines(sale("s3", null, at(0, 23), line("p", 4, 9))));
        sales.give(lines(returned("r1", null, at(0, 23), line("p", 1, 10)))).flush();

        assertThat(sales.out())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("version")
                .containsExactly(
                        new DailySalesRow(
                                "p", "s1", "store", DAY, 7, 1, money(66), money(54.5), 3, 0));
        assertThat(sales.out(KeepSales.HOURLY))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("version")
                .containsExactly(
                        new HourlySalesRow(
                                "p", "s1", "store", at(0, 3), 3, 0, money(30), money(28.5), 2, 0),
                        new HourlySalesRow(
                                "p", "s1", "store", at(0, 23), 4, 1, money(36), money(26), 1, 0));
    }

    @Test
    void aProductTwiceOnAReceiptIsOneOrder() throws Exception {
        sales.give(lines(sale("s1", null, at(0, 3), line("p", 1, 10), line("p", 2, 10)))).flush();

        assertThat(sales.out())
                .extracting(DailySalesRow::units, DailySalesRow::orders)
                .containsExactly(tuple(3L, 1L));
    }

    @Test
    void storesChannelsDaysAndProductsAreApart() throws Exception {
        sales.give(lines(sale("s1", null, at(0, 3), line("p", 1, 10), line("q", 1, 10))));
        sales.give(lines(sale("s2", null, at(1, 3), line("p", 1, 10))));
        sales.give(lines(order("o1", null, at(0, 3), line("p", 1, 10)))).flush();

        assertThat(sales.out())
                .extracting(
                        DailySalesRow::productId,
                        DailySalesRow::storeId,
                        DailySalesRow::channel,
                        DailySalesRow::day,
                        DailySalesRow::units)
                .containsExactlyInAnyOrder(
                        tuple("p", "s1", "store", DAY, 1L),
                        tuple("q", "s1", "store", DAY, 1L),
                        tuple("p", "s1", "store", DAY + 1, 1L),
                        tuple("p", "online", "online", DAY, 1L));
    }

    @Test
    void aLateSaleCorrectsItsOwnHourAndDayUnderANewVersion() throws Exception {
        sales.give(lines(sale("s1", null, at(0, 3), line("p", 1, 10))));
        sales.give(lines(sale("s2", null, at(0, 5), line("p", 1, 10)))).watermark(closing(3));
        List<DailySalesRow> first = sales.out();
        sales.out(KeepSales.HOURLY);
        sales.give(lines(sale("late", null, at(0, 3), line("p", 2, 10)))).flush();

        List<DailySalesRow> corrected = sales.out();
        assertThat(corrected).extracting(DailySalesRow::units).containsExactly(4L);
        assertThat(corrected.get(0).version()).isGreaterThan(first.get(0).version());
        assertThat(sales.out(KeepSales.HOURLY))
                .extracting(HourlySalesRow::hour, HourlySalesRow::units)
                .containsExactly(tuple(at(0, 3), 3L));
    }

    @Test
    void aDayIsForgottenWhenItTakesNoMoreCorrections() throws Exception {
        for (int i = 0; i < 50; i++) {
            sales.give(lines(sale("s", null, at(i, 3), line("p", 1, 10))));
        }
        sales.restart(1);
        assertThat(sales.entries()).isEqualTo(50);

        sales.wallClockForTtl(ProductStories.RETENTION.multipliedBy(2).toMillis() - 1);
        sales.give(lines(sale("s", null, at(0, 3), line("p", 1, 10)))).flush();
        assertThat(sales.out()).extracting(DailySalesRow::units).containsExactly(2L);

        sales.restart(1).wallClockForTtl(ProductStories.RETENTION.multipliedBy(2).toMillis());
        for (int i = 1; i < 50; i++) {
            sales.give(lines(sale("s", null, at(i, 3), line("p", 1, 10))));
        }
        sales.flush();
        assertThat(sales.out()).extracting(DailySalesRow::units).containsOnly(1L);
        sales.watermark(closing(50));
        assertThat(sales.timers()).isZero();
    }

    @Test
    void aDayIsToldOnceWhenItClosesWithoutWhatCameLate() throws Exception {
        sales.give(lines(sale("a", null, at(0, 3), line("p", 2, 10))));
        sales.give(lines(sale("b", null, at(0, 23), line("p", 3, 10))));
        sales.give(lines(sale("late", null, at(0, 9), line("p", 7, 10)).asLate(at(3, 0))));
        sales.watermark(closing(0) - 1);
        assertThat(sales.out(KeepSales.CLOSED)).isEmpty();

        sales.restart(2).watermark(closing(0));
        sales.give(lines(sale("later", null, at(0, 9), line("p", 7, 10)).asLate(at(3, 0)))).end();
        assertThat(sales.out(KeepSales.CLOSED))
                .containsExactly(new ClosedSales("p", "s1", DAY, 5, 50 * Amount.ONE, 2));
    }

    @Test
    void aPriceOfNothingIsTheLowestWheneverItComes() throws Exception {
        sales.give(lines(sale("a", null, at(0, 3), line("p", 1, 0), line("q", 1, 10))));
        sales.give(lines(sale("b", null, at(0, 4), line("p", 1, 10), line("q", 1, 0))));
        sales.watermark(closing(0));
        assertThat(sales.out(KeepSales.CLOSED))
                .extracting(ClosedSales::lowest, ClosedSales::highest)
                .containsExactly(tuple(0L, money(10)), tuple(0L, money(10)));
    }

    /** A partition that was idle goes on: by its own clock the receipt is in time. */
    @Test
    void aDayThatIsClosedIsNotToldAgainForWhatComesAfterwards() throws Exception {
        sales.give(lines(sale("a", null, at(0, 3), line("p", 1, 10)))).watermark(closing(0));
        assertThat(sales.out(KeepSales.CLOSED)).hasSize(1);

        sales.restart(2);
        sales.give(lines(sale("b", null, at(0, 9), line("p", 2, 10), line("q", 2, 10))));
        sales.watermark(closing(1));
        assertThat(sales.out(KeepSales.CLOSED)).isEmpty();
        assertThat(sales.out())
                .filteredOn(row -> row.productId().equals("p"))
                .extracting(DailySalesRow::units)
                .containsExactly(3L);
    }
}
