package org.lstmc.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.ToolVersion;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.HistoryEntry;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Metrics;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.hwsim.Simulation;

/** Gathers a report; every number comes from the model, its storage or the simulation. */
public final class ReportBuilder {
  private ReportBuilder() {}

  /** The report of a stored model; {@code simulation} may be null. */
  public static Report of(StoredModel stored, Simulation simulation, String command) {
    Model model = stored.model();
    return new Report(
        Report.SCHEMA,
        Report.SCHEMA_VERSION,
        model(model.network()),
        CompressionFigures.of(model),
        accuracy(model),
        quantization(model.quantization()),
        simulation == null ? null : hardware(simulation),
        provenance(stored, command));
  }

  private static Report.ModelSection model(NetworkSpec network) {
    List<ForwardCard> forward = ForwardCard.of(network.forward());
    return new Report.ModelSection(
        network.name(),
        network.cellLabel(),
        network.layers().size() + forward.size(),
        network.isFeedForward()
            ? forward.stream().map(ForwardCard::brief).toList()
            : shapes(network.layers()),
        network.parameters(),
        network.stepMacs());
  }

  /** Each layer in a few letters. */
  public static List<String> shapes(List<LayerSpec> layers) {
    List<String> shape = new ArrayList<>();
    for (LayerSpec l : layers) {
      shape.add(
          String.format(
              Locale.ROOT,
              "%d->%d%s%s",
              l.inputSize(),
              l.hiddenSize(),
              l.projectionSize() > 0 ? " p" + l.projectionSize() : "",
              l.peepholes() ? " peepholes" : ""));
    }
    return shape;
  }

  private static Report.AccuracySection accuracy(Model model) {
    Metrics m = model.metrics();
    Boolean synthetic = model.task() == null ? null : model.task().synthetic();
    return m == null
        ? new Report.AccuracySection(synthetic, null, null, null, null, null, null, null)
        : new Report.AccuracySection(
            synthetic,
            m.metric(),
            m.split(),
            m.examples(),
            m.dense(),
            m.compressed(),
            m.quantized(),
            m.bestPossible());
  }

  private static Report.QuantizationSection quantization(QuantizationSpec q) {
    if (q == null) {
      return null;
    }
    Map<String, String> formats = new TreeMap<>();
    q.formats().forEach((name, f) -> formats.put(name, f.toString()));
    return new Report.QuantizationSection(
        q.contract(), q.rounding().name(), q.overflow().name(), formats, q.saturations());
  }

  static Report.HardwareSection hardware(Simulation s) {
    return new Report.HardwareSection(
        s.accelerator(),
        s.device(),
        s.technologyNm(),
        s.configuration(),
        s.clockMhz(),
        s.clockOrigin(),
        s.cyclesPerStep(),
        s.firstStepCycles(),
        s.steps(),
        s.totalCycles(),
        s.latencyUs(),
        s.framesPerSecond(),
        s.streams(),
        s.singleStreamFramesPerSecond(),
        s.gops(),
        s.effectiveGops(),
        s.powerW(),
        s.power().boardW(),
        s.gopsPerWatt(),
        s.effectiveGopsPerWatt(),
        s.energyPerFrameUj(),
        s.utilization(),
        s.boundBy(),
        s.stages(),
        s.units(),
        s.activity(),
        s.power().partsW(),
        s.resources(),
        s.uncertainty(),
        s.assumptions());
  }

  private static Report.ProvenanceSection provenance(StoredModel stored, String command) {
    List<HistoryEntry> history = stored.model().history();
    List<Report.FileHash> inputs = new ArrayList<>();
    List<String> parents = new ArrayList<>();
    for (HistoryEntry h : history) {
      h.inputs()
          .forEach(
              (name, sha) -> {
                Report.FileHash file = new Report.FileHash(name, sha);
                if (!inputs.contains(file)) {
                  inputs.add(file);
                }
              });
      if (h.parent() != null) {
        parents.add(h.parent());
      }
    }
    inputs.add(new Report.FileHash(stored.path().getFileName().toString(), stored.sha256()));
    Long seed = history.isEmpty() ? null : history.get(history.size() - 1).seed();
    return new Report.ProvenanceSection(command, seed, ToolVersion.get(), inputs, parents);
  }
}
