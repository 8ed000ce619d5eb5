package org.lstmc.cli.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import org.lstmc.hwsim.Activity;
import org.lstmc.hwsim.Resources;
import org.lstmc.hwsim.StageTime;
import org.lstmc.hwsim.Uncertainty;
import org.lstmc.hwsim.UnitUse;

/**
 * The report of one model on one machine ({@code docs/report.md}). Keys are always present; a value
 * that does not apply is null. Units are part of the key.
 */
@JsonPropertyOrder({
  "schema",
  "schemaVersion",
  "model",
  "compression",
  "accuracy",
  "quantization",
  "hardware",
  "provenance"
})
public record Report(
    String schema,
    int schemaVersion,
    ModelSection model,
    CompressionSection compression,
    AccuracySection accuracy,
    QuantizationSection quantization,
    HardwareSection hardware,
    ProvenanceSection provenance) {
  /** First key of every report. */
  public static final String SCHEMA = "lstmc.report";

  /** Version of the keys. */
  public static final int SCHEMA_VERSION = 1;

  /**
   * What the network is; {@code denseParameters} counts every trained number, {@code denseMacs} are
   * those that a time step, or an image of a feed-forward network, takes in the layers' matrices.
   */
  public record ModelSection(
      String name,
      String cell,
      int layers,
      List<String> shape,
      long denseParameters,
      Long denseMacs) {
    /** Whether the cell is that of a feed-forward network. */
    boolean isFeedForward() {
      return cell.equals("cnn") || cell.equals("mlp");
    }
  }

  /**
   * How it is compressed. Ratios are the share of numbers that are not stored, over all layers' Wx,
   * Wh, projections, and all of them: zeros of a sparse matrix, what blocks repeat of a
   * block-circulant one, whose block size {@code blockSizes} gives by matrix, what the factors of a
   * tensor network spare. {@code matrixCompressionRatio} compares these matrices alone at the same
   * weight width; {@code idealRatio} is 1/(1-sparsity). {@code tensors} holds what is stored, one
   * by one, whose bits add up to {@code storedBits}.
   */
  public record CompressionSection(
      String scheme,
      Double ratioWx,
      Double ratioWh,
      Double ratioProjection,
      Double sparsity,
      Map<String, Integer> blockSizes,
      Map<String, TensorNetwork> tensorNetworks,
      List<StoredTensor> tensors,
      long storedParameters,
      long storedBits,
      double compressionRatio,
      long matrixStoredBits,
      long matrixIndexBits,
      long matrixPaddingBits,
      double matrixCompressionRatio,
      double idealRatio) {
    /** Copies the list. */
    public CompressionSection {
      tensors = List.copyOf(tensors);
    }
  }

  /**
   * A tensor, or a matrix held as a tensor network, as it is stored.
   *
   * @param recurrent whether it is among the matrices that papers count: Wx, Wh, projections; all
   *     of a feed-forward network
   * @param denseParameters numbers of the dense network
   * @param storedParameters numbers that are kept
   * @param valueBits bits of these
   * @param indexBits bits that say where they are
   * @param paddingBits bits that fill rows or blocks up
   * @param pointerBits bits of pointers
   */
  public record StoredTensor(
      String tensor,
      boolean recurrent,
      long denseParameters,
      long storedParameters,
      long valueBits,
      long indexBits,
      long paddingBits,
      long pointerBits) {
    /** All bits. */
    long bits() {
      return valueBits + indexBits + paddingBits + pointerBits;
    }
  }

  /**
   * A matrix held as a tensor network: {@code parameters} in its factors, {@code ratio} of the
   * dense matrix's numbers to them; multiplications and largest intermediate of one product in that
   * order of contraction.
   */
  public record TensorNetwork(
      String format,
      List<Integer> modesIn,
      List<Integer> modesOut,
      String tree,
      List<Integer> ranks,
      List<String> order,
      long parameters,
      double ratio,
      long multiplications,
      int peakWords) {}

  /**
   * The task's metric on the whole split; {@code synthetic} says whether the data are made up, null
   * without a task.
   */
  public record AccuracySection(
      Boolean synthetic,
      String metric,
      String split,
      Long examples,
      Double dense,
      Double compressed,
      Double quantized,
      Double bestPossible) {}

  /** Formats in force and values clipped while scoring the split; null for a float model. */
  public record QuantizationSection(
      String contract,
      String rounding,
      String overflow,
      Map<String, String> formats,
      Map<String, Long> saturations) {}

  /**
   * The simulated machine; null where nothing was simulated. A frame is one time step; {@code
   * totalCycles} is for one sequence of {@code steps} steps alone, fill and drain included. Rate,
   * work and power are for {@code streams} interleaved sequences. Power is the chip with its DRAM
   * traffic; {@code boardPowerW} adds a typical board.
   */
  public record HardwareSection(
      String accelerator,
      String device,
      int technologyNm,
      String configuration,
      double clockMhz,
      String clockOrigin,
      double cyclesPerStep,
      long firstStepCycles,
      int steps,
      long totalCycles,
      double latencyUs,
      double framesPerSecond,
      int streams,
      double singleStreamFramesPerSecond,
      double gops,
      double effectiveGops,
      double powerW,
      double boardPowerW,
      double gopsPerWatt,
      double effectiveGopsPerWatt,
      double energyPerFrameUj,
      double utilization,
      String boundBy,
      List<StageTime> stages,
      List<UnitUse> units,
      Activity activity,
      Map<String, Double> powerPartsW,
      Resources resources,
      Uncertainty uncertainty,
      List<String> assumptions) {}

  /** A file by name and hash. */
  public record FileHash(String name, String sha256) {}

  /** Where all this comes from. */
  public record ProvenanceSection(
      String command, Long seed, String toolVersion, List<FileHash> inputs, List<String> parents) {}
}
