package org.lstmc.core.compress;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.circulant.CirculantFamily;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;

/** The visible list of techniques: every structure that a network's matrices may have. */
public final class Structures {
  /** All techniques; pruning patterns have a list of their own, {@link PruningPatterns}. */
  public static final List<StructureFamily> ALL =
      Stream.concat(
              Stream.of(new CirculantFamily()), PruningPatterns.ALL.stream().map(SparseFamily::new))
          .toList();

  private Structures() {}

  /** The technique of a scheme's name as files have it; empty for dense and for unknown names. */
  public static Optional<StructureFamily> ofScheme(String scheme) {
    return ALL.stream().filter(f -> f.name().equals(scheme)).findFirst();
  }

  /**
   * The technique that a user names, in full or by its short name.
   *
   * @throws LstmcException usage, naming those there are
   */
  public static StructureFamily byName(String name) {
    return ALL.stream()
        .filter(f -> f.name().equals(name) || f.shortName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                LstmcException.usage(
                    "unknown structure '%s'; there are: %s",
                    name,
                    ALL.stream()
                        .map(StructureFamily::shortName)
                        .collect(Collectors.joining(", "))));
  }

  /**
   * A structure for each matrix that a size was chosen for and that the size does not leave dense,
   * in network order.
   *
   * @throws LstmcException usage, led by the matrix's name where a size does not fit it
   */
  public static Map<String, Structure> of(
      StructureFamily family,
      MatrixChoice<? extends Number> sizes,
      Map<String, Integer> parameters,
      NetworkSpec network) {
    Map<String, int[]> shapes = network.tensorShapes();
    Map<String, Structure> all = new LinkedHashMap<>();
    sizes
        .of(family.size().label(), network)
        .forEach(
            (matrix, size) -> {
              try {
                family
                    .of(shapes.get(matrix), size.doubleValue(), parameters)
                    .ifPresent(s -> all.put(matrix, s));
              } catch (LstmcException e) {
                throw LstmcException.of(e.kind(), "%s: %s", matrix, e.getMessage(), e);
              }
            });
    return all;
  }

  /**
   * Refuses matrices that another technique has compressed: the second would undo the first.
   *
   * @throws LstmcException usage, with the matrix and what it is
   */
  public static void checkFree(Model model, StructureFamily family, Set<String> matrices) {
    for (String name : matrices) {
      MatrixCompression c = model.compression().matrices().get(name);
      if (c != null && !c.scheme().equals(family.name())) {
        throw LstmcException.usage(
            "%s is %s; %s would undo that. Start from the model before, or leave this matrix out",
            name, c.scheme(), family.name());
      }
    }
  }
}
