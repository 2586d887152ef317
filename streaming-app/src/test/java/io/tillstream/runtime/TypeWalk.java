package io.tillstream.runtime;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeinfo.BasicArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.CompositeType;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.typeutils.EnumTypeInfo;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.api.java.typeutils.ListTypeInfo;
import org.apache.flink.api.java.typeutils.MapTypeInfo;
import org.apache.flink.api.java.typeutils.ObjectArrayTypeInfo;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.streaming.api.operators.AbstractUdfStreamOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.KeyedBroadcastStateTransformation;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;

/** Finds the types that a job sends and keeps, and what they are made of. */
public final class TypeWalk {
    private TypeWalk() {}

    /** All transformations of a graph whose ends are given. */
    public static Set<Transformation<?>> transformations(Collection<Transformation<?>> ends) {
        Set<Transformation<?>> all = new LinkedHashSet<>();
        ends.forEach(end -> all.addAll(end.getTransitivePredecessors()));
        return all;
    }

    /** The types of all streams, by transformation. */
    public static Map<String, TypeInformation<?>> streams(Set<Transformation<?>> transformations) {
        Map<String, TypeInformation<?>> types = new TreeMap<>();
        for (Transformation<?> transformation : transformations) {
            types.put(
                    transformation.getName() + " #" + transformation.getId(),
                    transformation.getOutputType());
        }
        return types;
    }

    /** The state of all operators, by operator and name. */
    public static Map<String, StateDescriptor<?, ?>> state(Set<Transformation<?>> transformations) {
        Map<String, StateDescriptor<?, ?>> found = new TreeMap<>();
        for (Transformation<?> transformation : transformations) {
            Object operator = operatorOf(transformation);
            if (operator != null) {
                state(
                        operator,
                        (name, descriptor) ->
                                found.put(transformation.getUid() + " " + name, descriptor));
            }
        }
        return found;
    }

    private static Object operatorOf(Transformation<?> transformation) {
        if (transformation instanceof KeyedBroadcastStateTransformation<?, ?, ?, ?> broadcast) {
            return broadcast.getUserFunction();
        }
        if (transformation instanceof OneInputTransformation<?, ?> oneInput) {
            return operatorOf(oneInput.getOperatorFactory());
        }
        return null;
    }

    private static Object operatorOf(StreamOperatorFactory<?> factory) {
        if (!(factory instanceof SimpleOperatorFactory<?> simple)) {
            return null;
        }
        StreamOperator<?> operator = simple.getOperator();
        return operator instanceof AbstractUdfStreamOperator<?, ?> udf
                ? udf.getUserFunction()
                : operator;
    }

    /** The descriptors in fields of an operator and of what it consists of. */
    private static void state(Object owner, BiConsumer<String, StateDescriptor<?, ?>> found) {
        for (Class<?> c = owner.getClass(); isOurs(c); c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                Object value = value(field, owner);
                if (value instanceof StateDescriptor<?, ?> descriptor) {
                    found.accept(descriptor.getName(), descriptor);
                } else if (value != null
                        && isOurs(value.getClass())
                        && !Modifier.isStatic(field.getModifiers())) {
                    state(value, found);
                }
            }
        }
    }

    private static boolean isOurs(Class<?> c) {
        return c.getName().startsWith("io.tillstream.") && !c.isRecord();
    }

    private static Object value(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The declared type of a state. */
    public static TypeInformation<?> typeOf(StateDescriptor<?, ?> descriptor) {
        try {
            Field type = StateDescriptor.class.getDeclaredField("typeInfo");
            type.setAccessible(true);
            return (TypeInformation<?>) type.get(descriptor);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All that a type is made of, itself among it. */
    public static Set<TypeInformation<?>> partsOf(TypeInformation<?> type) {
        Map<String, TypeInformation<?>> parts = new LinkedHashMap<>();
        collect(type, parts);
        return new LinkedHashSet<>(parts.values());
    }

    private static void collect(TypeInformation<?> type, Map<String, TypeInformation<?>> parts) {
        if (parts.put(type.toString(), type) != null) {
            return;
        }
        if (type instanceof PojoTypeInfo<?> pojo) {
            for (int i = 0; i < pojo.getArity(); i++) {
                collect(pojo.getPojoFieldAt(i).getTypeInformation(), parts);
            }
        } else if (type instanceof CompositeType<?> composite) {
            for (int i = 0; i < composite.getArity(); i++) {
                collect(composite.getTypeAt(i), parts);
            }
        } else if (type instanceof ObjectArrayTypeInfo<?, ?> array) {
            collect(array.getComponentInfo(), parts);
        } else if (type instanceof ListTypeInfo<?> list) {
            collect(list.getElementTypeInfo(), parts);
        } else if (type instanceof MapTypeInfo<?, ?> map) {
            collect(map.getKeyTypeInfo(), parts);
            collect(map.getValueTypeInfo(), parts);
        }
    }

    /**
     * What must not be in a type: Kryo, and kinds of which this class does not know whether they
     * hide it.
     */
    public static Set<String> offences(TypeInformation<?> type) {
        Set<String> offences = new TreeSet<>();
        for (TypeInformation<?> part : partsOf(type)) {
            boolean known =
                    part instanceof CompositeType<?>
                            || part instanceof ListTypeInfo<?>
                            || part instanceof MapTypeInfo<?, ?>
                            || part instanceof EnumTypeInfo<?>
                            || part instanceof BasicTypeInfo<?>
                            || part instanceof PrimitiveArrayTypeInfo<?>
                            || part instanceof BasicArrayTypeInfo<?, ?>
                            || part instanceof ObjectArrayTypeInfo<?, ?>
                            || part instanceof CompactTypeInfo<?>;
            if (!known || part instanceof GenericTypeInfo<?>) {
                offences.add(part.toString());
            }
        }
        return offences;
    }
}
