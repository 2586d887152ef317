package io.tillstream;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.tillstream.runtime.NewestCheckpoint;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.flink.api.common.functions.Function;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom: each room of the house by itself, in the direction of the data. */
class RoomsTest {
    private static final String[] CAPABILITIES = {
        "io.tillstream.customers..",
        "io.tillstream.products..",
        "io.tillstream.demand..",
        "io.tillstream.trends..",
        "io.tillstream.recommendations..",
        "io.tillstream.pictures..",
        "io.tillstream.kpis..",
        "io.tillstream.monitoring.."
    };

    private static final JavaClasses MAIN =
            new ClassFileImporter().importPath(Path.of("target/classes"));

    private static final JavaClasses TESTS =
            new ClassFileImporter().importPath(Path.of("target/test-classes"));

    static final ArchRule EVENTS_STAND_FIRST =
            noClasses()
                    .that()
                    .resideInAPackage("io.tillstream.events..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(CAPABILITIES)
                                    .or(resideInAPackage("io.tillstream.connect.."))
                                    .or(resideInAPackage("io.tillstream")));

    static final ArchRule CAPABILITIES_DO_NOT_KNOW_EACH_OTHER =
            SlicesRuleDefinition.slices()
                    .matching(
                            "io.tillstream.(customers|products|demand|trends|recommendations|pictures|kpis|monitoring)..")
                    .should()
                    .notDependOnEachOther();

    static final ArchRule CONNECT_KNOWS_NO_CAPABILITY =
            noClasses()
                    .that()
                    .resideInAPackage("io.tillstream.connect..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(CAPABILITIES);

    static final ArchRule SERVING_KNOWS_NO_CAPABILITY =
            noClasses()
                    .that()
                    .resideInAPackage("io.tillstream.serving..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(CAPABILITIES);

    static final ArchRule CAPABILITIES_OPEN_NO_CONNECTOR =
            noClasses()
                    .that()
                    .resideInAnyPackage(CAPABILITIES)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.kafka..",
                            "org.apache.flink.connector..",
                            "org.jdbi..",
                            "java.sql..",
                            "org.postgresql..");

    static final ArchRule RUNTIME_KNOWS_ONLY_FLINK =
            noClasses()
                    .that()
                    .resideInAPackage("io.tillstream.runtime..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.tillstream..")
                                    .and(
                                            DescribedPredicate.not(
                                                    resideInAPackage("io.tillstream.runtime.."))));

    static final ArchRule NOBODY_KNOWS_THE_SANDBOX =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.tillstream.sandbox..");

    /** The classes of a capability that stand between Flink and its algorithm. */
    private static final DescribedPredicate<JavaClass> WIRING =
            simpleNameEndingWith("Pipeline")
                    .or(simpleNameEndingWith("TypeInfo"))
                    .or(simpleNameEndingWith("Options"))
                    .or(JavaClass.Predicates.assignableTo(StreamOperator.class))
                    .or(JavaClass.Predicates.assignableTo(Function.class))
                    .as("operators, functions, pipelines, settings and type infos");

    private static final DescribedPredicate<JavaClass> PART_OF_WIRING =
            DescribedPredicate.describe(
                    "belong to wiring",
                    c -> WIRING.test(c) || c.getEnclosingClass().filter(WIRING).isPresent());

    static final ArchRule ALGORITHMS_ARE_PLAIN_JAVA =
            noClasses()
                    .that()
                    .resideInAnyPackage(CAPABILITIES)
                    .and(DescribedPredicate.not(PART_OF_WIRING))
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("org.apache.flink..")
                                    .and(
                                            DescribedPredicate.not(
                                                    JavaClass.Predicates.equivalentTo(
                                                            TypeInfo.class))))
                    .because("an algorithm is tested and used without Flink");

    /** The results of a replay are those of the live run. */
    static final ArchRule ONLY_EVENT_TIME_COUNTS =
            noClasses()
                    .that(
                            resideInAnyPackage(CAPABILITIES)
                                    .or(resideInAPackage("io.tillstream.events..")))
                    .should()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(LocalDate.class, "now");

    static final ArchRule STATE_IS_DESCRIBED_BY_CONSTANTS =
            noClasses()
                    .should()
                    .callConstructorWhere(
                            DescribedPredicate.describe(
                                    "a state descriptor is made elsewhere than for a constant",
                                    RoomsTest::describesStateOnTheWay));

    /** But for main classes, which say on the command line what they have found. */
    static final ArchRule NO_STANDARD_STREAMS =
            noClasses()
                    .that()
                    .doNotBelongToAnyOf(TillstreamJob.class, NewestCheckpoint.class)
                    .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    static final ArchRule NO_OTHER_LOGGING =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.util.logging..",
                            "org.apache.log4j..",
                            "org.apache.logging..",
                            "org.apache.commons.logging..");

    static final ArchRule NOBODY_SLEEPS =
            noClasses().should().callMethod(Thread.class, "sleep", long.class);

    private static boolean describesStateOnTheWay(JavaConstructorCall call) {
        if (!call.getTargetOwner().isAssignableTo(StateDescriptor.class)) {
            return false;
        }
        JavaCodeUnit origin = call.getOrigin();
        boolean makesOne =
                origin.getModifiers().contains(JavaModifier.STATIC)
                        && origin.getRawReturnType().isAssignableTo(StateDescriptor.class);
        return !makesOne && !origin.getName().equals(JavaStaticInitializer.STATIC_INITIALIZER_NAME);
    }

    static List<ArchRule> rules() {
        return List.of(
                EVENTS_STAND_FIRST,
                CAPABILITIES_DO_NOT_KNOW_EACH_OTHER,
                CONNECT_KNOWS_NO_CAPABILITY,
                SERVING_KNOWS_NO_CAPABILITY,
                CAPABILITIES_OPEN_NO_CONNECTOR,
                RUNTIME_KNOWS_ONLY_FLINK,
                NOBODY_KNOWS_THE_SANDBOX,
                ALGORITHMS_ARE_PLAIN_JAVA,
                ONLY_EVENT_TIME_COUNTS,
                STATE_IS_DESCRIBED_BY_CONSTANTS,
                NO_STANDARD_STREAMS,
                NO_OTHER_LOGGING,
                NOBODY_SLEEPS);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theHouseIsInOrder(ArchRule rule) {
        rule.check(MAIN);
    }

    /** These tests themselves break some of the rules, as tests may. */
    @Test
    void aBreachIsSeen() {
        assertThat(ALGORITHMS_ARE_PLAIN_JAVA.evaluate(TESTS).hasViolation()).isTrue();
        assertThat(STATE_IS_DESCRIBED_BY_CONSTANTS.evaluate(TESTS).hasViolation()).isTrue();
    }
}
