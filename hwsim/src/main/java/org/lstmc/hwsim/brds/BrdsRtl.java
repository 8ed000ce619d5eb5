package org.lstmc.hwsim.brds;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntToLongFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.number.ActivationTable;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.LineTable;
import org.lstmc.core.number.NumberContract;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.ValueTable;
import org.lstmc.core.quantize.datapath.FixedLayer;
import org.lstmc.core.quantize.datapath.FixedMatrix;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.core.quantize.datapath.LayerPlan;
import org.lstmc.core.quantize.datapath.StepTrace;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.MemoryUse;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.parts.MacArray;
import org.lstmc.hwsim.parts.MemoryBlock;
import org.lstmc.hwsim.rtl.MemoryImage;
import org.lstmc.hwsim.rtl.RtlDesign;
import org.lstmc.hwsim.rtl.RtlOutput;
import org.lstmc.hwsim.rtl.RtlStimulus;
import org.lstmc.hwsim.rtl.Untried;
import org.lstmc.hwsim.rtl.Verilog;

/**
 * The BRDS engine of a model as Verilog: the parameters of {@code brds/brds_lstm.v}. Every constant
 * comes from the design that the simulation times, every content from the integer datapath.
 */
final class BrdsRtl {
  private static final List<String> SOURCES =
      List.of(
          "common/fixed_round.v",
          "common/layer_round.v",
          "common/layer_shift.v",
          "common/table_index.v",
          "common/layer_table.v",
          "common/layer_lines.v",
          "common/layer_act.v",
          "common/rom.v",
          "common/ram_1w1r.v",
          "common/ram_bank.v",
          "common/ram_banks.v",
          "common/ram_pair.v",
          "common/delay.v",
          "common/product.v",
          "common/add_tree.v",
          "common/dot.v",
          "brds/brds_widen.v",
          "brds/brds_fetch.v",
          "brds/brds_vector.v",
          "brds/brds_slices.v",
          "brds/brds_deal.v",
          "brds/brds_dense_x.v",
          "brds/brds_dense_h.v",
          "brds/brds_part.v",
          "brds/brds_issue.v",
          "brds/brds_stream.v",
          "brds/brds_sums.v",
          "brds/brds_peephole.v",
          "brds/brds_function.v",
          "brds/brds_words.v",
          "brds/brds_state.v",
          "brds/brds_lstm.v");

  /** Room: buffers, memories, addresses and words may be larger than they need to be. */
  private static final List<String> GROWING =
      List.of(
          "BUFFER",
          "VX_DEPTH",
          "VI_DEPTH",
          "VH_DEPTH",
          "XMW",
          "VX",
          "CX",
          "CH",
          "ACC",
          "SUM",
          "LEVELS",
          "LINE_XW",
          "LINE_YW",
          "G",
          "C",
          "S",
          "U",
          "SUMS",
          "QUEUE",
          "VP_DEPTH",
          "VH",
          "SLOTS_X",
          "SLOTS_H",
          "SLOTS_P",
          "SUM_WS",
          "OUT_WS");

  /** What memories are made of. */
  private static final List<String> STRUCTURE = List.of("FORM_X", "FORM_I", "FORM_H", "FORM_P");

  private static final String[] GATES = {"I", "F", "G", "O"};

  private final String name;
  private final IntegerNetwork net;
  private final Workload workload;
  private final BrdsDesign design;
  private final BrdsConfig config;
  private final List<FixedLayer> layers = new ArrayList<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final List<MemoryImage> memories = new ArrayList<>();
  private List<StepTrace> trace;
  private BrdsLive live;
  private final BrdsLines lines;
  private final BrdsEntry entryX;
  private final BrdsEntry entryH;
  private final boolean projects;

