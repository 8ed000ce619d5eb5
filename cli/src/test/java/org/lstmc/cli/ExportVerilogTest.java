package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.hwsim.rtl.RtlTool;

/** {@code export verilog} and {@code verify}, as a user meets them. */
@Tag("rtl")
class ExportVerilogTest {
  @TempDir Path folder;
  private Path model;
  private Path rtl;

  @BeforeEach
  void paths() {
    model = folder.resolve("model.json");
    rtl = folder.resolve("rtl");
  }

  private void trained(String... more) {
    assertThat(Run.train(model, with(more, "--no-simulate")).code()).isZero();
  }

  private void quantized(String... more) {
    Run q =
        Run.of((Object[]) with(more, "-q", "quantize", "-m", model.toString(), "--no-simulate"));
    assertThat(q.code()).as(q.err()).isZero();
  }

  private static String[] with(String[] more, String... first) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private Run export(String... more) {
    return Run.of(
        (Object[])
            with(
                more,
                "export",
                "verilog",
                "-m",
                model.toString(),
                "--accelerator",
                "brds",
                "-o",
                rtl.toString()));
  }

  @Test
  void anExportIsExactAndAChangedBitIsFound() throws IOException {
    tools();
    trained();
    quantized();
    Run export = export("--steps", "12", "--set", "rx=2", "--set", "rh=2");
    assertThat(export.code()).as(export.err()).isZero();
    assertThat(export.out()).contains("brds Rx=2 Rh=2", "12 steps, 96 outputs in ", "contract ");

    Run same = Run.of("verify", rtl);
    assertThat(same.code()).as(same.err()).isZero();
    assertThat(same.out()).contains("equal: 96 outputs, ", "3 power-on states (verilator");

    Path image = rtl.resolve("mem/lstmc.b_f.hex");
    List<String> words = new ArrayList<>(Files.readAllLines(image));
    String word = words.get(5);
    int digit = Character.digit(word.charAt(word.length() - 1), 16) ^ 1;
    words.set(5, word.substring(0, word.length() - 1) + Character.forDigit(digit, 16));
    Files.writeString(image, String.join("\n", words) + "\n");
    Run changed = Run.of("verify", rtl);
    assertThat(changed.code()).isEqualTo(3);
    assertThat(changed.err())
        .contains("changed since the export: mem/lstmc.b_f.hex")
        .containsPattern(
            "step 0, unit 5, signal sum_f: cycle \\d+, expected 0x[0-9a-f]+, got 0x[0-9a-f]+");
  }

  @Test
  void anExpectedWordThatIsWrongIsAFailure() throws IOException {
    tools();
    trained();
    quantized();
    assertThat(export("--steps", "2").code()).isZero();
    for (String end : List.of("txt", "hex")) {
      Path file = rtl.resolve("tb/lstmc.expected." + end);
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      int at = end.equals("txt") ? 4 : 3;
      String line = lines.get(at);
      String other = line.endsWith("1") ? "2" : "1";
      lines.set(at, line.substring(0, line.length() - 1) + other);
      Files.writeString(file, String.join("\n", lines) + "\n");
    }
    Run changed = Run.of("verify", rtl);
    assertThat(changed.code()).isEqualTo(3);
    assertThat(changed.err()).containsPattern("step 0, unit 3: cycle \\d+, expected ");
  }

  @Test
  void anAbsentToolIsNamedByItsPackage() throws Exception {
    trained();
    quantized();
    assertThat(export("--steps", "2").code()).isZero();
    ProcessBuilder verify =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules=jdk.incubator.vector",
            "-cp",
            System.getProperty("java.class.path"),
            "org.lstmc.cli.Main",
            "verify",
            rtl.toString());
    verify.environment().put("PATH", folder.toString());
    Process p = verify.redirectErrorStream(true).start();
    String said = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(p.waitFor()).as(said).isEqualTo(4);
    assertThat(said)
        .contains("verilator is not on the PATH; 'apt-get install verilator' provides it");
  }

  private static void tools() {
    if (!RtlTool.VERILATOR.present()) {
      assertThat(Boolean.getBoolean("rtl.required")).as("verilator is required").isFalse();
      System.err.println("SKIPPED: verilator is not installed: export verilog is NOT checked");
      Assumptions.abort("verilator is not installed");
    }
  }

  @Test
  void whatTheEngineHasNotIsRefused() {
    trained();
    quantized("--sigmoid", "pwl:65", "--tanh", "pwl:16");
    refused("lines of more than 64 segments");
  }

  @Test
  void projectionPeepholesAndLinesAreExact() {
    tools();
    trained("--projection", "5", "--peepholes");
    quantized("--sigmoid", "pwl:16", "--tanh", "pwl:16");
    Run export = export("--steps", "4", "--set", "rx=2", "--set", "rh=2");
    assertThat(export.code()).as(export.err()).isZero();
    Run same = Run.of("verify", rtl);
    assertThat(same.code()).as(same.err()).isZero();
    assertThat(same.out()).contains("equal: 20 outputs, ");
  }

  private void refused(String what) {
    Run export = export();
    assertThat(export.code()).as(export.err()).isEqualTo(4);
    assertThat(export.err()).contains("the Verilog of brds has no " + what);
    assertThat(rtl).doesNotExist();
  }
}
