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
 * A unidirectional LSTM from a safetensors file with the parameter names of {@code torch.nn.LSTM}
 * ({@code weight_ih_l0}, {@code weight_hh_l0}, {@code bias_ih_l0}, {@code bias_hh_l0}, {@code
 * weight_hr_l0}), under any prefix; an embedding and a dense output beside it are found by shape.
 */
public final class PyTorchImport {
  private static final Pattern RECURRENT =
      Pattern.compile("(.*?)(weight_ih|weight_hh|weight_hr|bias_ih|bias_hh)_l(\\d+)(_reverse)?");

  private final Path file;
  private final Map<String, Safetensors.Entry> entries;
  private final GateOrder order;
  private final Map<String, Tensor> weights = new LinkedHashMap<>();
  private final TreeSet<String> unused;

  private PyTorchImport(Path file, GateOrder order) {
    this.file = file;
    this.entries = Safetensors.read(file).entries();
    this.order = order;
    this.unused = new TreeSet<>(entries.keySet());
  }

  /**
   * Reads the file.
   *
   * @param name label of the network
   * @param order how the file stacks the gates
   * @throws LstmcException if it holds no LSTM, or more than can be told apart
   */
  public static Model read(Path file, String name, GateOrder order) {
    return new PyTorchImport(file, order).model(name);
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
          "%s: no place for the tensors %s. Supported: one LSTM stack, an embedding of [tokens,"
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
              "%s: '%s' belongs to a bidirectional LSTM; only one direction is supported", file, n);
        }
      }
    }
    if (prefixes.size() != 1) {
      throw LstmcException.badInput(
          "%s: %s. Needed: the names of one torch.nn.LSTM, such as weight_ih_l0. Found: %s",
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
    if (!projected && rows == 3 * hidden) {
      throw LstmcException.unsupported(
          "%s: layer %d stacks 3 gates of %d rows, which is a GRU; only LSTM is supported",
          file, l, hidden);
    }
    if (rows != 4 * hidden || wh.rows() != rows) {
      throw LstmcException.badInput(
          "%s: layer %d has weight_ih %s and weight_hh %s; both need 4 x %d rows",
          file, l, Arrays.toString(wx.shape()), Arrays.toString(wh.shape()), hidden);
    }
    weights.put(TensorNames.wx(l), order.toOurs(wx));
    weights.put(TensorNames.wh(l), order.toOurs(wh));
    weights.put(TensorNames.bias(l), order.toOurs(bias(prefix, l, rows)));
    if (projected) {
      weights.put(TensorNames.projection(l), projection);
    }
    return new LayerSpec(
        CellType.LSTM, wx.cols(), hidden, projected ? projection.rows() : 0, false);
  }

  private Tensor bias(String prefix, int l, int rows) {
    float[] sum = new float[rows];
    for (String part : List.of("bias_ih_l", "bias_hh_l")) {
      String name = prefix + part + l;
      if (entries.containsKey(name)) {
        Tensor b = take(name, 1);
        if (b.data().length != rows) {
          throw LstmcException.badInput(
              "%s: '%s' holds %d values, needs %d", file, name, b.data().length, rows);
        }
        for (int r = 0; r < rows; r++) {
          sum[r] += b.data()[r];
        }
      }
    }
    return new Tensor(new int[] {rows}, sum);
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
