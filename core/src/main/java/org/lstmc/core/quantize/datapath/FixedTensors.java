package org.lstmc.core.quantize.datapath;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.contraction.ChainLayout;
import org.lstmc.core.quantize.contraction.ChainLayouts;
import org.lstmc.core.quantize.fft.SpectralGroup;
import org.lstmc.core.quantize.fft.WeightSpectra;

/** All tensors of a network as raw integers, by name. */
public final class FixedTensors {
  private final Map<String, FixedMatrix> matrices;
  private final Map<String, WeightSpectra> spectra;
  private final List<SpectralGroup> groups;
  private final List<ChainLayout> chains;

  private FixedTensors(
      Map<String, FixedMatrix> matrices,
      Map<String, WeightSpectra> spectra,
      List<SpectralGroup> groups,
      List<ChainLayout> chains) {
    this.chains = chains;
    this.matrices = matrices;
    this.spectra = spectra;
    this.groups = groups;
  }

  /** Rounds every tensor of a model whose forward halvings are chosen. */
  public static FixedTensors of(Model model, Map<String, FixedFormat> formats) {
    return of(
        model,
        formats,
        model.quantization() == null ? Map.of() : model.quantization().forwardHalvings());
  }

  /**
   * Rounds every tensor of a model: block-circulant matrices as spectra, others as they are.
   *
   * @param formats a format for each tensor of the network; further entries are ignored
   * @param halvings forward halvings by block-circulant matrix
   */
  public static FixedTensors of(
      Model model, Map<String, FixedFormat> formats, Map<String, Integer> halvings) {
    Map<String, Integer> blocks = SpectralGroup.blocks(model);
    Map<String, FixedMatrix> all = new LinkedHashMap<>();
    Map<String, WeightSpectra> spectra = new LinkedHashMap<>();
    for (String name : model.network().tensorShapes().keySet()) {
      FixedFormat format = formats.get(name);
      if (format == null) {
        throw LstmcException.badInput(
            "quantization: no format for tensor '%s'; quantize the model again", name);
      }
      Tensor w = model.weights().get(name);
      if (blocks.containsKey(name)) {
        BlockCirculant form = new BlockCirculant(w.rows(), w.cols(), blocks.get(name));
        spectra.put(name, WeightSpectra.of(name, form, w, format));
        continue;
      }
      all.put(name, FixedMatrix.of(name, flat(w), model.masks().get(name), format));
    }
    return new FixedTensors(
        all, spectra, SpectralGroup.of(model, halvings), ChainLayouts.of(model.network()));
  }

  /** A factor of a tensor network with its first index as row, all others as column. */
  private static Tensor flat(Tensor t) {
    int[] shape = t.shape();
    return shape.length <= 2
        ? t
        : new Tensor(new int[] {shape[0], t.data().length / shape[0]}, t.data());
  }

  /** A tensor; null where the network has none of that name, or where it is block-circulant. */
  public FixedMatrix get(String name) {
    return matrices.get(name);
  }

  /** The spectra of a block-circulant matrix; null where the network has none of that name. */
  public WeightSpectra spectra(String name) {
    return spectra.get(name);
  }

  /** Which block-circulant matrices are summed as spectra, in file order. */
  public List<SpectralGroup> groups() {
    return groups;
  }

  /** The tensor networks in place of matrices, first layer first. */
  public List<ChainLayout> chains() {
    return chains;
  }

  /** The tensor network in place of a matrix; null where there is none. */
  ChainLayout chain(String matrix) {
    for (ChainLayout c : chains) {
      if (matrix.equals(TensorNames.wx(c.layer()))
          || (c.joined() && matrix.equals(TensorNames.wh(c.layer())))) {
        return c;
      }
    }
    return null;
  }

  /** The group that a matrix leads; null where it leads none. */
  SpectralGroup group(String lead) {
    return groups.stream().filter(g -> g.lead().equals(lead)).findFirst().orElse(null);
  }

  /** Weights that were saturated, by tensor, zeros included. */
  public Map<String, Long> clipped() {
    Map<String, Long> counts = new LinkedHashMap<>();
    matrices.forEach((name, m) -> counts.put(name, m.clipped()));
    spectra.forEach((name, m) -> counts.put(name, m.clipped()));
    return counts;
  }
}
