package org.lstmc.cli.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lstmc.cli.Lstmc;
import org.lstmc.cli.compare.ComparePage;
import org.lstmc.cli.compare.CompareSettings;
import org.lstmc.cli.compare.CompareText;
import org.lstmc.cli.compare.Comparison;
import org.lstmc.cli.page.HtmlPage;
import org.lstmc.core.LstmcException;
import org.lstmc.core.manifest.AtomicFile;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.manifest.StoredModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** One network through every technique and every machine. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description =
        "Put a trained model, or a shape, through every technique and every machine that takes the"
            + " result.",
    footer = {
      "",
      "Each technique is applied by the command that bears it, retrained alike and quantized; the",
      "networks stay in MODEL.compare, and what is there is not made again.",
      "Examples:",
      "  lstmc compare -m dense.json --fewer 8 --epochs 5 --html compare.html",
      "  lstmc compare -m dense.json --fewer 4 --dense layers.0.wx --terms own",
      "  lstmc compare --shape lstm:153,1024,p512,peep --fewer 8 --format csv"
    })
public final class CompareCommand implements Callable<Integer> {
  /** How machines are built. */
  enum Terms {
    equal,
    own
  }

  @ParentCommand private Lstmc lstmc;
  @Spec private CommandSpec spec;
  @Mixin private ModelOption model;

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      description = "Compare a shape, as simulate takes it, before anything is trained.")
  private String shape;

  @Option(
      names = "--fewer",
      paramLabel = "N",
      description =
          "Every technique keeps one weight in N (default: 8; a power of two for blocks).")
  private int fewer = 8;

  @Option(
      names = "--width",
      paramLabel = "BITS",
      description = "Width of weights and vectors (default: 16).")
  private int width = 16;

  @Option(
      names = "--blocks",
      paramLabel = "B1,B2",
      description =
          "Sizes of the blocks in blocks of hcgs (default: 32,8, or the next of 64,8 128,8 16,4 8,4"
              + " 4,2 that the matrices can be cut into).")
  private String blocks;

  @Option(
      names = "--banks",
      paramLabel = "N",
      description = "Banks of a row of the bank-balanced pattern (default: 4).")
  private int banks = 4;

  @Option(
      names = "--dense",
      paramLabel = "MATRIX",
      description =
          "A matrix that pruning leaves as it is, such as layers.0.wx; repeatable. Block-circulant"
              + " matrices are filled up to whole blocks, and their machines take no dense one beside.")
  private List<String> dense = new ArrayList<>();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs of every technique's retraining (default: as training had).")
  private Integer epochs;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Rate of its first epochs (default: as training had).")
  private Double learningRate;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of the retraining (default: 1).")
  private long seed = 1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the retraining (default: 1).")
  private int threads = 1;

  @Option(
      names = "--data-path",
      paramLabel = "PATH",
      description = "Where the model's data are now, if they have moved.")
  private String dataPath;

  @Option(
      names = "--terms",
      paramLabel = "TERMS",
      description =
          "equal: every FPGA machine on one device, at one clock, with as many multipliers"
              + " (default). own: each as its paper has it.")
  private Terms terms = Terms.equal;

  @Option(
      names = "--device",
      paramLabel = "NAME|FILE",
      description = "Device of equal terms (default: XCKU060).")
  private String device = "XCKU060";

  @Option(
      names = "--clock-mhz",
      paramLabel = "MHZ",
      description = "Clock of equal terms (default: 200).")
  private double clockMhz = 200;

  @Option(
      names = "--multipliers",
      paramLabel = "N",
      description = "DSP blocks that a machine may use on equal terms (default: 1024).")
  private int multipliers = 1024;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write the page, with a plot, to a file that needs no network.")
  private Path html;

  @Override
  public Integer call() {
    refuseWhatWouldBeIgnored();
    CompareSettings settings =
        new CompareSettings(
            fewer,
            width,
            blocks,
            banks,
            dense,
            training(),
            terms == Terms.equal,
            device,
            clockMhz,
            multipliers);
    Comparison comparison;
    if (shape != null) {
      comparison = Comparison.ofShape(shape, settings);
    } else {
      StoredModel stored = ManifestStore.read(model.in(lstmc.session()));
      stored
          .model()
          .network()
          .requireRecurrent("compare", "apply a technique and 'lstmc simulate' each");
      if (stored.model().task() == null || stored.model().quantization() != null) {
        throw LstmcException.usage(
            "%s: compare starts from a trained float model with its data; this one %s",
            stored.path(), stored.model().task() == null ? "has no data set" : "is quantized");
      }
      TechniqueSteps steps =
          new TechniqueSteps(lstmc, spec.commandLine().getErr(), stored, settings, dataPath);
      comparison = Comparison.of(stored, settings, steps);
    }
    if (html != null) {
      AtomicFile.write(
          html, HtmlPage.of(ComparePage.of(comparison)).getBytes(StandardCharsets.UTF_8));
    }
    lstmc.console().result(CompareText.of(comparison, lstmc.console().format()));
    return 0;
  }

  private void refuseWhatWouldBeIgnored() {
    if (terms == Terms.own) {
      refuse(
          "with --terms own each machine has its own", "--device", "--clock-mhz", "--multipliers");
    }
    if (shape != null) {
      refuse(
          "a shape has no weights, data or retraining",
          "--model",
          "--dense",
          "--banks",
          "--epochs",
          "--learning-rate",
          "--seed",
          "--threads",
          "--data-path");
    }
  }

  private void refuse(String why, String... names) {
    for (String name : names) {
      if (spec.commandLine().getParseResult().hasMatchedOption(name)) {
        throw LstmcException.usage("compare: %s does nothing here: %s; leave it out", name, why);
      }
    }
  }

  private List<String> training() {
    List<String> all = new ArrayList<>(List.of("--seed", "" + seed, "--threads", "" + threads));
    if (epochs != null) {
      all.addAll(List.of("--epochs", "" + epochs));
    }
    if (learningRate != null) {
      all.addAll(List.of("--learning-rate", "" + learningRate));
    }
    if (dataPath != null) {
      all.addAll(List.of("--data-path", dataPath));
    }
    return all;
  }
}
