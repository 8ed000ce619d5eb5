package org.lstmc.hwsim.parts.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.lstmc.core.LstmcException;

/** How an intermediate is laid over the banks of a working memory. */
public enum Access {
  /**
   * As the next step reads it, and every run of consecutive words begins at a bank that a sum over
   * the outer indices gives (linear skewing; Budnik and Kuck, IEEE Trans. Comput. 1971). The steps
   * of that sum are searched so that neither reads nor writes meet at a bank.
   */
  CONFLICT_FREE("conflict-free"),
  /** As the next step reads it, word n in bank n mod banks. */
  UNTURNED("unturned"),
  /** As the product leaves it, row-major, word n in bank n mod banks. */
  ROW_MAJOR("row-major");

  private final String label;

  Access(String label) {
    this.label = label;
  }

  /** As settings name it. */
  public String label() {
    return label;
  }

  static Access of(String label) {
    return Arrays.stream(values())
        .filter(a -> a.label.equals(label))
        .findFirst()
        .orElseThrow(
            () -> LstmcException.usage("setting access=%s: allowed are %s", label, labels()));
  }

  static String labels() {
    return Arrays.stream(values()).map(Access::label).collect(Collectors.joining(", "));
  }
}
