package org.lstmc.core.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.model.Tensor;

/**
 * Where ADMM stands: all of it that a checkpoint must keep.
 *
 * @param z structured weights by tensor name
 * @param u scaled dual variables by tensor name
 * @param iterations so far, first to last
 */
record AdmmState(Map<String, Tensor> z, Map<String, Tensor> u, List<AdmmIteration> iterations) {
  /** No ADMM. */
  static final AdmmState NONE = new AdmmState(Map.of(), Map.of(), List.of());

  /** The iterations as text, exactly. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (AdmmIteration i : iterations) {
      text.append(i.iteration()).append(' ').append(i.epoch()).append(' ').append(i.primal());
      text.append(' ').append(i.dual()).append(' ').append(i.penalty());
      i.matrices()
          .forEach(
              (name, m) ->
                  text.append(' ')
                      .append(name)
                      .append(' ')
                      .append(m.rho())
                      .append(' ')
                      .append(m.primal())
                      .append(' ')
                      .append(m.dual()));
      text.append(';');
    }
    return text.toString();
  }

  /** Reads what {@link #text} wrote. */
  static List<AdmmIteration> iterations(String text) {
    List<AdmmIteration> all = new ArrayList<>();
    for (String line : text.split(";")) {
      if (!line.isEmpty()) {
        String[] f = line.split(" ");
        Map<String, AdmmIteration.Matrix> matrices = new TreeMap<>();
        for (int i = 5; i < f.length; i += 4) {
          matrices.put(
              f[i], new AdmmIteration.Matrix(number(f[i + 1]), number(f[i + 2]), number(f[i + 3])));
        }
        all.add(
            new AdmmIteration(
                Integer.parseInt(f[0]),
                number(f[1]),
                number(f[2]),
                number(f[3]),
                number(f[4]),
                matrices));
      }
    }
    return all;
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }
}
