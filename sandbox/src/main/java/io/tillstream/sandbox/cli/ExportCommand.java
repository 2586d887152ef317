package io.tillstream.sandbox.cli;

import io.tillstream.sandbox.export.Export;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code export TABLE --out FILE}: a table of any Tillstream database as CSV or XLSX. */
@Command(
        name = "export",
        description = {
            "Writes a table or view of a Tillstream database to a CSV or XLSX file.",
            "The password comes from TILLSTREAM_POSTGRES_PASSWORD or --password-file."
        },
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    private static final String URL = "TILLSTREAM_POSTGRES_URL";
    private static final String USER = "TILLSTREAM_POSTGRES_USER";
    private static final String PASSWORD = "TILLSTREAM_POSTGRES_PASSWORD";
    private static final String PASSWORD_FILE = "TILLSTREAM_POSTGRES_PASSWORD_FILE";

    @Parameters(paramLabel = "TABLE", description = "Name of a table or view.")
    private String table;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "FILE.csv or FILE.xlsx.")
    private Path file;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "jdbc:postgresql://HOST[:PORT]/DATABASE; default: " + URL + ".")
    private String url;

    @Option(names = "--user", paramLabel = "USER", description = "Default: " + USER + ".")
    private String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Default: " + PASSWORD_FILE + ".")
    private Path passwordFile;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Times.class,
            description = "Rows of this time or later, by the table's column of time.")
    private Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = Times.class,
            description = "Rows before this time.")
    private Instant until;

    private final Map<String, String> environment = System.getenv();

    @Override
    public Integer call() throws Exception {
        String name = file.toString();
        if (!name.endsWith(".csv") && !name.endsWith(".xlsx")) {
            throw new WrongUsage("--out must end in .csv or .xlsx, not " + name);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || !Files.isDirectory(folder)) {
            throw new WrongUsage("--out " + name + " is a folder or in none");
        }
        String address = url == null ? environment.getOrDefault(URL, "") : url;
        if (!address.startsWith("jdbc:postgresql:")) {
            throw new WrongUsage(
                    "--url or " + URL + " must be jdbc:postgresql://HOST[:PORT]/DATABASE");
        }
        if (since != null && until != null && !since.isBefore(until)) {
            throw new WrongUsage("--since must be before --until");
        }
        String secret = password();
        try (Export export =
                new Export(address, user == null ? environment.get(USER) : user, secret)) {
            long rows = export.write(table, new Export.Span(since, until), file);
            System.out.println(rows + " rows of " + table + " in " + file);
        } catch (Export.Refused e) {
            throw new WrongUsage(e);
        }
        return 0;
    }

    private String password() {
        String named = environment.get(PASSWORD_FILE);
        Path secret = passwordFile == null && named != null ? Path.of(named) : passwordFile;
        if (secret == null) {
            return environment.get(PASSWORD);
        }
        try {
            return Files.readString(secret).strip();
        } catch (IOException e) {
            throw new WrongUsage("cannot read the password file " + secret);
        }
    }
}
