package org.lstmc.hwsim.parts.circulant.rtl;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.quantize.datapath.LayerPlan;
import org.lstmc.core.quantize.datapath.LayerSums;
import org.lstmc.core.quantize.datapath.RowSum;
import org.lstmc.core.quantize.fft.CirculantTerm;
import org.lstmc.core.quantize.fft.FixedFft;
import org.lstmc.hwsim.parts.circulant.CirculantDepths;
import org.lstmc.hwsim.parts.circulant.MvmPass;
import org.lstmc.hwsim.parts.circulant.MvmUnit;
import org.lstmc.hwsim.parts.circulant.Stage;

/** Parameters of a matrix-vector unit (core {@code circ_mvm}) and the image of its spectra. */
final class UnitParameters {
  /** Fields that the cores keep for each layer's passes. */
  private static final int PASSES = 4;

  private final Engine e;
  private final int stage;
  private final MvmUnit unit;
  private final List<List<UnitPass>> layers = new ArrayList<>();

  UnitParameters(Engine engine, int stage) {
    this.e = engine;
    this.stage = stage;
    this.unit = engine.products(0, stage).unit();
    for (int l = 0; l < e.layers(); l++) {
      List<UnitPass> all = new ArrayList<>();
      List<RowSum.Part> parts = parts(e.layer(l).sums(), stage);
      Stage.Mvm m = e.products(l, stage);
      for (int p = 0; p < m.passes().size(); p++) {
        all.add(new UnitPass(m.passes().get(p), (RowSum.Blocks) parts.get(p)));
      }
      layers.add(all);
    }
  }

  private static List<RowSum.Part> parts(LayerSums sums, int stage) {
    List<RowSum.Part> all = new ArrayList<>();
    if (stage > 0) {
      RowSum second = sums.projection() != null ? sums.projection() : sums.candidate();
      return second.parts();
    }
    all.addAll(sums.gates().parts());
    if (sums.recurrent() != null) {
      all.addAll(sums.candidate().parts());
      all.addAll(sums.recurrent().parts());
    }
    return all;
  }

  FixedFft forward() {
    return layers.get(0).get(0).terms().get(0).forward();
  }

  FixedFft inverse() {
    return layers.get(0).get(0).sum().inverse();
  }

  /** Refuses layers whose transforms differ in width or halvings. */
  void requireAlike() {
    for (UnitPass a : all()) {
      CirculantRtlSupport.requireAlike(
          "the inverse transform of " + unit.name(), inverse(), a.sum().inverse());
      for (CirculantTerm t : a.terms()) {
        CirculantRtlSupport.requireAlike("the transform of " + t.matrix(), forward(), t.forward());
      }
    }
  }

  int lanes() {
    return unit.lanes();
  }

  int accumulatorBits() {
    return all().stream().mapToInt(p -> p.sum().accumulator().width()).max().orElseThrow();
  }

  int weightBits() {
    return all().stream()
        .flatMap(p -> p.terms().stream())
        .mapToInt(t -> t.spectra().format().width())
        .max()
        .orElseThrow();
  }

  /** Groups of all passes of a layer. */
  int groups(int l) {
    return layers.get(l).stream().mapToInt(p -> unit.groups(p.pass().rows())).sum();
  }

  int groupBits() {
    int most = 0;
    for (int l = 0; l < e.layers(); l++) {
      most = Math.max(most, groups(l));
    }
    return ParameterList.bits(most - 1);
  }

  int columns() {
    return all().stream()
        .flatMap(p -> p.pass().parts().stream())
        .mapToInt(MvmPass.Part::columns)
        .max()
        .orElseThrow();
  }

  long depth() {
    return Math.max(2, all().stream().mapToLong(p -> beats(p.pass())).sum());
  }

  private long beats(MvmPass p) {
    return (long) unit.groups(p.rows()) * p.columns();
  }

  /** The passes of a layer, in order. */
  List<UnitPass> passes(int l) {
    return layers.get(l);
  }

  /** Groups of a pass. */
  int groups(UnitPass a) {
    return unit.groups(a.pass().rows());
  }

  /** The unit itself. */
  MvmUnit unit() {
    return unit;
  }

  private List<UnitPass> all() {
    return layers.stream().flatMap(List::stream).toList();
  }

  /** Where a row of a pass lies in the sum buffer: {word, lane, group}. */
  int[] place(int l, int pass, int row) {
    int k = e.k();
    int before = 0;
    for (int p = 0; p < pass; p++) {
      before += unit.groups(layers.get(l).get(p).pass().rows());
    }
    int block = row / k - layers.get(l).get(pass).pass().firstRow();
    return new int[] {row % k, block % unit.lanes(), before + block / unit.lanes()};
  }

