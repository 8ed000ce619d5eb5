package org.lstmc.core.compress;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.compress.storage.CirculantVectors;
import org.lstmc.core.compress.storage.Dense;
import org.lstmc.core.compress.storage.StorageSize;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorFactor;
import org.lstmc.core.model.TensorForm;
import org.lstmc.core.model.TensorNames;

/**
 * What a model takes in memory, tensor by tensor. Compressed matrices are counted in their
 * pattern's format, with indices, padding and pointers, block-circulant ones as their vectors,
 * tensor networks as the tables of their factors; everything else (biases, peepholes, embedding,
 * output) as a dense table. A value has the width of its number format, or 32 bits in a float
 * model.
 *
 * @param tensors size by tensor, in network order
 * @param weightBits width of one value by tensor
 * @param all sums over all tensors
 * @param recurrent sums over the recurrent matrices (Wx, Wh, projections) alone, as papers count
 * @param factored sums by the matrix that a tensor network stands for, such as {@code layers.0.wx}
 */
public record StorageReport(
    Map<String, StorageSize> tensors,
    Map<String, Integer> weightBits,
    Sum all,
    Sum recurrent,
    Map<String, Sum> factored) {
  /** Width of a float value. */
  public static final int FLOAT_BITS = 32;

  /**
   * Sums over some tensors.
   *
   * @param denseParameters parameters of the dense network
   * @param storedParameters parameters that are kept; padding entries do not count
   * @param storedBits all bits: values, indices, padding, pointers
   * @param valueBits bits of the kept values
   * @param indexBits bits of their indices
   * @param paddingBits bits of padding entries
   * @param pointerBits bits of pointers
   * @param denseBitsSameWidth bits of the dense network at this model's value widths
   * @param idealRatio denseParameters/storedParameters: 1/(1-sparsity), what pruning would give if
   *     indices cost nothing; about k of blocks of k
   * @param compressionRatio denseParameters * 32 bits / storedBits: pruning, indices and narrower
   *     numbers together
   * @param compressionRatioSameWidth denseBitsSameWidth / storedBits: pruning and indices alone
   */
  public record Sum(
      long denseParameters,
      long storedParameters,
      long storedBits,
      long valueBits,
      long indexBits,
      long paddingBits,
      long pointerBits,
      long denseBitsSameWidth,
      double idealRatio,
      double compressionRatio,
      double compressionRatioSameWidth) {}

  /** Counts a model. */
  public static StorageReport of(Model model) {
    Map<String, StorageSize> sizes = new LinkedHashMap<>();
    Map<String, Integer> widths = new LinkedHashMap<>();
    Totals all = new Totals();
    Totals recurrent = new Totals();
    Map<String, Totals> factored = denseSide(model, all, recurrent);
    for (Map.Entry<String, int[]> e : model.network().tensorShapes().entrySet()) {
      String name = e.getKey();
      int bits = widthOf(model.quantization(), name);
      StorageSize size = sizeOf(model, name, e.getValue(), bits);
      sizes.put(name, size);
      widths.put(name, bits);
      String matrix = name.substring(0, name.lastIndexOf('.'));
      if (factored.containsKey(matrix)) {
        // The dense side of a factor is that of the matrix, which is counted once.
        all.add(0, bits, size);
        recurrent.add(0, bits, size);
        factored.get(matrix).add(0, bits, size);
        continue;
      }
      all.add(Tensor.count(e.getValue()), bits, size);
      if (model.network().layerMatrices().contains(name)) {
        recurrent.add(Tensor.count(e.getValue()), bits, size);
      }
    }
    Map<String, Sum> forms = new LinkedHashMap<>();
    factored.forEach((matrix, totals) -> forms.put(matrix, totals.sum()));
    return new StorageReport(sizes, widths, all.sum(), recurrent.sum(), forms);
  }

  /** Counts the dense matrices of tensor networks, at the width of their widest factor. */
  private static Map<String, Totals> denseSide(Model model, Totals all, Totals recurrent) {
    Map<String, Totals> factored = new LinkedHashMap<>();
    for (int l = 0; l < model.network().layers().size(); l++) {
      LayerSpec layer = model.network().layers().get(l);
      TensorForm form = layer.factored();
      if (form == null) {
        continue;
      }
      int widest = 0;
      for (TensorFactor f : form.factors()) {
        String name = TensorNames.factor(l, form.joined(), f.name());
        widest = Math.max(widest, widthOf(model.quantization(), name));
      }
      Totals own = new Totals();
      for (Totals t : new Totals[] {all, recurrent, own}) {
        t.dense(layer.factoredWeights(), widest);
      }
      factored.put(TensorNames.factored(l, form), own);
    }
    return factored;
  }

  private static int widthOf(QuantizationSpec q, String name) {
    return q != null && q.formats().containsKey(name) ? q.formats().get(name).width() : FLOAT_BITS;
  }

  private static StorageSize sizeOf(Model model, String name, int[] shape, int bits) {
    MatrixCompression c = model.compression().matrices().get(name);
    if (c != null && c.scheme().equals(BlockCirculant.SCHEME)) {
      int block = c.parameters().get(BlockCirculant.BLOCK);
      return CirculantVectors.sizeOf(new BlockCirculant(shape[0], shape[1], block), bits);
    }
    if (c == null || !model.masks().containsKey(name)) {
      return Dense.sizeOf(Tensor.count(shape), shape.length > 1 ? shape[1] : 1, bits);
    }
    return PruningPatterns.byName(c.scheme())
        .storage()
        .size(model.masks().get(name), bits, c.parameters());
  }

  /** Running sums. */
  private static final class Totals {
    private long parameters;
    private long denseBits;
    private long stored;
    private long value;
    private long index;
    private long padding;
    private long pointer;

    void dense(long count, int bits) {
      parameters += count;
      denseBits += count * bits;
    }

    void add(long count, int bits, StorageSize s) {
      dense(count, bits);
      stored += s.storedWeights();
      value += s.valueBits();
      index += s.indexBits();
      padding += s.paddingBits();
      pointer += s.pointerBits();
    }

    Sum sum() {
      long bits = value + index + padding + pointer;
      return new Sum(
          parameters,
          stored,
          bits,
          value,
          index,
          padding,
          pointer,
          denseBits,
          (double) parameters / stored,
          (double) parameters * FLOAT_BITS / bits,
          (double) denseBits / bits);
    }
  }
}
