package io.tillstream.demand;

import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.line;
import static io.tillstream.events.Events.order;
import static io.tillstream.events.Events.returned;
import static io.tillstream.events.Events.sale;
import static io.tillstream.events.Events.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.ShopEvent;
import io.tillstream.runtime.OperatorRun;
import org.junit.jupiter.api.Test;

class CountReceiptsTest {
    @Test
    void purchasesOfAStoreAndHourAreOneRecordAFlush() throws Exception {
        try (OperatorRun<ShopEvent, Void, StoreHours> receipts = StoreStories.receipts().open(1)) {
            receipts.give(
                            sale("a", null, at(0, 4), line("p", 2, 10), line("q", 1, 5)),
                            sale("b", null, at(0, 5) - 1, line("p", 1, 5)),
                            sale("c", null, at(0, 5), line("p", 1, 5)),
                            order("d", null, at(0, 4), line("p", 1, 5)))
                    .flush();

            assertThat(receipts.out())
                    .containsExactlyInAnyOrder(
                            new StoreHours("s1", at(0, 4), 2),
                            new StoreHours("s1", at(0, 5), 1),
                            new StoreHours("online", at(0, 4), 1));
            assertThat(receipts.flush().out()).isEmpty();
        }
    }

    @Test
    void returnsViewsAndLatePurchasesAreNoReceipts() throws Exception {
        try (OperatorRun<ShopEvent, Void, StoreHours> receipts = StoreStories.receipts().open(1)) {
            receipts.give(
                            returned("a", null, at(0, 4), line("p", 2, 10)),
                            view("b", "p", at(0, 4)),
                            sale("c", null, at(0, 4), line("p", 1, 5)).asLate(at(3, 0)))
                    .flush();

            assertThat(receipts.out()).isEmpty();
        }
    }

    @Test
    void nothingIsHeldAcrossACheckpointOrTheEnd() throws Exception {
        try (OperatorRun<ShopEvent, Void, StoreHours> receipts = StoreStories.receipts().open(1)) {
            receipts.give(sale("a", null, at(0, 4), line("p", 2, 10))).checkpoint();
            assertThat(receipts.out()).hasSize(1);

            receipts.give(sale("b", null, at(0, 4), line("p", 2, 10))).end();
            assertThat(receipts.out()).hasSize(1);
        }
    }
}
