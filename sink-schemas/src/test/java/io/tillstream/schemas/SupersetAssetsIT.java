package io.tillstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** The dashboards fit the tables, without a Superset: what a chart shows is there to be read. */
class SupersetAssetsIT {
    private static final Path ASSETS = Path.of("superset", "assets");
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Parameters of a chart that name one column or metric, or several. */
    private static final List<String> NAMING =
            List.of(
                    "x_axis",
                    "groupby",
                    "metric",
                    "metrics",
                    "all_columns",
                    "groupbyRows",
                    "groupbyColumns",
                    "column",
                    "source",
                    "target",
                    "timeseries_limit_metric");

    @Test
    void aReaderCanReadTheColumnsAndMetricsOfEveryDataset() throws SQLException {
        Database database = TestDatabase.createMigrated(RetryPolicy.DEFAULT);
        database.jdbi()
                .useHandle(
                        handle -> {
                            handle.execute("SET ROLE tillstream_reader");
                            for (JsonNode dataset : all("datasets")) {
                                assertReadable(handle, dataset);
                            }
                        });
    }

    private static void assertReadable(Handle handle, JsonNode dataset) throws SQLException {
        String name = dataset.get("table_name").asText();
        String from =
                dataset.get("sql").isNull() ? name : "(" + dataset.get("sql").asText() + ") AS t";
        Map<String, String> types = types(handle, "SELECT * FROM " + from);
        for (JsonNode column : dataset.get("columns")) {
            String columnName = column.get("column_name").asText();
            assertThat(types).as(name).containsKey(columnName);
            assertThat(column.get("is_dttm").asBoolean())
                    .as("%s.%s is a time", name, columnName)
                    .isEqualTo(Set.of("date", "timestamptz").contains(types.get(columnName)));
        }
        for (JsonNode metric : dataset.get("metrics")) {
            String expression = metric.get("expression").asText();
            assertThat(types(handle, "SELECT " + expression + " FROM " + from))
                    .as(name + ": " + expression)
                    .hasSize(1);
        }
        JsonNode time = dataset.get("main_dttm_col");
        assertThat(types).as(name).containsKey(time.asText());
    }

    /** Types by name of a query's columns, which PostgreSQL tells without running it. */
    private static Map<String, String> types(Handle handle, String query) throws SQLException {
        try (PreparedStatement statement = handle.getConnection().prepareStatement(query)) {
            ResultSetMetaData columns = statement.getMetaData();
            Map<String, String> types = new LinkedHashMap<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                types.put(columns.getColumnName(i), columns.getColumnTypeName(i));
            }
            return types;
        }
    }

    @Test
    void aChartNamesWhatItsDatasetHas() throws IOException {
        Map<String, JsonNode> datasets = byUuid("datasets");
        for (JsonNode chart : all("charts")) {
            String name = chart.get("slice_name").asText();
            JsonNode dataset = datasets.get(chart.get("dataset_uuid").asText());
            assertThat(dataset).as(name).isNotNull();
            assertThat(known(dataset)).as(name).containsAll(named(chart.get("params")));
            JsonNode context = JSON.readTree(chart.get("query_context").asText());
            assertThat(known(dataset)).as(name).containsAll(queried(context));
        }
    }

    private static Set<String> known(JsonNode dataset) {
        Set<String> known = new HashSet<>();
        dataset.get("columns").forEach(column -> known.add(column.get("column_name").asText()));
        dataset.get("metrics").forEach(metric -> known.add(metric.get("metric_name").asText()));
        return known;
    }

    private static Set<String> named(JsonNode params) {
        Set<String> named = new TreeSet<>();
        for (String parameter : NAMING) {
            add(named, params.path(parameter));
        }
        params.path("adhoc_filters").forEach(filter -> add(named, filter.get("subject")));
        return named;
    }

    private static Set<String> queried(JsonNode context) {
        Set<String> queried = new TreeSet<>();
        for (JsonNode query : context.get("queries")) {
            add(queried, query.get("columns"));
            add(queried, query.get("metrics"));
            query.get("filters").forEach(filter -> add(queried, filter.get("col")));
            query.get("orderby").forEach(order -> add(queried, order.get(0)));
        }
        return queried;
    }

    /** A name, a column with a label, or a list of them. */
    private static void add(Set<String> names, JsonNode value) {
        if (value.isTextual()) {
            names.add(value.asText());
        } else if (value.isArray()) {
            value.forEach(each -> add(names, each));
        } else if (value.isObject()) {
            names.add(value.get("label").asText());
        }
    }

    @Test
    void aDashboardShowsChartsThatAreThereAndEveryChartIsShown() {
        Set<String> charts = byUuid("charts").keySet();
        Map<String, JsonNode> datasets = byUuid("datasets");
        Set<String> shown = new HashSet<>();
        for (JsonNode dashboard : all("dashboards")) {
            String title = dashboard.get("dashboard_title").asText();
            for (JsonNode cell : dashboard.get("position")) {
                if (cell.path("type").asText().equals("CHART")) {
                    shown.add(cell.get("meta").get("uuid").asText());
                }
            }
            for (JsonNode filter : dashboard.get("metadata").get("native_filter_configuration")) {
                for (JsonNode target : filter.get("targets")) {
                    if (target.has("column")) {
                        assertThat(known(datasets.get(target.get("datasetUuid").asText())))
                                .as(title)
                                .contains(target.get("column").get("name").asText());
                    }
                }
            }
        }
        assertThat(shown).isEqualTo(charts);
    }

    @Test
    void uuidsAreUniqueAndTheDatabaseHoldsNoPassword() {
        List<String> uuids = new ArrayList<>();
        for (String kind : List.of("databases", "datasets", "charts", "dashboards")) {
            all(kind).forEach(asset -> uuids.add(asset.get("uuid").asText()));
        }
        assertThat(uuids).doesNotHaveDuplicates().allMatch(uuid -> UUID.fromString(uuid) != null);

        JsonNode database = all("databases").get(0);
        assertThat(database.get("sqlalchemy_uri").asText()).doesNotMatch("//[^@/]*:[^@/]*@");
        assertThat(all("datasets"))
                .allMatch(dataset -> dataset.get("database_uuid").equals(database.get("uuid")));
    }

    private static Map<String, JsonNode> byUuid(String kind) {
        Map<String, JsonNode> byUuid = new LinkedHashMap<>();
        all(kind).forEach(asset -> byUuid.put(asset.get("uuid").asText(), asset));
        return byUuid;
    }

    private static List<JsonNode> all(String kind) {
        try (Stream<Path> files = Files.walk(ASSETS.resolve(kind))) {
            List<JsonNode> assets = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                assets.add(YAML.readTree(file.toFile()));
            }
            assertThat(assets).isNotEmpty();
            return assets;
        } catch (IOException e) {
            throw new AssertionError(kind + " cannot be read", e);
        }
    }
}
