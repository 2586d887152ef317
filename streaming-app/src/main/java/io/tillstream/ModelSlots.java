package io.tillstream;

import io.tillstream.serving.ModelsOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.operators.SlotSharingGroup;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraphGenerator;

/**
 * Slots of their own for the operators that ask models, so that machines with GPUs serve nothing
 * else. What a slot needs decides where it is: a slot of the models asks for a GPU, which others do
 * not have, and all other slots ask for managed memory (of RocksDB), which a machine for models is
 * not given.
 */
final class ModelSlots {
    /** The group of the operators that ask models. */
    static final String GROUP = "models";

    /** None of them keeps state by key, so their slots need no managed memory. */
    private static final Set<String> ASKING =
            Set.of(
                    OperatorId.TOWERS.uid(),
                    OperatorId.TOWERS_WATCH.uid(),
                    OperatorId.ENCODE_PICTURES.uid(),
                    OperatorId.ENCODE_POSTS.uid(),
                    OperatorId.ENCODER_WATCH.uid());

    private ModelSlots() {}

    /**
     * Looks at what is set.
     *
     * @throws JobConfig.InvalidConfig if one of the two is set alone, or malformed
     */
    static void check(JobConfig config) {
        boolean ofModels = config.get(ModelsOptions.SLOT) != null;
        if (ofModels != (config.get(JobOptions.JOB_SLOT) != null)) {
            throw new JobConfig.InvalidConfig(
                    ModelsOptions.SLOT.key()
                            + " and "
                            + JobOptions.JOB_SLOT.key()
                            + " belong together");
        }
        if (!ofModels) {
            return;
        }
        for (ConfigOption<Map<String, String>> slot :
                List.of(ModelsOptions.SLOT, JobOptions.JOB_SLOT)) {
            try {
                group(slot.key(), config.get(slot));
            } catch (IllegalArgumentException e) {
                throw new JobConfig.InvalidConfig(slot.key() + ": " + e.getMessage());
            }
        }
    }

    /** Divides the operators of a job that is defined between the two groups, where that is set. */
    static void assign(StreamExecutionEnvironment env, JobConfig config) {
        Map<String, String> ofModels = config.get(ModelsOptions.SLOT);
        if (ofModels == null) {
            return;
        }
        env.registerSlotSharingGroup(group(GROUP, ofModels));
        env.registerSlotSharingGroup(
                group(
                        StreamGraphGenerator.DEFAULT_SLOT_SHARING_GROUP,
                        config.get(JobOptions.JOB_SLOT)));
        for (Transformation<?> operator : env.getTransformations()) {
            // Told to each: an operator that is told nothing goes where all its inputs are.
            operator.setSlotSharingGroup(
                    ASKING.contains(operator.getUid())
                            ? GROUP
                            : StreamGraphGenerator.DEFAULT_SLOT_SHARING_GROUP);
        }
    }

    /**
     * A group of slots.
     *
     * @param resources of a slot: {@code cpu} (cores), {@code heap}, {@code off-heap}, {@code
     *     managed} (sizes), and others, such as {@code gpu}, by Flink's name of the resource
     * @throws IllegalArgumentException if one is malformed, or cpu or heap are missing
     */
    static SlotSharingGroup group(String name, Map<String, String> resources) {
        SlotSharingGroup.Builder group = SlotSharingGroup.newBuilder(name);
        new TreeMap<>(resources)
                .forEach(
                        (resource, amount) -> {
                            switch (resource) {
                                case "cpu" -> group.setCpuCores(Double.parseDouble(amount));
                                case "heap" -> group.setTaskHeapMemory(MemorySize.parse(amount));
                                case "off-heap" ->
                                        group.setTaskOffHeapMemory(MemorySize.parse(amount));
                                case "managed" -> group.setManagedMemory(MemorySize.parse(amount));
                                default ->
                                        group.setExternalResource(
                                                resource, Double.parseDouble(amount));
                            }
                        });
        return group.build();
    }
}
