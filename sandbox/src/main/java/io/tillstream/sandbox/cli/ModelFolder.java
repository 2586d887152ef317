package io.tillstream.sandbox.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts trained models into a registry folder: {@code NAME/VERSION/model.pt} and its manifest. */
final class ModelFolder {
    private static final int VERSION_HASH = 12;

    private final Path models;

    ModelFolder(Path models) {
        this.models = models;
    }

    /**
     * Publishes a module and points {@code current} to it. The version is made of its hash: the
     * same module twice is one version.
     *
     * @param facts what the manifest says besides name, version, format and hash
     * @return where it lies
     */
    Path publish(String name, byte[] module, Map<String, ?> facts) throws IOException {
        String hash = sha256(module);
        String version = hash.substring(0, VERSION_HASH);
        Path folder = Files.createDirectories(models.resolve(name).resolve(version));
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("name", name);
        manifest.put("version", version);
        manifest.put("format", "torchscript");
        manifest.put("sha256", hash);
        manifest.putAll(facts);
        replace(folder.resolve("model.pt"), module);
        replace(
                folder.resolve("model.json"),
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsBytes(manifest));
        replace(
                models.resolve(name).resolve("current"),
                (version + "\n").getBytes(StandardCharsets.UTF_8));
        return folder;
    }

    /** A reader sees the old file or the new one, never a part. */
    private static void replace(Path file, byte[] bytes) throws IOException {
        Path draft = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".tmp");
        Files.write(draft, bytes);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
