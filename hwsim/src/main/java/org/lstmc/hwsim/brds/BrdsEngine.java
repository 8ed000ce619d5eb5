package org.lstmc.hwsim.brds;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.lstmc.core.number.LineTable;
import org.lstmc.core.quantize.datapath.FixedLayer;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.core.quantize.datapath.LayerPlan;
import org.lstmc.core.quantize.datapath.StepTrace;
import org.lstmc.hwsim.MemoryUse;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.parts.MemoryBlock;
import org.lstmc.hwsim.rtl.MemoryImage;
import org.lstmc.hwsim.rtl.RtlStimulus;
import org.lstmc.hwsim.rtl.Verilog;

/**
 * One engine on the way to Verilog: its network, its design, the run, and what is written so far.
 */
final class BrdsEngine {
  final String name;
  final IntegerNetwork net;
  final Workload workload;
  final BrdsDesign design;
  final BrdsConfig config;
  final List<FixedLayer> layers = new ArrayList<>();
  final Map<String, String> parameters = new LinkedHashMap<>();
  final List<MemoryImage> memories = new ArrayList<>();
  final List<StepTrace> trace;
  final BrdsLive live;
  final BrdsLines lines;
  final BrdsEntry entryX;
  final BrdsEntry entryH;
  final boolean projects;

  BrdsEngine(
      String name, IntegerNetwork net, Workload workload, BrdsDesign design, RtlStimulus stimulus) {
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
    this.trace = stimulus.trace(net);
    this.live = new BrdsLive(trace);
  }

  /** A parameter that is a number. */
  void set(String parameter, long value) {
    parameters.put(parameter, Long.toString(value));
  }

  /** A parameter with a field of so many bits a layer. */
  void perLayer(String parameter, int bits, IntToLongFunction of) {
    List<Long> values = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      values.add(of.applyAsLong(l));
    }
    parameters.put(parameter, Verilog.fields(bits, values));
  }

  /** A field of 8 bits a layer, of the layer's formats. */
  void plan(String parameter, ToIntFunction<LayerPlan> of) {
    perLayer(parameter, 8, l -> of.applyAsInt(layers.get(l).plan()));
  }

  /** Bits to drop, which may be negative: 128 is added. */
  void drop(String parameter, ToIntFunction<LayerPlan> of) {
    plan(parameter, p -> 128 + of.applyAsInt(p));
  }

  /**
   * A memory's contents.
   *
   * @param bits those that outputs can depend on, word by word; null for all
   */
  void image(String parameter, int width, List<BigInteger> words, List<BigInteger> bits) {
    String file = name + "." + parameter.toLowerCase(Locale.ROOT) + ".hex";
    memories.add(new MemoryImage(parameter, file, width, words, bits));
  }

  /** Projections come after the layers: their sums are not shifted, their input starts at 0. */
  List<Long> withProjection(List<Long> layers) {
    List<Long> all = new ArrayList<>(layers);
    if (projects) {
      all.add(0L);
    }
    return all;
  }

  /** 0 for look-up tables, 1 for block RAM with a reader and a writer, 2 for pairs of banks. */
  int form(String memory) {
    MemoryBlock b = block(memory);
    return b.kind() == MemoryUse.Kind.DISTRIBUTED ? 0 : b.twoReaders() ? 2 : 1;
  }

  /** The {@code ram_style} of a memory: {@code small} where it is made of look-up tables. */
  String style(String memory, String small) {
    boolean distributed = block(memory).kind() == MemoryUse.Kind.DISTRIBUTED;
    return Verilog.string(distributed ? small : "block");
  }

  private MemoryBlock block(String memory) {
    return design.memories().block(memory);
  }

  /** The most over all layers. */
  int widest(ToIntFunction<LayerPlan> of) {
    return layers.stream().mapToInt(l -> of.applyAsInt(l.plan())).max().orElse(0);
  }

  /** The sum over all layers. */
  long sum(IntToLongFunction of) {
    long all = 0;
    for (int l = 0; l < layers.size(); l++) {
      all += of.applyAsLong(l);
    }
    return all;
  }

  /** a / b, rounded up. */
  static long up(long a, int b) {
    return (a + b - 1) / b;
  }
}
