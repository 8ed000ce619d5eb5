package org.lstmc.core.quantize.datapath;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.TensorForm;
import org.lstmc.core.number.FixedFormat;

/**
 * "Contraction chains" of docs/arithmetic.md written down a second time: tensors are maps from
 * named indices to integers without limits, and nothing knows where a word lies.
 */
final class ChainOracle {
  private final Model m;
  private final ContractOracle contract;

  /** A tensor: the extent of every axis, and a value for every combination of indices. */
  private record Labelled(
      Map<String, Integer> axes, Map<Map<String, Integer>, BigInteger> values) {}

  ChainOracle(Model m, ContractOracle contract) {
    this.m = m;
    this.contract = contract;
  }

  /** Whether a tensor network stands for this matrix. */
  boolean covers(String matrix) {
    if (!matrix.endsWith(".wx") && !matrix.endsWith(".wh")) {
      return false;
    }
    TensorForm f = layer(matrix).factored();
    return f != null && (f.joined() || matrix.endsWith(".wx"));
  }

  private LayerSpec layer(String name) {
    return m.network().layers().get(Integer.parseInt(name.split("\\.")[1]));
  }

  private static String prefix(String name, LayerSpec s) {
    return "layers." + name.split("\\.")[1] + (s.factored().joined() ? ".joined." : ".wx.");
  }

  /** The signal that is the product. */
  String product(String matrix) {
    List<String> order = layer(matrix).factored().order();
    return prefix(matrix, layer(matrix)) + order.get(order.size() - 1) + ".intermediate";
  }

  /** What the step reads that contracts a factor. */
  private String before(String factor) {
    LayerSpec s = layer(factor);
    List<String> order = s.factored().order();
    int at = order.indexOf(factor.substring(factor.lastIndexOf('.') + 1));
    String p = prefix(factor, s);
    String layer = "layers." + factor.split("\\.")[1];
    return at > 0
        ? p + order.get(at - 1) + ".intermediate"
        : layer + (s.factored().joined() ? ".joined.vector" : ".input");
  }

  /** Raw products of all rows; x and h as they stand in their own signals. */
  BigInteger[] rows(String matrix, BigInteger[] x, BigInteger[] h) {
    LayerSpec s = layer(matrix);
    TensorForm form = s.factored();
    String p = prefix(matrix, s);
    String layer = "layers." + matrix.split("\\.")[1];
    List<BigInteger> vector = new ArrayList<>();
    for (BigInteger v : x) {
      vector.add(form.joined() ? bring(v, layer + ".input", layer) : v);
    }
    if (form.joined()) {
      for (BigInteger v : h) {
        vector.add(bring(v, layer + ".state", layer));
      }
    }
    Map<String, Integer> inputs = new LinkedHashMap<>();
    for (int k = 1; k <= form.modesIn().size(); k++) {
      inputs.put("j" + k, form.modesIn().get(k - 1));
    }
    Labelled at = new Labelled(inputs, new LinkedHashMap<>());
    for (Map<String, Integer> index : all(inputs)) {
      int n = position(inputs, index);
      at.values().put(index, n < vector.size() ? vector.get(n) : BigInteger.ZERO);
    }
    for (String name : form.order()) {
      at = step(at, p + name, FactorNames.axes(form, name));
    }
    BigInteger[] rows = new BigInteger[s.gateRows()];
    Map<String, Integer> outputs = new LinkedHashMap<>();
    for (int k = 1; k <= form.modesOut().size(); k++) {
      outputs.put("i" + k, form.modesOut().get(k - 1));
    }
    for (Map<String, Integer> index : all(outputs)) {
      int r = position(outputs, index);
      if (r < rows.length) {
        rows[r] = at.values().get(index);
      }
    }
    return rows;
  }

  private BigInteger bring(BigInteger v, String from, String layer) {
    return contract.to(v, format(from).fractionBits(), layer + ".joined.vector");
  }

