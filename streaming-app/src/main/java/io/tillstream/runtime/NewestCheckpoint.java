package io.tillstream.runtime;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.flink.runtime.checkpoint.Checkpoints;

/**
 * Prints where the newest completed checkpoint or savepoint under a folder is, of any file system
 * that Flink has a plugin for: for a JobManager that knows nothing of the one before it.
 */
public final class NewestCheckpoint {
    /** How the line begins that says it, among what libraries print. */
    static final String ANSWER = "newest checkpoint: ";

    /** Written last: what has none is under way, or was given up. */
    private static final String METADATA = "_metadata";

    /** Files that checkpoints have in common; there are many, and no checkpoint among them. */
    private static final Set<String> SHARED = Set.of("shared", "taskowned");

    private static final Set<String> JOB_ID = Set.of("--job-id", "-jid");

    private static final Comparator<FileStatus> OLDEST_FIRST =
            Comparator.comparingLong(FileStatus::getModificationTime)
                    .thenComparingLong(NewestCheckpoint::number);

    private NewestCheckpoint() {}

    /**
     * Looks for it and says where it is, if there is one.
     *
     * @param arguments folder of {@code config.yaml}, folder of checkpoints, and what the
     *     JobManager is started with: {@code -Dkey=value} goes over the file, and only checkpoints
     *     of the job of a {@code --job-id ID} count
     */
    public static void main(String[] arguments) throws IOException {
        Configuration over = new Configuration();
        String job = null;
        for (int i = 2; i < arguments.length; i++) {
            String argument = arguments[i];
            if (argument.equals("-D") && i + 1 < arguments.length) {
                set(arguments[++i], over);
            } else if (argument.startsWith("-D")) {
                set(argument.substring(2), over);
            } else if (argument.startsWith("--job-id=")) {
                job = argument.substring("--job-id=".length());
            } else if (JOB_ID.contains(argument) && i + 1 < arguments.length) {
                job = arguments[++i];
            }
        }
        Configuration configuration = GlobalConfiguration.loadConfiguration(arguments[0], over);
        FileSystem.initialize(
                configuration, PluginUtils.createPluginManagerFromRootFolder(configuration));
        String id = job == null ? null : job.toLowerCase(Locale.ROOT);
        in(new Path(arguments[1]), id).ifPresent(path -> System.out.println(ANSWER + path));
    }

    private static void set(String keyAndValue, Configuration over) {
        String[] setting = keyAndValue.split("=", 2);
        over.setString(setting[0], setting.length == 2 ? setting[1] : "true");
    }

    /**
     * The newest one that is complete.
     *
     * @param job whose it must be; null for any
     * @throws IOException if the folder, or what is in it, cannot be read: a job must not begin
     *     with nothing, or with less, then. An object store knows no empty folder, so that none is
     *     missing there
     */
    static Optional<Path> in(Path folder, String job) throws IOException {
        FileSystem files = folder.getFileSystem();
        List<FileStatus> found = new ArrayList<>();
        if (files.exists(folder)) {
            find(files, folder, found);
        } else if (!files.isDistributedFS()) {
            throw new FileNotFoundException("there is no folder " + folder);
        }
        found.removeIf(metadata -> job != null && !isOf(job, metadata.getPath().getParent()));
        found.sort(OLDEST_FIRST.reversed());
        for (FileStatus metadata : found) {
            Path checkpoint = metadata.getPath().getParent();
            if (isComplete(files, metadata.getPath())) {
                return Optional.of(checkpoint);
            }
            System.err.println("passed over, since its metadata cannot be read: " + checkpoint);
        }
        return Optional.empty();
    }

    private static void find(FileSystem files, Path folder, List<FileStatus> found)
            throws IOException {
        List<FileStatus> folders = new ArrayList<>();
        FileStatus[] content = files.listStatus(folder);
        if (content == null) {
            throw new IOException("cannot list " + folder);
        }
        for (FileStatus each : content) {
            String name = each.getPath().getName();
            if (!each.isDir() && name.equals(METADATA)) {
                found.add(each);
                return;
            }
            if (each.isDir() && !SHARED.contains(name)) {
                folders.add(each);
            }
        }
        for (FileStatus each : folders) {
            find(files, each.getPath(), found);
        }
    }

    /** Checkpoints lie in a folder of the job's id; the names of savepoints begin with a part. */
    private static boolean isOf(String job, Path checkpoint) {
        return checkpoint.getParent().getName().equals(job)
                || checkpoint.getName().startsWith("savepoint-" + job.substring(0, 6) + "-");
    }

    /** Of those of one second, which is as fine as object stores tell; 0 for a savepoint. */
    private static long number(FileStatus metadata) {
        String name = metadata.getPath().getParent().getName();
        return name.startsWith("chk-") ? Long.parseLong(name.substring("chk-".length())) : 0;
    }

    private static boolean isComplete(FileSystem files, Path metadata) throws IOException {
        byte[] bytes;
        try (InputStream in = files.open(metadata)) {
            // Apart from their meaning: a store that does not answer says nothing of completeness.
            bytes = in.readAllBytes();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Checkpoints.loadCheckpointMetadata(
                    in, NewestCheckpoint.class.getClassLoader(), metadata.toString());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
