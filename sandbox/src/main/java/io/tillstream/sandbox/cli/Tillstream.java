package io.tillstream.sandbox.cli;

import static java.util.stream.Collectors.joining;

import io.tillstream.JobConfig;
import io.tillstream.sandbox.stack.PutAway;
import io.tillstream.sandbox.stack.StackException;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line: {@code ./tillstream COMMAND}. */
@Command(
        name = "tillstream",
        description = "Real-time retail intelligence on Apache Flink.",
        mixinStandardHelpOptions = true,
        versionProvider = Tillstream.Version.class,
        subcommands = {
            DemoCommand.class,
            ReplayCommand.class,
            ValidateCommand.class,
            SimulateCommand.class,
            FeedCommand.class,
            ExportCommand.class,
            DumpCommand.class,
            BenchCommand.class,
            TrainCommand.class,
            ModelsCommand.class,
            EvaluateCommand.class,
            StackCommand.class
        },
        footer = {
            "",
            "./tillstream test [--fast] runs everything that CI runs, or the unit tests only."
        })
public final class Tillstream {
    /** Exit code of wrong usage and wrong settings. */
    static final int WRONG_USAGE = 2;

    /** Exit code of a run that failed. */
    static final int FAILED = 1;

    // Held, since java.util.logging forgets loggers that nobody holds. Flink ML's linear algebra
    // falls back from vector instructions to plain Java, which for a few features makes no
    // difference.
    private static final java.util.logging.Logger LINEAR_ALGEBRA =
            java.util.logging.Logger.getLogger("dev.ludovic.netlib");

    private static final Logger LOG = LoggerFactory.getLogger(Tillstream.class);

    private Tillstream() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        LINEAR_ALGEBRA.setLevel(java.util.logging.Level.SEVERE);
        int code = run(args);
        // MiniCluster and Kafka leave threads behind that are not daemons.
        System.exit(code);
    }

    /** Runs a command. */
    static int run(String... args) {
        CommandLine commands = new CommandLine(new Tillstream());
        commands.setParameterExceptionHandler(
                (e, arguments) -> {
                    complain(e.getMessage() + tip(e));
                    return WRONG_USAGE;
                });
        commands.setExecutionExceptionHandler((e, command, result) -> failed(e));
        if (args.length == 0) {
            complain("no command; see ./tillstream --help");
            return WRONG_USAGE;
        }
        return commands.execute(args);
    }

    private static int failed(Exception e) {
        if (PutAway.jvmEnds()) {
            return FAILED;
        }
        if (e instanceof StackException
                || e instanceof JobConfig.InvalidConfig
                || e instanceof WrongUsage) {
            complain(e.getMessage());
            return WRONG_USAGE;
        }
        LOG.error("The command failed", e);
        complain(reason(e) + " (more in " + home().resolve("logs") + ")");
        return FAILED;
    }

    /** What happened, and what made it happen where that says more. */
    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String first = firstLine(e);
        String last = firstLine(root);
        return first.contains(last) ? first : first + ": " + last;
    }

    private static String firstLine(Throwable e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        return message.lines().findFirst().orElse(e.getClass().getSimpleName());
    }

    private static String tip(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        return "; see ./" + command + " --help";
    }

    private static void complain(String message) {
        System.err.println("tillstream: " + message.lines().collect(joining(" ")));
    }

    /** Where runs keep their data: {@code .tillstream} in the project's root. */
    static Path home() {
        return Paths.get(System.getProperty("tillstream.home", ".tillstream"));
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Tillstream.class.getPackage().getImplementationVersion();
            return new String[] {"tillstream " + (version == null ? "in development" : version)};
        }
    }
}
