package org.lstmc.cli.command;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.PruningPattern;
import org.lstmc.core.compress.PruningPatterns;
import picocli.CommandLine.Option;

/** A pruning pattern with its parameters. */
final class PatternArgs {
  private static final Pattern BLOCK = Pattern.compile("(\\d{1,6})(?:,(\\d{1,6}))?");
  private static final Pattern KEEP = Pattern.compile("1/(\\d{1,6})(?:,1/(\\d{1,6}))?");

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
    if (block != null) {
      Matcher m = matched(BLOCK, "--block", block, "64,8 (one level: 64)");
      all.put("block1", Integer.valueOf(m.group(1)));
      all.put("block2", Integer.valueOf(m.group(2) == null ? m.group(1) : m.group(2)));
      if (m.group(2) == null) {
        all.putIfAbsent("keep2", 1);
      }
    }
    if (keep != null) {
      Matcher m = matched(KEEP, "--keep", keep, "1/4,1/4 (one level: 1/4)");
      all.put("keep1", Integer.valueOf(m.group(1)));
      all.put("keep2", m.group(2) == null ? 1 : Integer.parseInt(m.group(2)));
    }
    return all;
  }

  private static Matcher matched(Pattern form, String option, String text, String example) {
    Matcher m = form.matcher(text.replace(" ", ""));
    if (!m.matches()) {
      throw LstmcException.usage(
          "%s '%s': not understood; give for example %s", option, text, example);
    }
    return m;
  }
}
