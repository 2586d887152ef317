package io.tillstream.sandbox.cli;

import io.tillstream.events.EventDecoder;
import io.tillstream.events.InvalidRecord;
import io.tillstream.events.RecordLimits;
import io.tillstream.sandbox.replay.EventFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code validate DIR}: the job's own decoders over event files, without the job. */
@Command(
        name = "validate",
        description =
                "Checks event files against the contracts, record by record; exit 1 if any breaks"
                        + " them. Duplicates and times out of all order show in a replay.",
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder of event files.")
    private Path folder;

    @Option(
            names = "--errors",
            paramLabel = "N",
            description = "Errors shown for each file; default: 10.")
    private int shown = 10;

    @Override
    public Integer call() throws Exception {
        if (shown < 0) {
            throw new WrongUsage("--errors must be 0 or more");
        }
        boolean valid = true;
        for (EventFile file : InputFolder.open(folder)) {
            try (file) {
                valid &= check(file);
            }
        }
        return valid ? 0 : Tillstream.FAILED;
    }

    private boolean check(EventFile file) {
        EventDecoder decoder = file.topic().newDecoder(RecordLimits.DEFAULT);
        List<String> errors = new ArrayList<>();
        Map<String, Long> kinds = new TreeMap<>();
        long line = 0;
        long broken = 0;
        for (byte[] record = file.next(); record != null; record = file.next()) {
            line++;
            try {
                decoder.decode(null, record);
            } catch (InvalidRecord e) {
                broken++;
                kinds.merge(e.kind().name(), 1L, Long::sum);
                if (errors.size() < shown) {
                    errors.add("  line " + line + ": " + e.kind() + ": " + e.getMessage());
                }
            }
        }
        System.out.println(
                file.path().getFileName()
                        + ": "
                        + line
                        + " records, "
                        + broken
                        + " broken"
                        + (broken == 0 ? "" : " " + kinds));
        errors.forEach(System.out::println);
        return broken == 0;
    }
}
