package io.tillstream.recommendations;

import io.tillstream.models.recommend.ShopperPast;
import io.tillstream.runtime.CompactSerializer;
import io.tillstream.runtime.CompactTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How a {@link Moment} that the towers have seen travels to the ranker: some hundred candidates, of
 * whose features most are 0. State that holds moments keeps them as the records that they are.
 */
public final class MomentTypeInfo {
    private static final int VERSION = 1;

    private MomentTypeInfo() {}

    /** The type of a stream. */
    static TypeInformation<Moment> onTheWay() {
        return new CompactTypeInfo<>(Moment.class, new Serializer(VERSION));
    }

    /** The serialiser. */
    public static final class Serializer extends CompactSerializer<Moment> {
        private static final long serialVersionUID = 1L;

        private Serializer(int version) {
            super(version);
        }

        @Override
        public void serialize(Moment moment, DataOutputView out) throws IOException {
            writeString(moment.shopper(), out);
            writeString(moment.eventId(), out);
            out.writeLong(moment.time());
            out.writeLong(moment.triggeredAt());
            writeStrings(moment.bought(), out);
            out.writeInt(moment.again().length);
            for (boolean again : moment.again()) {
                out.writeBoolean(again);
            }
            out.writeInt(moment.catalogue());
            write(moment.before(), out);
            write(moment.candidates(), out);
            writeString(moment.towers(), out);
            out.writeLong(moment.takenUpAt());
        }

        @Override
        public Moment deserialize(DataInputView in) throws IOException {
            String shopper = readString(in);
            String eventId = readString(in);
            long time = in.readLong();
            long triggeredAt = in.readLong();
            String[] bought = readStrings(in);
            boolean[] again = new boolean[in.readInt()];
            for (int i = 0; i < again.length; i++) {
                again[i] = in.readBoolean();
            }
            return new Moment(
                    shopper,
                    eventId,
                    time,
                    triggeredAt,
                    bought,
                    again,
                    in.readInt(),
                    readCandidates(in),
                    readCandidates(in),
                    readString(in),
                    in.readLong());
        }

        private static void write(Candidates candidates, DataOutputView out) throws IOException {
            out.writeBoolean(candidates != null);
            if (candidates == null) {
                return;
            }
            writeStrings(candidates.productIds(), out);
            writeStrings(candidates.categories(), out);
            writeStrings(candidates.reasons(), out);
            writeFloats(candidates.boosts(), out);
            writeFloats(candidates.features(), out);
            writeStrings(candidates.byPopularity(), out);
            writeStrings(candidates.byTies(), out);
            write(candidates.question(), out);
            write(candidates.categoryOf(), out);
            write(candidates.reasonOf(), out);
        }

        private static Candidates readCandidates(DataInputView in) throws IOException {
            if (!in.readBoolean()) {
                return null;
            }
            return new Candidates(
                    readStrings(in),
                    readStrings(in),
                    readStrings(in),
                    readFloats(in),
                    readFloats(in),
                    readStrings(in),
                    readStrings(in),
                    readQuestion(in),
                    readPlaces(in),
                    readPlaces(in));
        }

        /** Only of moments that went around the towers. */
        private static void write(Question question, DataOutputView out) throws IOException {
            out.writeBoolean(question != null);
            if (question == null) {
                return;
            }
            ShopperPast past = question.past();
            writeStrings(past.products(), out);
            writeFloats(past.weights(), out);
            writeFloats(past.facts(), out);
            Profile profile = question.profile();
            writeStrings(profile.categories(), out);
            writeDoubles(profile.categoryShares(), out);
            writeStrings(profile.brands(), out);
            writeDoubles(profile.brandShares(), out);
            out.writeDouble(profile.logPrice());
            writeString(profile.segment(), out);
            out.writeDouble(profile.mostBought());
            out.writeDouble(profile.mostTrending());
            out.writeDouble(profile.mostInSegment());
            out.writeDouble(profile.unknown());
        }

        private static Question readQuestion(DataInputView in) throws IOException {
            if (!in.readBoolean()) {
                return null;
            }
            return new Question(
                    new ShopperPast(readStrings(in), readFloats(in), readFloats(in)),
                    new Profile(
                            readStrings(in),
                            readDoubles(in),
                            readStrings(in),
                            readDoubles(in),
                            in.readDouble(),
                            readString(in),
                            in.readDouble(),
                            in.readDouble(),
                            in.readDouble(),
                            in.readDouble()));
        }

        private static void writeDoubles(double[] values, DataOutputView out) throws IOException {
            out.writeInt(values.length);
            for (double value : values) {
                out.writeDouble(value);
            }
        }

        private static double[] readDoubles(DataInputView in) throws IOException {
            double[] values = new double[in.readInt()];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.readDouble();
            }
            return values;
        }

        /** Of each 32 a bit whether it is other than 0, then those that are. */
        private static void writeFloats(float[] values, DataOutputView out) throws IOException {
            out.writeInt(values.length);
            for (int from = 0; from < values.length; from += Integer.SIZE) {
                int to = Math.min(values.length, from + Integer.SIZE);
                int present = 0;
                for (int i = from; i < to; i++) {
                    present |= isThere(values[i]) ? 1 << i : 0;
                }
                out.writeInt(present);
                for (int i = from; i < to; i++) {
                    if (isThere(values[i])) {
                        out.writeFloat(values[i]);
                    }
                }
            }
        }

        /** By its bits: -0 is not 0. */
        private static boolean isThere(float value) {
            return Float.floatToRawIntBits(value) != 0;
        }

        private static float[] readFloats(DataInputView in) throws IOException {
            float[] values = new float[in.readInt()];
            int present = 0;
            for (int i = 0; i < values.length; i++) {
                if (i % Integer.SIZE == 0) {
                    present = in.readInt();
                }
                if ((present & 1 << i) != 0) {
                    values[i] = in.readFloat();
                }
            }
            return values;
        }

        /** Null in moments that were kept in state of old. */
        private static void write(byte[] places, DataOutputView out) throws IOException {
            out.writeBoolean(places != null);
            if (places != null) {
                out.writeInt(places.length);
                out.write(places);
            }
        }

        private static byte[] readPlaces(DataInputView in) throws IOException {
            if (!in.readBoolean()) {
                return null;
            }
            byte[] places = new byte[in.readInt()];
            in.readFully(places);
            return places;
        }

        @Override
        protected Snapshot newSnapshot() {
            return new Snapshot();
        }
    }

    /** Names the serialiser. */
    public static final class Snapshot extends CompactSerializer.VersionedSnapshot<Moment> {
        /** For Flink. */
        public Snapshot() {
            super(VERSION, Serializer::new);
        }
    }
}
