package org.lstmc.core.export.c;

import java.util.Locale;
import java.util.Set;
import org.lstmc.core.LstmcException;

/** Names that a C program can use for a model. */
final class CIdentifier {
  /** What a name must not be: C's keywords, and what the generated files call their own. */
  private static final Set<String> TAKEN =
      Set.of(
          ("auto break case char const continue default do double else enum extern float for goto if"
                  + " inline int long register restrict return short signed sizeof static struct"
                  + " switch typedef union unsigned void volatile while main state step print line")
              .split(" "));

  private CIdentifier() {}

  /**
   * A name that the user chose, checked; or one made from the network's label.
   *
   * @param chosen null for none
   */
  static String of(String chosen, String label) {
    if (chosen == null) {
      String made = label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
      made = made.replaceAll("^_+|_+$", "");
      boolean plain = made.matches("[a-z].*") && !isTaken(made);
      return plain ? made : "model_" + made;
    }
    if (!chosen.matches("[A-Za-z][A-Za-z0-9_]*") || isTaken(chosen)) {
      throw LstmcException.usage(
          "--name '%s': allowed are letters, digits and _, a letter first, and none of C's keywords,"
              + " main, lstmc...",
          chosen);
    }
    return chosen;
  }

  private static boolean isTaken(String name) {
    return TAKEN.contains(name) || name.toLowerCase(Locale.ROOT).startsWith("lstmc");
  }
}
