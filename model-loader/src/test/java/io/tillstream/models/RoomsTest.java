package io.tillstream.models;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.tillstream.models.inference.TorchEngine;
import java.nio.file.Path;
import java.util.regex.Pattern;
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

    /** A release of DJL that changes its internals is then one class's work. */
    @Test
    void onlyTheEngineKnowsTheInternalsOfDjl() {
        noClasses()
                .that()
                .haveNameNotMatching(Pattern.quote(TorchEngine.class.getName()) + "(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl.pytorch..")
                .check(MAIN);
    }

    /** Whoever asks a model must not care what runs it. */
    @Test
    void onlyInferenceKnowsOnnxRuntime() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tillstream.models.inference..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime..")
                .check(MAIN);
    }

    /** Tensors, then the registry, then inference, then serving. */
    @Test
    void packagesOfModelsStandInOneOrder() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("tensors")
                .definedBy("io.tillstream.models.tensors..")
                .layer("registry")
                .definedBy("io.tillstream.models.registry..")
                .layer("inference")
                .definedBy("io.tillstream.models.inference..")
                .layer("serving")
                .definedBy("io.tillstream.models.serving..")
                .whereLayer("registry")
                .mayOnlyBeAccessedByLayers("inference", "serving")
                .whereLayer("inference")
                .mayOnlyBeAccessedByLayers("serving")
                .whereLayer("serving")
                .mayNotBeAccessedByAnyLayer()
                .check(MAIN);
    }
}
