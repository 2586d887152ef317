package io.tillstream.models;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the models must not know: the job that runs them, tables and topics. */
class RoomsTest {
    private static final JavaClasses MAIN =
            new ClassFileImporter().importPath(Path.of("target/classes"));

    /** But for flink-ml's vectors and distances, which need nothing of Flink that runs jobs. */
    @Test
    void modelsDoNotKnowFlink() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.apache.flink..")
                                .and(not(resideInAPackage("org.apache.flink.ml.."))))
                .check(MAIN);
    }

    @Test
    void modelsKnowNeitherSqlNorKafka() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "org.jdbi..",
                        "org.postgresql..",
                        "org.apache.kafka..")
                .check(MAIN);
    }

    @Test
    void modelsKnowNoOtherModule() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.tillstream..")
                                .and(not(resideInAPackage("io.tillstream.models.."))))
                .check(MAIN);
    }
}
