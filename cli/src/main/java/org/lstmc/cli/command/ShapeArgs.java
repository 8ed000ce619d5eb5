package org.lstmc.cli.command;

import org.lstmc.cli.report.Report;
import org.lstmc.cli.report.ShapeReport;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.Workload;
import picocli.CommandLine.Option;

/** A network given by its shape alone, before anything is trained. */
final class ShapeArgs {
  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      description =
          "Simulate a shape instead of a model: lstm:INPUT,HIDDEN[xLAYERS][,pPROJECTION][,peep], or"
              + " gru:INPUT,HIDDEN[xLAYERS], or gru-reset-before:INPUT,HIDDEN[xLAYERS].")
  private String shape;

  @Option(names = "--ratio-wx", paramLabel = "R", description = "Zeros in Wx of the shape.")
  private double ratioWx;

  @Option(names = "--ratio-wh", paramLabel = "R", description = "Zeros in Wh of the shape.")
  private double ratioWh;

  @Option(
      names = "--ratio-projection",
      paramLabel = "R",
      description = "Zeros in the projection of the shape (default: as --ratio-wh).")
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
      names = "--weight-bits",
      paramLabel = "N",
      description = "Width of weights (default: 16).")
  private int weightBits = 16;

  @Option(
      names = "--activation-bits",
      paramLabel = "N",
      description = "Width of vectors (default: 16).")
  private int activationBits = 16;

  boolean given() {
    return shape != null;
  }

  Report report(MachineOptionsArgs machine, int steps, String command) {
    ShapeRatios ratios =
        new ShapeRatios(
            ratioWx,
            ratioWh,
            ratioProjection != null ? ratioProjection : ratioWh,
            weightBits,
            activationBits,
            blockWx,
            blockWh,
            blockProjection != null ? blockProjection : blockWh);
    Workload workload = Workload.ofShape(shape, ratios, steps);
    String scheme = ratios.anyBlock() ? BlockCirculant.SCHEME : "row-balanced";
    return ShapeReport.of(
        workload, machine.machineFor(scheme).simulate(workload, machine.options()), command);
  }
}
