package org.lstmc.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lstmc.hwsim.Resources;
import org.lstmc.hwsim.StageTime;
import org.lstmc.hwsim.Uncertainty;
import org.lstmc.hwsim.UnitUse;

/** One report for the eye. */
final class PlainReport {
  private static final int LABEL = 20;
  private static final int WIDTH = 80;

  private final List<Line> lines = new ArrayList<>();

  /**
   * One thing that is said.
   *
   * @param label of what; two spaces before one of the lesser things
   */
  record Line(String label, String text) {}

  private PlainReport() {}

  static String of(Report r) {
    StringBuilder out = new StringBuilder();
    for (Line l : lines(r)) {
      String lead = l.label();
      for (String part : wrapped(l.text())) {
        out.append(String.format(Locale.ROOT, "%-" + LABEL + "s ", lead)).append(part).append('\n');
        lead = "";
      }
    }
    return out.toString();
  }

  /** What there is to say, without line breaks. */
  static List<Line> lines(Report r) {
    PlainReport p = new PlainReport();
    p.model(r.model());
    p.compression(r.compression(), r.model().isFeedForward());
    p.accuracy(r.accuracy());
    p.quantization(r.quantization(), r.compression());
    p.hardware(r.hardware());
    return p.lines;
  }

  private void model(Report.ModelSection m) {
    line(
        "model",
        "%s: %s, %s, %s parameters%s",
        m.name(),
        m.cell(),
        String.join(", ", m.shape()),
        Numbers.show(m.denseParameters()),
        m.isFeedForward() ? ", " + Numbers.show(m.denseMacs()) + " MACs an image" : "");
  }

  private void compression(Report.CompressionSection c, boolean feedForward) {
    line("compression", "%s", CompressionText.of(c));
    line(
        "  stored",
        "%s in all, %s times smaller than 32-bit dense",
        Numbers.bytes(c.storedBits()),
        Numbers.show(c.compressionRatio()));
    c.tensorNetworks().forEach(this::tensorNetwork);
    boolean bare = c.matrixIndexBits() == 0 && c.matrixPaddingBits() == 0;
    line(
        feedForward ? "  layers' matrices" : "  recurrent matrices",
        "%s%s: %s times smaller at equal width%s",
        Numbers.bytes(c.matrixStoredBits()),
        bare
            ? ""
            : " (indices "
                + Numbers.bytes(c.matrixIndexBits())
                + ", padding "
                + Numbers.bytes(c.matrixPaddingBits())
                + ")",
        Numbers.show(c.matrixCompressionRatio()),
        bare ? "" : "; without indices " + Numbers.show(c.idealRatio()));
  }

  private void tensorNetwork(String matrix, Report.TensorNetwork t) {
    line(
        "  " + matrix,
        "%s, modes %s to %s%s, ranks %s; %s multiplications a product, at most %s words between,"
            + " in the order %s",
        t.format(),
        modes(t.modesIn()),
        modes(t.modesOut()),
        t.tree() == null ? "" : ", tree " + t.tree(),
        t.ranks().stream().map(String::valueOf).collect(Collectors.joining(",")),
        Numbers.show(t.multiplications()),
        Numbers.show(t.peakWords()),
        String.join(" ", t.order()));
  }

  private static String modes(List<Integer> modes) {
    return modes.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  private void accuracy(Report.AccuracySection a) {
    if (a.metric() == null) {
      line("accuracy", "not evaluated");
      return;
    }
    line(
        "accuracy",
        "%s on %s (%s predictions%s): dense %s, compressed %s, quantized %s%s",
        a.metric(),
        a.split(),
        Numbers.show(a.examples()),
        Boolean.TRUE.equals(a.synthetic()) ? ", synthetic data" : "",
        Numbers.show(a.dense()),
        Numbers.show(a.compressed()),
        Numbers.show(a.quantized()),
        a.bestPossible() == null ? "" : "; best possible " + Numbers.show(a.bestPossible()));
  }

  private void quantization(Report.QuantizationSection q, Report.CompressionSection c) {
    if (q == null) {
      line("numbers", "%s", unquantized(c));
      return;
    }
    line("numbers", "fixed point, contract %s, %s, %s", q.contract(), q.rounding(), q.overflow());
    String clipped =
        q.saturations().entrySet().stream()
            .filter(e -> e.getValue() > 0)
            .map(e -> e.getKey() + " " + Numbers.show(e.getValue()))
            .collect(Collectors.joining(", "));
    line("  clipped", "%s", clipped.isEmpty() ? "no value on this split" : clipped);
  }

  /** A float model has values of 32 bits; a shape has what was asked for. */
  private static String unquantized(Report.CompressionSection c) {
    String widths =
        c.tensors().stream()
            .mapToLong(t -> t.storedParameters() == 0 ? 0 : t.valueBits() / t.storedParameters())
            .filter(bits -> bits > 0 && bits != Float.SIZE)
            .distinct()
            .sorted()
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(", "));
    return widths.isEmpty()
        ? "float"
        : "a shape without values; weights of " + widths + " bits as asked for";
  }

