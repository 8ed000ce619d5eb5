package org.lstmc.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.cli.OutputFormats;
import org.lstmc.cli.ProgressLine;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.Projector;
import org.lstmc.core.compress.PrunePlan;
import org.lstmc.core.compress.PrunePlanOptions;
import org.lstmc.core.compress.Pruner;
import org.lstmc.core.compress.PruningPattern;
import org.lstmc.core.compress.Structure;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Datasets;
import org.lstmc.core.data.Score;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.ForwardText;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.train.FloatEvaluator;
import org.lstmc.core.train.MaskSchedule;
import org.lstmc.core.train.TrainOptions;
import org.lstmc.core.train.TrainResult;
import org.lstmc.core.train.TrainedForms;
import org.lstmc.core.train.Trainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a new network on a data set. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description =
        "Train an LSTM or a GRU (language model, classification, frame labelling, transcription),"
            + " or a feed-forward network over images.",
    footer = {
      "",
      "The task follows from the data; 'lstmc data' lists what can be read. An interrupted run goes",
      "on where it was when the same command is given again.",
      "Examples:",
      "  lstmc train --data reber",
      "  lstmc train --data reber --cell gru",
      "  lstmc train --data ptb:ptb-folder --layers 2 --hidden 200",
      "  lstmc train --data reber --block-wx 4 --block-wh 8      (block-circulant from the start)",
      "  lstmc train --data row-mnist:mnist-folder --format ht --modes-in 7,4 --modes-out 32,16 \\",
      "        --rank-leaf 8                                 (Wx as hierarchical Tucker tensor)",
      "  lstmc train --data hmm --hidden 64 --pattern hcgs --levels 16,4 --keep 1/2,1/2",
      "  lstmc train --data mnist:mnist-folder --network 32C5-MP2-64C5-MP2-512-10",
      "  lstmc train --data mnist:mnist-folder --image-size 16 --network 128-128-10",
      "  lstmc train --data timit:timit-folder --hidden 1024 --projection 512 --peepholes"
    })
