package org.lstmc.cli.command;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.lstmc.cli.Console;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.ChosenStructures;
import org.lstmc.core.compress.MatrixChoice;
import org.lstmc.core.compress.Structure;
import org.lstmc.core.compress.StructureFamily;
import org.lstmc.core.compress.Structures;
import org.lstmc.core.model.NetworkSpec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A structure by name, with its sizes by matrix. */
final class ConstraintArgs {
  @Option(
      names = "--constraint",
      paramLabel = "NAME",
      required = true,
      completionCandidates = StructureNames.class,
      description = "Structure of the matrices: ${COMPLETION-CANDIDATES}.")
  private String constraint;

  @Option(
      names = "--constraint-option",
      paramLabel = "KEY=N",
      description = "A parameter of the structure, such as banks=8 or pes=32; repeatable.")
  private Map<String, Integer> parameters = new TreeMap<>();

  @Mixin private BlockArgs blocks;
  @Mixin private RatioArgs ratios;

  /** The technique that was named. */
  StructureFamily family() {
    return Structures.byName(constraint);
  }

  /**
   * The structures that were asked for; at least one.
   *
   * @param console is told what stays dense
   */
  Map<String, Structure> structures(NetworkSpec network, Console console) {
    StructureFamily family = family();
    boolean byBlock = family.size() == StructureFamily.Size.BLOCK;
    MatrixChoice<? extends Number> sizes = byBlock ? blocks.choice() : ratios.choice();
    MatrixChoice<? extends Number> others = byBlock ? ratios.choice() : blocks.choice();
    if (!others.isEmpty()) {
      throw LstmcException.usage(
          "--constraint %s takes %s; leave out %s",
          constraint, names(byBlock), byBlock ? "the ratios" : "the block sizes");
    }
    OptionalDouble fixed = family.fixedSize(parameters);
    if (sizes.isEmpty() && fixed.isPresent()) {
      sizes = new MatrixChoice<>(null, null, null, Map.of("all", fixed.getAsDouble()));
    }
    if (sizes.isEmpty()) {
      throw LstmcException.usage("--constraint %s needs %s", constraint, names(byBlock));
    }
    ChosenStructures chosen = Structures.of(family, sizes, parameters, network);
    if (chosen.structures().isEmpty()) {
      throw LstmcException.usage(
          "--constraint %s: the sizes given leave every matrix dense", constraint);
    }
    chosen.leftDense().forEach(line -> console.info("%s", line));
    return chosen.structures();
  }

  private static String names(boolean byBlock) {
    return byBlock
        ? "block sizes: --block-size K, --block-wx K, --block-wh K, --block-projection K, --block"
            + " NAME=K"
        : "ratios: --ratio-all R, --ratio-wx R, --ratio-wh R, --ratio-projection R, --ratio NAME=R";
  }

  /** For the history. */
  void record(Map<String, Structure> structures, Map<String, String> record) {
    record.put("constraint", family().name());
    BlockArgs.record(structures, record);
  }

  /** Names for help texts and shells. */
  static final class StructureNames implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return Structures.ALL.stream().map(StructureFamily::shortName).iterator();
    }
  }
}