  private void hardware(Report.HardwareSection h) {
    if (h == null) {
      line("hardware", "not simulated");
      return;
    }
    line(
        "hardware",
        "%s on %s (%d nm) at %s MHz, simulated; built as %s",
        h.accelerator(),
        h.device(),
        h.technologyNm(),
        Numbers.show(h.clockMhz()),
        h.configuration());
    line("  clock", "%s", h.clockOrigin());
    boolean inTurn = h.stages().stream().mapToLong(StageTime::cycles).sum() == h.cyclesPerStep();
    if (h.stages().isEmpty() || inTurn) {
      line(
          "  time",
          "%s cycles a step, %s us, %s steps/s; first step %s cycles, %s steps %s",
          Numbers.show(h.cyclesPerStep()),
          Numbers.show(h.latencyUs()),
          Numbers.show(h.framesPerSecond()),
          Numbers.show(h.firstStepCycles()),
          Numbers.show(h.steps()),
          Numbers.show(h.totalCycles()));
    } else {
      interleaved(h);
    }
    stages(h);
    line(
        "  work",
        "%s GOPS, %s effective GOPS, multipliers %s busy",
        Numbers.show(h.gops()),
        Numbers.show(h.effectiveGops()),
        Numbers.percent(h.utilization()));
    power(h);
    line(
        "  efficiency",
        "%s GOPS/W of work done, %s effective GOPS/W (the dense network's work)",
        Numbers.show(h.gopsPerWatt()),
        Numbers.show(h.effectiveGopsPerWatt()));
    resources(h);
    errors(h.uncertainty());
    line("  bound by", "%s", h.boundBy());
    for (UnitUse u : h.units()) {
      line("  " + u.unit(), "busy %s%s", Numbers.show(u.busyCycles()), stalls(u.stallCycles()));
    }
    h.assumptions().forEach(a -> line("  assumed", "%s", a));
  }

  /** Figures that may be off, and by how much; a chip's evidence has a line of its own. */
  private void errors(Uncertainty u) {
    line(
        "  may be off by",
        "%s; power, energy %s %%; multipliers %s %%; memory %s %%; logic %s %%%s",
        u.cyclesPercent() == 0
            ? "cycles: exact for the machine as described"
            : "cycles, time " + Numbers.show(u.cyclesPercent()) + " %",
        Numbers.show(u.powerPercent()),
        Numbers.show(u.dspPercent()),
        Numbers.show(u.bramPercent()),
        Numbers.show(u.logicPercent()),
        u.areaPercent() == null ? "" : "; area " + Numbers.show(u.areaPercent()) + " %");
    line("  evidence", "%s", u.origin());
  }

  private void power(Report.HardwareSection h) {
    boolean chip = h.resources().areaMm2() != null;
    line(
        "  power",
        "%s W +-%s %% (%s), %s uJ a step",
        Numbers.show(h.powerW()),
        Numbers.show(h.uncertainty().powerPercent()),
        chip
            ? "the chip"
            : "chip and DRAM; "
                + Numbers.show(h.boardPowerW())
                + " W +-"
                + Numbers.show(h.uncertainty().boardPowerPercent())
                + " % with a board",
        Numbers.show(h.energyPerFrameUj()));
  }

  private void resources(Report.HardwareSection h) {
    Resources r = h.resources();
    if (r.areaMm2() == null) {
      line(
          "  resources",
          "DSP %s, BRAM36 %s, LUT %s, FF %s",
          Numbers.show(r.dsp()),
          Numbers.show(r.bram36()),
          Numbers.show(r.lut()),
          Numbers.show(r.ff()));
      return;
    }
    line(
        "  area",
        "%s mm2 +-%s %% (%s); %s of SRAM, FF %s",
        Numbers.show(r.areaMm2()),
        Numbers.show(h.uncertainty().areaPercent()),
        r.areaPartsMm2().entrySet().stream()
            .map(e -> e.getKey() + " " + Numbers.show(e.getValue()))
            .collect(Collectors.joining(", ")),
        Numbers.bytes(8 * r.sramBytes()),
        Numbers.show(r.ff()));
  }

  /** A machine with coarse stages: latency and rate are two things. */
  private void interleaved(Report.HardwareSection h) {
    line("  latency", "%s us from a frame's start to its output", Numbers.show(h.latencyUs()));
    line(
        "  rate",
        "%s frames/s with %d sequences interleaved (%s cycles a frame)",
        Numbers.show(h.framesPerSecond()),
        h.streams(),
        Numbers.show(h.cyclesPerStep()));
    line(
        "  one sequence",
        "%s frames/s; first step %s cycles, %s steps %s",
        Numbers.show(h.singleStreamFramesPerSecond()),
        Numbers.show(h.firstStepCycles()),
        Numbers.show(h.steps()),
        Numbers.show(h.totalCycles()));
  }

  private void stages(Report.HardwareSection h) {
    boolean several = h.stages().stream().anyMatch(s -> s.layer() > 0);
    for (StageTime s : h.stages()) {
      line(
          "  stage",
          "%s%s: %s cycles (%s)",
          several ? "layer " + s.layer() + " " : "",
          s.stage(),
          Numbers.show(s.cycles()),
          s.parts().entrySet().stream()
              .filter(e -> e.getValue() != 0)
              .map(e -> e.getKey() + " " + Numbers.show(e.getValue()))
              .collect(Collectors.joining(", ")));
    }
  }

  private static String stalls(Map<String, Double> stalls) {
    String text =
        stalls.entrySet().stream()
            .filter(e -> e.getValue() != 0)
            .map(e -> e.getKey() + " " + Numbers.show(e.getValue()))
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "" : "; idle: " + text;
  }

  private void line(String label, String format, Object... args) {
    lines.add(new Line(label, String.format(Locale.ROOT, format, args)));
  }

  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
