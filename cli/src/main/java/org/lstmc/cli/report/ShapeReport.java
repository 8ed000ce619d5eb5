package org.lstmc.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.lstmc.core.ToolVersion;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.TensorNames;
import org.lstmc.hwsim.ForwardWorkload;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.Workload;

/** The report of a shape: no weights, so nothing on accuracy, and recurrent matrices alone. */
public final class ShapeReport {
  private ShapeReport() {}

  /** Gathers it. */
  public static Report of(Workload w, Simulation simulation, String command) {
    return new Report(
        Report.SCHEMA,
        Report.SCHEMA_VERSION,
        new Report.ModelSection(
            w.name(),
            cell(w),
            w.isFeedForward() ? w.matrices().size() : w.layers().size(),
            w.isFeedForward() ? images(w) : ReportBuilder.shapes(layers(w)),
            w.denseParameters(),
            w.denseWeights()),
        compression(w),
        new Report.AccuracySection(null, null, null, null, null, null, null, null),
        null,
        ReportBuilder.hardware(simulation),
        new Report.ProvenanceSection(command, null, ToolVersion.get(), List.of(), List.of()));
  }

  /** What its matrices take, by their shapes alone. */
  public static Report.CompressionSection compression(Workload w) {
    long bits = 0;
    long indexBits = 0;
    long paddingBits = 0;
    long denseBits = 0;
    long stored = 0;
    List<Report.StoredTensor> tensors = new ArrayList<>();
    for (MatrixWorkload m : w.matrices()) {
      long filled = m.grid() == null ? 0 : m.grid().storedWeights() - m.nonZeros();
      long index =
          m.grid() != null
              ? m.grid().indexBits()
              : m.isDense() ? 0 : m.nonZeros() * m.relativeIndexBits();
      stored += m.storedWords();
      bits += (m.storedWords() + filled) * m.weightBits() + index;
      paddingBits += filled * m.weightBits();
      indexBits += index;
      denseBits += m.denseWeights() * m.weightBits();
      tensors.add(
          new Report.StoredTensor(
              m.name(),
              true,
              m.denseWeights(),
              m.storedWords(),
              m.storedWords() * m.weightBits(),
              index,
              filled * m.weightBits(),
              0));
    }
    for (int i = 0; i < w.layers().size(); i++) {
      LayerWorkload l = w.layers().get(i);
      if (l.tensor() != null) {
        long parameters = l.tensor().plan().form().parameters();
        stored += parameters;
        bits += parameters * l.tensor().weightBits();
        denseBits += l.spec().factoredWeights() * l.tensor().weightBits();
        tensors.add(
            new Report.StoredTensor(
                TensorNames.factored(i, l.tensor().plan().form()),
                true,
                l.spec().factoredWeights(),
                parameters,
                parameters * l.tensor().weightBits(),
                0,
                0,
                0));
      }
    }
    return new Report.CompressionSection(
        scheme(w),
        sparsity(w, LayerWorkload::wx),
        sparsity(w, LayerWorkload::wh),
        sparsity(w, LayerWorkload::projection),
        1 - (double) stored / w.denseParameters(),
        blockSizes(w),
        Map.of(),
        tensors,
        stored,
        bits,
        32.0 * w.denseParameters() / bits,
        bits,
        indexBits,
        paddingBits,
        (double) denseBits / bits,
        (double) w.denseParameters() / stored);
  }

  private static String scheme(Workload w) {
    if (w.isFeedForward()) {
      return blockSizes(w).isEmpty() ? "dense" : BlockCirculant.SCHEME;
    }
    for (LayerWorkload l : w.layers()) {
      if (l.tensor() != null) {
        return l.tensor().plan().form().format().label();
      }
    }
    if (w.layers().stream().anyMatch(l -> l.wx() != null && l.wx().grid() != null)) {
      return "hcgs";
    }
    return blockSizes(w).isEmpty() ? "row-balanced" : BlockCirculant.SCHEME;
  }

  private static List<org.lstmc.core.model.LayerSpec> layers(Workload w) {
    return w.layers().stream().map(LayerWorkload::spec).toList();
  }

  private static List<String> images(Workload w) {
    return w.forward().stream()
        .filter(ForwardWorkload::hasMatrix)
        .map(l -> l.input() + "->" + l.output())
        .toList();
  }

  private static String cell(Workload w) {
    if (w.isFeedForward()) {
      return w.forward().stream().anyMatch(l -> l.layer() instanceof ForwardLayer.Convolution)
          ? "cnn"
          : "mlp";
    }
    return w.layers().get(0).spec().cell().label();
  }

  private static Map<String, Integer> blockSizes(Workload w) {
    Map<String, Integer> blocks = new TreeMap<>();
    for (MatrixWorkload m : w.matrices()) {
      if (m.isCirculant()) {
        blocks.put(m.name(), m.block());
      }
    }
    return blocks;
  }

  private static Double sparsity(Workload w, Function<LayerWorkload, MatrixWorkload> which) {
    long all = 0;
    long kept = 0;
    for (LayerWorkload l : w.layers()) {
      MatrixWorkload m = which.apply(l);
      if (m != null) {
        all += m.denseWeights();
        kept += m.storedWords();
      }
    }
    return all == 0 ? null : 1 - (double) kept / all;
  }
}
