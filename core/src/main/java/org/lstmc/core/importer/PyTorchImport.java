package org.lstmc.core.importer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lstmc.core.LstmcException;
import org.lstmc.core.manifest.Safetensors;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;

/**
 * A unidirectional LSTM or GRU from a safetensors file with the parameter names of {@code
 * torch.nn.LSTM} and {@code torch.nn.GRU} ({@code weight_ih_l0}, {@code weight_hh_l0}, {@code
 * bias_ih_l0}, {@code bias_hh_l0}, {@code weight_hr_l0}), under any prefix; an embedding and a
 * dense output beside it are found by shape. Which cell it is follows from the rows; where a GRU's
 * reset gate acts cannot be seen in a file and must be said.
 */
public final class PyTorchImport {
  private static final Pattern RECURRENT =
      Pattern.compile("(.*?)(weight_ih|weight_hh|weight_hr|bias_ih|bias_hh)_l(\\d+)(_reverse)?");

  private final Path file;
  private final Map<String, Safetensors.Entry> entries;
  private final GateOrder order;
  private final Reset reset;
  private final Map<String, Tensor> weights = new LinkedHashMap<>();
  private final TreeSet<String> unused;

  /** Where a GRU's reset gate acts. */
  public enum Reset {
    /** On the product: {@code r * (Un h + un)}, as PyTorch's own GRU. */
    AFTER,
    /** On the state: {@code Un (r * h)}; the two biases of the file are one. */
    BEFORE;

    /** Reads {@code after} or {@code before}. */
    public static Reset parse(String text) {
      return switch (text) {
        case "after" -> AFTER;
        case "before" -> BEFORE;
        default ->
            throw LstmcException.usage(
                "--reset '%s': allowed are after (PyTorch; the reset gate multiplies the product)"
                    + " and before (it multiplies the state)",
                text);
      };
    }
  }

  private PyTorchImport(Path file, GateOrder order, Reset reset) {
    this.file = file;
    this.entries = Safetensors.read(file).entries();
    this.order = order;
    this.reset = reset;
    this.unused = new TreeSet<>(entries.keySet());
  }

  /**
   * Reads the file.
   *
   * @param name label of the network
   * @param order how the file stacks the gates
   * @param reset where the reset gate acts; null for PyTorch's own, or for an LSTM
   * @throws LstmcException if it holds neither LSTM nor GRU, or more than can be told apart
   */
  public static Model read(Path file, String name, GateOrder order, Reset reset) {
    return new PyTorchImport(file, order, reset).model(name);
  }

  private Model model(String name) {
    String prefix = prefix();
    List<LayerSpec> layers = new ArrayList<>();
    while (entries.containsKey(prefix + "weight_ih_l" + layers.size())) {
      layers.add(layer(prefix, layers.size()));
    }
    InputSpec input = input(layers.get(0).inputSize());
    int classes = output(layers.get(layers.size() - 1).outputSize());
    if (!unused.isEmpty()) {
      throw LstmcException.unsupported(
          "%s: no place for the tensors %s. Supported: one LSTM or GRU stack, an embedding of [tokens,"
              + " %d] and a dense output of [classes, %d] with its bias",
          file,
          String.join(", ", unused),
          layers.get(0).inputSize(),
          layers.get(layers.size() - 1).outputSize());
    }
    NetworkSpec network = new NetworkSpec(name, input, layers, classes);
    return new Model(
        network, null, weights, Map.of(), CompressionSpec.DENSE, null, null, List.of());
  }

  private String prefix() {
    TreeSet<String> prefixes = new TreeSet<>();
    for (String n : entries.keySet()) {
      Matcher m = RECURRENT.matcher(n);
      if (m.matches()) {
        prefixes.add(m.group(1));
        if (m.group(4) != null) {
          throw LstmcException.unsupported(
              "%s: '%s' belongs to a bidirectional network; only one direction is supported",
              file, n);
        }
      }
    }
    if (prefixes.size() != 1) {
      throw LstmcException.badInput(
          "%s: %s. Needed: the names of one torch.nn.LSTM or torch.nn.GRU, such as weight_ih_l0. Found: %s",
          file,
          prefixes.isEmpty() ? "no recurrent weights" : "several networks " + prefixes,
          String.join(", ", entries.keySet()));
    }
    return prefixes.first();
  }

