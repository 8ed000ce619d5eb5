package org.lstmc.cli.command;

import java.util.List;
import java.util.Map;
import org.lstmc.cli.report.Report;
import org.lstmc.cli.report.ShapeReport;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.PatternParameters;
import org.lstmc.core.compress.PruningPattern;
import org.lstmc.core.compress.PruningPatterns;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.compress.hcgs.BlockLevels;
import org.lstmc.core.model.TensorForm;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.TensorShape;
import org.lstmc.hwsim.Workload;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** A network given by its shape alone, before anything is trained. */
final class ShapeArgs {
  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      description =
          "Simulate a shape instead of a model: lstm:INPUT,HIDDEN[xLAYERS][,pPROJECTION][,peep], or"
              + " gru:INPUT,HIDDEN[xLAYERS], or gru-reset-before:INPUT,HIDDEN[xLAYERS]; or images and"
              + " the layers over them, ROWSxCOLUMNSxCHANNELS:NETWORK as in"
              + " 28x28x1:32C5-MP2-64C5-MP2-512-10.")
  private String shape;

  @Option(
      names = "--sparsity",
      paramLabel = "R",
      description =
          "Zeros in every matrix of the shape, from 0 to below 1, where no ratio of its own is given.")
  private Double sparsity;

  @Option(names = "--ratio-wx", paramLabel = "R", description = "Zeros in Wx of the shape.")
  private Double ratioWx;

  @Option(names = "--ratio-wh", paramLabel = "R", description = "Zeros in Wh of the shape.")
  private Double ratioWh;

  @Option(
      names = "--ratio-projection",
      paramLabel = "R",
      description = "Zeros in the projection of the shape (default: as in Wh).")
  private Double ratioProjection;

  @Option(
      names = "--block-wx",
      paramLabel = "K",
      description = "Block size of Wx of the shape, a power of two: block-circulant.")
  private int blockWx;

  @Option(names = "--block-wh", paramLabel = "K", description = "Block size of Wh of the shape.")
  private int blockWh;

  @Option(
      names = "--block-projection",
      paramLabel = "K",
      description = "Block size of the projection of the shape (default: as --block-wh).")
  private Integer blockProjection;

  @Option(
      names = "--block-size",
      paramLabel = "K[,K...]",
      split = ",",
      description =
          "Block sizes of the matrices of a shape over images, powers of two: one for each, 0 for a"
              + " dense one; or a single one for all but the last layer and a convolution over the"
              + " image.")
  private List<Integer> blockSizes = List.of();

  @Option(
      names = "--keep",
      paramLabel = "1/N[,1/N]",
      description =
          "Blocks in blocks (HCGS) in the matrices of the shape: share kept in a block row, and"
              + " inside a kept block.")
  private String keep;

  @Option(
      names = "--block",
      paramLabel = "B1[,B2]",
      description = "Sizes of these blocks and of the blocks inside them (default: 64,8).")
  private String block;

  @Option(
      names = "--tensor",
      paramLabel = "FORM",
      description =
          "Tensor network in place of Wx of the shape's first layer: tt:MODES-IN:MODES-OUT:RANK or"
              + " ht:MODES-IN:MODES-OUT:TREE:LEAF-RANK:INNER-RANK.")
  private String tensor;

  @Option(
      names = "--fully",
      description = "The tensor network takes the place of Wh too, on [x, h].")
  private boolean fully;

  @Option(
      names = "--weight-bits",
      paramLabel = "N",
      description = "Width of weights (default: 16; with --keep 6; over images 12).")
  private Integer weightBits;

  @Option(
      names = "--activation-bits",
      paramLabel = "N",
      description = "Width of vectors (default: 16; with --keep 13; over images 12).")
  private Integer activationBits;

  boolean given() {
    return shape != null;
  }

  Report report(MachineOptionsArgs machine, int steps, String command) {
    Workload workload = workload(steps);
    return ShapeReport.of(
        workload, machine(machine).simulate(workload, machine.options()), command);
  }

  /** The machine asked for, or the one made for what the shape's matrices are. */
  Accelerator machine(MachineOptionsArgs machine) {
    if (Workload.isImageShape(shape)) {
      return machine.machineForImages();
    }
    TensorForm form = form();
    return machine.machineFor(
        form != null
            ? form.format().label()
            : levels() != null
                ? "hcgs"
                : ratios().anyBlock() ? BlockCirculant.SCHEME : "row-balanced");
  }

  Workload workload(int steps) {
    return Workload.ofShape(shape, form(), ratios(), steps);
  }

  private ShapeRatios ratios() {
    BlockLevels levels = levels();
    int usual = Workload.isImageShape(shape) ? 12 : 16;
    double all = sparsity != null ? sparsity : 0;
    double wh = ratioWh != null ? ratioWh : all;
    return new ShapeRatios(
        ratioWx != null ? ratioWx : all,
        wh,
        ratioProjection != null ? ratioProjection : wh,
        weightBits != null ? weightBits : levels != null ? 6 : usual,
        activationBits != null ? activationBits : levels != null ? 13 : usual,
        blockWx,
        blockWh,
        blockProjection != null ? blockProjection : blockWh,
        levels,
        blockSizes);
  }

  /**
   * Of a model the matrices are what they are.
   *
   * @param mixin the name under which the command has these options
   */
  void refuseWithoutShape(CommandSpec command, String mixin) {
    for (OptionSpec o : command.mixins().get(mixin).options()) {
      if (!given() && command.commandLine().getParseResult().hasMatchedOption(o.longestName())) {
        throw LstmcException.usage(
            "%s %s describes a shape: give --shape too, or leave it out; a model brings its own"
                + " matrices",
            command.name(), o.longestName());
      }
    }
  }

  private TensorForm form() {
    if (tensor == null && fully) {
      throw LstmcException.usage("--fully: of a shape this needs --tensor FORM");
    }
    return tensor == null ? null : TensorShape.form(tensor, fully);
  }

  private BlockLevels levels() {
    if (keep == null) {
      if (block != null) {
        throw LstmcException.usage(
            "--block %s: of a shape this needs --keep 1/N,1/N (blocks in blocks); block-circulant"
                + " matrices take --block-wx and --block-wh",
            block);
      }
      return null;
    }
    PruningPattern hcgs = PruningPatterns.byName("hcgs");
    Map<String, Integer> said = BlockLevelText.parameters(block, keep);
    return BlockLevels.of(PatternParameters.effective(hcgs, said));
  }
}
