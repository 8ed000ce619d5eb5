package org.lstmc.hwsim.parts.circulant.rtl;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.hwsim.MemoryUse.Kind;
import org.lstmc.hwsim.parts.MemoryBlock;

/** The memories of the engine as it is built, noted while its parameters are written. */
final class EngineMemories {
  /** Up to this many words a memory is put into look-up tables. */
  private static final int SMALL = 64;

  private final List<MemoryBlock> blocks = new ArrayList<>();

  /** The attribute that synthesis reads, so that what is built is what is counted. */
  static String style(long depth) {
    return kind(depth) == Kind.DISTRIBUTED ? "distributed" : "block";
  }

  /** Whether a memory of so many words lies in look-up tables. */
  static boolean isSmall(long depth) {
    return depth <= SMALL;
  }

  private static Kind kind(long depth) {
    return depth <= SMALL ? Kind.DISTRIBUTED : Kind.BLOCK;
  }

  void add(String name, long depth, int width, int copies) {
    blocks.add(MemoryBlock.of(name, kind(depth), Math.toIntExact(depth), width, copies));
  }

  List<MemoryBlock> blocks() {
    return blocks;
  }

  double bram36() {
    return blocks.stream().mapToDouble(MemoryBlock::bram36).sum();
  }
}
