package io.tillstream.events;

import io.tillstream.runtime.CompactSerializer;
import io.tillstream.runtime.CompactTypeInfo;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How {@link ShopEvent}s travel between operators. */
public final class ShopEventTypeInfo {
    /** The first one had no hour in which an event counts. */
    private static final int WITHOUT_HOURS = 1;

    private static final int VERSION = 2;
    private static final byte TRANSACTION = 1;
    private static final byte INTERACTION = 2;

    /** Came later; what was written before holds none. */
    private static final byte SEARCH = 3;

    private ShopEventTypeInfo() {}

    /** Gives the type to Flink. */
    public static final class Factory extends TypeInfoFactory<ShopEvent> {
        @Override
        public TypeInformation<ShopEvent> createTypeInfo(
                Type type, Map<String, TypeInformation<?>> parameters) {
            return new CompactTypeInfo<>(ShopEvent.class, Serializer.INSTANCE);
        }
    }

    /** The serialiser. */
    public static final class Serializer extends CompactSerializer<ShopEvent> {
        private static final long serialVersionUID = 1L;

        /** Reads and writes the newest version. */
        public static final Serializer INSTANCE = new Serializer(VERSION);

        private Serializer(int version) {
            super(version);
        }

        @Override
        public void serialize(ShopEvent event, DataOutputView out) throws IOException {
            if (event instanceof Transaction transaction) {
                out.writeByte(TRANSACTION);
                write(transaction, out);
            } else if (event instanceof Interaction interaction) {
                out.writeByte(INTERACTION);
                write(interaction, out);
            } else if (event instanceof Search search) {
                out.writeByte(SEARCH);
                write(search, out);
            }
        }

        @Override
        public ShopEvent deserialize(DataInputView in) throws IOException {
            byte tag = in.readByte();
            return switch (tag) {
                case TRANSACTION -> readTransaction(in);
                case INTERACTION -> readInteraction(in);
                case SEARCH -> readSearch(in);
                default -> throw new IOException("unknown kind of shop event: " + tag);
            };
        }

        private static void write(Transaction t, DataOutputView out) throws IOException {
            out.writeByte(t.topic().ordinal());
            out.writeLong(t.idHash());
            out.writeLong(t.orderHash());
            writeString(t.id(), out);
            out.writeBoolean(t.returned());
            out.writeByte(t.channel().ordinal());
            writeString(t.storeId(), out);
            writeString(t.customerId(), out);
            out.writeLong(t.occurredAt());
            out.writeInt(t.lines().size());
            for (Line line : t.lines()) {
                writeString(line.productId(), out);
                out.writeInt(line.quantity());
                out.writeLong(line.unitPrice());
                out.writeLong(line.discount());
            }
            out.writeBoolean(t.late());
            if (t.late()) {
                out.writeLong(t.heardAt());
            }
            writeHour(t, out);
        }

        private Transaction readTransaction(DataInputView in) throws IOException {
            Transaction own =
                    new Transaction(
                            Topic.of(in.readByte()),
                            in.readLong(),
                            in.readLong(),
                            readString(in),
                            in.readBoolean(),
                            Channel.of(in.readByte()),
                            readString(in),
                            readString(in),
                            in.readLong(),
                            readLines(in),
                            in.readBoolean() ? in.readLong() : Transaction.IN_TIME);
            return hasAnotherHour(in) ? own.countedIn(in.readLong()) : own;
        }

        /** Few events count in another hour than their own. */
        private static void writeHour(ShopEvent event, DataOutputView out) throws IOException {
            boolean isAnother =
                    event.countedIn() != Math.floorDiv(event.occurredAt(), EventTime.HOUR);
            out.writeBoolean(isAnother);
            if (isAnother) {
                out.writeLong(event.countedIn());
            }
        }

        private boolean hasAnotherHour(DataInputView in) throws IOException {
            return version() > WITHOUT_HOURS && in.readBoolean();
        }

        private static List<Line> readLines(DataInputView in) throws IOException {
            int count = in.readInt();
            List<Line> lines = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                lines.add(new Line(readString(in), in.readInt(), in.readLong(), in.readLong()));
            }
            return lines;
        }

        private static void write(Interaction i, DataOutputView out) throws IOException {
            out.writeLong(i.idHash());
            writeString(i.eventId(), out);
            out.writeByte(i.kind().ordinal());
            writeString(i.sessionId(), out);
            writeString(i.customerId(), out);
            out.writeLong(i.occurredAt());
            writeString(i.productId(), out);
            out.writeByte(i.rating());
            writeString(i.recommendationId(), out);
            out.writeBoolean(i.late());
            writeHour(i, out);
        }

        private Interaction readInteraction(DataInputView in) throws IOException {
            Interaction own =
                    new Interaction(
                            in.readLong(),
                            readString(in),
                            Interaction.Kind.of(in.readByte()),
                            readString(in),
                            readString(in),
                            in.readLong(),
                            readString(in),
                            in.readByte(),
                            readString(in));
            Interaction marked = in.readBoolean() ? own.asLate(0) : own;
            return hasAnotherHour(in) ? marked.countedIn(in.readLong()) : marked;
        }

        private static void write(Search search, DataOutputView out) throws IOException {
            out.writeLong(search.idHash());
            writeString(search.eventId(), out);
            writeString(search.sessionId(), out);
            out.writeLong(search.occurredAt());
            writeString(search.query(), out);
            out.writeBoolean(search.late());
            writeHour(search, out);
        }

        private Search readSearch(DataInputView in) throws IOException {
            Search own =
                    new Search(
                            in.readLong(),
                            readString(in),
                            readString(in),
                            in.readLong(),
                            readString(in));
            Search marked = in.readBoolean() ? own.asLate(0) : own;
            return hasAnotherHour(in) ? marked.countedIn(in.readLong()) : marked;
        }

        @Override
        protected Snapshot newSnapshot() {
            return new Snapshot();
        }
    }

    /** Names the serialiser in a savepoint. */
    public static final class Snapshot extends CompactSerializer.VersionedSnapshot<ShopEvent> {
        /** For Flink. */
        public Snapshot() {
            super(VERSION, Serializer::new);
        }
    }
}