  private LayerSpec layer(String prefix, int l) {
    Tensor wx = matrix(prefix + "weight_ih_l" + l);
    Tensor wh = matrix(prefix + "weight_hh_l" + l);
    boolean projected = entries.containsKey(prefix + "weight_hr_l" + l);
    Tensor projection = projected ? matrix(prefix + "weight_hr_l" + l) : null;
    int hidden = projected ? projection.cols() : wh.cols();
    int rows = wx.rows();
    CellType cell = cell(l, !projected && rows == 3 * hidden);
    if (rows != cell.gates() * hidden || wh.rows() != rows) {
      throw LstmcException.badInput(
          "%s: layer %d has weight_ih %s and weight_hh %s; both need 4 x %d rows (LSTM) or 3 x %d"
              + " (GRU)",
          file, l, Arrays.toString(wx.shape()), Arrays.toString(wh.shape()), hidden, hidden);
    }
    weights.put(TensorNames.wx(l), order.toOurs(wx, cell));
    weights.put(TensorNames.wh(l), order.toOurs(wh, cell));
    biases(l, cell, bias(prefix + "bias_ih_l" + l, rows), bias(prefix + "bias_hh_l" + l, rows));
    if (projected) {
      weights.put(TensorNames.projection(l), projection);
    }
    return new LayerSpec(cell, wx.cols(), hidden, projected ? projection.rows() : 0, false);
  }

  private CellType cell(int l, boolean gru) {
    if (gru) {
      return reset == Reset.BEFORE ? CellType.GRU_RESET_BEFORE : CellType.GRU;
    }
    if (reset != null) {
      throw LstmcException.usage(
          "--reset: layer %d of %s is an LSTM, which has no reset gate; leave the option out",
          l, file);
    }
    return CellType.LSTM;
  }

  /** One bias, the sum; but the candidate of a GRU that resets after keeps its recurrent one. */
  private void biases(int l, CellType cell, Tensor input, Tensor recurrent) {
    Tensor bias = order.toOurs(input, cell);
    Tensor more = order.toOurs(recurrent, cell);
    int rows = bias.data().length;
    int summed = cell == CellType.GRU ? rows / 3 * 2 : rows;
    for (int r = 0; r < summed; r++) {
      bias.data()[r] += more.data()[r];
    }
    weights.put(TensorNames.bias(l), bias);
    if (cell == CellType.GRU) {
      weights.put(
          TensorNames.recurrentBias(l),
          new Tensor(new int[] {rows - summed}, Arrays.copyOfRange(more.data(), summed, rows)));
    }
  }

  /** A bias of the file; zeros where it has none. */
  private Tensor bias(String name, int rows) {
    if (!entries.containsKey(name)) {
      return Tensor.zeros(rows);
    }
    Tensor b = take(name, 1);
    if (b.data().length != rows) {
      throw LstmcException.badInput(
          "%s: '%s' holds %d values, needs %d", file, name, b.data().length, rows);
    }
    return b;
  }

  private InputSpec input(int size) {
    List<String> found =
        unused.stream()
            .filter(n -> entries.get(n).shape().length == 2 && entries.get(n).shape()[1] == size)
            .filter(n -> n.matches(".*(emb|encoder|wte).*"))
            .toList();
    if (found.isEmpty()) {
      return InputSpec.features(size);
    }
    Tensor table = matrix(found.get(0));
    weights.put(TensorNames.EMBEDDING, table);
    return InputSpec.embedding(table.rows(), size);
  }

  private int output(int size) {
    for (String n : List.copyOf(unused)) {
      int[] shape = entries.get(n).shape();
      if (n.endsWith("weight") && shape.length == 2 && shape[1] == size) {
        Tensor w = matrix(n);
        weights.put(TensorNames.OUTPUT_WEIGHT, w);
        String bias = n.replaceFirst("weight$", "bias");
        weights.put(
            TensorNames.OUTPUT_BIAS,
            entries.containsKey(bias) ? take(bias, 1) : Tensor.zeros(w.rows()));
        return w.rows();
      }
    }
    return 0;
  }

  private Tensor matrix(String name) {
    return take(name, 2);
  }

  private Tensor take(String name, int axes) {
    Safetensors.Entry e = entries.get(name);
    if (e == null) {
      throw LstmcException.badInput(
          "%s: tensor '%s' is missing. Found: %s", file, name, String.join(", ", entries.keySet()));
    }
    if (e.shape().length != axes) {
      throw LstmcException.badInput(
          "%s: '%s' has the shape %s, needs %d axes", file, name, Arrays.toString(e.shape()), axes);
    }
    unused.remove(name);
    return e.toTensor(file + ": '" + name + "'");
  }
}
