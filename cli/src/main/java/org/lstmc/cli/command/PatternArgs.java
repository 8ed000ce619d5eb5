package org.lstmc.cli.command;

import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.PruningPattern;
import org.lstmc.core.compress.PruningPatterns;
import picocli.CommandLine.Option;

/** A pruning pattern with its parameters. */
final class PatternArgs {
  @Option(
      names = "--pattern",
      paramLabel = "NAME",
      description = "row-balanced, bank-balanced, load-balanced, unstructured, hcgs, hcgs-guided.")
  private String pattern;

  @Option(
      names = "--pattern-option",
      paramLabel = "KEY=N",
      description = "A parameter of the pattern, such as banks=8, pes=32 or seed=2; repeatable.")
  private Map<String, Integer> options = new TreeMap<>();

  @Option(
      names = "--keep",
      paramLabel = "1/N[,1/N]",
      description =
          "Of hcgs: share of blocks kept in a block row, and of blocks inside a kept one.")
  private String keep;

  /** Whether a pattern was named. */
  boolean given() {
    return pattern != null;
  }

  /** Whether a parameter of a pattern was given. */
  boolean anyParameter() {
    return keep != null || !options.isEmpty();
  }

  /** The pattern, or the one that is meant when none is named. */
  PruningPattern pattern(String otherwise) {
    return PruningPatterns.byName(pattern == null ? otherwise : pattern);
  }

  /**
   * The pattern's parameters as given.
   *
   * @param block value of {@code --block}: B1 or B1,B2; null for none
   */
  Map<String, Integer> parameters(PruningPattern p, String block) {
    Map<String, Integer> all = new TreeMap<>(options);
    boolean levels = p.parameters().containsKey("block2");
    if (!levels && (keep != null || block != null)) {
      throw LstmcException.usage(
          "%s %s: the pattern %s has no blocks; this is for hcgs",
          keep != null ? "--keep" : "--block", keep != null ? keep : block, p.name());
    }
    Map<String, Integer> said = BlockLevelText.parameters(block, keep);
    if (keep == null && said.containsKey("keep2")) {
      all.putIfAbsent("keep2", said.remove("keep2"));
    }
    all.putAll(said);
    return all;
  }
}
