package org.lstmc.core.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lstmc.core.LstmcException;

/** As what labels count when strings are compared: several as one, some not at all. */
final class LabelFolding {
  private static final int LEFT_OUT = -1;
  private final int[] to;

  private LabelFolding(int[] to) {
    this.to = to;
  }

  /**
   * A folding.
   *
   * @param labels number of labels
   * @param scoredAs one name a label, empty for one that is left out; an empty list for no folding
   */
  static LabelFolding of(int labels, List<String> scoredAs) {
    int[] to = new int[labels];
    Arrays.setAll(to, k -> k);
    if (!scoredAs.isEmpty()) {
      if (scoredAs.size() != labels) {
        throw LstmcException.badInput(
            "the task names %d labels to score as, for %d labels", scoredAs.size(), labels);
      }
      List<String> names = new ArrayList<>(scoredAs);
      // The first label of a name stands for all of it.
      Arrays.setAll(to, k -> names.get(k).isEmpty() ? LEFT_OUT : names.indexOf(names.get(k)));
    }
    return new LabelFolding(to);
  }

  /** The string as it counts. */
  int[] fold(int[] string) {
    return Arrays.stream(string).map(k -> to[k]).filter(k -> k != LEFT_OUT).toArray();
  }
}
