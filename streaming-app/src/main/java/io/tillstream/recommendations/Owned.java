package io.tillstream.recommendations;

import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A product that a shopper has bought. State: add fields only.
 *
 * @param times in how many purchases
 * @param lastDay epoch day (UTC) of the last of them
 */
@TypeInfo(OwnedTypeInfo.Factory.class)
public record Owned(String productId, int times, long lastDay) {}
