package io.tillstream.runtime;

import java.util.Collection;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;

/**
 * Lets many states share a slot's write buffers. A state that holds anything takes a whole block of
 * memory, by default 1 MiB, and a job of all capabilities has far more states than a slot has MiB
 * for writing: RocksDB then believes its buffers full, writes files of a few records all the time,
 * and merges them.
 */
public final class SmallArenas implements RocksDBOptionsFactory {
    private static final long serialVersionUID = 1L;

    /** Bytes a block. */
    private static final long BLOCK = 64 << 10;

    @Override
    public DBOptions createDBOptions(
            DBOptions currentOptions, Collection<AutoCloseable> handlesToClose) {
        return currentOptions;
    }

    @Override
    public ColumnFamilyOptions createColumnOptions(
            ColumnFamilyOptions currentOptions, Collection<AutoCloseable> handlesToClose) {
        return currentOptions.setArenaBlockSize(BLOCK);
    }
}
