package io.tillstream.demand;

import io.tillstream.events.ClosedSales;
import io.tillstream.events.DayClose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@link DescribeFacts} knows of a product. A Flink POJO: fields are added, never changed. */
public class DescribedProduct {
    /** What the catalogue says, but for the category, which stays the first one. */
    public CatalogFacts facts;

    /** Its picture; null before one is known. */
    public Look look;

    /** Whether the catalogue holds it. */
    public boolean catalogued;

    /** Stores whose stock is known. */
    public List<String> stocked = new ArrayList<>();

    /** Epoch day of its newest fact, or of its removal; 0 if unknown. */
    public long lastDay;

    /** When it is to be forgotten, epoch milliseconds; 0 while the catalogue lists it. */
    public long expiresAt;

    /** Epoch day of its first sale, 0 before it. */
    public long firstSaleDay;

    /** What the catalogue said when it was first sold; null before, and when that is told. */
    public CatalogFacts launchFacts;

    /** Units sold in each of its first weeks, until they are told; empty then and before. */
    public float[] firstWeeks = new float[0];

    /** For Flink. */
    public DescribedProduct() {}

    /** A product that is removed is what it was, but no longer ordered. */
    void describe(CatalogFacts next) {
        catalogued = next.listed();
        if (facts == null) {
            facts = next;
        } else if (next.listed()) {
            boolean stays = !facts.category().equals(CatalogFacts.NO_CATEGORY);
            facts = stays ? next.in(facts.category()) : next;
        } else {
            facts = facts.notOrdered();
        }
        facts = facts.looking(look);
    }

    /** Its picture is another one, which may be known before the rest. */
    void show(Look next) {
        look = next;
        facts = facts == null ? null : facts.looking(next);
    }

    /** Counts what was sold on a day into the first weeks. Days come in order. */
    void sell(ClosedSales sales) {
        if (firstSaleDay == 0 && sales.units() > 0) {
            firstSaleDay = sales.day();
            launchFacts = facts;
            firstWeeks = new float[LaunchCurve.WEEKS];
        }
        long week = Math.floorDiv(sales.day() - firstSaleDay, (long) WeekProfile.DAYS);
        if (week >= 0 && week < firstWeeks.length) {
            firstWeeks[(int) week] += sales.units();
        }
    }

    /** Epoch day of the last of the first weeks. */
    long launchEndDay() {
        return firstSaleDay + LaunchCurve.DAYS - 1;
    }

    /** The first weeks, once: empty while they are not over by a day. */
    Optional<SeenLaunch> launchEndedBy(long day) {
        if (firstWeeks.length == 0 || day < launchEndDay()) {
            return Optional.empty();
        }
        SeenLaunch launch = new SeenLaunch(factsAtLaunch(), firstSaleDay, firstWeeks);
        firstWeeks = new float[0];
        launchFacts = null;
        return Optional.of(launch);
    }

    /** Without what was only said once its fate was known, such as that it is reduced. */
    private CatalogFacts factsAtLaunch() {
        boolean unknown =
                launchFacts == null || launchFacts.category().equals(CatalogFacts.NO_CATEGORY);
        return unknown ? facts : launchFacts.looking(look);
    }

    /** When nothing was heard of it for long. */
    long quietAt(DayClose dayClose) {
        return dayClose.closesAt(lastDay + ProductDemand.QUIET_DAYS);
    }

    boolean isCatalogued() {
        return catalogued;
    }
}
