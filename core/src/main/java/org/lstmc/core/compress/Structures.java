package org.lstmc.core.compress;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.circulant.ChannelBlocks;
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
   * in network order. A first convolution that a general size does not suit stays dense; where it
   * is named in particular, that is refused.
   *
   * @throws LstmcException usage, led by the matrix's name where a size does not fit it
   */
  public static ChosenStructures of(
      StructureFamily family,
      MatrixChoice<? extends Number> sizes,
      Map<String, Integer> parameters,
      NetworkSpec network) {
    String what = family.size().label();
    Map<String, int[]> shapes = network.tensorShapes();
    Set<String> named = sizes.named(what, network);
    Map<String, Structure> all = new LinkedHashMap<>();
    List<String> leftDense = new ArrayList<>();
    sizes
        .of(what, network)
        .forEach(
            (matrix, size) -> {
              try {
                Optional<Structure> s =
                    family.of(shapes.get(matrix), size.doubleValue(), parameters);
                Optional<String> why = s.flatMap(one -> one.whyNot(network, matrix));
                if (why.isPresent()
                    && (named.contains(matrix) || !ChannelBlocks.isFirst(network, matrix))) {
                  throw LstmcException.usage("%s", why.get());
                }
                why.ifPresentOrElse(
                    reason -> leftDense.add(matrix + " stays dense: " + reason),
                    () -> s.ifPresent(one -> all.put(matrix, one)));
              } catch (LstmcException e) {
                throw LstmcException.of(e.kind(), "%s: %s", matrix, e.getMessage(), e);
              }
            });
    return new ChosenStructures(all, leftDense);
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
