package io.tillstream.runtime;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values of chance of any record, POJO or plain type. */
public final class Chance {
    private static final String[] TEXTS = {
        "", "a", "p-1001", "Größe 42", "日本", "👟🎩", "x".repeat(127), "é".repeat(40_000), null
    };

    private final Random random;

    /** The same values for the same seed. */
    public Chance(long seed) {
        random = new Random(seed);
    }

    /** A value of a class. */
    public <T> T of(Class<T> type) {
        try {
            return type.cast(value(type));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("no values of " + type, e);
        }
    }

    private long number() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextInt(100);
            case 2 -> Long.MIN_VALUE;
            default -> -random.nextInt(100_000);
        };
    }

    private Object value(Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            return collection(generic);
        }
        Class<?> c = (Class<?>) type;
        if (c == long.class) {
            return number();
        } else if (c == int.class) {
            return (int) number();
        } else if (c == boolean.class) {
            return random.nextBoolean();
        } else if (c == float.class) {
            return random.nextFloat();
        } else if (c == double.class) {
            return Double.longBitsToDouble(random.nextLong());
        } else if (c == String.class) {
            return TEXTS[random.nextInt(TEXTS.length)];
        } else if (c == Long.class
                || c == Integer.class
                || c == Boolean.class
                || c == Double.class) {
            return boxed(c);
        } else if (c.isEnum()) {
            return c.getEnumConstants()[random.nextInt(c.getEnumConstants().length)];
        } else if (c == long[].class) {
            return random.longs(random.nextInt(20)).toArray();
        } else if (c == double[].class) {
            return random.doubles(random.nextInt(20)).toArray();
        } else if (c == int[].class) {
            return random.ints(random.nextInt(20)).toArray();
        } else if (c == float[].class) {
            return floats();
        } else if (c == byte[].class) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            return bytes;
        } else if (c.isArray()) {
            return array(c.getComponentType());
        } else if (c.isSealed()) {
            return value(
                    c.getPermittedSubclasses()[random.nextInt(c.getPermittedSubclasses().length)]);
        }
        return c.isRecord() ? record(c) : pojo(c);
    }

    private Object boxed(Class<?> c) {
        if (random.nextInt(3) == 0) {
            return null;
        } else if (c == Long.class) {
            return number();
        } else if (c == Integer.class) {
            return (int) number();
        } else if (c == Double.class) {
            return random.nextGaussian();
        }
        return random.nextBoolean();
    }

    private Object array(Class<?> component) throws ReflectiveOperationException {
        Object array = Array.newInstance(component, random.nextInt(6));
        for (int i = 0; i < Array.getLength(array); i++) {
            Array.set(array, i, value(component));
        }
        return array;
    }

    private float[] floats() {
        float[] floats = new float[random.nextInt(20)];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = random.nextFloat();
        }
        return floats;
    }

    private Object collection(ParameterizedType type) throws ReflectiveOperationException {
        Type[] of = type.getActualTypeArguments();
        int size = random.nextInt(6);
        if (type.getRawType() == List.class) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                Object element = value(of[0]);
                list.add(element == null ? "" : element);
            }
            return list;
        }
        Map<Object, Object> map = new HashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(key(of[0], i), value(of[1]));
        }
        return map;
    }

    private static Object key(Type type, int number) {
        if (type == Long.class) {
            return (long) number;
        }
        return type == Integer.class ? (Object) number : "key" + number;
    }

    /** Again until its constructor takes the values. */
    private Object record(Class<?> c) throws ReflectiveOperationException {
        RecordComponent[] parts = c.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<?> constructor = c.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        InvocationTargetException refused = null;
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                return constructor.newInstance(values(parts));
            } catch (InvocationTargetException e) {
                refused = e;
            }
        }
        throw refused;
    }

    private Object[] values(RecordComponent[] parts) throws ReflectiveOperationException {
        Object[] values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            // The wire allows 1 to 5, and none.
            values[i] =
                    parts[i].getName().equals("rating")
                            ? random.nextInt(6)
                            : value(parts[i].getGenericType());
        }
        return values;
    }

    private Object pojo(Class<?> c) throws ReflectiveOperationException {
        Object pojo = c.getDeclaredConstructor().newInstance();
        for (Field field : c.getFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field.set(pojo, value(field.getGenericType()));
            }
        }
        return pojo;
    }
}
