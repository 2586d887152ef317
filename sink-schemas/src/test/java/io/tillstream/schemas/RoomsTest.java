package io.tillstream.schemas;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the tables and topics must not know: who fills them, and by what means. */
class RoomsTest {
    private static final JavaClasses MAIN =
            new ClassFileImporter().importPath(Path.of("target/classes"));

    @Test
    void schemasKnowNeitherFlinkNorModelsNorKafka() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.flink..", "ai.djl..", "org.apache.kafka..")
                .check(MAIN);
    }

    @Test
    void schemasKnowNoOtherModule() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.tillstream..")
                                .and(not(resideInAPackage("io.tillstream.schemas.."))))
                .check(MAIN);
    }

    @Test
    void rowsAreFreeOfTheDatabase() {
        noClasses()
                .that()
                .resideInAPackage("io.tillstream.schemas.rows..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "org.jdbi..", "org.postgresql..", "org.flywaydb..")
                .check(MAIN);
    }
}
