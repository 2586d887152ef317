package io.tillstream.runtime;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** A value as text, with all that it holds: records say of an array only where it lies. */
public final class Told {
    private Told() {}

    /** The text; equal values have equal texts. */
    public static String of(Object value) {
        StringBuilder text = new StringBuilder();
        try {
            tell(value, text);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("cannot read " + value, e);
        }
        return text.toString();
    }

    private static void tell(Object value, StringBuilder text) throws ReflectiveOperationException {
        if (value == null) {
            text.append("null");
        } else if (value.getClass().isArray()) {
            text.append('[');
            for (int i = 0; i < Array.getLength(value); i++) {
                tell(Array.get(value, i), text);
                text.append(' ');
            }
            text.append(']');
        } else if (value instanceof Collection<?> collection) {
            tell(collection.toArray(), text);
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
                text.append(entry.getKey()).append(':');
                tell(entry.getValue(), text);
                text.append(' ');
            }
        } else if (value.getClass().isRecord()) {
            text.append(value.getClass().getSimpleName()).append('(');
            for (RecordComponent part : value.getClass().getRecordComponents()) {
                part.getAccessor().setAccessible(true);
                text.append(part.getName()).append('=');
                tell(part.getAccessor().invoke(value), text);
                text.append(' ');
            }
            text.append(')');
        } else if (value.getClass().getName().startsWith("io.tillstream")
                && !(value instanceof Enum<?>)) {
            text.append(value.getClass().getSimpleName()).append('(');
            for (Field field : value.getClass().getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    text.append(field.getName()).append('=');
                    tell(field.get(value), text);
                    text.append(' ');
                }
            }
            text.append(')');
        } else {
            text.append(value);
        }
    }
}
