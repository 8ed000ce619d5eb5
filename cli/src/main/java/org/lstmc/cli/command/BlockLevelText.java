package org.lstmc.cli.command;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lstmc.core.LstmcException;

/** Blocks in blocks as users write them: {@code 64,8} and {@code 1/4,1/4}; one level has one. */
final class BlockLevelText {
  private static final Pattern BLOCK = Pattern.compile("(\\d{1,6})(?:,(\\d{1,6}))?");
  private static final Pattern KEEP = Pattern.compile("1/(\\d{1,6})(?:,1/(\\d{1,6}))?");

  private BlockLevelText() {}

  /** The pattern's parameters that both texts say; null for a text that is not given. */
  static Map<String, Integer> parameters(String block, String keep) {
    Map<String, Integer> all = new TreeMap<>();
    if (block != null) {
      Matcher m = matched(BLOCK, "--block", block, "64,8 (one level: 64)");
      all.put("block1", Integer.valueOf(m.group(1)));
      all.put("block2", Integer.valueOf(m.group(2) == null ? m.group(1) : m.group(2)));
      if (m.group(2) == null) {
        all.put("keep2", 1);
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
