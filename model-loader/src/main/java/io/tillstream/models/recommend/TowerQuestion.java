package io.tillstream.models.recommend;

/**
 * Asks what a shopper might want.
 *
 * @param stamp of the shelf when it was asked, see {@link TowerShelf#seal}
 */
public record TowerQuestion(long stamp, ShopperPast past) {}
