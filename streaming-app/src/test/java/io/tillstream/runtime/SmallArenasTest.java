package io.tillstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.RocksDB;

class SmallArenasTest {
    /** 74 MiB is what RocksDB lets a slot of 256 MiB write into. */
    @Test
    void hundredsOfStatesFitIntoASlotsWriteBuffers() {
        RocksDB.loadLibrary();
        try (ColumnFamilyOptions options = new ColumnFamilyOptions()) {
            long block =
                    new SmallArenas()
                            .createColumnOptions(options, new ArrayList<>())
                            .arenaBlockSize();
            assertThat(block).isPositive();
            assertThat(300 * block).isLessThan(74L << 20);
        }
    }
}