  private BrdsRtl(String name, IntegerNetwork net, Workload workload, BrdsDesign design) {
    this.name = name;
    this.net = net;
    this.workload = workload;
    this.design = design;
    this.config = design.config();
    for (int l = 0; l < workload.layers().size(); l++) {
      layers.add(net.layerAt(l));
    }
    List<LineTable> drawn =
        layers.stream()
            .flatMap(l -> Stream.of(l.sigmoid(), l.tanh(), l.cellTanh()))
            .filter(LineTable.class::isInstance)
            .map(LineTable.class::cast)
            .toList();
    this.lines = drawn.isEmpty() ? null : new BrdsLines(drawn);
    this.entryX = BrdsEntry.x(workload, config.relativeIndex());
    this.entryH = BrdsEntry.h(workload, config.relativeIndex());
    this.projects = workload.layers().stream().anyMatch(l -> l.projection() != null);
  }

  /** The design for a model, with the stimulus and its expected outputs. */
  static RtlDesign of(
      String name, Model model, Workload workload, BrdsDesign design, RtlStimulus stimulus) {
    refuse(workload, design);
    return new BrdsRtl(name, IntegerNetwork.of(model), workload, design).design(stimulus);
  }

  private static void refuse(Workload w, BrdsDesign d) {
    String what = null;
    if (d.config().streams()) {
      what = "weights from DRAM; simulate without --stream, on a device that holds them";
    } else if (most(w.sigmoid()) || most(w.tanh())) {
      what = "lines of more than " + BrdsLines.MOST_SEGMENTS + " segments; quantize with fewer";
    }
    if (what != null) {
      throw LstmcException.unsupported("the Verilog of brds has no %s", what);
    }
  }

  private static boolean most(ActivationSpec a) {
    boolean lines = a.kind() == ActivationSpec.Kind.PIECEWISE_LINEAR;
    return lines && a.entries() > BrdsLines.MOST_SEGMENTS;
  }

  private RtlDesign design(RtlStimulus stimulus) {
    trace = stimulus.trace(net);
    live = new BrdsLive(trace);
    schedule();
    vectors();
    arithmetic();
    weights();
    tables();
    FixedFormat in = layers.get(0).plan().input();
    int lanes = config.xWordsPerCycle();
    List<BigInteger> words = stimulus.words(net, in.width(), lanes);
    int last = layers.size() - 1;
    List<RtlOutput> outputs =
        outputs(
            design.schedule(),
            trace.stream().map(t -> t.layers().get(last).state()).toArray(long[][]::new));
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("configuration", config.toString());
    facts.put("stimulus", stimulus.origin());
    facts.put("outputLayer", "on the host: logits are not part of this hardware");
    Map<String, Object> resources = new LinkedHashMap<>();
    resources.put("dsp", design.resources().dsp());
    resources.put("bram36", design.resources().bram36());
    resources.put("lut", design.resources().lut());
    resources.put("ff", design.resources().ff());
    facts.put("predicted", resources);
    facts.put(Untried.KEY, equivalent(outputs));
    return new RtlDesign(
        name,
        "brds",
        "brds_lstm",
        SOURCES,
        parameters,
        memories,
        in.width() * lanes,
        widest(p -> p.state().width()),
        config.stateWords(),
        words,
        outputs,
        stimulus.steps(),
        outputs.get(outputs.size() - 1).cycle() + 1,
        NumberContract.VERSION,
        new BrdsProbes(trace, layers, config.latency()).all(),
        facts);
  }

  /** Constants that this network or this run leaves open. */
  private Map<String, Object> equivalent(List<RtlOutput> outputs) {
    List<String> growing = new ArrayList<>(GROWING);
    List<String> any = new ArrayList<>(STRUCTURE);
    if (layers.size() == 1) {
      // One layer's tables start at 0 however large they are, and there is no layer input.
      growing.add("SIGMOID_LOG");
      growing.add("TANH_LOG");
      any.add("VI_DEPTH");
      any.add("BASES_X");
    }
    int last = layers.size() - 1;
    long[][] states = trace.stream().map(t -> t.layers().get(last).state()).toArray(long[][]::new);
    if (outputs(design.schedule().withLead(Short.MAX_VALUE), states).equals(outputs)) {
      // No row ever waits for its partner to catch up.
      growing.add("LEAD");
    }
    return Untried.facts(growing, any);
  }

