package org.lstmc.hwsim.hcgs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.lstmc.core.compress.hcgs.Hcgs;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;

/** Networks whose matrices are cut into blocks in blocks. */
final class BlockModels {
  private BlockModels() {}

  /** As {@code prune --pattern hcgs} makes them. */
  static Model pruned(Model m, int block1, int block2, int keep1, int keep2, int seed) {
    Map<String, Mask> masks = new LinkedHashMap<>();
    Map<String, MatrixCompression> matrices = new LinkedHashMap<>();
    Map<String, Integer> p =
        Map.of("block1", block1, "block2", block2, "keep1", keep1, "keep2", keep2);
    double ratio = 1 - 1.0 / (keep1 * keep2);
    for (String name : m.network().layerMatrices()) {
      Map<String, Integer> own = new LinkedHashMap<>(p);
      own.put("seed", seed + name.length());
      own = Hcgs.random().forMatrix(name, own);
      masks.put(name, Hcgs.random().select(m.weights().get(name), ratio, own));
      matrices.put(name, new MatrixCompression("hcgs", ratio, own));
    }
    return m.withCompression(CompressionSpec.of(matrices), masks);
  }

  /** Any blocks in any block row, gate by gate; sizes need not divide. */
  static Model irregular(Model m, int block1, int block2, double density, long seed) {
    Random random = new Random(seed);
    Map<String, Mask> masks = new LinkedHashMap<>();
    Map<String, MatrixCompression> matrices = new LinkedHashMap<>();
    for (String name : m.network().layerMatrices()) {
      Tensor t = m.weights().get(name);
      int gateRows = t.rows() / 4;
      Mask mask = Mask.empty(t.rows(), t.cols());
      for (int gate = 0; gate < 4; gate++) {
        for (int r = 0; r < gateRows; r += block2) {
          for (int c = 0; c < t.cols(); c += block2) {
            if (random.nextDouble() < density) {
              keep(mask, gate * gateRows, r, Math.min(r + block2, gateRows), c, block2);
            }
          }
        }
      }
      masks.put(name, mask);
      matrices.put(
          name,
          new MatrixCompression(
              "hcgs", mask.sparsity(), Map.of("block1", block1, "block2", block2)));
    }
    return m.withCompression(CompressionSpec.of(matrices), masks);
  }

  private static void keep(Mask mask, int gate, int from, int to, int col, int side) {
    for (int r = gate + from; r < gate + to; r++) {
      for (int c = col; c < Math.min(col + side, mask.cols()); c++) {
        mask.kept().set(r * mask.cols() + c);
      }
    }
  }
}
