package org.lstmc.cli.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.cli.ProgressLine;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Split;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.Metrics;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;
import org.lstmc.core.quantize.Calibration;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.core.quantize.datapath.IntegerEvaluator;
import org.lstmc.core.train.MaskSchedule;
import org.lstmc.core.train.PruneRun;
import org.lstmc.core.train.TrainOptions;
import org.lstmc.core.train.TrainResult;
import org.lstmc.core.train.TrainedForms;
import org.lstmc.core.train.Trainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives every tensor and signal a fixed-point format and scores the integer datapath. */
@Command(
    name = "quantize",
    mixinStandardHelpOptions = true,
    description = "Choose fixed-point formats and score the integer datapath.",
    footer = {
      "",
      "A format is fixed<W,I> (W bits in all, I integer bits with the sign) or Qm.n; a number alone",
      "is a width whose I is found from data. What is not named has 16 bits. The arithmetic is in",
      "docs/arithmetic.md.",
      "Examples:",
      "  lstmc quantize --weights 'fixed<16,4>'",
      "  lstmc quantize --width 12 --cell 16 --format-of 'layers.0.wx=fixed<12,2>'",
      "  lstmc quantize --width 8 --fine-tune --epochs 3",
      "  lstmc quantize --sigmoid pwl:22@5 --tanh table:512@4"
    })
public final class QuantizeCommand extends ModelStep {
  @Mixin private FormatArgs formats;
  @Mixin private ActivationArgs activations;

  @Option(
      names = "--rounding",
      description = "How bits are dropped: RND half up (default), TRN down, RND_CONV half even.")
  private Rounding rounding = Rounding.RND;

  @Option(
      names = "--overflow",
      description = "Out of range: SAT clips (default), WRAP keeps the low bits.")
  private Overflow overflow = Overflow.SAT;

  @Option(
      names = "--coverage",
      paramLabel = "SHARE",
      description = "Share of a signal's values that must not clip in calibration (default: 1).")
  private double coverage = 1;

  @Option(
      names = "--least-squares",
      description = "Choose weights' I for the least squared error instead of covering all.")
  private boolean leastSquares;

  @Option(
      names = "--calibration-steps",
      paramLabel = "N",
      description = "Steps of the validation split that calibration looks at (default: 2000).")
  private int calibrationSteps = 2000;

  @Option(
      names = "--fine-tune",
      description = "Retrain with rounded weights and signals (straight-through gradients).")
  private boolean fineTune;

  @Option(
      names = "--exact-signals",
      description = "In --fine-tune round every signal inside the cell too; several times slower.")
  private boolean exactSignals;

  @Override
  Model changed(StoredModel stored, Path target) {
    Model in = stored.model();
    QuantizeOptions q = quantizeOptions();
    options.checkUsed(fineTune, "add --fine-tune");
    formats.checkCells(in.network());
    formats.checkBlocks(in);
    activations.check(in.network());
    if (in.task() == null) {
      throw LstmcException.usage(
          "%s: the model knows no data to calibrate on; import it with --data", stored.path());
    }
    Dataset data = lstmc.session().dataset(stored, outcome.dataPath);
    Split calibration = data.valid() != null ? data.valid() : data.train();
    console().detail("quantize: calibrating on %s", calibration.name());
    QuantizationSpec spec = Calibration.of(in, q, calibration);
    Map<String, String> record = record();
    String notes = null;
    Model out = in;
    if (fineTune) {
      TrainOptions o = options.over(PruneRun.defaults(data, run.seed, run.threads));
      record.putAll(TrainOptionArgs.record(o));
      TrainResult result = tune(in, data, spec, o, target);
      notes = CurveText.of(result);
      out = in.withWeights(masked(in, result.weights()));
      // Widths stay; the ranges are those of the tuned network.
      spec = Calibration.of(out, q, calibration);
    }
    Metrics m = in.metrics();
    return out.withQuantization(spec)
        .withMetrics(m == null ? null : unscored(m))
        .withHistory(
            entry(record, run.seed, fineTune ? run.threads : 0, stored.sha256(), in.task(), notes));
  }

  private static Map<String, Tensor> masked(Model in, Map<String, Tensor> tuned) {
    Map<String, Tensor> out = new LinkedHashMap<>(tuned);
    in.masks().forEach((name, mask) -> out.computeIfPresent(name, (n, w) -> mask.apply(w)));
    return out;
  }

  private static Metrics unscored(Metrics m) {
    return new Metrics(
        m.metric(), m.split(), m.examples(), m.dense(), m.compressed(), null, m.bestPossible());
  }

  private TrainResult tune(
      Model in, Dataset data, QuantizationSpec spec, TrainOptions o, Path target) {
    try (ProgressLine line = console().progress()) {
      return new Trainer(in.network(), data, o)
          .masks(MaskSchedule.fixed(in.masks()))
          .forms(TrainedForms.of(in))
          .fakeQuantize(spec.formats(), exactSignals)
          .checkpoint(run.checkpoint(target, "fine-tune"))
          .listener(TrainingRun.listener(lstmc, line, "quantize", in.task().kind()))
          .interrupt(lstmc.interruption()::asked)
          .run(in.weights());
    }
  }

  private QuantizeOptions quantizeOptions() {
    QuantizeOptions q =
        QuantizeOptions.defaults()
            .withModes(rounding, overflow)
            .withCalibration(
                coverage,
                leastSquares
                    ? QuantizeOptions.WeightRange.LEAST_SQUARES
                    : QuantizeOptions.WeightRange.COVER,
                calibrationSteps);
    return formats.over(activations.over(q));
  }

  private Map<String, String> record() {
    Map<String, String> r = new TreeMap<>();
    formats.record(r);
    activations.record(r);
    r.put("rounding", rounding.name());
    r.put("overflow", overflow.name());
    r.put("coverage", String.valueOf(coverage));
    r.put("leastSquares", String.valueOf(leastSquares));
    r.put("calibrationSteps", String.valueOf(calibrationSteps));
    r.put("fineTune", String.valueOf(fineTune));
    return r;
  }

  @Override
  Model score(Model m, Dataset data) {
    IntegerEvaluator.Evaluation r = IntegerEvaluator.evaluate(m, data.test(), outcome.evalThreads);
    Metrics before = m.metrics();
    QuantizationSpec counted = m.quantization().withSaturations(r.saturations());
    return m.withQuantization(counted)
        .withMetrics(
            metrics(
                m,
                data,
                r.score().count(),
                before == null ? null : before.dense(),
                before == null ? null : before.compressed(),
                r.score().metric(m.task().kind())));
  }
}
