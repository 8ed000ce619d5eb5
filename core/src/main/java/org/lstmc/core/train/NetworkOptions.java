package org.lstmc.core.train;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;

/**
 * The shape of a new network; what is null follows from the data.
 *
 * @param name label; null for the data's name
 * @param cell the cell of every layer
 * @param hidden cells a layer; null for 200 over running text, 32 over other tokens with up to 64
 *     symbols, else 128
 * @param layers recurrent layers; null for 2 over running text, else 1
 * @param projection length of the projected output; 0 for none
 * @param peepholes whether cells feed the gates
 * @param embedding length of embedding rows, 0 for unit vectors; null for unit vectors up to 64
 *     symbols, else as long as {@code hidden}
 */
public record NetworkOptions(
    String name,
    CellType cell,
    Integer hidden,
    Integer layers,
    int projection,
    boolean peepholes,
    Integer embedding) {
  private static final int FEW_SYMBOLS = 64;

  /** The network for a data set. */
  public NetworkSpec network(Dataset data) {
    boolean features = data.train().sequences().get(0).tokens() == null;
    boolean text = data.task().kind() == TaskKind.LANGUAGE_MODEL && data.train().stream();
    boolean fewSymbols = !features && data.inputSize() <= FEW_SYMBOLS;
    int h = hidden != null ? hidden : text ? 200 : fewSymbols ? 32 : 128;
    int n = layers != null ? layers : text ? 2 : 1;
    int e = embedding != null ? embedding : fewSymbols ? 0 : h;
    check("--hidden", h, 1);
    check("--layers", n, 1);
    check("--projection", projection, 0);
    check("--embedding", e, 0);
    if (features && embedding != null) {
      throw LstmcException.usage(
          "--embedding %d: data '%s' give features, not tokens; leave the option out",
          embedding, data.task().data());
    }
    InputSpec input =
        features
            ? InputSpec.features(data.inputSize())
            : e == 0
                ? InputSpec.oneHot(data.inputSize())
                : InputSpec.embedding(data.inputSize(), e);
    List<LayerSpec> stack = new ArrayList<>();
    int width = input.size();
    for (int l = 0; l < n; l++) {
      LayerSpec layer = new LayerSpec(cell, width, h, projection, peepholes);
      stack.add(layer);
      width = layer.outputSize();
    }
    return new NetworkSpec(name != null ? name : data.task().data(), input, stack, data.classes());
  }

  private static void check(String option, int value, int least) {
    if (value < least || value > 65536) {
      throw LstmcException.usage("%s %d: allowed are %d to 65536", option, value, least);
    }
  }
}
