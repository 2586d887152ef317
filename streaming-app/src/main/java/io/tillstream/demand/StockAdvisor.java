package io.tillstream.demand;

/** A policy, with what was last made of an outlook: signals of one key come one after another. */
final class StockAdvisor {
    private final ReplenishmentPolicy policy;
    private DemandAhead last;

    StockAdvisor(ReplenishmentPolicy policy) {
        this.policy = policy;
    }

    ReplenishmentPolicy policy() {
        return policy;
    }

    DemandAhead ahead(StockOutlook outlook) {
        if (last == null || !last.outlook().equals(outlook)) {
            last = new DemandAhead(outlook);
        }
        return last;
    }
}