  /**
   * Writes all parameters with a prefix.
   *
   * @param vectorBits bits of the vectors' words
   * @param columnBits bits of a block's number
   * @param own whether the unit has block size, column bits and vector bits of its own
   */
  void write(String prefix, int vectorBits, int columnBits, boolean own) {
    ParameterList p = e.parameters;
    CirculantDepths depths = e.schedule().config().depths();
    int k = e.k();
    if (own) {
      p.put(prefix + "K", k);
      p.put(prefix + "CW", columnBits);
    }
    if (stage == 0) {
      p.put(prefix + "VW", vectorBits);
    }
    p.put(prefix + "LANES", unit.lanes());
    p.put(prefix + "XW", forward().words().width());
    p.put(prefix + "WW", weightBits());
    p.put(prefix + "AW", accumulatorBits());
    p.put(prefix + "IW", inverse().words().width());
    p.put(prefix + "HALVINGS", forward().halvings());
    p.put(prefix + "PRODUCTS", depths.products(k));
    p.put(prefix + "BACK", depths.back(k));
    p.put(
        prefix + "GW",
        ParameterList.bits(
            all().stream().mapToInt(a -> unit.groups(a.pass().rows())).max().orElseThrow() - 1));
    p.put(prefix + "SW", groupBits());
    p.put(prefix + "DEPTH", depth());
    p.put(prefix + "DW", ParameterList.bits(depth() - 1));
    p.table(prefix + "COS", k / 4 + 1, forward()::cos);
    p.table(prefix + "SIN", k / 4 + 1, forward()::sin);
    p.table(prefix + "LAST_PASS", e.layers(), l -> layers.get(l).size() - 1);
    byPass(prefix + "LAST_GROUP", a -> unit.groups(a.pass().rows()) - 1);
    byPass(prefix + "PARTS", UnitPass::parts);
    byPart(prefix + "LAST_COLUMN", (l, t, part) -> part.columns() - 1);
    byPart(prefix + "LAST_WORDS", (l, t, part) -> (length(l, part.operand()) - 1) % k);
    long[] base = new long[e.layers()];
    for (int l = 1; l < base.length; l++) {
      base[l] = base[l - 1] + layers.get(l - 1).stream().mapToLong(a -> beats(a.pass())).sum();
    }
    p.table(prefix + "BASE", base.length, l -> base[l]);
    byPart(
        prefix + "IN_DROPS",
        (l, t, part) ->
            e.run.format(l, part.operand()).fractionBits() - t.forward().words().fractionBits());
    p.table(prefix + "SHIFTS", 2 * PASSES * e.layers(), this::shift);
    byPass(prefix + "ACC_BITS", a -> a.sum().accumulator().width());
    byPass(
        prefix + "ACC_DROPS",
        a -> a.sum().accumulator().fractionBits() - a.sum().words().fractionBits());
    String file = e.file(prefix.toLowerCase(java.util.Locale.ROOT) + "spectra");
    e.images.add(new SpectraImage(e, this).image(prefix + "INIT", file));
    e.memories.add(unit.name() + " spectra", depth(), lanes() * k * weightBits(), 1);
  }

  private int length(int l, MvmPass.Operand operand) {
    LayerPlan plan = e.layer(l).plan();
    return switch (operand) {
      case INPUT -> plan.spec().inputSize();
      case STATE -> plan.spec().outputSize();
      case RESET_STATE, HIDDEN -> plan.spec().hiddenSize();
    };
  }

  /** The shift of a part's products; the same matrix may have another one in another pass. */
  private long shift(int i) {
    List<UnitPass> passes = layers.get(i / (2 * PASSES));
    int pass = i / 2 % PASSES;
    UnitPass a = passes.get(pass < passes.size() ? pass : 0);
    long shift = 0;
    for (int t = 0; t < a.terms().size(); t++) {
      boolean here = UnitPass.slot(a.pass().parts().get(t).operand()) == i % 2;
      shift = here || a.terms().size() == 1 ? a.terms().get(t).shift() : shift;
    }
    return shift;
  }

  private interface OfPass {
    long value(UnitPass pass);
  }

  private interface OfPart {
    long value(int layer, CirculantTerm term, MvmPass.Part part);
  }

  /** A field for each of four passes a layer; those that are not there are as the first. */
  private void byPass(String name, OfPass of) {
    e.parameters.table(
        name,
        PASSES * e.layers(),
        i -> {
          List<UnitPass> passes = layers.get(i / PASSES);
          return of.value(passes.get(i % PASSES < passes.size() ? i % PASSES : 0));
        });
  }

  /** A field for each of two vectors a layer; one that is not there is as the other. */
  private void byPart(String name, OfPart of) {
    e.parameters.table(
        name,
        2 * e.layers(),
        i -> {
          long value = 0;
          for (UnitPass a : layers.get(i / 2)) {
            for (int t = 0; t < a.terms().size(); t++) {
              MvmPass.Part part = a.pass().parts().get(t);
              if (UnitPass.slot(part.operand()) == i % 2
                  || a.terms().size() == 1 && passesOfOne(i / 2)) {
                value = of.value(i / 2, a.terms().get(t), part);
              }
            }
          }
          return value;
        });
  }

  private boolean passesOfOne(int l) {
    return layers.get(l).size() == 1;
  }
}
