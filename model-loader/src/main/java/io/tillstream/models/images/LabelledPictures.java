package io.tillstream.models.images;

import java.util.ArrayList;
import java.util.List;

/**
 * Pictures with what is to be learnt of them.
 *
 * @param preprocessing how the pixels were made
 * @param tasks what is told apart, such as colour and pattern
 * @param pixels a picture each, as {@link Preprocessing#pixels} makes them
 * @param labels picture x task, 0 to the task's classes - 1
 */
public record LabelledPictures(
        Preprocessing preprocessing, List<Task> tasks, List<byte[]> pixels, List<int[]> labels) {
    /** Checks that pictures and labels fit each other and the tasks. */
    public LabelledPictures {
        tasks = List.copyOf(tasks);
        pixels = List.copyOf(pixels);
        labels = List.copyOf(labels);
        if (pixels.size() != labels.size()) {
            throw new IllegalArgumentException(
                    pixels.size() + " pictures have " + labels.size() + " labels");
        }
        for (int[] label : labels) {
            for (int t = 0; t < tasks.size(); t++) {
                if (label[t] < 0 || label[t] >= tasks.get(t).classes().size()) {
                    throw new IllegalArgumentException(
                            tasks.get(t).name() + " has no class " + label[t]);
                }
            }
        }
    }

    /**
     * Something that pictures differ in.
     *
     * @param classes its values; a label is an index of them
     */
    public record Task(String name, List<String> classes) {
        /** Keeps a copy. */
        public Task {
            classes = List.copyOf(classes);
        }
    }

    /** How many there are. */
    public int size() {
        return pixels.size();
    }

    /** The pictures at some indices. */
    public LabelledPictures at(List<Integer> indices) {
        List<byte[]> some = new ArrayList<>();
        List<int[]> theirs = new ArrayList<>();
        for (int i : indices) {
            some.add(pixels.get(i));
            theirs.add(labels.get(i));
        }
        return new LabelledPictures(preprocessing, tasks, some, theirs);
    }

    /** The labels of one task. */
    public int[] labelsOf(int task) {
        return labels.stream().mapToInt(label -> label[task]).toArray();
    }

    /** Classes of all tasks together. */
    int classes() {
        return tasks.stream().mapToInt(task -> task.classes().size()).sum();
    }
}