  /** The cycles are those of the timed walk, the values those of the integer datapath. */
  private List<RtlOutput> outputs(BrdsSchedule schedule, long[][] states) {
    List<RtlOutput> outputs = new ArrayList<>();
    int last = layers.size() - 1;
    BrdsTrace trace =
        (unit, step, layer, row, from, to) -> {
          boolean projects = design.schedule().layers()[layer].groups() > 0;
          BrdsTrace.Unit writer = projects ? BrdsTrace.Unit.STATE_WRITE : BrdsTrace.Unit.FUNCTION;
          if (layer == last && unit == writer) {
            long written = to - config.latency().write();
            outputs.add(new RtlOutput(step, row, written, states[step][row]));
          }
        };
    new BrdsWalk(schedule, trace, null).walk(states.length);
    return outputs;
  }

  private void schedule() {
    BrdsLatency t = config.latency();
    set("FETCH", t.fetch());
    set("SUM_X", t.sumX());
    set("SUM_H", t.sumH());
    set("OUTPUT", t.output());
    set("LAYERS", layers.size());
    set("RX", config.rx());
    set("RH", config.rh());
    set("LEAD", config.lead());
    set("BUFFER", config.bufferRows());
    set("LEVELS", Math.max(0, t.addressSum() - 1));
    set("STAGES", t.addressSum());
    set("TREE_X", t.treeX());
    set("TREE_H", t.treeH());
    BrdsSchedule.Layer[] s = design.schedule().layers();
    perLayer("CELLS", 16, l -> s[l].cells());
    perLayer("BEATS_X", 16, l -> s[l].x());
    perLayer("BEATS_H", 16, l -> s[l].h());
    perLayer("OUTS", 16, l -> s[l].stateWords());
    perLayer("SLOTS_X", 16, l -> lastSlots(workload.layers().get(l).wx(), config.rx()));
    perLayer("SLOTS_H", 16, l -> lastSlots(workload.layers().get(l).wh(), config.rh()));
    set("DEPTH_X", sum(l -> s[l].beatsX()));
    set("DEPTH_H", sum(l -> s[l].beatsH()));
    set("ROWS", sum(l -> s[l].cells()));
    set("SIG", t.sigmoid());
    set("TNH", t.tanh());
    if (projects) {
      projections(s);
    }
  }

  private void projections(BrdsSchedule.Layer[] s) {
    set("PROJECTS", 1);
    perLayer("GROUPS", 16, l -> s[l].groups());
    perLayer("BEATS_P", 16, l -> s[l].projection());
    perLayer("TAILS", 8, l -> s[l].stateWords() - 4 * Math.max(0, s[l].groups() - 1));
    perLayer("SLOTS_P", 16, l -> lastSlots(workload.layers().get(l).projection(), config.rh()));
    parameters.put("ENDS_H", Verilog.fields(32, ends(l -> s[l].beatsH())));
    parameters.put("ENDS_P", Verilog.fields(32, ends(l -> s[l].beatsProjection())));
    set("DEPTH_P", sum(l -> s[l].beatsProjection()));
    set("PORTS", config.stateWords());
    set("QUEUE", design.schedule().waitingGroups(config.stateWords()));
    set("FORM_P", form("projection input memory"));
    int words =
        IntStream.range(0, layers.size())
            .filter(l -> s[l].groups() > 0)
            .map(l -> s[l].cells())
            .max()
            .orElseThrow();
    set("VP_DEPTH", up(words, entryH.dense() ? config.rh() : 1));
    plan(
        "PSUM_WS",
        p -> (p.spec().projectionSize() > 0 ? p.projectionAccumulator() : p.state()).width());
    drop(
        "STATE_DROPS",
        p ->
            p.spec().projectionSize() > 0
                ? p.projectionAccumulator().fractionBits() - p.state().fractionBits()
                : 0);
    plan("STATE_WS", p -> p.state().width());
  }

  /** Projections come after the layers: their sums are not shifted, their input starts at 0. */
  private List<Long> withProjection(List<Long> layers) {
    List<Long> all = new ArrayList<>(layers);
    if (projects) {
      all.add(0L);
    }
    return all;
  }

