package org.lstmc.hwsim.brds;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntToLongFunction;
import java.util.function.ToIntFunction;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.number.ActivationTable;
import org.lstmc.core.number.FixedFormat;
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
          "common/rom.v",
          "common/ram_1w1r.v",
          "common/ram_bank.v",
          "common/ram_banks.v",
          "common/delay.v",
          "common/product.v",
          "common/add_tree.v",
          "common/dot.v",
          "brds/brds_fetch.v",
          "brds/brds_vector.v",
          "brds/brds_slices.v",
          "brds/brds_deal.v",
          "brds/brds_dense_x.v",
          "brds/brds_part.v",
          "brds/brds_issue.v",
          "brds/brds_stream.v",
          "brds/brds_sums.v",
          "brds/brds_function.v",
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
          "G",
          "C",
          "S",
          "SLOTS_X",
          "SLOTS_H",
          "SUM_WS",
          "OUT_WS");

  /** What memories are made of. */
  private static final List<String> STRUCTURE = List.of("FORM_X", "FORM_I", "FORM_H");

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

  private BrdsRtl(String name, IntegerNetwork net, Workload workload, BrdsDesign design) {
    this.name = name;
    this.net = net;
    this.workload = workload;
    this.design = design;
    this.config = design.config();
    for (int l = 0; l < workload.layers().size(); l++) {
      layers.add(net.layerAt(l));
    }
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
    } else if (w.layers().stream().anyMatch(l -> l.spec().peepholes())) {
      what = "peepholes";
    } else if (w.layers().stream().anyMatch(l -> l.projection() != null)) {
      what = "projections";
    } else if (w.sigmoid().kind() != ActivationSpec.Kind.TABLE
        || w.tanh().kind() != ActivationSpec.Kind.TABLE) {
      what = "piecewise-linear activations; quantize with tables";
    }
    if (what != null) {
      throw LstmcException.unsupported("the Verilog of brds has no %s", what);
    }
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
        1,
        words,
        outputs,
        stimulus.steps(),
        outputs.get(outputs.size() - 1).cycle() + 1,
        NumberContract.VERSION,
        new BrdsProbes(trace, layers).all(),
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
          if (unit == BrdsTrace.Unit.FUNCTION && layer == last) {
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
    perLayer("SLOTS_X", 16, l -> lastSlots(workload.layers().get(l), true));
    perLayer("SLOTS_H", 16, l -> lastSlots(workload.layers().get(l), false));
    set("DEPTH_X", sum(l -> s[l].beatsX()));
    set("DEPTH_H", sum(l -> s[l].beatsH()));
    set("ROWS", sum(l -> s[l].cells()));
  }

  private long lastSlots(LayerWorkload l, boolean x) {
    int r = x ? config.rx() : config.rh();
    int entries = (x ? l.wx() : l.wh()).entries(config.relativeIndex());
    return entries - (long) (MacArray.beats(entries, r) - 1) * r;
  }

  private void vectors() {
    boolean denseX = workload.layers().stream().allMatch(l -> l.wx().isDense());
    boolean denseH = workload.layers().stream().allMatch(l -> l.wh().isDense());
    int x = workload.layers().get(0).spec().inputSize();
    int rx = denseX ? config.rx() : 1;
    int rh = denseH ? config.rh() : 1;
    List<Long> basesX = bases(l -> l == 0 ? 0 : up(cells(l - 1), rx));
    List<Long> basesH = bases(l -> up(cells(l), rh));
    int inner = Math.toIntExact(sum(l -> l == 0 ? 0 : up(cells(l - 1), rx)));
    int state = Math.toIntExact(sum(l -> up(cells(l), rh)));
    parameters.put("BASES_X", Verilog.fields(16, basesX));
    parameters.put("BASES_H", Verilog.fields(16, basesH));
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
    set("CX", addressBits(Math.max(depthX, inner)));
    set("CH", addressBits(state));
  }

  private long cells(int l) {
    return workload.layers().get(l).spec().hiddenSize();
  }

  /** 0 for look-up tables, 1 for block RAM with a reader and a writer, 2 for pairs of banks. */
  private int form(String memory) {
    MemoryBlock b = block(memory);
    return b.kind() == MemoryUse.Kind.DISTRIBUTED ? 0 : b.twoReaders() ? 2 : 1;
  }

  private MemoryBlock block(String memory) {
    return design.memories().blocks().stream()
        .filter(b -> b.name().equals(memory))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no memory " + memory));
  }

  private String style(String memory, String small) {
    boolean distributed = block(memory).kind() == MemoryUse.Kind.DISTRIBUTED;
    return Verilog.string(distributed ? small : "block");
  }

  private void arithmetic() {
    set("ACC", widest(p -> p.accumulator().width()));
    plan("SH_X", LayerPlan::shiftX);
    plan("SH_H", LayerPlan::shiftH);
    set("BIAS_W", layers.stream().mapToInt(l -> l.bias().format().width()).max().orElse(0));
    plan("SH_B", LayerPlan::shiftBias);
    plan("ACC_WS", p -> p.accumulator().width());
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
    drop("STATE_DROPS", p -> p.hiddenFraction() - p.state().fractionBits());
    plan("STATE_WS", p -> p.state().width());
    set("MODE", mode());
    set("SAT", net.quantization().overflow() == Overflow.SAT ? 1 : 0);
    parameters.put("BIAS_STYLE", style("bias memory", "auto"));
    parameters.put("C_STYLE", style("c memory", "distributed"));
    parameters.put("TABLE_STYLE", style("tanh table", "auto"));
  }

  private int mode() {
    return switch (net.quantization().rounding()) {
      case RND -> 0;
      case TRN -> 1;
      case RND_CONV -> 2;
    };
  }

  private void weights() {
    List<FixedMatrix> wx = layers.stream().map(FixedLayer::wx).toList();
    List<FixedMatrix> wh = layers.stream().map(FixedLayer::wh).toList();
    matrix("WX", "VWX", "IWX", wx, LayerWorkload::wx, config.rx());
    matrix("WH", "VWH", "IWH", wh, LayerWorkload::wh, config.rh());
    int bits = layers.stream().mapToInt(l -> l.bias().format().width()).max().orElse(0);
    for (int g = 0; g < BrdsConfig.GATES; g++) {
      image("B_" + GATES[g], bits, BrdsImages.biases(layers, g, bits), null);
    }
  }

  private void matrix(
      String images,
      String valueName,
      String indexName,
      List<FixedMatrix> matrices,
      Function<LayerWorkload, MatrixWorkload> of,
      int r) {
    boolean relative = config.relativeIndex();
    boolean dense = workload.layers().stream().allMatch(l -> of.apply(l).isDense());
    int value = workload.layers().stream().mapToInt(l -> of.apply(l).weightBits()).max().orElse(0);
    int index =
        workload.layers().stream()
            .mapToInt(l -> relative ? of.apply(l).indexBits(true) : addressBits(of.apply(l).cols()))
            .max()
            .orElse(0);
    index = dense ? 0 : index;
    set(valueName, value);
    set(indexName, index);
    int width = (value + index) * r;
    for (int g = 0; g < BrdsConfig.GATES; g++) {
      image(
          images + "_" + GATES[g],
          width,
          BrdsImages.weights(matrices, g, r, relative, !dense, value, index),
          live.weights(matrices, images.equals("WX"), g, r, relative, !dense, value, index));
    }
  }

  private void tables() {
    int bits = widest(p -> p.activation().width());
    table("SIGMOID", workload.sigmoid(), FixedLayer::sigmoid, bits, BrdsLive::sigmoidGates);
    table("TANH", workload.tanh(), FixedLayer::tanh, bits, l -> BrdsLive.gates(l, 2, 3));
    table("CTANH", workload.tanh(), FixedLayer::cellTanh, bits, StepTrace.Layer::cell);
  }

  private void table(
      String what,
      ActivationSpec spec,
      Function<FixedLayer, ActivationTable> of,
      int bits,
      Function<StepTrace.Layer, long[]> arguments) {
    List<ActivationTable> tables = layers.stream().map(of).toList();
    if (!what.equals("CTANH")) {
      set(what + "_LOG", log2(spec.entries()));
    }
    perLayer(what + "_SHIFTS", 8, l -> ((ValueTable) tables.get(l)).shift());
    perLayer(what + "_LOGS", 8, l -> log2(tables.get(l).contents().length));
    List<ValueTable> values = tables.stream().map(ValueTable.class::cast).toList();
    image(
        what,
        bits,
        BrdsImages.tables(tables, spec.entries(), bits),
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

  /** Bits that tell {@code n} words apart; at least 1. */
  private static int addressBits(int n) {
    return n <= 2 ? 1 : 32 - Integer.numberOfLeadingZeros(n - 1);
  }
}
