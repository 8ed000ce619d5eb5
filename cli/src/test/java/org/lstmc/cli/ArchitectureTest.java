package org.lstmc.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows of the house: cli -> hwsim -> core, and those between the packages of core. */
class ArchitectureTest {
  private static JavaClasses ours;

  @BeforeAll
  static void load() {
    ours =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.lstmc");
    // Every rule below would pass on an empty set.
    assertThat(ours.contain("org.lstmc.core.model.Model")).isTrue();
    assertThat(ours.contain("org.lstmc.cli.Main")).isTrue();
    assertThat(ours.stream().anyMatch(c -> c.getPackageName().startsWith("org.lstmc.hwsim")))
        .isTrue();
  }

  @Test
  void coreKnowsNeitherTheMachinesNorTheCommands() {
    notFrom("org.lstmc.core..", "org.lstmc.hwsim..", "org.lstmc.cli..", "picocli..");
  }

  @Test
  void machinesDoNotKnowTheCommands() {
    notFrom("org.lstmc.hwsim..", "org.lstmc.cli..", "picocli..");
  }

  @Test
  void numberKnowsNothingElseOfOurs() {
    onlyOurs("org.lstmc.core.number");
  }

  @Test
  void modelKnowsNumberOnly() {
    onlyOurs("org.lstmc.core.model", "org.lstmc.core.number");
  }

  @Test
  void dataKnowsTheModelAndNoTechnique() {
    notFrom(
        "org.lstmc.core.data..",
        "org.lstmc.core.train..",
        "org.lstmc.core.compress..",
        "org.lstmc.core.quantize..");
  }

  @Test
  void packagesOfOneModuleFormNoCycle() {
    SlicesRuleDefinition.slices()
        .matching("org.lstmc.core.(*)..")
        .should()
        .beFreeOfCycles()
        .check(ours);
  }

  /** Libtorch takes half a second and 445 MB to load: what does not train must not touch it. */
  @Test
  void onlyTheTrainingEngineTouchesLibtorch() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.lstmc.core.train.torch..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .check(ours);
  }

  /** A bare {@code java -jar} has no Vector API: its users are the kernels with a scalar twin. */
  @Test
  void onlyTheKernelsTouchTheVectorApi() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.lstmc.core.quantize..", "org.lstmc.core.compress.tensor.kernel..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator..")
        .check(ours);
  }

  @Test
  void onlyMainEndsTheProcess() {
    ArchRule rule =
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("org.lstmc.cli.Main")
            .should()
            .callMethod(System.class, "exit", int.class);
    rule.check(ours);
  }

  @Test
  void noClassIsCalledAfterNothing() {
    classes().should().haveNameNotMatching(".*(Util|Utils|Manager|Impl|Helper)").check(ours);
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "hwsim", "cli"})
  void everyPackageSaysWhatItIsFor(String module) throws IOException {
    Path sources = Path.of("..", module, "src", "main", "java");
    List<Path> packages;
    try (Stream<Path> files = Files.walk(sources)) {
      packages =
          files
              .filter(f -> f.toString().endsWith(".java"))
              .map(Path::getParent)
              .distinct()
              .toList();
    }
    assertThat(packages).isNotEmpty();
    assertThat(packages).allSatisfy(p -> assertThat(p.resolve("package-info.java")).exists());
  }

  private static void notFrom(String from, String... to) {
    noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(to)
        .check(ours);
  }

  /** The package may use the named ones of ours, itself, and {@code LstmcException}. */
  private static void onlyOurs(String from, String... to) {
    noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are other classes of ours",
                c ->
                    c.getPackageName().startsWith("org.lstmc")
                        && !c.getPackageName().equals(from)
                        && !c.getFullName().equals("org.lstmc.core.LstmcException")
                        && !List.of(to).contains(c.getPackageName())))
        .check(ours);
  }
}