  /** Where every layer's part of a memory ends. */
  private List<Long> ends(IntToLongFunction size) {
    List<Long> ends = new ArrayList<>();
    long at = 0;
    for (int l = 0; l < layers.size(); l++) {
      at += size.applyAsLong(l);
      ends.add(at);
    }
    return ends;
  }

  private long lastSlots(MatrixWorkload m, int r) {
    int entries = m == null ? 0 : m.entries(config.relativeIndex());
    return entries - (long) (MacArray.beats(entries, r) - 1) * r;
  }

  private void vectors() {
    boolean denseX = entryX.dense();
    boolean denseH = entryH.dense();
    int x = workload.layers().get(0).spec().inputSize();
    int rx = denseX ? config.rx() : 1;
    int rh = denseH ? config.rh() : 1;
    List<Long> basesX = bases(l -> l == 0 ? 0 : up(outputs(l - 1), rx));
    List<Long> basesH = bases(l -> up(outputs(l), rh));
    int inner = Math.toIntExact(sum(l -> l == 0 ? 0 : up(outputs(l - 1), rx)));
    int state = Math.toIntExact(sum(l -> up(outputs(l), rh)));
    parameters.put("BASES_X", Verilog.fields(16, basesX));
    parameters.put("BASES_H", Verilog.fields(16, withProjection(basesH)));
    set("X", x);
    set("XW", layers.get(0).plan().input().width());
    set("XLANES", config.xWordsPerCycle());
    int columns = config.relativeIndex() ? 1 : 0;
    set("COLUMNS_X", denseX ? 2 : columns);
    set("COLUMNS_H", denseH ? 2 : columns);
    set("FORM_X", form("x memory"));
    set("FORM_I", layers.size() > 1 ? form("layer input memory") : 0);
    set("FORM_H", form("h memory"));
    int depthX = Math.toIntExact(up(x, rx));
    set("VX_DEPTH", depthX);
    set("VI_DEPTH", Math.max(1, inner));
    set("VH_DEPTH", state);
    int xBits = workload.layers().stream().mapToInt(LayerWorkload::inputBits).max().orElse(0);
    int stateBits = widest(p -> p.state().width());
    set("XMW", xBits);
    set("VX", layers.size() > 1 ? Math.max(xBits, stateBits) : xBits);
    int hidden = widest(p -> p.hidden().width());
    set("VH", projects ? Math.max(stateBits, hidden) : stateBits);
    set("U", hidden);
    set("CX", BrdsEntry.addressBits(Math.max(depthX, inner)));
    int read =
        workload.layers().stream()
            .filter(l -> l.projection() != null)
            .mapToInt(l -> (int) up(l.spec().hiddenSize(), rh))
            .max()
            .orElse(0);
    set("CH", BrdsEntry.addressBits(Math.max(state, read)));
  }

  private long outputs(int l) {
    return workload.layers().get(l).spec().outputSize();
  }

  /** 0 for look-up tables, 1 for block RAM with a reader and a writer, 2 for pairs of banks. */
  private int form(String memory) {
    MemoryBlock b = block(memory);
    return b.kind() == MemoryUse.Kind.DISTRIBUTED ? 0 : b.twoReaders() ? 2 : 1;
  }

  private MemoryBlock block(String memory) {
    return design.memories().block(memory);
  }

  private String style(String memory, String small) {
    boolean distributed = block(memory).kind() == MemoryUse.Kind.DISTRIBUTED;
    return Verilog.string(distributed ? small : "block");
  }

