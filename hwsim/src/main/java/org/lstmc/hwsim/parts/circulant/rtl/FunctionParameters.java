package org.lstmc.hwsim.parts.circulant.rtl;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.function.Function;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.number.ActivationTable;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.LineTable;
import org.lstmc.core.number.ValueTable;
import org.lstmc.core.quantize.datapath.FixedLayer;
import org.lstmc.core.quantize.datapath.StepTrace;
import org.lstmc.hwsim.rtl.BitWord;
import org.lstmc.hwsim.rtl.MemoryImage;

/**
 * Parameters of an activation function (core {@code circ_act}) for all layers, and the image of its
 * tables or lines; layers with equal contents share them.
 */
final class FunctionParameters {
  /** Fraction bits of slope and intercept beyond the output's (number contract, section 5). */
  private static final int GUARD_BITS = 2;

  private final Engine e;
  private final ActivationSpec spec;
  private final List<ActivationTable> tables = new ArrayList<>();
  private final List<long[]> sets = new ArrayList<>();
  private final int[] setOf;
  private Function<StepTrace.Layer, long[]> arguments;

  FunctionParameters(Engine e, ActivationSpec spec, Function<FixedLayer, ActivationTable> of) {
    this.e = e;
    this.spec = spec;
    setOf = new int[e.layers()];
    for (int l = 0; l < e.layers(); l++) {
      tables.add(of.apply(e.layer(l)));
      long[] contents = tables.get(l).contents();
      int at = 0;
      while (at < sets.size() && !Arrays.equals(sets.get(at), contents)) {
        at++;
      }
      if (at == sets.size()) {
        sets.add(contents);
      }
      setOf[l] = at;
    }
  }

  /**
   * Writes the parameters.
   *
   * @param prefix such as {@code L_SIGMOID_}
   * @param valueBits bits of a table's value
   * @param copies how many units have the table
   * @param arguments what they read in a step
   */
  void write(
      String prefix, int valueBits, int copies, Function<StepTrace.Layer, long[]> arguments) {
    this.arguments = arguments;
    boolean lines = spec.kind() == ActivationSpec.Kind.PIECEWISE_LINEAR;
    int perEntry = lines ? 3 : 1;
    int depth = Math.max(2, sets.stream().mapToInt(s -> s.length / perEntry).sum());
    e.parameters.put(prefix + "DEPTH", depth);
    int[] first = new int[sets.size()];
    for (int s = 1; s < first.length; s++) {
      first[s] = first[s - 1] + sets.get(s - 1).length / perEntry;
    }
    if (lines) {
      lines(prefix, depth, first, copies);
    } else {
      table(prefix, depth, first, valueBits, copies);
    }
  }

  private void table(String prefix, int depth, int[] first, int valueBits, int copies) {
    ParameterList p = e.parameters;
    p.put(prefix + "DW", ParameterList.bits(depth - 1));
    p.put(prefix + "EW", valueBits);
    p.put(prefix + "SEGMENTS", 1);
    p.table(prefix + "SHIFTS", e.layers(), this::shift);
    p.table(prefix + "LOGS", e.layers(), l -> ParameterList.log2(entries(l)));
    p.table(prefix + "CENTRES", e.layers(), l -> first[setOf[l]] + entries(l) / 2);
    List<BigInteger> words = new ArrayList<>();
    for (long[] set : sets) {
      for (long v : set) {
        words.add(new BitWord().add(v, valueBits).value());
      }
    }
    FunctionLive live = new FunctionLive(depth);
    for (int l = 0; l < e.layers(); l++) {
      for (StepTrace.Layer t : e.run.layer(l)) {
        live.table((ValueTable) tables.get(l), first[setOf[l]], valueBits, arguments.apply(t));
      }
    }
    add(prefix, valueBits, words, live, copies);
    openTable(prefix, live, words);
  }

  /** Entries need no more bits than the greatest one read, indices than the farthest one. */
  private void openTable(String prefix, FunctionLive live, List<BigInteger> words) {
    int value = 1;
    for (int i = 0; i < words.size(); i++) {
      if (live.words().get(i).signum() != 0) {
        long v = FixedArithmetic.wrap(words.get(i).longValue(), live.words().get(i).bitLength());
        value = Math.max(value, ParameterList.signedBits(v));
      }
    }
    e.parameters.open(prefix + "EW", value, ParameterList.MOST);
    for (int l = 0; l < e.layers(); l++) {
      long half = entries(l) / 2;
      int index = 1;
      boolean beyond = false;
      for (StepTrace.Layer t : e.run.layer(l)) {
        for (long a : arguments.apply(t)) {
          long at = a >> shift(l);
          beyond |= at < -half || at >= half;
          index =
              Math.max(index, ParameterList.signedBits(Math.max(-half, Math.min(half - 1, at))));
        }
      }
      int log = ParameterList.log2(entries(l));
      String site = ParameterList.field(prefix + "LOGS", l, e.layers());
      e.parameters.open(site, index, beyond ? log : 32);
    }
  }