  private Labelled step(Labelled t, String factor, Map<String, Integer> axes) {
    Map<String, Integer> shared = new LinkedHashMap<>(axes);
    shared.keySet().retainAll(t.axes().keySet());
    Map<String, Integer> open = new LinkedHashMap<>(t.axes());
    open.putAll(axes);
    open.keySet().removeAll(shared.keySet());
    int exact = format(factor).fractionBits() + format(before(factor)).fractionBits();
    int kept = format(factor + ".stepAccumulator").fractionBits();
    Labelled out = new Labelled(open, new LinkedHashMap<>());
    for (Map<String, Integer> index : all(open)) {
      BigInteger sum = BigInteger.ZERO;
      for (Map<String, Integer> summed : all(shared)) {
        Map<String, Integer> both = new LinkedHashMap<>(index);
        both.putAll(summed);
        BigInteger w = contract.raw(factor, position(axes, both));
        BigInteger v = t.values().get(part(both, t.axes()));
        // BigInteger shifts right towards minus infinity.
        sum = sum.add(w.multiply(v).shiftRight(exact - kept));
      }
      BigInteger held = contract.modulo(sum, factor + ".stepAccumulator");
      out.values().put(index, contract.to(held, kept, factor + ".intermediate"));
    }
    return out;
  }

  private static Map<String, Integer> part(Map<String, Integer> index, Map<String, Integer> axes) {
    Map<String, Integer> some = new LinkedHashMap<>();
    axes.keySet().forEach(a -> some.put(a, index.get(a)));
    return some;
  }

  private static List<Map<String, Integer>> all(Map<String, Integer> axes) {
    List<Map<String, Integer>> all = new ArrayList<>(List.of(new LinkedHashMap<>()));
    for (Map.Entry<String, Integer> axis : axes.entrySet()) {
      List<Map<String, Integer>> longer = new ArrayList<>();
      for (Map<String, Integer> start : all) {
        for (int i = 0; i < axis.getValue(); i++) {
          Map<String, Integer> next = new LinkedHashMap<>(start);
          next.put(axis.getKey(), i);
          longer.add(next);
        }
      }
      all = longer;
    }
    return all;
  }

  /** Row-major place of an index among axes that come slowest first. */
  private static int position(Map<String, Integer> axes, Map<String, Integer> index) {
    int at = 0;
    for (Map.Entry<String, Integer> axis : axes.entrySet()) {
      at = at * axis.getValue() + index.get(axis.getKey());
    }
    return at;
  }

  /** The least width of exact sums of a step. */
  int width(String accumulator) {
    String factor = accumulator.replace(".stepAccumulator", "");
    TensorForm form = layer(factor).factored();
    Map<String, Integer> axes =
        FactorNames.axes(form, factor.substring(factor.lastIndexOf('.') + 1));
    List<String> order = form.order();
    List<String> gone =
        order.subList(0, order.indexOf(factor.substring(factor.lastIndexOf('.') + 1)));
    Map<String, Integer> shared = new LinkedHashMap<>();
    axes.forEach(
        (a, n) -> {
          boolean rankOpen =
              !a.startsWith("i")
                  && !a.startsWith("j")
                  && gone.stream().anyMatch(g -> FactorNames.axes(form, g).containsKey(a));
          if (a.startsWith("j") || rankOpen) {
            shared.put(a, n);
          }
        });
    Map<String, Integer> own = new LinkedHashMap<>(axes);
    own.keySet().removeAll(shared.keySet());
    FixedFormat words = format(before(factor));
    BigInteger half = BigInteger.TWO.pow(words.width() - 1);
    int width = 2;
    for (Map<String, Integer> row : all(own)) {
      BigInteger high = BigInteger.ZERO;
      BigInteger low = BigInteger.ZERO;
      for (Map<String, Integer> summed : all(shared)) {
        Map<String, Integer> both = new LinkedHashMap<>(row);
        both.putAll(summed);
        BigInteger w = contract.raw(factor, position(axes, both));
        BigInteger a = w.multiply(half.negate());
        BigInteger b = w.multiply(half.subtract(BigInteger.ONE));
        high = high.add(a.max(b));
        low = low.add(a.min(b));
      }
      width = Math.max(width, 1 + Math.max(high.bitLength(), low.bitLength()));
    }
    return width;
  }

  private FixedFormat format(String name) {
    return m.quantization().formats().get(name);
  }
}
