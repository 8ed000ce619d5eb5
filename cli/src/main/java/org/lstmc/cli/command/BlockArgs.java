package org.lstmc.cli.command;

import java.util.Map;
import java.util.TreeMap;
import org.lstmc.cli.Console;
import org.lstmc.core.compress.ChosenStructures;
import org.lstmc.core.compress.MatrixChoice;
import org.lstmc.core.compress.Structure;
import org.lstmc.core.compress.Structures;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.model.NetworkSpec;
import picocli.CommandLine.Option;

/** Block sizes by matrix. */
final class BlockArgs {
  @Option(
      names = "--block-size",
      paramLabel = "K",
      description =
          "Block size of every matrix, a power of two; the first convolution stays dense where K"
              + " does not divide its channels.")
  private Integer blockSize;

  @Option(
      names = "--block-wx",
      paramLabel = "K",
      description = "Block size of Wx, a power of two; 1 leaves it dense.")
  private Integer blockWx;

  @Option(names = "--block-wh", paramLabel = "K", description = "Block size of Wh.")
  private Integer blockWh;

  @Option(
      names = "--block-projection",
      paramLabel = "K",
      description = "Block size of the projection (default: as --block-wh).")
  private Integer blockProjection;

  @Option(
      names = "--block",
      paramLabel = "NAME=K",
      description =
          "Another block size for a layer or a matrix: layers.1.wh=16, conv=8, forward.3=4;"
              + " repeatable.")
  private Map<String, Integer> blocks = new TreeMap<>();

  /** Whether any size was given. */
  boolean given() {
    return !choice().isEmpty();
  }

  /** Sizes as given. */
  MatrixChoice<Integer> choice() {
    return new MatrixChoice<>(
        blockWx, blockWh, blockProjection, RatioArgs.withAll("--block-size", blockSize, blocks));
  }

  /**
   * The block-circulant structures of these sizes; empty where none was given.
   *
   * @param console is told what stays dense
   */
  Map<String, Structure> structures(NetworkSpec network, Console console) {
    ChosenStructures chosen =
        Structures.of(Structures.byName(BlockCirculant.SCHEME), choice(), Map.of(), network);
    chosen.leftDense().forEach(line -> console.info("%s", line));
    return chosen.structures();
  }

  /** For the history. */
  static void record(Map<String, Structure> structures, Map<String, String> record) {
    structures.forEach((matrix, s) -> record.put("structure." + matrix, s.id()));
  }
}
