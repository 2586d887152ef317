package io.tillstream.sandbox.cli;

import io.tillstream.sandbox.replay.EventFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Event files that a user named. */
final class InputFolder {
    private InputFolder() {}

    /**
     * Opens all of them.
     *
     * @throws WrongUsage if it is no folder of event files
     */
    static List<EventFile> open(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new WrongUsage(folder + " is no folder");
        }
        try {
            return EventFile.openAll(folder);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(e);
        }
    }

    /** Opens and closes them, to know before anything is started. */
    static void check(Path folder) throws IOException {
        for (EventFile file : open(folder)) {
            file.close();
        }
    }
}
