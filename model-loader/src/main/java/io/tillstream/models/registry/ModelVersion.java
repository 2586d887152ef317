package io.tillstream.models.registry;

import java.util.regex.Pattern;

/**
 * Names one version of a model. Both parts become names of folders, so they are letters, digits,
 * dot, dash and underscore, begin with a letter or digit, and are 1 to 64 characters long: no path
 * leads out of the registry.
 *
 * @param version as its maker named it; never {@code current}, which is the pointer's name
 */
public record ModelVersion(String name, String version) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public ModelVersion {
        if (!isId(name) || !isId(version) || version.equals(ModelReader.POINTER)) {
            throw new IllegalArgumentException("not a model's name and version");
        }
    }

    /** Whether a text can be a name or a version. */
    static boolean isId(String text) {
        return text != null && ID.matcher(text).matches();
    }

    @Override
    public String toString() {
        return name + "/" + version;
    }
}
