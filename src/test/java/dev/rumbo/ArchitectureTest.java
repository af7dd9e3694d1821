package dev.rumbo;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.rumbo.store.TrackStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dependency map: each package may use what its row names, and of Rumbo nothing else. */
class ArchitectureTest {

    private static final JavaClasses RUMBO = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.rumbo");

    private static final String[] EVERYWHERE = {"java..", "org.jspecify.."};

    @ParameterizedTest(name = "{0} uses {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "geo | org.locationtech.jts.. net.sf.geographiclib..",
                "trips | dev.rumbo.geo..",
                "accounts | ''",
                "places | dev.rumbo.geo.. dev.rumbo.accounts..",
                "privacy | dev.rumbo.trips.. dev.rumbo.geo.. dev.rumbo.accounts.. javax.crypto..",
                "shards | picocli..",
                "ingest.apps | dev.rumbo.trips.. dev.rumbo.geo.. com.fasterxml.jackson..",
                "ingest.files | dev.rumbo.trips.. dev.rumbo.geo.. dev.rumbo.ingest.apps.. com.fasterxml.jackson.. "
                        + "de.siegmar.fastcsv.. javax.xml.stream..",
            })
    void theDomainIsPure(String name, String allowed) {
        classes()
                .that()
                .resideInAPackage("dev.rumbo." + name + "..")
                .should()
                .onlyDependOnClassesThat(inPackages(
                        Stream.concat(Stream.of("dev.rumbo." + name + ".."), Arrays.stream(allowed.split(" ")))))
                .check(RUMBO);
    }

    @ParameterizedTest(name = "{0} uses of Rumbo {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "codec | trips geo accounts stream",
                "sqlite | ''",
                "aws | ''",
                "stream | trips accounts codec store sqlite aws",
                "store | trips geo accounts places privacy stream codec sqlite aws",
                "tracking | trips accounts codec stream store",
                "lake | trips accounts codec stream store",
                "instances | store",
                "traces | trips accounts codec stream",
                "scaling | shards store stream",
                "moving | trips accounts places privacy codec store stream",
                "jobs | trips accounts places privacy store stream tracking",
                "openid | ''",
                "security | accounts store openid",
                "ingest | trips accounts codec stream store security api tracking health traces",
                "health | trips geo accounts",
                "ops | trips accounts store stream tracking instances",
                "reading | trips geo accounts privacy store tracking",
                "api | trips geo accounts places privacy store stream security reading tracking jobs health ops",
                "archive | trips geo accounts places privacy store stream security reading api tracking jobs ingest",
                "live | trips geo accounts privacy codec stream store instances security reading tracking api traces",
                "web | trips geo accounts places privacy store stream openid security reading api tracking jobs health ingest archive ops",
                "simulator | trips geo",
                "demo | trips accounts store security simulator",
            })
    void anAdapterUsesWhatItsRowNames(String name, String allowed) {
        Stream<String> packages = Stream.concat(Stream.of(name), Arrays.stream(allowed.split(" ")))
                .filter(entry -> !entry.isBlank())
                .map(entry -> "dev.rumbo." + entry + "..");
        noClasses()
                .that()
                .resideInAPackage("dev.rumbo." + name + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.rumbo..").and(DescribedPredicate.not(inPackages(packages))))
                .allowEmptyShould(true)
                .check(RUMBO);
    }

    @Test
    void onlyTheEngineSeesAnAdapterOfStreamOrStore() {
        String[] adapters = {
            "dev.rumbo.stream.sqlite..",
            "dev.rumbo.stream.kinesis..",
            "dev.rumbo.store.sqlite..",
            "dev.rumbo.store.dynamodb.."
        };
        noClasses()
                .that(DescribedPredicate.not(
                        inPackages(Stream.concat(Stream.of("dev.rumbo.engine.."), Arrays.stream(adapters)))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(adapters))
                .check(RUMBO);
    }

    /** Whoever shows something asks {@code reading}, which asks who looks. */
    @Test
    void nothingIsShownPastTheVeil() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.rumbo.api..", "dev.rumbo.web..", "dev.rumbo.live..", "dev.rumbo.reading..")
                .and()
                .doNotHaveSimpleName("Sights")
                .and()
                .doNotHaveSimpleName("Sight")
                .and(DescribedPredicate.not(named(
                        "dev.rumbo.reading.RulesPreview", // detects anew, and shows by Sight.look
                        "dev.rumbo.reading.TripRoutes", // reads for both
                        "dev.rumbo.reading.PrivateSpans", // finds out for Sight what to hide
                        "dev.rumbo.api.SetAsideResource", // records that nobody could read
                        "dev.rumbo.live.Story", // compares times; shows by FleetView.see
                        "dev.rumbo.live.Viewers"))) // hands it to Story
                .should()
                .dependOnClassesThat()
                .areAssignableTo(TrackStore.class)
                .check(RUMBO);
    }

    @Test
    void thePortsKnowNoPlatform() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.rumbo.stream",
                        "dev.rumbo.store",
                        "dev.rumbo.places",
                        "dev.rumbo.privacy",
                        "dev.rumbo.codec")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "jakarta..",
                        "io.quarkus..",
                        "software.amazon..",
                        "org.sqlite..",
                        "dev.rumbo.sqlite..",
                        "dev.rumbo.aws.."))
                .check(RUMBO);
    }

    @Test
    void onlyTheAwsAdaptersKnowAws() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.rumbo.stream.kinesis..",
                        "dev.rumbo.store.dynamodb..",
                        "dev.rumbo.lake.s3..",
                        "dev.rumbo.aws..",
                        "dev.rumbo.engine..")
                .should()
                .dependOnClassesThat(resideInAPackage("software.amazon.."))
                .check(RUMBO);
    }

    @Test
    void onlyTheArchiveKnowsItsFormat() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.rumbo.lake..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("org.apache.parquet..", "org.apache.hadoop..", "com.github.luben.."))
                .check(RUMBO);
        classes()
                .that()
                .haveNameMatching("dev.rumbo.lake.(ArchivedPosition|ArchiveSchema.*)")
                .should()
                .onlyDependOnClassesThat(inPackages(Stream.of("dev.rumbo.lake.."))) // infra is built of them, too
                .check(RUMBO);
    }

    @Test
    void onlyOpenidKnowsTheLibraryOfItsProtocol() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.rumbo.openid..")
                .should()
                .dependOnClassesThat(resideInAPackage("com.nimbusds.."))
                .check(RUMBO);
    }

    @Test
    void onlyOneClassKnowsOpenTelemetry() {
        noClasses()
                .that()
                .haveNameNotMatching("dev[.]rumbo[.]traces[.]OpenTelemetryTraces.*")
                .should()
                .dependOnClassesThat(resideInAPackage("io.opentelemetry.."))
                .check(RUMBO);
    }

    @Test
    void onlyTheEngineAsksTheMachineForTheTime() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.rumbo.engine..")
                .and()
                .doNotHaveFullyQualifiedName("dev.rumbo.simulator.Main")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(RUMBO);
    }

    @Test
    void noPackageDependsOnItself() {
        SlicesRuleDefinition.slices()
                .matching(
                        "dev.rumbo.(trips|geo|accounts|privacy|codec|tracking|jobs|ingest|openid|security|reading|api|web|live|archive|lake)..")
                .should()
                .beFreeOfCycles()
                .check(RUMBO);
    }

    @Test
    void nothingIsPrintedOrInjectedIntoFields() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.rumbo.simulator..", "dev.rumbo.engine..")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(RUMBO);
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(RUMBO);
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(RUMBO);
    }

    private static DescribedPredicate<JavaClass> inPackages(Stream<String> packages) {
        String[] patterns = Stream.concat(packages, Arrays.stream(EVERYWHERE))
                .filter(pattern -> !pattern.isBlank())
                .toArray(String[]::new);
        return resideInAnyPackage(patterns).or(primitives());
    }

    private static DescribedPredicate<JavaClass> named(String... names) {
        return DescribedPredicate.describe(
                "one of " + List.of(names), type -> List.of(names).contains(type.getName()));
    }

    private static DescribedPredicate<JavaClass> primitives() {
        return DescribedPredicate.describe(
                "primitives and arrays of them",
                type -> type.getBaseComponentType().isPrimitive());
    }
}
