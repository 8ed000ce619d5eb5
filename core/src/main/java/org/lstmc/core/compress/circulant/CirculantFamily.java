package org.lstmc.core.compress.circulant;

import java.util.Map;
import java.util.Optional;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.Structure;
import org.lstmc.core.compress.StructureFamily;

/** Block-circulant matrices of any block size (C-LSTM, arXiv 1803.06305; E-RNN, 1812.07106). */
public final class CirculantFamily implements StructureFamily {
  @Override
  public String name() {
    return BlockCirculant.SCHEME;
  }

  @Override
  public String shortName() {
    return "circulant";
  }

  @Override
  public String description() {
    return "every block of k x k weights is one vector, turned (C-LSTM, E-RNN)";
  }

  @Override
  public String machine() {
    return "e-rnn";
  }

  @Override
  public Size size() {
    return Size.BLOCK;
  }

  @Override
  public Map<String, Integer> parameters() {
    return Map.of();
  }

  @Override
  public Optional<Structure> of(int[] shape, double size, Map<String, Integer> given) {
    if (!given.isEmpty()) {
      throw LstmcException.usage(
          "%s has no parameter '%s'; it has: none", name(), given.keySet().iterator().next());
    }
    int block = (int) size;
    if (block == 1) {
      return Optional.empty();
    }
    new BlockCirculant(shape[0], shape[1], block); // is the size one at all
    return Optional.of(new CirculantStructure(block));
  }
}
