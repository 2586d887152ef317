package io.tillstream.schemas;

import java.io.PrintStream;
import java.util.Map;

/**
 * Deletes rows that are older than the table {@code retention} says, once a day: {@code
 * io.tillstream.schemas.Retain}, with the settings of an {@link OwnerCommand}.
 */
public final class Retain {
    private static final OwnerCommand COMMAND = new OwnerCommand("retain", Retain::retain);

    private Retain() {}

    /** Exit code 1 if the database refuses, 2 if a setting is wrong. */
    public static void main(String[] args) {
        System.exit(run(args, System.getenv(), System.out, System.err));
    }

    static int run(
            String[] args, Map<String, String> environment, PrintStream out, PrintStream err) {
        return COMMAND.run(args, environment, out, err);
    }

    private static String retain(Database database) {
        String done = String.join(", ", database.retain());
        return database.server() + ": " + (done.isEmpty() ? "nothing is too old" : done);
    }
}
