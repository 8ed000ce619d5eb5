package org.lstmc.cli.command;

import java.util.List;
import java.util.Set;
import org.lstmc.cli.OutputFormats;
import picocli.CommandLine.Model.CommandSpec;

/** What a user gave a command that makes a model, as far as the model depends on it. */
final class GivenArguments {
  /** Where files are, what is shown and how fast: the model does not depend on these. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "--model",
          "--output",
          "--data-path",
          "--progress",
          "--quiet",
          "--verbose",
          "--debug",
          "--fail-if",
          "--no-simulate",
          "--eval-threads",
          "--checkpoint-seconds",
          "--restart");

  /** Which machine is simulated: a model depends on it where it was chosen for a machine. */
  private static final Set<String> OF_THE_MACHINE =
      Set.of("--accelerator", "--device", "--clock-mhz", "--stream", "--set");

  private GivenArguments() {}

  /** Options as {@code --name=value}, sorted, one element a value. */
  static List<String> of(CommandSpec spec) {
    boolean forMachine = spec.userObject() instanceof ExploreCommand;
    return spec.commandLine().getParseResult().matchedOptions().stream()
        .filter(o -> !WITHOUT_EFFECT.contains(o.longestName()))
        .filter(o -> forMachine || !OF_THE_MACHINE.contains(o.longestName()))
        .distinct()
        .flatMap(
            o ->
                o.originalStringValues().stream()
                    .filter(v -> !o.longestName().equals("--format") || !OutputFormats.isForm(v))
                    .map(v -> o.longestName() + "=" + v))
        .sorted()
        .toList();
  }
}