  private void arithmetic() {
    int accumulator = widest(p -> p.accumulator().width());
    set("ACC", accumulator);
    set(
        "SUMS",
        Math.max(accumulator, widest(p -> projects(p) ? p.projectionAccumulator().width() : 0)));
    plan("SH_X", LayerPlan::shiftX);
    List<Long> shifts = layers.stream().map(l -> (long) l.plan().shiftH()).toList();
    parameters.put("SH_H", Verilog.fields(8, withProjection(shifts)));
    set("BIAS_W", layers.stream().mapToInt(l -> l.bias().format().width()).max().orElse(0));
    plan("SH_B", LayerPlan::shiftBias);
    plan("ACC_WS", p -> p.accumulator().width());
    plan("A_WS", p -> p.activation().width());
    set("G", widest(p -> p.gate().width()));
    drop("GATE_DROPS", p -> p.accumulator().fractionBits() - p.gate().fractionBits());
    plan("GATE_WS", p -> p.gate().width());
    set("A", widest(p -> p.activation().width()));
    set("C", widest(p -> p.cell().width()));
    set("S", widest(p -> p.state().width()));
    plan("SH_FORGET", LayerPlan::shiftForget);
    plan("SH_INPUT", LayerPlan::shiftInput);
    // One bit more than the wider summand; the narrowest format that no operands overflow.
    ToIntFunction<LayerPlan> sum =
        p ->
            1
                + Math.max(
                    p.activation().width() + p.cell().width() + p.shiftForget(),
                    2 * p.activation().width() + p.shiftInput());
    set("SUM", widest(sum));
    plan("SUM_WS", sum);
    drop("CELL_DROPS", p -> p.cellFraction() - p.cell().fractionBits());
    plan("CELL_WS", p -> p.cell().width());
    plan("OUT_WS", p -> 2 * widest(q -> q.activation().width()));
    drop("HIDDEN_DROPS", p -> p.hiddenFraction() - p.hidden().fractionBits());
    plan("HIDDEN_WS", p -> p.hidden().width());
    set("MODE", mode());
    set("SAT", net.quantization().overflow() == Overflow.SAT ? 1 : 0);
    parameters.put("BIAS_STYLE", style("bias memory", "auto"));
    parameters.put("C_STYLE", style("c memory", "distributed"));
    parameters.put("TABLE_STYLE", style("tanh table", "auto"));
    if (config.latency().peepholeAdd() > 0) {
      set("PEEPHOLES", 1);
      plan("SH_P", LayerPlan::shiftPeephole);
      parameters.put("P_STYLE", style("peephole memory", "auto"));
      peepholes();
    }
  }

  private void peepholes() {
    int bits =
        layers.stream()
            .filter(l -> l.peephole() != null)
            .mapToInt(l -> l.peephole().format().width())
            .max()
            .orElseThrow();
    set("P", bits);
    int[] cells = layers.stream().mapToInt(l -> l.plan().spec().hiddenSize()).toArray();
    boolean[] has = new boolean[cells.length];
    for (int l = 0; l < cells.length; l++) {
      has[l] = layers.get(l).peephole() != null;
    }
    for (int g = 0; g < 3; g++) {
      image(
          "P_" + "IFO".charAt(g),
          bits,
          BrdsImages.peepholes(layers, g, bits),
          live.peepholes(cells, has, g < 2, bits));
    }
  }

  private static boolean projects(LayerPlan p) {
    return p.spec().projectionSize() > 0;
  }

  private int mode() {
    return switch (net.quantization().rounding()) {
      case RND -> 0;
      case TRN -> 1;
      case RND_CONV -> 2;
    };
  }

  private void weights() {
    set("VWX", entryX.valueBits());
    set("IWX", entryX.indexBits());
    set("VWH", entryH.valueBits());
    set("IWH", entryH.indexBits());
    matrix("WX", FixedLayer::wx, live::input, config.rx(), entryX);
    matrix("WH", FixedLayer::wh, live::state, config.rh(), entryH);
    if (projects) {
      BrdsEntry entry = BrdsEntry.projection(workload, config.relativeIndex());
      set("VWP", entry.valueBits());
      set("IWP", entry.indexBits());
      matrix("WP", FixedLayer::projection, live::hidden, config.rh(), entry);
    }
    int bits = layers.stream().mapToInt(l -> l.bias().format().width()).max().orElse(0);
    for (int g = 0; g < BrdsConfig.GATES; g++) {
      image("B_" + GATES[g], bits, BrdsImages.biases(layers, g, bits), null);
    }
  }

