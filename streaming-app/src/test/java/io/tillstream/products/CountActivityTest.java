package io.tillstream.products;

import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.interaction;
import static io.tillstream.events.Events.line;
import static io.tillstream.events.Events.returned;
import static io.tillstream.events.Events.sale;
import static io.tillstream.events.Events.search;
import static io.tillstream.events.Events.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.Amount;
import io.tillstream.events.Interaction.Kind;
import io.tillstream.events.ShopEvent;
import io.tillstream.runtime.OperatorRun;
import org.junit.jupiter.api.Test;

class CountActivityTest {
    @Test
    void viewsCartsAndSalesOfAProductAndDayAreOneRecordAFlush() throws Exception {
        try (OperatorRun<ShopEvent, Void, ProductActivity> activity =
                ProductStories.activity().open(1)) {
            activity.give(
                            view("e1", "p", at(0, 1)),
                            view("e2", "p", at(0, 2)),
                            view("e3", "p", at(1, 2)),
                            interaction(Kind.ADD_TO_CART, "e4", "p", at(0, 3)),
                            sale("s1", null, at(0, 4), line("p", 2, 10), line("q", 1, 5)))
                    .flush();

            assertThat(activity.out())
                    .containsExactlyInAnyOrder(
                            new ProductActivity("p", DAY, 2, 1, 2, 20 * Amount.ONE),
                            new ProductActivity("q", DAY, 0, 0, 1, 5 * Amount.ONE),
                            new ProductActivity("p", DAY + 1, 1, 0, 0, 0));
            assertThat(activity.flush().out()).isEmpty();
        }
    }

    @Test
    void neitherReturnsNorOtherInteractionsNorSearchesAreInterest() throws Exception {
        try (OperatorRun<ShopEvent, Void, ProductActivity> activity =
                ProductStories.activity().open(1)) {
            activity.give(
                            returned("r1", null, at(0, 4), line("p", 2, 10)),
                            interaction(Kind.REMOVE_FROM_CART, "e1", "p", at(0, 3)),
                            interaction(Kind.RECOMMENDATION_SHOWN, "e2", "p", at(0, 3)),
                            search("e3", "session", "p", at(0, 3)))
                    .flush();

            assertThat(activity.out()).isEmpty();
        }
    }

    @Test
    void nothingIsHeldAcrossACheckpointOrTheEnd() throws Exception {
        try (OperatorRun<ShopEvent, Void, ProductActivity> activity =
                ProductStories.activity().open(1)) {
            activity.give(view("e1", "p", at(0, 1))).checkpoint();
            assertThat(activity.out()).hasSize(1);

            activity.give(view("e2", "p", at(0, 1))).end();
            assertThat(activity.out()).hasSize(1);
        }
    }
}
