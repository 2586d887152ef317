package io.tillstream.products;

import io.tillstream.events.Channel;
import io.tillstream.events.Transaction;
import io.tillstream.runtime.CompactSerializer;
import io.tillstream.runtime.CompactTypeInfo;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How {@link ProductLine}s travel between operators. */
public final class ProductLineTypeInfo {
    private static final int VERSION = 2;

    private ProductLineTypeInfo() {}

    /** Gives the type to Flink. */
    public static final class Factory extends TypeInfoFactory<ProductLine> {
        @Override
        public TypeInformation<ProductLine> createTypeInfo(
                Type type, Map<String, TypeInformation<?>> parameters) {
            return new CompactTypeInfo<>(ProductLine.class, Serializer.INSTANCE);
        }
    }

    /** The serialiser. */
    public static final class Serializer extends CompactSerializer<ProductLine> {
        private static final long serialVersionUID = 1L;

        /** Reads and writes the newest version. */
        public static final Serializer INSTANCE = new Serializer(VERSION);

        private Serializer(int version) {
            super(version);
        }

        @Override
        public void serialize(ProductLine line, DataOutputView out) throws IOException {
            writeString(line.productId(), out);
            writeString(line.storeId(), out);
            out.writeByte(line.channel().ordinal());
            out.writeLong(line.occurredAt());
            out.writeBoolean(line.returned());
            out.writeLong(line.units());
            out.writeLong(line.gross());
            out.writeLong(line.net());
            out.writeBoolean(line.late());
            if (line.late()) {
                out.writeLong(line.heardAt());
            }
        }

        @Override
        public ProductLine deserialize(DataInputView in) throws IOException {
            return new ProductLine(
                    readString(in),
                    readString(in),
                    Channel.of(in.readByte()),
                    in.readLong(),
                    in.readBoolean(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    version() >= 2 && in.readBoolean() ? in.readLong() : Transaction.IN_TIME);
        }

        @Override
        protected Snapshot newSnapshot() {
            return new Snapshot();
        }
    }

    /** Names the serialiser in a savepoint. */
    public static final class Snapshot extends CompactSerializer.VersionedSnapshot<ProductLine> {
        /** For Flink. */
        public Snapshot() {
            super(VERSION, Serializer::new);
        }
    }
}
