package org.lstmc.core.manifest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.StructureFamily;
import org.lstmc.core.compress.Structures;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorForm;

/** What must hold between the parts of a model before anybody may compute with it. */
final class ManifestChecks {
  /** What a whole network may be, besides all of one scheme. */
  private static final Set<String> WHOLE =
      Set.of(CompressionSpec.DENSE.scheme(), CompressionSpec.MIXED);

  private ManifestChecks() {}

  static void network(Path file, NetworkSpec n, List<String> gateOrder) {
    if (n.layers().isEmpty() && n.forward() == null) {
      throw LstmcException.badInput("%s: network.layers is empty; at least one is needed", file);
    }
    InputSpec in = n.input();
    positive(file, "network.input.size", in.size());
    if (n.classes() < 0) {
      throw LstmcException.badInput(
          "%s: network.classes is %d, must be 0 or more", file, n.classes());
    }
    if (in.isTokens()) {
      positive(file, "network.input.vocabulary", in.vocabulary());
    }
    if (in.kind() == InputSpec.Kind.ONE_HOT && in.size() != in.vocabulary()) {
      throw LstmcException.badInput(
          "%s: one-hot input of size %d for a vocabulary of %d; they must be equal",
          file, in.size(), in.vocabulary());
    }
    if (n.isFeedForward()) {
      noGates(file, gateOrder);
      return;
    }
    if (gateOrder == null || gateOrder.size() != 1 && gateOrder.size() != n.layers().size()) {
      throw LstmcException.badInput(
          "%s: gateOrder is %s; needed is one for all layers, or one for each of the %d",
          file, gateOrder == null ? "missing" : gateOrder, n.layers().size());
    }
    int width = in.size();
    for (int l = 0; l < n.layers().size(); l++) {
      LayerSpec s = n.layers().get(l);
      positive(file, "network.layers[" + l + "].hiddenSize", s.hiddenSize());
      if (s.projectionSize() < 0 || s.inputSize() != width) {
        throw LstmcException.badInput(
            "%s: network.layers[%d] has inputSize %d and projectionSize %d; its input is %d long",
            file, l, s.inputSize(), s.projectionSize(), width);
      }
      String order = gateOrder.get(gateOrder.size() == 1 ? 0 : l);
      if (!s.cell().gateOrder().equals(order)) {
        throw LstmcException.badInput(
            "%s: gateOrder is '%s', layer %d needs '%s'", file, order, l, s.cell().gateOrder());
      }
      width = s.outputSize();
    }
  }

  private static void noGates(Path file, List<String> gateOrder) {
    if (gateOrder == null || !gateOrder.isEmpty()) {
      throw LstmcException.badInput(
          "%s: gateOrder is %s; a feed-forward network has no gates, it must be []",
          file, gateOrder == null ? "missing" : gateOrder);
    }
  }

  private static void positive(Path file, String key, int value) {
    if (value <= 0) {
      throw LstmcException.badInput("%s: %s is %d, must be at least 1", file, key, value);
    }
  }

  static void tensors(
      Path file, NetworkSpec n, Map<String, Tensor> weights, Map<String, Mask> masks) {
    n.tensorShapes()
        .forEach(
            (name, shape) -> {
              Tensor t = weights.get(name);
              if (!Arrays.equals(t.shape(), shape)) {
                throw LstmcException.badInput(
                    "%s: tensor '%s' has the shape %s, the network needs %s",
                    file, name, Arrays.toString(t.shape()), Arrays.toString(shape));
              }
              finite(file, name, t);
              Mask mask = masks.get(name);
              if (mask != null) {
                mask(file, name, t, mask);
              }
            });
  }

  /** Refuses NaN and infinities, naming the first. */
  static void finite(Path file, String name, Tensor t) {
    for (int i = 0; i < t.data().length; i++) {
      if (!Float.isFinite(t.data()[i])) {
        throw LstmcException.badInput(
            "%s: tensor '%s' holds %s at index %d; only finite numbers are allowed",
            file, name, t.data()[i], i);
      }
    }
  }

  private static void mask(Path file, String name, Tensor t, Mask mask) {
    if (mask.rows() != t.rows() || mask.cols() != t.cols()) {
      throw LstmcException.badInput(
          "%s: mask of '%s' is %dx%d, the matrix %dx%d",
          file, name, mask.rows(), mask.cols(), t.rows(), t.cols());
    }
    for (int i = mask.kept().nextClearBit(0);
        i < t.data().length;
        i = mask.kept().nextClearBit(i + 1)) {
      if (t.data()[i] != 0f) {
        throw LstmcException.badInput(
            "%s: '%s' is %s at index %d, where its mask says it is pruned",
            file, name, t.data()[i], i);
      }
    }
  }

  static void sections(Path file, ManifestDocument doc) {
    Task task = doc.task();
    if (task != null
        && !task.scoredAs().isEmpty()
        && task.scoredAs().size() != task.labels().size()) {
      throw LstmcException.badInput(
          "%s: task.scoredAs has %d names for %d labels; it must be empty or name one a label",
          file, task.scoredAs().size(), task.labels().size());
    }
    if (task != null
        && task.kind() == TaskKind.TRANSCRIPTION
        && doc.network().classes() != task.labels().size() + 1) {
      throw LstmcException.badInput(
          "%s: network.classes is %d; transcription of %d labels needs one more, CTC's blank",
          file, doc.network().classes(), task.labels().size());
    }
    if (doc.compression() == null || doc.history() == null) {
      throw LstmcException.badInput(
          "%s: compression and history must be present (history may be empty)", file);
    }
    CompressionSpec compression = doc.compression();
    if (compression.matrices() == null
        || compression.matrices().values().stream()
            .anyMatch(m -> m == null || m.scheme() == null || m.parameters() == null)) {
      throw LstmcException.badInput(
          "%s: compression needs matrices (which may be empty), each with scheme, ratio and"
              + " parameters",
          file);
    }
    scheme(file, "compression.scheme", compression.scheme(), WHOLE);
    for (Map.Entry<String, MatrixCompression> e : compression.matrices().entrySet()) {
      MatrixCompression factored = doc.network().factoredMatrices().get(e.getKey());
      if (factored != null && factored.scheme().equals(e.getValue().scheme())) {
        continue;
      }
      if (!doc.network().layerMatrices().contains(e.getKey())) {
        throw LstmcException.badInput(
            "%s: compression names the matrix '%s' as %s. Known: %s",
            file, e.getKey(), e.getValue().scheme(), matrices(doc.network()));
      }
      scheme(file, "compression of '" + e.getKey() + "'", e.getValue().scheme(), Set.of());
      CirculantEntry.checkChannels(file, doc.network(), e.getKey(), e.getValue());
    }
  }

  private static String matrices(NetworkSpec n) {
    List<String> names = new ArrayList<>(n.layerMatrices());
    n.factoredMatrices().forEach((name, c) -> names.add(name + " (" + c.scheme() + ")"));
    return String.join(", ", names);
  }

  private static void scheme(Path file, String where, String scheme, Set<String> others) {
    if (scheme == null
        || !others.contains(scheme)
            && !TensorForm.Format.isScheme(scheme)
            && Structures.ofScheme(scheme).isEmpty()) {
      throw LstmcException.badInput(
          "%s: %s is '%s', which this lstmc does not know. Known: %s",
          file,
          where,
          scheme,
          Structures.ALL.stream().map(StructureFamily::name).collect(Collectors.joining(", ")));
    }
  }
}
