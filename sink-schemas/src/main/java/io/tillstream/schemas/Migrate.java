package io.tillstream.schemas;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Brings the tables to the newest version, as a step before the job: {@code
 * io.tillstream.schemas.Migrate}, with the owner's {@code TILLSTREAM_POSTGRES_URL}, {@code _USER}
 * and {@code _PASSWORD} or {@code _PASSWORD_FILE}.
 */
public final class Migrate {
    private static final String URL = "TILLSTREAM_POSTGRES_URL";
    private static final String USER = "TILLSTREAM_POSTGRES_USER";
    private static final String PASSWORD = "TILLSTREAM_POSTGRES_PASSWORD";
    private static final String PASSWORD_FILE = "TILLSTREAM_POSTGRES_PASSWORD_FILE";

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private Migrate() {}

    /** Exit code 1 if the database refuses, 2 if a setting is wrong. */
    public static void main(String[] args) {
        System.exit(run(args, System.getenv(), System.out, System.err));
    }

    static int run(
            String[] args, Map<String, String> environment, PrintStream out, PrintStream err) {
        String url = environment.getOrDefault(URL, "");
        if (args.length > 0 || !url.startsWith("jdbc:postgresql:")) {
            err.println(
                    "migrate: takes no arguments, but from the environment "
                            + (URL + " (jdbc:postgresql://HOST[:PORT]/DATABASE), ")
                            + (USER + " and " + PASSWORD + " or " + PASSWORD_FILE));
            return WRONG_USAGE;
        }
        String password = environment.get(PASSWORD);
        String file = environment.get(PASSWORD_FILE);
        if (file != null) {
            try {
                password = Files.readString(Path.of(file)).strip();
            } catch (IOException e) {
                err.println("migrate: cannot read " + PASSWORD_FILE + " " + file);
                return WRONG_USAGE;
            }
        }
        try {
            Database database = Database.open(url, environment.get(USER), password);
            int migrations = database.migrate();
            out.println(
                    migrations == 0
                            ? database.server() + " is up to date"
                            : database.server() + ": " + migrations + " migrations applied");
            return 0;
        } catch (DatabaseException e) {
            err.println("migrate: " + e.getMessage());
            return FAILED;
        }
    }
}
