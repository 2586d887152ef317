package io.tillstream.recommendations;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.models.recommend.ShopperPast;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class MomentTypeInfoTest {
    private static final TypeSerializer<Moment> SERIALIZER =
            MomentTypeInfo.onTheWay().createSerializer(new SerializerConfigImpl());

    private static Candidates candidates(int size, Question question) {
        String[] ids = new String[size];
        float[] boosts = new float[size];
        float[] features = new float[size * Feature.COUNT];
        byte[] places = new byte[size];
        for (int i = 0; i < size; i++) {
            ids[i] = "p-ñ" + i;
            boosts[i] = 1 + i;
            places[i] = (byte) i;
            for (int f = i % 3; f < Feature.COUNT; f += 3) {
                features[i * Feature.COUNT + f] = (f + 1) / 7f;
            }
        }
        return new Candidates(
                ids,
                new String[] {"coats", ""},
                new String[] {"because you viewed 😍"},
                boosts,
                features,
                new String[] {"p1", "p2"},
                new String[0],
                question,
                places,
                places.clone());
    }

    private static Moment moment(Candidates before, Candidates candidates, String towers) {
        return new Moment(
                "customer:c1",
                "e1",
                5,
                Long.MIN_VALUE,
                new String[] {"p1", "p3"},
                new boolean[] {false, true},
                300,
                before,
                candidates,
                towers,
                Moment.NO_CLOCK);
    }

    private static Moment sent(Moment moment) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        SERIALIZER.serialize(moment, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        Moment arrived = SERIALIZER.deserialize(in);
        assertThat(in.available()).isZero();
        return arrived;
    }

    @Test
    void momentsAreTheSameAfterTheirJourney() throws IOException {
        for (int size : new int[] {0, 1, 2, 3, 32, 100, 255}) {
            Moment moment = moment(candidates(3, null), candidates(size, null), "t@1");
            assertThat(sent(moment)).usingRecursiveComparison().isEqualTo(moment);
        }
    }

    @Test
    void whatIsMissingStaysMissing() throws IOException {
        Candidates full = candidates(4, null);
        Candidates old =
                new Candidates(
                        full.productIds(),
                        full.categories(),
                        full.reasons(),
                        full.boosts(),
                        full.features(),
                        full.byPopularity(),
                        full.byTies(),
                        null,
                        null,
                        null);
        Moment moment = moment(null, old, null);
        assertThat(sent(moment)).usingRecursiveComparison().isEqualTo(moment);
        Moment nothing = moment(null, null, null);
        assertThat(sent(nothing)).usingRecursiveComparison().isEqualTo(nothing);
    }

    @Test
    void questionThatNobodyAnsweredIsNotLost() throws IOException {
        Question question =
                new Question(
                        ShopperPast.of(new String[] {"p1"}, new long[] {3}, 1, 5),
                        new Profile(
                                new String[] {"coats"},
                                new double[] {1},
                                new String[0],
                                new double[0],
                                1.5,
                                null,
                                1,
                                2,
                                3,
                                0.5));
        Moment asked = moment(null, candidates(1, question), null);
        assertThat(sent(asked)).usingRecursiveComparison().isEqualTo(asked);
    }
}
