package org.lstmc.core.quantize.fft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TensorNames;

/**
 * Block-circulant matrices whose products are summed as spectra before one inverse transform: those
 * of one row sum that share block size and forward halvings.
 *
 * @param lead the first matrix; accumulator and inverse transform are named after it
 * @param matrices all of them, the lead first
 * @param block block size k
 * @param halvings how many of the log2 k halvings lie in the forward transform
 */
public record SpectralGroup(String lead, List<String> matrices, int block, int halvings) {

  /** Block size of a model's matrices that are block-circulant, by name, in file order. */
  public static Map<String, Integer> blocks(Model model) {
    Map<String, Integer> blocks = new LinkedHashMap<>();
    for (String name : model.network().tensorShapes().keySet()) {
      MatrixCompression c = model.compression().matrices().get(name);
      if (c == null || !c.scheme().equals(BlockCirculant.SCHEME)) {
        continue;
      }
      Integer block = c.parameters().get(BlockCirculant.BLOCK);
      if (block == null) {
        throw LstmcException.badInput("%s: block-circulant without a block size", name);
      }
      if (!TensorNames.isLayerMatrix(name)) {
        throw LstmcException.unsupported(
            "%s: the integer datapath knows block-circulant matrices in layers; leave this one dense",
            name);
      }
      blocks.put(name, block);
    }
    return blocks;
  }

  /**
   * The halvings of the forward transform that are chosen where nothing is said: half of log2 k,
   * rounded up. Within 3 dB of the best in noise for words of 12 and 16 bits ({@code
   * docs/arithmetic.md}).
   *
   * @param block block size k
   */
  public static int defaultHalvings(int block) {
    return (Integer.numberOfTrailingZeros(block) + 1) / 2;
  }

  /**
   * All groups of a model, in file order. Wx and Wh form one where they can; the recurrent sum of a
   * GRU whose reset gate acts after the product needs one of Wh alone besides.
   *
   * @param halvings forward halvings by matrix
   */
  public static List<SpectralGroup> of(Model model, Map<String, Integer> halvings) {
    Map<String, Integer> blocks = blocks(model);
    List<SpectralGroup> groups = new ArrayList<>();
    for (int l = 0; l < model.network().layers().size(); l++) {
      LayerSpec spec = model.network().layers().get(l);
      String wx = TensorNames.wx(l);
      String wh = TensorNames.wh(l);
      boolean joined =
          blocks.containsKey(wx)
              && blocks.get(wx).equals(blocks.get(wh))
              && halvings(halvings, wx).equals(halvings(halvings, wh));
      if (blocks.containsKey(wx)) {
        groups.add(group(joined ? List.of(wx, wh) : List.of(wx), blocks, halvings));
      }
      if (blocks.containsKey(wh) && (!joined || spec.cell() == CellType.GRU)) {
        groups.add(group(List.of(wh), blocks, halvings));
      }
      String projection = TensorNames.projection(l);
      if (blocks.containsKey(projection)) {
        groups.add(group(List.of(projection), blocks, halvings));
      }
    }
    for (String matrix : model.network().layerMatrices()) {
      if (matrix.startsWith("forward.") && blocks.containsKey(matrix)) {
        groups.add(group(List.of(matrix), blocks, halvings));
      }
    }
    return groups;
  }

  /** Names of all signals of block-circulant products: what their formats are called. */
  public static List<String> signals(Model model, Map<String, Integer> halvings) {
    List<String> names = new ArrayList<>();
    Map<String, Integer> blocks = blocks(model);
    if (!blocks.isEmpty()) {
      names.add(SignalNames.TWIDDLE);
    }
    blocks.keySet().forEach(m -> names.add(SignalNames.spectrum(m)));
    for (SpectralGroup g : of(model, halvings)) {
      names.add(SignalNames.spectralAccumulator(g.lead()));
      names.add(SignalNames.inverse(g.lead()));
    }
    return names;
  }

  private static SpectralGroup group(
      List<String> matrices, Map<String, Integer> blocks, Map<String, Integer> halvings) {
    String lead = matrices.get(0);
    return new SpectralGroup(lead, matrices, blocks.get(lead), halvings(halvings, lead));
  }

  private static Integer halvings(Map<String, Integer> halvings, String matrix) {
    Integer n = halvings.get(matrix);
    if (n == null) {
      throw LstmcException.badInput(
          "quantization: forwardHalvings has no entry for block-circulant %s; quantize the model"
              + " again",
          matrix);
    }
    return n;
  }
}