  private void matrix(
      String images,
      Function<FixedLayer, FixedMatrix> of,
      BrdsLive.Operands operands,
      int r,
      BrdsEntry entry) {
    boolean relative = config.relativeIndex();
    for (int g = 0; g < BrdsConfig.GATES; g++) {
      List<BrdsRows> rows = new ArrayList<>();
      for (FixedLayer l : layers) {
        FixedMatrix m = of.apply(l);
        rows.add(m == null ? null : BrdsRows.of(m, relative, g, images.equals("WP")));
      }
      image(
          images + "_" + GATES[g],
          entry.bits() * r,
          BrdsImages.weights(rows.stream().filter(Objects::nonNull).toList(), r, relative, entry),
          live.weights(rows, operands, r, relative, entry));
    }
  }

  private void tables() {
    functions("SIGMOID", workload.sigmoid(), FixedLayer::sigmoid, BrdsLive::sigmoidGates);
    functions("TANH", workload.tanh(), FixedLayer::tanh, l -> BrdsLive.gates(l, 2, 3));
    functions("CTANH", workload.tanh(), FixedLayer::cellTanh, StepTrace.Layer::cell);
    if (lines != null) {
      lines.widths(parameters);
    }
  }

  private void functions(
      String what,
      ActivationSpec spec,
      Function<FixedLayer, ActivationTable> of,
      Function<StepTrace.Layer, long[]> arguments) {
    List<ActivationTable> all = layers.stream().map(of).toList();
    if (spec.kind() == ActivationSpec.Kind.PIECEWISE_LINEAR) {
      List<LineTable> drawn = all.stream().map(LineTable.class::cast).toList();
      if (!what.equals("CTANH")) {
        set(what + "_KIND", 1);
        set(what + "_SEGMENTS", spec.entries());
      }
      lines.constants(parameters, what, drawn);
      image(what, lines.entryBits(), lines.image(drawn), lines.live(drawn, trace, arguments));
      return;
    }
    int bits = widest(p -> p.activation().width());
    if (!what.equals("CTANH")) {
      set(what + "_LOG", log2(spec.entries()));
    }
    List<ValueTable> values = all.stream().map(ValueTable.class::cast).toList();
    perLayer(what + "_SHIFTS", 8, l -> values.get(l).shift());
    perLayer(what + "_LOGS", 8, l -> log2(values.get(l).contents().length));
    image(
        what,
        bits,
        BrdsImages.tables(all, spec.entries(), bits),
        live.table(values, spec.entries(), bits, arguments));
  }

  private void image(String parameter, int width, List<BigInteger> words, List<BigInteger> bits) {
    String file = name + "." + parameter.toLowerCase(Locale.ROOT) + ".hex";
    memories.add(new MemoryImage(parameter, file, width, words, bits));
  }

  private void set(String parameter, long value) {
    parameters.put(parameter, Long.toString(value));
  }

  private void perLayer(String parameter, int bits, IntToLongFunction of) {
    List<Long> values = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      values.add(of.applyAsLong(l));
    }
    parameters.put(parameter, Verilog.fields(bits, values));
  }

  private void plan(String parameter, ToIntFunction<LayerPlan> of) {
    perLayer(parameter, 8, l -> of.applyAsInt(layers.get(l).plan()));
  }

  /** Bits to drop, which may be negative: 128 is added. */
  private void drop(String parameter, ToIntFunction<LayerPlan> of) {
    plan(parameter, p -> 128 + of.applyAsInt(p));
  }

  private int widest(ToIntFunction<LayerPlan> of) {
    return layers.stream().mapToInt(l -> of.applyAsInt(l.plan())).max().orElse(0);
  }

  private List<Long> bases(IntToLongFunction size) {
    List<Long> bases = new ArrayList<>();
    long at = 0;
    for (int l = 0; l < layers.size(); l++) {
      bases.add(at);
      at += size.applyAsLong(l);
    }
    return bases;
  }

  private long sum(IntToLongFunction of) {
    long all = 0;
    for (int l = 0; l < layers.size(); l++) {
      all += of.applyAsLong(l);
    }
    return all;
  }

  private static long up(long a, int b) {
    return (a + b - 1) / b;
  }

  private static int log2(int powerOfTwo) {
    return Integer.numberOfTrailingZeros(powerOfTwo);
  }
}