public final class TrainCommand extends Step implements OutputFormats.TakesTensorFormat {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "DATA",
      description = "NAME of generated data, NAME:PATH, or a PATH whose format is recognised.")
  private String data;

  @Option(
      names = "--data-option",
      paramLabel = "KEY=VALUE",
      description = "An option of the data; repeatable; 'lstmc data' lists them.")
  private Map<String, String> dataOptions = new TreeMap<>();

  @Option(
      names = "--image-size",
      paramLabel = "N",
      description = "Resample images to N x N; the same as --data-option size=N.")
  private Integer imageSize;

  @Mixin private NetworkArgs shape;
  @Mixin private BlockArgs blocks;
  @Mixin private PatternArgs patternArgs;

  @Option(
      names = "--levels",
      paramLabel = "B1[,B2]",
      description = "Of --pattern hcgs: sizes of its blocks and of the blocks in them (64,8).")
  private String levels;

  @Option(
      names = "--dense",
      paramLabel = "NAME",
      description = "A matrix that --pattern leaves dense, such as layers.0.wx; repeatable.")
  private List<String> dense = new ArrayList<>();

  @Mixin private TensorArgs tensor;
  @Mixin private NewWeightArgs newWeights;
  @Mixin private TrainOptionArgs options;
  @Mixin private TrainingRun run;

  @Override
  Path source() {
    return null;
  }

  @Override
  void prepare(Path target) {
    run.prepare(target);
  }

  @Override
  Path target() {
    return output.orElse(lstmc.session().defaultModel());
  }

  @Override
  Model change(StoredModel none, Path target) {
    Dataset dataset = Datasets.open(data, dataOptions(), run.seed);
    lstmc.session().datasetIs(dataset);
    NetworkSpec network = network(dataset);
    newWeights.check(network);
    TrainOptions o =
        newWeights.over(options.over(TrainOptions.defaultsFor(dataset, run.seed, run.threads)));
    Map<String, Structure> structures = blocks.structures(network, console());
    TrainedForms forms = TrainedForms.of(network, structures);
    Map<String, Tensor> start = Trainer.initialWeights(network, o, forms);
    PrunePlan plan = plan(network);
    Map<String, Mask> masks = plan == null ? Map.of() : Pruner.masks(start, plan);
    console().detail("train: %,d parameters, %s", network.trainedParameters(), o);
    TrainResult result;
    try (ProgressLine line = console().progress()) {
      result =
          new Trainer(network, dataset, o)
              .forms(forms)
              .masks(MaskSchedule.fixed(masks))
              .checkpoint(run.checkpoint(target, ""))
              .listener(TrainingRun.listener(lstmc, line, "train", dataset.task().kind()))
              .interrupt(lstmc.interruption()::asked)
              .run(start);
    }
    Model model =
        new Model(
            network,
            dataset.task(),
            result.weights(),
            Map.of(),
            CompressionSpec.DENSE,
            null,
            null,
            List.of());
    Map<String, String> record = TrainOptionArgs.record(o);
    BlockArgs.record(structures, record);
    for (int l = 0; l < network.layers().size(); l++) {
      if (network.layers().get(l).factored() != null) {
        TensorArgs.record(network.layers().get(l).factored(), l, record);
        console().info("%s: %s", spec.name(), TensorText.of(l, network.layers().get(l)));
      }
    }
    if (network.isFeedForward()) {
      record.keySet().removeAll(List.of("forgetBias", "bptt"));
      record.put("network", ForwardText.of(network.forward()));
    } else {
      if (shape.cell().isGru()) {
        record.remove("forgetBias");
      }
      record.put("cell", shape.cell().label());
    }
    if (plan != null) {
      record.put("pattern", plan.pattern());
      plan.parameters().forEach((k, v) -> record.put("pattern." + k, String.valueOf(v)));
      RatioArgs.record(plan, record);
      model = Pruner.withMasks(model, plan, masks);
    }
    return Projector.describe(model, structures)
        .withHistory(
            entry(record, o.seed(), o.threads(), null, dataset.task(), CurveText.of(result)));
  }

  private Map<String, String> dataOptions() {
    if (imageSize == null) {
      return dataOptions;
    }
    if (dataOptions.containsKey("size")) {
      throw LstmcException.usage(
          "--image-size %d and --data-option size=%s say the same thing; give one",
          imageSize, dataOptions.get("size"));
    }
    Map<String, String> all = new TreeMap<>(dataOptions);
    all.put("size", imageSize.toString());
    return all;
  }

  private NetworkSpec network(Dataset dataset) {
    NetworkSpec plain = shape.network(dataset);
    if (plain.isFeedForward() && tensor.given(spec)) {
      throw LstmcException.unsupported(
          "--format: tensor networks take the place of a recurrent layer's matrices; a feed-forward"
              + " network has none");
    }
    return tensor.given(spec)
        ? plain.factored(tensor.layer(plain), tensor.options(spec).form())
        : plain;
  }

  /** The pattern in force from the start; null for none. */
  private PrunePlan plan(NetworkSpec network) {
    if (!patternArgs.given()) {
      if (levels != null || !dense.isEmpty() || patternArgs.anyParameter()) {
        throw LstmcException.usage(
            "--levels, --dense, --keep and --pattern-option say how a pattern is made; add --pattern"
                + " hcgs, or leave them out");
      }
      return null;
    }
    PruningPattern pattern = patternArgs.pattern(null);
    if (!pattern.independentOfWeights()) {
      throw LstmcException.usage(
          "--pattern %s chooses among trained weights; train first, then 'lstmc prune --pattern %s'."
              + " Before training there is hcgs",
          pattern.name(), pattern.name());
    }
    if (blocks.given()) {
      throw LstmcException.usage(
          "--pattern and block-circulant --block-... together; a matrix is one or the other");
    }
    Map<String, Double> without = new TreeMap<>();
    dense.forEach(name -> without.put(name, 0.0));
    return new PrunePlanOptions(
            pattern.name(), patternArgs.parameters(pattern, levels), null, null, null, without)
        .plan(network);
  }

  @Override
  Model score(Model m, Dataset dataset) {
    Score s =
        FloatEvaluator.evaluate(m.network(), m.weights(), dataset.test(), m.task(), run.threads);
    double metric = s.metric(m.task().kind());
    boolean dense = m.compression().equals(CompressionSpec.DENSE);
    return m.withMetrics(
        metrics(m, dataset, s.count(), dense ? metric : null, dense ? null : metric, null));
  }
}
