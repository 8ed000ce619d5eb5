package org.lstmc.core.compress;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.NetworkSpec;

/**
 * One value for a matrix, chosen by what the matrix is and by name. Names are those of {@link
 * MatrixName} without a gate: {@code [layers.N.](wx|wh|projection)}, of a feed-forward network
 * {@code conv}, {@code dense} and {@code forward.N}; one with a layer overrides one without, and
 * both override the values by kind, which override {@code all}.
 *
 * @param wx of the input matrices; null for none
 * @param wh of the recurrent matrices; null for none
 * @param projection of the projections; null takes {@code wh}, because a projection makes the
 *     recurrent vector
 * @param byName values by name
 * @param <T> of the values
 */
public record MatrixChoice<T>(T wx, T wh, T projection, Map<String, T> byName) {
  /** Whether nothing was chosen. */
  public boolean isEmpty() {
    return wx == null && wh == null && projection == null && byName.isEmpty();
  }

  /**
   * The values by matrix, in network order; a matrix that nothing was chosen for is absent.
   *
   * @param what what the values are, for messages: "block size", "rho"
   * @throws LstmcException usage for a name that is not understood or fits no matrix
   */
  public Map<String, T> of(String what, NetworkSpec network) {
    LostValues.refuse(what, "wx", wx, network);
    LostValues.refuse(what, "wh", wh, network);
    LostValues.refuse(what, "projection", projection, network);
    Map<String, T> chosen = new HashMap<>();
    List<MatrixName> names =
        byName.keySet().stream()
            .map(text -> whole(what, MatrixName.parse(what, text)))
            .sorted(Comparator.comparingInt(MatrixName::rank).thenComparing(MatrixName::text))
            .toList();
    for (String matrix : network.layerMatrices()) {
      T value = byKind(MatrixName.kindOf(matrix, network));
      chosen.put(matrix, value != null ? value : byName.get(MatrixName.ALL));
    }
    for (MatrixName name : names) {
      if (!name.kind().equals(MatrixName.ALL)) {
        name.matrices(what, network).forEach(m -> chosen.put(m, byName.get(name.text())));
      }
    }
    Map<String, T> ordered = new LinkedHashMap<>();
    network.layerMatrices().stream()
        .filter(m -> Objects.nonNull(chosen.get(m)))
        .forEach(m -> ordered.put(m, chosen.get(m)));
    return ordered;
  }

  /** The matrices that a name with a layer picks; what is said of one in particular. */
  public Set<String> named(String what, NetworkSpec network) {
    Set<String> all = new LinkedHashSet<>();
    for (String text : byName.keySet()) {
      MatrixName name = MatrixName.parse(what, text);
      if (name.layer() != null) {
        all.addAll(name.matrices(what, network));
      }
    }
    return all;
  }

  private T byKind(String kind) {
    return switch (kind) {
      case "wx" -> wx;
      case "wh" -> wh;
      case "projection" -> projection != null ? projection : wh;
      default -> null;
    };
  }

  private static MatrixName whole(String what, MatrixName name) {
    if (name.gate() != null) {
      throw LstmcException.usage(
          "%s '%s': a matrix has one for all its gates; leave out .%s",
          what, name.text(), name.gate());
    }
    return name;
  }
}
