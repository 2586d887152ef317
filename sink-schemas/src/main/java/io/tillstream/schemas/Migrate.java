package io.tillstream.schemas;

import java.io.PrintStream;
import java.util.Map;

/**
 * Brings the tables to the newest version, as a step before the job: {@code
 * io.tillstream.schemas.Migrate}, with the settings of an {@link OwnerCommand}.
 */
public final class Migrate {
    private static final OwnerCommand COMMAND = new OwnerCommand("migrate", Migrate::migrate);

    private Migrate() {}

    /** Exit code 1 if the database refuses, 2 if a setting is wrong. */
    public static void main(String[] args) {
        System.exit(run(args, System.getenv(), System.out, System.err));
    }

    static int run(
            String[] args, Map<String, String> environment, PrintStream out, PrintStream err) {
        return COMMAND.run(args, environment, out, err);
    }

    private static String migrate(Database database) {
        int migrations = database.migrate();
        return migrations == 0
                ? database.server() + " is up to date"
                : database.server() + ": " + migrations + " migrations applied";
    }
}
