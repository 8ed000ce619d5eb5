package org.lstmc.cli.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lstmc.cli.report.Report;
import org.lstmc.cli.report.ShapeReport;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.StorageReport;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.Model;
import org.lstmc.hwsim.Workload;

/**
 * Every technique on every machine.
 *
 * @param name of the network
 * @param metric name of the accuracy figure; null for a shape
 * @param higherIsBetter whether a greater figure is better
 * @param settings what was held equal
 * @param rows technique by technique, in the order of {@link Technique#ALL}
 */
public record Comparison(
    String name,
    String metric,
    boolean higherIsBetter,
    CompareSettings settings,
    List<Compared> rows) {
  /** Makes the integer network of a technique. */
  public interface Maker {
    /**
     * The network; what stands in the way is an {@link LstmcException} of which the message is
     * shown in the table.
     */
    StoredModel make(Technique technique);
  }

  /** A trained model through the techniques. */
  public static Comparison of(StoredModel dense, CompareSettings settings, Maker maker) {
    List<Compared> rows = new ArrayList<>();
    for (Technique technique : Technique.ALL) {
      try {
        Model made = maker.make(technique).model();
        StorageReport.Sum matrices = StorageReport.of(made).recurrent();
        rows.addAll(
            new Machines(settings)
                .run(
                    Workload.of(made, Technique.STEPS),
                    new Compared(
                        technique.name(),
                        null,
                        made.metrics().quantized(),
                        matrices.storedBits(),
                        matrices.compressionRatioSameWidth(),
                        null,
                        null,
                        false)));
      } catch (LstmcException e) {
        if (e.kind() == LstmcException.Kind.INTERRUPTED) {
          throw e;
        }
        rows.add(Compared.not(technique.name(), null, e.getMessage()));
      }
    }
    boolean higher = dense.model().task().kind().higherIsBetter();
    return new Comparison(
        dense.model().network().name(),
        dense.model().task().kind().metric(),
        higher,
        settings,
        Pareto.mark(rows, higher));
  }

  /** A shape; techniques that a shape cannot tell apart are left out. */
  public static Comparison ofShape(String shape, CompareSettings settings) {
    List<Compared> rows = new ArrayList<>();
    for (Technique technique : Technique.ALL) {
      if (technique.shape() == null) {
        continue;
      }
      try {
        Workload workload = technique.shape().apply(settings, shape);
        rows.addAll(new Machines(settings).run(workload, blank(technique, workload)));
      } catch (LstmcException e) {
        rows.add(Compared.not(technique.name(), null, e.getMessage()));
      }
    }
    return new Comparison(shape, null, true, settings, Pareto.mark(rows, true));
  }

  private static Compared blank(Technique technique, Workload workload) {
    Report.CompressionSection stored = ShapeReport.compression(workload);
    return new Compared(
        technique.name(),
        null,
        null,
        stored.matrixStoredBits(),
        stored.matrixCompressionRatio(),
        null,
        null,
        false);
  }

  /** The folder of the networks that a comparison of a model makes. */
  public static Path folder(Path model) {
    return model.resolveSibling(
        model.getFileName().toString().replaceFirst("\\.json$", "") + ".compare");
  }
}
