package io.tillstream.schemas;

import static io.tillstream.schemas.ExampleRows.AT;
import static io.tillstream.schemas.ExampleRows.customer;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.schemas.rows.CustomerRow;
import io.tillstream.schemas.rows.DataQualityRow;
import io.tillstream.schemas.rows.DeadLetterRow;
import io.tillstream.schemas.rows.Row;
import io.tillstream.schemas.rows.SegmentChangeRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Table<CustomerRow> VERSIONED =
            Table.versioned(
                    CustomerRow.class,
                    "t",
                    List.of(Column.text("customer_id", CustomerRow::customerId)),
                    List.of(Column.money("monetary", CustomerRow::monetary)));

    @Test
    void theStatementIsGuardedByTheVersion() {
        assertThat(VERSIONED.statement())
                .isEqualTo(
                        "INSERT INTO t AS t (customer_id, monetary, version) SELECT u.c0,"
                                + " u.c1::numeric * 0.0001, u.c2 FROM unnest(?::text[], ?::bigint[],"
                                + " ?::bigint[]) AS u (c0, c1, c2) ON CONFLICT (customer_id) DO UPDATE"
                                + " SET monetary = excluded.monetary, version = excluded.version WHERE"
                                + " excluded.version >= t.version");
    }

    @Test
    void rowsAreSortedByKeyAndTheNewestOfEachKeyStays() {
        CustomerRow a1 = customer("a", 1, 1);
        CustomerRow a2 = customer("a", 2, 2);
        CustomerRow a2Again = customer("a", 3, 2);
        CustomerRow b = customer("b", 1, 1);

        assertThat(VERSIONED.sortedAndUnique(List.of(b, a2, a2Again, a1)))
                .containsExactly(a2Again, b);
    }

    @Test
    void ofRowsThatNeverChangeTheFirstStays() {
        Table<DeadLetterRow> table =
                Table.insertOnly(
                        DeadLetterRow.class,
                        "t",
                        List.of(Column.number("o", DeadLetterRow::offset)),
                        List.of());
        DeadLetterRow first = new DeadLetterRow("t", 0, 1, "first", "decode", AT);
        DeadLetterRow second = new DeadLetterRow("t", 0, 1, "second", "decode", AT);

        assertThat(table.sortedAndUnique(List.of(first, second))).containsExactly(first);
    }

    @Test
    void keysAreEqualExactlyForOneTableAndPrimaryKey() {
        assertThat(customer("a", 1, 1).key())
                .isEqualTo(customer("a", 2, 2).key())
                .hasSameHashCodeAs(customer("a", 2, 2).key())
                .isNotEqualTo(customer("b", 1, 1).key());
        assertThat(new DataQualityRow("s", "r", 1, 1, 1, 1).key())
                .isNotEqualTo(new DataQualityRow("s", "r", 2, 1, 1, 1).key());
        assertThat(new SegmentChangeRow("a", 1, "Lost", null, 1).key())
                .isNotEqualTo(customer("a", 1, 1).key());
        assertThat(ExampleRows.ONE_OF_EACH.stream().map(Row::key).distinct())
                .hasSize(ExampleRows.ONE_OF_EACH.size());
    }

    @Test
    void everyKindOfRowHasOneTable() {
        assertThat(Tables.ALL)
                .<Object>extracting(Table::rowType)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrder((Object[]) Row.class.getPermittedSubclasses());
    }
}
