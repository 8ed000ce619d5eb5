package org.lstmc.core.importer;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lstmc.core.LstmcException;
import org.lstmc.core.export.ChannelFirst;
import org.lstmc.core.export.FloatWeights;
import org.lstmc.core.manifest.Safetensors;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.ForwardText;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;

/**
 * A feed-forward network from a safetensors file with the parameter names of {@code
 * torch.nn.Sequential}: {@code 0.weight}, {@code 0.bias}, {@code 3.weight}, ..., under any prefix.
 * The numbers give the order alone, so that modules without weights may stand between. Pooling,
 * padding and the image's shape cannot be seen in weights: they must be said, or stand in the file,
 * as our own export writes them.
 */
public final class ForwardImport {
  private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d{1,6})\\.(weight|bias)");
  private static final String FORM = "import";

  private ForwardImport() {}

  /**
   * The feed-forward network that a file's weights are for; null where neither the user nor the
   * file names one.
   *
   * @param text as {@link ForwardText} has it; null where the file says it
   * @param image its input; null where the file says it
   * @throws LstmcException usage: a network without the shape of its images
   */
  public static ForwardSpec network(Path file, String text, ImageShape image) {
    Map<String, String> said = Safetensors.read(file).metadata();
    String layers = text != null ? text : said.get(FloatWeights.NETWORK);
    String shape = said.get(FloatWeights.IMAGE);
    if (layers == null) {
      return null;
    }
    if (image == null && shape == null) {
      throw LstmcException.usage(
          "%s: the shape of the images of network '%s' is not known; give it, such as 28x28x1",
          file, layers);
    }
    return ForwardText.parse(layers, image != null ? image : ImageShape.parse(shape));
  }

  /**
   * Reads the weights.
   *
   * @param name label of the network
   * @throws LstmcException bad input: tensors that are not those of this network
   */
  public static Model read(Path file, String name, ForwardSpec network) {
    Map<String, Safetensors.Entry> entries = Safetensors.read(file).entries();
    TreeMap<Integer, String> numbered = new TreeMap<>();
    for (String n : entries.keySet()) {
      Matcher m = NUMBERED.matcher(n);
      if (!m.matches()) {
        throw LstmcException.unsupported(
            "%s: no place for the tensor '%s'; allowed are N.weight and N.bias, as torch.nn.Sequential"
                + " names the parameters of its convolutions and linear layers",
            file, n);
      }
      String stem = m.group(1) + m.group(2);
      String other = numbered.put(Integer.valueOf(m.group(2)), stem);
      if (other != null && !other.equals(stem)) {
        throw LstmcException.unsupported(
            "%s: '%s' and '%s' have one number; one torch.nn.Sequential is expected",
            file, other, stem);
      }
    }
    List<Integer> layers = network.matrixLayers();
    if (numbered.size() != layers.size()) {
      throw LstmcException.badInput(
          "%s: weights of %d layers (%s), the network has %d with weights",
          file, numbered.size(), String.join(", ", numbered.values()), layers.size());
    }
    Map<String, Tensor> weights = new LinkedHashMap<>();
    int at = 0;
    for (String stem : numbered.values()) {
      layer(file, network, layers.get(at++), stem, entries, weights);
    }
    return new Model(
        new NetworkSpec(name, network),
        null,
        weights,
        Map.of(),
        CompressionSpec.DENSE,
        null,
        null,
        List.of());
  }

  private static void layer(
      Path file,
      ForwardSpec network,
      int l,
      String stem,
      Map<String, Safetensors.Entry> entries,
      Map<String, Tensor> weights) {
    int[] shape = ChannelFirst.shapes(network, FORM).get(l);
    Tensor w = tensor(file, entries, stem + ".weight", shape);
    weights.put(TensorNames.forwardWeight(l), ChannelFirst.ours(network, l, w, FORM));
    weights.put(
        TensorNames.forwardBias(l),
        entries.containsKey(stem + ".bias")
            ? tensor(file, entries, stem + ".bias", new int[] {shape[0]})
            : Tensor.zeros(shape[0]));
  }

  private static Tensor tensor(
      Path file, Map<String, Safetensors.Entry> entries, String name, int[] shape) {
    Safetensors.Entry e = entries.get(name);
    if (e == null) {
      throw LstmcException.badInput("%s: tensor '%s' is missing", file, name);
    }
    if (!Arrays.equals(e.shape(), shape)) {
      throw LstmcException.badInput(
          "%s: '%s' has the shape %s, the network needs %s",
          file, name, Arrays.toString(e.shape()), Arrays.toString(shape));
    }
    return e.toTensor(file + ": '" + name + "'");
  }
}
