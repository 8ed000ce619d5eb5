package org.lstmc.core.export.c;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lstmc.core.export.ExportFolder;

/** An exported model in a folder of its own, compiled by gcc and run. */
final class CompiledModel {
  static final List<String> STRICT =
      List.of("-std=c99", "-pedantic", "-Wall", "-Wextra", "-Wconversion", "-Werror");

  final Path folder;
  final CExport export;

  CompiledModel(Path folder, CExport export) {
    this.folder = folder;
    this.export = export;
    ExportFolder.write(folder, export.files());
  }

  static boolean hasGcc() {
    try {
      return new ProcessBuilder("gcc", "--version").redirectErrorStream(true).start().waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Compiles all files; fails on any warning. */
  CompiledModel compile(String... flags) {
    List<String> command = new ArrayList<>(List.of("gcc"));
    command.addAll(STRICT);
    command.addAll(List.of(flags));
    String name = export.description().name();
    command.addAll(List.of("-o", "program", "main.c", name + ".c"));
    assertThat(run(null, command.toArray(String[]::new))).isEmpty();
    return this;
  }

  /** What the program prints on the exported inputs. */
  String output() {
    return run("inputs.txt", "./program");
  }

  void equalsTheDatapath() throws IOException {
    assertThat(output()).isEqualTo(Files.readString(folder.resolve("expected.txt"), UTF_8));
  }

  /** Standard output and error of a command that ends with 0. */
  String run(String input, String... command) {
    try {
      Path out = folder.resolve("stdout");
      ProcessBuilder b = new ProcessBuilder(command).directory(folder.toFile());
      b.environment().putAll(Map.of("LC_ALL", "C"));
      b.redirectErrorStream(true).redirectOutput(out.toFile());
      if (input != null) {
        b.redirectInput(folder.resolve(input).toFile());
      }
      int code = b.start().waitFor();
      String said = Files.readString(out, UTF_8);
      assertThat(code).as("%s in %s: %s", List.of(command), folder, said).isZero();
      return said;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
