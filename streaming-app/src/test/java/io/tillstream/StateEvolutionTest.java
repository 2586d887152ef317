package io.tillstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.monitoring.DayQuality;
import io.tillstream.runtime.Chance;
import io.tillstream.runtime.Told;
import io.tillstream.runtime.TypeWalk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type that is kept in state can be given a field: the type is compiled from its source with
 * one field more, and reads what today's type has written.
 */
class StateEvolutionTest {
    private static final int VALUES = 20;

    @TempDir private Path classes;

    /** The types with fields that state is made of. */
    static Stream<Class<?>> types() {
        Map<String, Class<?>> types = new LinkedHashMap<>();
        TypeWalk.state(
                        TypeWalk.transformations(
                                new ArrayList<>(TestJob.define().getTransformations())))
                .values()
                .forEach(
                        descriptor ->
                                TypeWalk.partsOf(TypeWalk.typeOf(descriptor)).stream()
                                        .filter(PojoTypeInfo.class::isInstance)
                                        .map(TypeInformation::getTypeClass)
                                        .forEach(type -> types.put(type.getName(), type)));
        return types.values().stream();
    }

    private static String sourceOf(Class<?> type) throws IOException {
        String file = type.getName().replace('.', '/') + ".java";
        for (String module : List.of("streaming-app", "model-loader", "sink-schemas")) {
            Path source = Path.of("..", module, "src/main/java", file);
            if (Files.exists(source)) {
                return Files.readString(source);
            }
        }
        throw new IOException("no source of " + type);
    }

    private static String withOneFieldMore(Class<?> type) throws IOException {
        String source = sourceOf(type);
        String name = type.getSimpleName();
        if (!type.isRecord()) {
            return source.replace(
                    "public class " + name + " {",
                    "public class " + name + " { public long addedLater = 42;");
        }
        Matcher header =
                Pattern.compile("public record " + name + "\\(([^)]*)\\)([^{]*)\\{")
                        .matcher(source);
        assertThat(header.find()).isTrue();
        String parameters = header.group(1);
        String names =
                Stream.of(parameters.split(",", -1))
                        .map(String::strip)
                        .map(parameter -> parameter.substring(parameter.lastIndexOf(' ') + 1))
                        .collect(Collectors.joining(", "));
        return source.substring(0, header.start())
                + ("public record " + name + "(" + parameters + ", long addedLater)")
                + (header.group(2) + "{ public " + name + "(" + parameters + ") {")
                + ("this(" + names + ", 0); }")
                + source.substring(header.end());
    }

    /** The class of a changed source, among the present form of all others. */
    private Class<?> compiled(Class<?> type, String source) throws Exception {
        Path file = classes.resolve(type.getSimpleName() + ".java");
        Files.writeString(file, source);
        int failed =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-nowarn",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-d",
                                classes.toString(),
                                file.toString());
        assertThat(failed).isZero();
        return Class.forName(type.getName(), true, new Changed(classes));
    }

    /** Loads all of our classes anew, so that they are one program, with changed ones before. */
    private static final class Changed extends ClassLoader {
        private final Path classes;

        Changed(Path classes) {
            super(StateEvolutionTest.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.tillstream.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            Path changed = classes.resolve(file);
            try (InputStream in =
                    Files.exists(changed)
                            ? Files.newInputStream(changed)
                            : getParent().getResourceAsStream(file)) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static <T> TypeSerializer<T> serializer(Class<T> type) {
        return TypeInformation.of(type)
                .createSerializer(new ExecutionConfig().getSerializerConfig());
    }

    private static byte[] snapshotOf(TypeSerializer<?> serializer) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1_024);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        return out.getCopyOfBuffer();
    }

    private static <N> TypeSerializerSchemaCompatibility<N> compatibility(
            Class<N> changed, TypeSerializerSnapshot<N> former) {
        return serializer(changed).snapshotConfiguration().resolveSchemaCompatibility(former);
    }

    private static <N> TypeSerializerSnapshot<N> read(byte[] snapshot, Class<N> by)
            throws IOException {
        return TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(snapshot), by.getClassLoader());
    }

    @ParameterizedTest
    @MethodSource("types")
    <T> void aTypeInStateCanBeGivenAField(Class<T> type) throws Exception {
        TypeSerializer<T> today = serializer(type);
        Chance chance = new Chance(7);
        List<String> values = new ArrayList<>();
        DataOutputSerializer out = new DataOutputSerializer(1_024);
        for (int i = 0; i < VALUES; i++) {
            T value = chance.of(type);
            values.add(Told.of(value));
            today.serialize(value, out);
        }

        Class<?> changed = compiled(type, withOneFieldMore(type));
        assertThat(TypeInformation.of(changed)).isInstanceOf(PojoTypeInfo.class);
        assertThat(migrated(changed, snapshotOf(today), out.getCopyOfBuffer())).isEqualTo(values);
    }

    /** The values as the changed type reads them, less what was added. */
    private static <N> List<String> migrated(Class<N> changed, byte[] snapshot, byte[] bytes)
            throws IOException {
        TypeSerializerSnapshot<N> former = read(snapshot, changed);
        assertThat(compatibility(changed, former).isCompatibleAfterMigration()).isTrue();
        String added = changed.isRecord() ? "addedLater=0 " : "addedLater=42 ";
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        TypeSerializer<N> reader = former.restoreSerializer();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < VALUES; i++) {
            String value = Told.of(reader.deserialize(in));
            assertThat(value).contains(added);
            values.add(value.replace(added, ""));
        }
        return values;
    }

    @Test
    void aFieldOfAnotherTypeWouldBeSeen() throws Exception {
        String source =
                sourceOf(DayQuality.class).replace("public long late;", "public String late;");
        Class<?> changed = compiled(DayQuality.class, source);

        assertThat(isIncompatible(changed, snapshotOf(serializer(DayQuality.class)))).isTrue();
    }

    private static <N> boolean isIncompatible(Class<N> changed, byte[] snapshot)
            throws IOException {
        return compatibility(changed, read(snapshot, changed)).isIncompatible();
    }
}