  /** Where a line begins and where arguments are held is open between the run's arguments. */
  private void openLines(String prefix, long word) {
    for (int l = 0; l < e.layers(); l++) {
      long[] c = tables.get(l).contents();
      List<Long> read = new ArrayList<>();
      LongSummaryStatistics whole = new LongSummaryStatistics();
      for (StepTrace.Layer t : e.run.layer(l)) {
        for (long a : arguments.apply(t)) {
          whole.accept(a);
          read.add(Math.max(c[0], Math.min(-c[0] - 1, a)));
        }
      }
      if (whole.getMin() >= c[0] && whole.getMax() < -c[0]) {
        String site = ParameterList.field(prefix + "BOUNDS", l, e.layers());
        e.parameters.open(site, Math.max(whole.getMax() + 1, -whole.getMin()), word >> 1);
      }
      int fields = spec.entries() * e.layers();
      e.parameters.unused(ParameterList.field(prefix + "STARTS", l, fields));
      for (int s = 1; s < spec.entries(); s++) {
        long start = c[3 * s];
        LongSummaryStatistics below =
            read.stream().filter(a -> a < start).mapToLong(a -> a).summaryStatistics();
        LongSummaryStatistics from =
            read.stream().filter(a -> a >= start).mapToLong(a -> a).summaryStatistics();
        long least = below.getCount() == 0 ? c[0] : below.getMax() + 1;
        long most = from.getCount() == 0 ? -c[0] - 1 : from.getMin();
        String site = ParameterList.field(prefix + "STARTS", s * e.layers() + l, fields);
        if (start < 0) {
          e.parameters.open(site, least & word, Math.min(-1, most) & word);
        } else {
          e.parameters.open(site, Math.max(0, least), most);
        }
      }
    }
  }

  private int entries(int l) {
    return tables.get(l).contents().length;
  }

  /** s of the number contract, section 5. */
  private int shift(int l) {
    int range = Math.getExponent(spec.range());
    int log = Integer.numberOfTrailingZeros(spec.entries());
    return Math.max(0, tables.get(l).in().fractionBits() + range + 1 - log);
  }

  private void lines(String prefix, int depth, int[] first, int copies) {
    ParameterList p = e.parameters;
    int segments = spec.entries();
    int x = 0;
    int slope = 1;
    int intercept = 1;
    for (int l = 0; l < e.layers(); l++) {
      long[] c = tables.get(l).contents();
      x = Math.max(x, Math.max(tables.get(l).in().width(), ParameterList.signedBits(c[0])) + 1);
      for (int k = 0; k < segments; k++) {
        slope = Math.max(slope, ParameterList.signedBits(c[3 * k + 1]));
        intercept = Math.max(intercept, ParameterList.signedBits(c[3 * k + 2]));
      }
    }
    int sum = 0;
    for (int l = 0; l < e.layers(); l++) {
      sum = Math.max(sum, x + slope + productUp(l));
      sum = Math.max(sum, intercept + interceptUp(l));
    }
    p.put(prefix + "DW", ParameterList.bits(depth - 1));
    p.put(prefix + "EW", x + slope + intercept);
    p.put(prefix + "SEGMENTS", segments);
    p.put(prefix + "XW", x);
    p.put(prefix + "SW", slope);
    p.put(prefix + "CW", intercept);
    p.put(prefix + "YW", sum + 1);
    // The core reads XW bits of a field.
    long word = (1L << x) - 1;
    p.table(
        prefix + "STARTS",
        segments * e.layers(),
        i -> tables.get(i % e.layers()).contents()[3 * (i / e.layers())] & word);
    p.table(prefix + "BOUNDS", e.layers(), l -> -tables.get(l).contents()[0]);
    p.table(prefix + "PRODUCT_UP", e.layers(), this::productUp);
    p.table(prefix + "INTERCEPT_UP", e.layers(), this::interceptUp);
    p.table(prefix + "LINE_DROPS", e.layers(), l -> interceptUp(l) + GUARD_BITS);
    p.table(prefix + "FIRSTS", e.layers(), l -> first[setOf[l]]);
    List<BigInteger> words = new ArrayList<>();
    for (long[] set : sets) {
      for (int k = 0; k < segments; k++) {
        words.add(
            new BitWord()
                .add(set[3 * k], x)
                .add(set[3 * k + 1], slope)
                .add(set[3 * k + 2], intercept)
                .value());
      }
    }
    FunctionLive live = new FunctionLive(depth);
    for (int l = 0; l < e.layers(); l++) {
      int[] bits = {x, slope, intercept, sum + 1};
      for (StepTrace.Layer t : e.run.layer(l)) {
        live.lines((LineTable) tables.get(l), first[setOf[l]], bits, arguments.apply(t));
      }
    }
    add(prefix, x + slope + intercept, words, live, copies);
    openLines(prefix, word);
  }

  private int productUp(int l) {
    return Math.max(0, -tables.get(l).in().fractionBits());
  }

  private int interceptUp(int l) {
    return Math.max(0, tables.get(l).in().fractionBits());
  }

  private void add(
      String prefix, int width, List<BigInteger> words, FunctionLive live, int copies) {
    int depth = live.words().size();
    while (words.size() < depth) {
      words.add(BigInteger.ZERO);
    }
    String table = prefix.substring(2).toLowerCase(java.util.Locale.ROOT) + "table";
    e.images.add(new MemoryImage(prefix + "INIT", e.file(table), width, words, live.words()));
    e.memories.add(table.replace('_', ' '), depth, width, copies);
  }
}
