package org.lstmc.hwsim.parts.circulant;

import java.util.List;
import org.lstmc.core.quantize.fft.WeightSpectra;

/**
 * The weights of a pass as they lie in a unit's memory: one word an address, in the order in which
 * they are read (group, then block column), holding for every lane what it multiplies in a cycle: a
 * spectrum of k numbers, or a part of one where the lanes are built for smaller blocks. Lanes
 * without a block row and columns that fill up an odd number hold zeros.
 */
final class SpectraMemory {
  private final byte[] bits;
  private final int width;
  private final int lanes;
  private final int perCycle;
  private final int cycles;
  private final int beats;

  /** Writes the memory. {@code parts} are the spectra of the pass's parts in order. */
  SpectraMemory(MvmPass pass, MvmUnit unit, List<WeightSpectra> parts) {
    width = parts.stream().mapToInt(s -> s.format().width()).max().orElseThrow();
    lanes = unit.allLanes();
    int block = pass.block();
    perCycle = unit.width(block);
    cycles = unit.cycles(block);
    beats = unit.beats(pass.columns(), block);
    long words = (long) unit.groups(pass.rows()) * beats * lanes * perCycle;
    bits = new byte[Math.toIntExact((words * width + 7) / 8)];
    for (int g = 0; g < unit.groups(pass.rows()); g++) {
      for (int lane = 0; lane < lanes; lane++) {
        int row = row(pass, unit, g, lane);
        int beat = 0;
        for (int p = 0; row >= 0 && p < parts.size(); p++) {
          for (int j = 0; j < pass.parts().get(p).columns(); j++, beat++) {
            for (int w = 0; w < block; w++) {
              store(address(g, beat, lane, w), parts.get(p).raw(pass.firstRow() + row, j, w));
            }
          }
        }
      }
    }
  }

  /** The block row of the pass that a lane works on in a group; -1 where it has none. */
  static int row(MvmPass pass, MvmUnit unit, int group, int lane) {
    int share = unit.share(pass.rows());
    int within = group * unit.lanes() + lane % unit.lanes();
    int row = lane / unit.lanes() * share + within;
    return within < share && row < pass.rows() ? row : -1;
  }

  /** A stored number, by group, block column and lane. */
  long read(int group, int beat, int lane, int word) {
    long at = address(group, beat, lane, word);
    long value = 0;
    for (int i = 0; i < width; i++) {
      long bit = at * width + i;
      value = value << 1 | (bits[(int) (bit >>> 3)] >>> (7 - (int) (bit & 7)) & 1);
    }
    return value << (64 - width) >> (64 - width);
  }

  private long address(int group, int beat, int lane, int word) {
    long at = (long) group * beats + (long) beat * cycles + word / perCycle;
    return (at * lanes + lane) * perCycle + word % perCycle;
  }

  private void store(long at, long value) {
    for (int i = 0; i < width; i++) {
      long bit = at * width + i;
      if ((value >>> (width - 1 - i) & 1) != 0) {
        bits[(int) (bit >>> 3)] |= (byte) (1 << (7 - (int) (bit & 7)));
      }
    }
  }
}
