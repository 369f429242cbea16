package io.github.data2vec4j;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.data2vec4j.torch.Tensor;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which way the arrows point: what a package may see, and what nobody may do. */
class ArchitectureTest {

    private static final String ROOT = "io.github.data2vec4j";

    /** Each package with those that it may see. A new package gets a line here. */
    private static final Map<String, Set<String>> SEES = new TreeMap<>(Map.ofEntries(
            Map.entry("torch", Set.of("bindings")),
            Map.entry("nn", Set.of("torch")),
            Map.entry("data", Set.of("torch")),
            Map.entry("shard", Set.of("data", "torch")),
            Map.entry("data2vec", Set.of("nn", "data", "torch")),
            // Modalities never see each other.
            Map.entry("audio", Set.of("data2vec", "nn", "shard", "data", "torch")),
            Map.entry("text", Set.of("data2vec", "nn", "shard", "data", "torch")),
            Map.entry("vision", Set.of("data2vec", "nn", "shard", "data", "torch")),
            Map.entry("measure", Set.of("torch")),
            Map.entry("train", Set.of("data2vec", "measure", "nn", "data", "torch")),
            Map.entry("track", Set.of("train", "data2vec", "measure")),
            Map.entry("report", Set.of("track", "train", "data")),
            Map.entry("hub", Set.of("audio", "text", "vision", "data2vec", "nn", "torch")),
            Map.entry("task", Set.of("audio", "text", "vision", "train", "data2vec", "nn", "shard", "data", "torch")),
            Map.entry("config", Set.of()),
            Map.entry(
                    "verify",
                    Set.of(
                            "audio",
                            "text",
                            "vision",
                            "train",
                            "hub",
                            "task",
                            "data2vec",
                            "nn",
                            "shard",
                            "data",
                            "torch")),
            // Nobody sees the commands.
            Map.entry(
                    "cli",
                    Set.of(
                            "audio",
                            "text",
                            "vision",
                            "train",
                            "track",
                            "report",
                            "hub",
                            "task",
                            "verify",
                            "config",
                            "data2vec",
                            "nn",
                            "shard",
                            "data",
                            "torch"))));

    private static final JavaClasses CODE = code();

    private static JavaClasses code() {
        try {
            // Names are enough to judge the classes of others.
            ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
            var place = Tensor.class.getProtectionDomain().getCodeSource().getLocation();
            // What jextract wrote sees nothing of ours, and is most of the code.
            return new ClassFileImporter()
                    .withImportOption(location -> !location.contains("/bindings/"))
                    .importPath(Path.of(place.toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Set<String> packages() {
        var found = new TreeSet<String>();
        for (var one : CODE) {
            if (one.getPackageName().startsWith(ROOT + ".")) {
                found.add(one.getPackageName().substring(ROOT.length() + 1).split("\\.", 2)[0]);
            }
        }
        return found;
    }

    @Test
    void thePackagesAreThoseOfTheHouse() {
        assertThat(packages())
                .isSubsetOf(SEES.keySet())
                .contains("torch", "nn", "data", "data2vec", "vision", "train", "hub", "config", "cli");
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageSeesOnlyThoseBelow(String name) {
        var own = Objects.requireNonNull(SEES.get(name), name);
        var allowed = new TreeSet<>(own);
        allowed.add(name);
        var packages = allowed.stream().map(one -> ROOT + "." + one + "..").toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage(ROOT + "..")).or(resideInAnyPackage(packages)))
                .check(CODE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CODE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch", "nn", "data", "data2vec"})
    void theCoreNeedsNothingButTheJdk(String name) {
        classes()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + "..", "java..", "org.jspecify..", "org.slf4j..")
                .check(CODE);
    }

    @Test
    void onlyCommandsTalkToAPerson() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..", "org.knowm..")
                .check(CODE);
    }

    // Those for which Java wants --enable-native-access.
    @Test
    void onlyTorchCallsRestrictedMethods() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".torch..")
                .should()
                .accessTargetWhere(to(MemorySegment.class, "reinterpret")
                        .or(to(SymbolLookup.class, "libraryLookup", "loaderLookup"))
                        .or(to(Linker.class, "nativeLinker", "downcallHandle", "upcallStub"))
                        .or(to(AddressLayout.class, "withTargetLayout"))
                        .or(to(ModuleLayer.Controller.class, "enableNativeAccess"))
                        .or(to(System.class, "load", "loadLibrary"))
                        .or(to(Runtime.class, "load", "loadLibrary")))
                .check(CODE);
    }

    @Test
    void onlyCommandsEndTheProgram() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli..")
                .should()
                .accessTargetWhere(to(System.class, "exit").or(to(Runtime.class, "exit", "halt")))
                .check(CODE);
    }

    // Who embeds the library chooses the back end.
    @Test
    void allLogThroughTheApiOfSlf4j() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(System.Logger.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "ch.qos.logback..", "org.slf4j.simple..")
                .check(CODE);
    }

    @Test
    void onlyCommandsPrint() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli..")
                .should()
                .accessTargetWhere(to(System.class, "out", "err"))
                .check(CODE);
    }

    // Every random number is a function of the seed.
    @Test
    void nothingIsRandomByItself() {
        noClasses()
                .should()
                .accessTargetWhere(to(Math.class, "random").or(to(StrictMath.class, "random")))
                .check(CODE);
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(java.util.Random.class, ThreadLocalRandom.class, java.security.SecureRandom.class)
                .check(CODE);
    }

    @Test
    void nobodyMeddlesWithTheCollector() {
        noClasses()
                .should()
                .accessTargetWhere(
                        to(System.class, "gc", "runFinalization").or(to(Runtime.class, "gc", "runFinalization")))
                .check(CODE);
        noMethods().should().haveName("finalize").check(CODE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Util", "Utils", "Helper", "Helpers", "Manager", "Impl"})
    void namesSayWhatAClassIs(String ending) {
        noClasses().should().haveSimpleNameEndingWith(ending).check(CODE);
    }

    private static DescribedPredicate<JavaAccess<?>> to(Class<?> owner, String... names) {
        var all = List.of(names);
        return DescribedPredicate.describe(
                owner.getSimpleName() + "." + String.join("|", all),
                access -> access.getTargetOwner().isAssignableTo(owner)
                        && all.contains(access.getTarget().getName()));
    }
}
