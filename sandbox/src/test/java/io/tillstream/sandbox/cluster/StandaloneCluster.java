package io.tillstream.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.sandbox.stack.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JobManager and a TaskManager in processes of their own, started as the image starts them: by
 * {@code docker/entrypoint}, from the libraries that the build lays out, with {@code flink-conf}
 * but for ports and folders.
 */
final class StandaloneCluster implements AutoCloseable {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FLINK = ROOT.resolve("docker/target/flink");
    private static final Path JOB = FLINK.resolve("usrlib/streaming-app-job.jar");
    private static final Pattern SUBMITTED = Pattern.compile("JobID ([0-9a-f]{32})");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

    private final Path folder;
    private final String address = "localhost:" + Ports.resolve(0, "Flink's page", "");
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> processes = new ArrayList<>();

    /** Of their own: at those of {@code config.yaml} any cluster of this machine may answer. */
    private final List<Integer> metricPorts = new ArrayList<>();

    private StandaloneCluster(Path folder) {
        this.folder = folder;
    }

    /**
     * Starts both processes; they are there when {@link #awaitSlots} returns.
     *
     * @param over the file of {@code flink-conf} that goes over {@code config.yaml}
     * @param settings of both, as {@code -Dkey=value}
     */
    static StandaloneCluster start(Path folder, String over, List<String> settings)
            throws Exception {
        return start(folder, over, List.of("jobmanager"), settings, Map.of());
    }

    /**
     * The same with a JobManager that has the job in it, and ends with it.
     *
     * @param job its settings, as {@code --name=value}
     * @param resumeFrom where the JobManager looks for a checkpoint to go on from
     */
    static StandaloneCluster ofJob(
            Path folder, List<String> settings, List<String> job, String resumeFrom)
            throws Exception {
        List<String> jobManager = new ArrayList<>(List.of("standalone-job"));
        jobManager.addAll(job);
        return start(
                folder, "production.yaml", jobManager, settings, Map.of("RESUME_FROM", resumeFrom));
    }

    private static StandaloneCluster start(
            Path folder,
            String over,
            List<String> jobManager,
            List<String> settings,
            Map<String, String> environment)
            throws Exception {
        Files.createDirectories(folder.resolve("tmp"));
        ClusterConfiguration.write(over, folder.resolve("conf"));
        StandaloneCluster cluster = new StandaloneCluster(folder);
        try {
            int rpcPort = Ports.resolve(0, "the JobManager", "");
            for (List<String> command : List.of(jobManager, List.of("taskmanager"))) {
                String role = command.get(0);
                List<String> arguments = new ArrayList<>(List.of(role));
                arguments.add("-Drest.port=" + cluster.address.replace("localhost:", ""));
                arguments.add("-Djobmanager.rpc.port=" + rpcPort);
                arguments.add("-Dio.tmp.dirs=" + folder.resolve("tmp"));
                arguments.add(
                        "-Dstate.changelog.dstl.dfs.base-path="
                                + folder.resolve("changelog").toUri());
                arguments.addAll(settings);
                arguments.add("-Dmetrics.reporter.prom.port=" + cluster.metricPort(role));
                arguments.addAll(command.subList(1, command.size()));
                cluster.processes.add(
                        cluster.launch(role, environment, arguments.toArray(String[]::new)));
            }
            return cluster;
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    private int metricPort(String role) throws IOException {
        int port = Ports.resolve(0, "metrics of the " + role, "");
        metricPorts.add(port);
        return port;
    }

    /** Waits until the job would fit. */
    void awaitSlots() throws Exception {
        await("slots are free", () -> get("/overview").path("slots-available").asInt() >= 2);
    }

    private Process launch(String log, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command =
                new ArrayList<>(List.of(ROOT.resolve("docker/entrypoint").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(log + ".log").toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "FLINK_HOME",
                                FLINK.toString(),
                                "FLINK_CONF_DIR",
                                folder.resolve("conf").toString()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Submits the job jar with Flink's command line; the job's id. */
    String submit(List<String> flinkOptions, List<String> settings) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("flink", "run", "-d", "-m", address));
        // The client's, which is what a job that is submitted brings along.
        arguments.add("-Dexecution.checkpointing.dir=" + folder.resolve("checkpoints").toUri());
        arguments.addAll(flinkOptions);
        arguments.add(JOB.toString());
        arguments.addAll(settings);
        Process client = launch("submit", Map.of(), arguments.toArray(String[]::new));
        if (!client.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
            client.destroyForcibly();
        }
        Matcher submitted = SUBMITTED.matcher(Files.readString(folder.resolve("submit.log")));
        if (!submitted.find()) {
            throw new AssertionError("The job was refused" + logs());
        }
        return submitted.group(1);
    }

    /** The only job's id; empty as long as there is none. */
    String job() throws Exception {
        return get("/jobs").at("/jobs/0/id").asText();
    }

    /** Kills both processes, as a machine that is lost does. */
    void kill() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Waits until the job of {@link #ofJob} has ended; whether well. */
    boolean ended() throws Exception {
        return processes.get(0).waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS)
                && processes.get(0).exitValue() == 0;
    }

    /** What a process has logged. */
    String log(String role) throws IOException {
        return Files.readString(folder.resolve(role + ".log"));
    }

    /** State of a job in Flink's words. */
    String state(String job) throws Exception {
        return get("/jobs/" + job).path("state").asText();
    }

    /** How many checkpoints a job has completed. */
    int checkpoints(String job) throws Exception {
        return get("/jobs/" + job + "/checkpoints").at("/counts/completed").asInt();
    }

    /** Files of changes of state. */
    long changelogs() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("changelog"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    /** Where a job's newest checkpoint is. */
    String newestCheckpoint(String job) throws Exception {
        return get("/jobs/" + job + "/checkpoints").at("/latest/completed/external_path").asText();
    }

    /** What a job began with; empty if with nothing. */
    String restoredFrom(String job) throws Exception {
        return get("/jobs/" + job + "/checkpoints").at("/latest/restored/external_path").asText();
    }

    /** Cancels a job and waits for its end. */
    void cancel(String job) throws Exception {
        http.send(
                request("/jobs/" + job)
                        .method("PATCH", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        await("the job is cancelled", () -> state(job).equals("CANCELED"));
    }

    private JsonNode get(String path) throws Exception {
        try {
            return new ObjectMapper()
                    .readTree(
                            http.send(request(path).build(), HttpResponse.BodyHandlers.ofString())
                                    .body());
        } catch (IOException e) {
            return new ObjectMapper().missingNode();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + address + path));
    }

    /** What Prometheus would read of both processes. */
    Stream<String> scraped() {
        return metricPorts.stream()
                .map(port -> page("http://localhost:" + port + "/metrics"))
                .flatMap(String::lines);
    }

    /** Empty if nobody answers. */
    private String page(String at) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(at)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for something to come true; says what the processes logged if it does not. */
    void await(String what, Callable<Boolean> question) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!question.call()) {
            if (System.nanoTime() > end || !processes.stream().allMatch(Process::isAlive)) {
                throw new AssertionError("Did not come true: " + what + logs());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private String logs() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> logs = Files.list(folder)) {
            for (Path log : logs.filter(f -> f.toString().endsWith(".log")).toList()) {
                List<String> lines = Files.readAllLines(log);
                text.append("\n--- ").append(log.getFileName()).append('\n');
                text.append(
                        String.join(
                                "\n", lines.subList(Math.max(0, lines.size() - 40), lines.size())));
            }
        }
        return text.toString();
    }

    @Override
    public void close() throws InterruptedException {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }
}
