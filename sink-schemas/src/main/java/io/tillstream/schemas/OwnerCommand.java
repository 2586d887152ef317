package io.tillstream.schemas;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * What the owner of the tables has done to them from a command line: the environment holds {@code
 * TILLSTREAM_POSTGRES_URL}, {@code _USER} and {@code _PASSWORD} or {@code _PASSWORD_FILE}.
 *
 * @param name for messages
 * @param action what is done, and what came of it in one line
 */
record OwnerCommand(String name, Function<Database, String> action) {
    private static final String URL = "TILLSTREAM_POSTGRES_URL";
    private static final String USER = "TILLSTREAM_POSTGRES_USER";
    private static final String PASSWORD = "TILLSTREAM_POSTGRES_PASSWORD";
    private static final String PASSWORD_FILE = "TILLSTREAM_POSTGRES_PASSWORD_FILE";

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    /** Exit code 1 if the database refuses, 2 if a setting is wrong. */
    int run(String[] args, Map<String, String> environment, PrintStream out, PrintStream err) {
        String url = environment.getOrDefault(URL, "");
        if (args.length > 0 || !url.startsWith("jdbc:postgresql:")) {
            err.println(
                    name
                            + ": takes no arguments, but from the environment "
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
                err.println(name + ": cannot read " + PASSWORD_FILE + " " + file);
                return WRONG_USAGE;
            }
        }
        try {
            out.println(action.apply(Database.open(url, environment.get(USER), password)));
            return 0;
        } catch (DatabaseException e) {
            err.println(name + ": " + e.getMessage());
            return FAILED;
        }
    }
}
