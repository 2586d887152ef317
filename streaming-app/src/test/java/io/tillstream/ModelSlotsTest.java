package io.tillstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.core.memory.ManagedMemoryUseCase;
import org.apache.flink.runtime.clusterframework.types.ResourceProfile;
import org.apache.flink.runtime.jobmanager.scheduler.SlotSharingGroup;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** Which operators of the whole job are in slots with GPUs. */
class ModelSlotsTest {
    private static final String ALL =
            "customers,products,kpis,demand,recommendations,pictures,trends";
    private static final Map<String, String> SLOTS =
            Map.of(
                    "models.slot", "cpu:1,heap:512m,off-heap:1g,gpu:0.5",
                    "job.slot", "cpu:1,heap:1g,managed:512m");

    private static Set<String> uidsOf(StreamExecutionEnvironment env, String group) {
        return env.getStreamGraph().getStreamNodes().stream()
                .filter(node -> node.getSlotSharingGroup().equals(group))
                .map(StreamNode::getTransformationUID)
                .collect(Collectors.toSet());
    }

    @Test
    void allOperatorsShareSlotsUnlessModelsAreToHaveTheirOwn() {
        assertThat(
                        TestJob.define().getStreamGraph().getStreamNodes().stream()
                                .map(StreamNode::getSlotSharingGroup)
                                .distinct())
                .containsExactly("default");
    }

    @Test
    void onlyWhatAsksModelsIsInTheirSlots() {
        assertThat(uidsOf(TestJob.define(ALL, SLOTS), ModelSlots.GROUP))
                .containsExactlyInAnyOrder(
                        "two-tower",
                        "towers-watch",
                        "encode-pictures",
                        "encode-posts",
                        "encoder-watch");
    }

    /** Otherwise it would run on a CPU elsewhere, and nobody notice. */
    @Test
    void everyOperatorThatAsksAModelOfTensorsIsNamed() {
        Set<String> asking =
                TestJob.define(ALL, SLOTS).getTransformations().stream()
                        .map(Transformation::getUid)
                        .filter(Objects::nonNull)
                        .filter(uid -> uid.startsWith("encode") || uid.contains("tower"))
                        .collect(Collectors.toSet());

        assertThat(uidsOf(TestJob.define(ALL, SLOTS), ModelSlots.GROUP)).isEqualTo(asking);
    }

    @Test
    void theirSlotsAskForAGpuAndOnlyTheOthersForManagedMemory() {
        Set<SlotSharingGroup> slots =
                TestJob.define(ALL, SLOTS).getStreamGraph().getJobGraph().getSlotSharingGroups();

        assertThat(slots)
                .extracting(SlotSharingGroup::getResourceProfile)
                .extracting(
                        slot -> slot.getExtendedResources().containsKey("gpu"),
                        ResourceProfile::getManagedMemory)
                .containsExactlyInAnyOrder(
                        tuple(true, MemorySize.ZERO), tuple(false, MemorySize.ofMebiBytes(512)));
    }

    @Test
    void nothingInTheSlotsOfModelsKeepsStateInManagedMemory() {
        assertThat(
                        TestJob.define(ALL, SLOTS).getStreamGraph().getStreamNodes().stream()
                                .filter(n -> n.getSlotSharingGroup().equals(ModelSlots.GROUP))
                                .flatMap(n -> n.getManagedMemorySlotScopeUseCases().stream()))
                .doesNotContain(ManagedMemoryUseCase.STATE_BACKEND);
    }

    @Test
    void slotsThatAreMalformedOrAloneAreRefusedInOneLine() {
        for (Map.Entry<Map<String, String>, String> wrong :
                List.of(
                        Map.entry(
                                Map.of("models.slot", "cpu:1,heap:1g"),
                                "models.slot and job.slot belong together"),
                        Map.entry(
                                Map.of("models.slot", "gpu:1", "job.slot", "cpu:1,heap:1g"),
                                "models.slot: "),
                        Map.entry(
                                Map.of("models.slot", "cpu:1,heap:1x", "job.slot", "cpu:1,heap:1g"),
                                "models.slot: "))) {
            assertThatThrownBy(() -> TestJob.define(ALL, wrong.getKey()))
                    .isInstanceOf(JobConfig.InvalidConfig.class)
                    .hasMessageStartingWith(wrong.getValue())
                    .hasMessageNotContaining("\n");
        }
    }
}
