package org.lstmc.core.compress;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A technique: the {@link Structure}s of one name, sized by one number a matrix. What commands and
 * files call by name, whatever it is.
 */
public interface StructureFamily {
  /** What the number of a matrix is. */
  enum Size {
    /** Share of zeros, in [0,1); 0 leaves a matrix dense. */
    RATIO("ratio"),
    /** Block size, a power of two; 1 leaves a matrix dense. */
    BLOCK("block size");

    private final String label;

    Size(String label) {
      this.label = label;
    }

    /** In messages. */
    public String label() {
      return label;
    }
  }

  /** Name of the scheme in files, such as {@code block-circulant}. */
  String name();

  /** A shorter word that commands take for the name as well. */
  default String shortName() {
    return name();
  }

  /** One line for help texts. */
  String description();

  /** Name of the machine that this technique was made for. */
  String machine();

  /** What sizes it. */
  Size size();

  /** Further integer parameters with their defaults, sorted by name; empty for none. */
  Map<String, Integer> parameters();

  /** The size where the parameters leave no choice; empty where it must be given. */
  default OptionalDouble fixedSize(Map<String, Integer> given) {
    return OptionalDouble.empty();
  }

  /**
   * The structure for a matrix.
   *
   * @param shape the matrix's rows and columns
   * @param size as {@link #size()} says
   * @param given values for {@link #parameters()}; those not given take their defaults
   * @return empty where the size leaves the matrix dense
   * @throws org.lstmc.core.LstmcException usage: a size that is not allowed or does not fit the
   *     matrix, an unknown parameter
   */
  Optional<Structure> of(int[] shape, double size, Map<String, Integer> given);
}
