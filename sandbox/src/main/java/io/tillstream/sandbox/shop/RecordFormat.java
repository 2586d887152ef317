package io.tillstream.sandbox.shop;

/** The JSON of sales and web-shop events. */
final class RecordFormat {
    private final Catalogue catalogue;
    private final JsonBytes json = new JsonBytes();

    RecordFormat(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    byte[] receipt(
            String saleId,
            boolean returned,
            String storeId,
            String customerId,
            long occurredAt,
            Basket basket,
            String payment) {
        json.begin().id("sale_id", saleId);
        if (returned) {
            json.id("type", "return");
        }
        json.id("store_id", storeId)
                .id("customer_id", customerId)
                .time("occurred_at", occurredAt)
                .id("currency", "EUR");
        lines(basket);
        return json.id("payment_type", payment).end();
    }

    byte[] interaction(
            String eventId,
            String type,
            String sessionId,
            String customerId,
            long occurredAt,
            Product product,
            int rating) {
        event(eventId, type, sessionId, customerId, occurredAt).id("product_id", product.id);
        if (rating > 0) {
            json.number("rating", rating);
        }
        return json.end();
    }

    byte[] search(
            String eventId, String sessionId, String customerId, long occurredAt, String query) {
        return event(eventId, "search", sessionId, customerId, occurredAt)
                .text("query", query)
                .end();
    }

    byte[] order(
            String eventId,
            boolean returned,
            String sessionId,
            String customerId,
            long occurredAt,
            String orderId,
            Basket basket) {
        event(eventId, returned ? "return" : "order", sessionId, customerId, occurredAt)
                .id("order_id", orderId)
                .id("currency", "EUR");
        lines(basket);
        return json.end();
    }

    private JsonBytes event(
            String eventId, String type, String sessionId, String customerId, long occurredAt) {
        return json.begin()
                .id("event_id", eventId)
                .id("type", type)
                .id("session_id", sessionId)
                .id("customer_id", customerId)
                .time("occurred_at", occurredAt);
    }

    private void lines(Basket basket) {
        json.beginArray("lines");
        for (int i = 0; i < basket.size; i++) {
            if (i > 0) {
                json.comma();
            }
            json.open()
                    .id("product_id", catalogue.product(basket.products[i]).id)
                    .number("quantity", basket.quantities[i])
                    .money("unit_price", basket.unitPrices[i]);
            if (basket.discounts[i] > 0) {
                json.money("discount", basket.discounts[i]);
            }
            json.close();
        }
        json.endArray();
    }
}
