package org.lstmc.examples;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lstmc.core.compress.PrunePlan;
import org.lstmc.core.compress.PrunePlanOptions;
import org.lstmc.core.compress.SparsitySchedule;
import org.lstmc.core.compress.StorageReport;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Datasets;
import org.lstmc.core.data.Score;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.Calibration;
import org.lstmc.core.quantize.FormatChoice;
import org.lstmc.core.quantize.FormatKind;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.core.quantize.datapath.IntegerEvaluator;
import org.lstmc.core.train.FloatEvaluator;
import org.lstmc.core.train.PruneRun;
import org.lstmc.core.train.TrainOptions;
import org.lstmc.core.train.TrainResult;
import org.lstmc.core.train.Trainer;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Accelerators;
import org.lstmc.hwsim.Execution;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.Workload;

/**
 * The road from data to hardware as a library call after the other, to be read from top to bottom.
 * Everything is a value: a step takes a {@link Model} and gives another, nothing is written to disk
 * ({@code org.lstmc.core.manifest.ManifestStore} does that).
 */
public final class RoadInJava {
  private static final long SEED = 1;
  private static final int THREADS = 1;

  private RoadInJava() {}

  /**
   * What the road gave.
   *
   * @param dataset on which it was learnt and judged
   * @param dense perplexity on the test split of the dense float network
   * @param pruned the same after pruning and retraining
   * @param quantized the same of the integer datapath
   * @param model the pruned, quantized model
   * @param simulation what the machine said
   * @param execution the machine's integers for the first test sequence
   */
  public record Outcome(
      Dataset dataset,
      double dense,
      double pruned,
      double quantized,
      Model model,
      Simulation simulation,
      Execution execution) {}

  /** Runs the road at a size that takes a few seconds. */
  public static void main(String[] args) {
    run(1000, 8, new PrintStream(System.out, true, StandardCharsets.UTF_8));
  }

  /**
   * Runs the road.
   *
   * @param sequences to train on
   * @param epochs of training; retraining takes half of them
   * @param out where the story is told
   */
  public static Outcome run(int sequences, int epochs, PrintStream out) {
    // 1. Data. The embedded Reber grammar: predict the next of seven symbols. Being generated, it
    // has
    //    a known optimum. Real data: Datasets.open("ptb:folder", Map.of(), SEED).
    Dataset data = Datasets.open("reber", Map.of("train", "" + sequences, "test", "200"), SEED);
    TaskKind task = data.task().kind();
    out.printf(
        Locale.ROOT,
        "data       %d sequences, %d symbols, best possible %s %.3f%n",
        data.train().sequences().size(),
        data.inputSize(),
        task.metric(),
        data.bestPossible());

    // 2. The network: unit vectors in, 24 cells, a dense layer out. No projection, no peepholes.
    InputSpec input = InputSpec.oneHot(data.inputSize());
    LayerSpec layer = new LayerSpec(CellType.LSTM, input.size(), 24, 0, false);
    NetworkSpec network = new NetworkSpec("road", input, List.of(layer), data.classes());
    out.printf(Locale.ROOT, "network    7->24, %,d parameters%n", network.parameters());

    // 3. Train. Options are a record; the same options, seed and threads give the same bits.
    TrainOptions training = TrainOptions.defaultsFor(data, SEED, THREADS).withEpochs(epochs);
    TrainResult trained =
        new Trainer(network, data, training).run(Trainer.initialWeights(network, training));
    Model dense =
        new Model(
            network,
            data.task(),
            trained.weights(),
            Map.of(),
            CompressionSpec.DENSE,
            null,
            null,
            List.of());
    double denseScore = score(dense, data);
    out.printf(Locale.ROOT, "train      %s %.3f%n", task.metric(), denseScore);

    // 4. Prune. Every row of Wx loses 5 of its 7 weights, every row of Wh half: two ratios, rows in
    //    balance. The ratios grow during the first epochs of retraining, then the masks stay.
    PrunePlan plan = PrunePlanOptions.of("row-balanced", 0.7, 0.5).plan(network);
    TrainOptions retraining = PruneRun.defaults(data, SEED, THREADS).withEpochs(epochs / 2);
    Model pruned =
        new PruneRun(plan, SparsitySchedule.CUBIC, epochs / 6, retraining)
            .run(dense, dense.weights(), data, trainer -> trainer)
            .model();
    double prunedScore = score(pruned, data);
    out.printf(
        Locale.ROOT,
        "prune      %s %.3f, a row keeps %d of 7 and %d of 24%n",
        task.metric(),
        prunedScore,
        pruned.masks().get("layers.0.wx").count() / (4 * 24),
        pruned.masks().get("layers.0.wh").count() / (4 * 24));

    // 5. Quantize. Weights in 12 bits, 4 of them before the point; what is not named gets 16 bits
    // and
    //    the range that validation data ask for. The score is that of integers, as
    // docs/arithmetic.md
    //    defines them.
    QuantizeOptions numbers =
        QuantizeOptions.defaults()
            .with(FormatKind.WEIGHTS, FormatChoice.format(new FixedFormat(12, 4)));
    Model quantized = pruned.withQuantization(Calibration.of(pruned, numbers, data.valid()));
    IntegerEvaluator.Evaluation integer =
        IntegerEvaluator.evaluate(quantized, data.test(), THREADS);
    double quantizedScore = integer.score().metric(task);
    out.printf(Locale.ROOT, "quantize   %s %.3f%n", task.metric(), quantizedScore);
    StorageReport.Sum stored = StorageReport.of(quantized).recurrent();
    out.printf(
        Locale.ROOT,
        "stored     matrices %,d bits, %,d of them indices; %.2f times smaller at equal width%n",
        stored.storedBits(),
        stored.indexBits(),
        stored.compressionRatioSameWidth());

    // 6. Simulate. The machine made for the scheme, on another device than its own. One call for
    // time
    //    and cost, one for the integers that come out of it.
    Accelerator machine = Accelerators.defaultFor(quantized.compression().scheme());
    MachineOptions options = MachineOptions.DEFAULT.withDevice("xcku060").withClockMhz(200);
    Simulation s = machine.simulate(Workload.of(quantized), options);
    Sequence first = data.test().sequences().get(0);
    Execution execution = machine.run(quantized, first, options);
    out.printf(
        Locale.ROOT,
        "simulate   %s on %s at %.0f MHz: %.0f cycles a step, %.3f us, %d DSP%n",
        s.accelerator(),
        s.device(),
        s.clockMhz(),
        s.cyclesPerStep(),
        s.latencyUs(),
        s.resources().dsp());
    out.printf(
        Locale.ROOT, "           %.2f GOPS, %.2f effective GOPS%n", s.gops(), s.effectiveGops());
    out.printf(
        Locale.ROOT, "           %.2f W +-%.0f %%%n", s.powerW(), s.uncertainty().powerPercent());
    return new Outcome(data, denseScore, prunedScore, quantizedScore, quantized, s, execution);
  }

  private static double score(Model model, Dataset data) {
    Score score =
        FloatEvaluator.evaluate(
            model.network(), model.weights(), data.test(), data.task(), THREADS);
    return score.metric(data.task().kind());
  }
}
