package org.lstmc.hwsim.brds;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.NumberContract;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.rtl.RtlDesign;
import org.lstmc.hwsim.rtl.RtlOutput;
import org.lstmc.hwsim.rtl.RtlStimulus;
import org.lstmc.hwsim.rtl.Untried;

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

  private BrdsRtl() {}

  /** The design for a model, with the stimulus and its expected outputs. */
  static RtlDesign of(
      String name, Model model, Workload workload, BrdsDesign design, RtlStimulus stimulus) {
    refuse(workload, design);
    IntegerNetwork net = IntegerNetwork.of(model);
    return design(new BrdsEngine(name, net, workload, design, stimulus), stimulus);
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

  private static RtlDesign design(BrdsEngine e, RtlStimulus stimulus) {
    new BrdsBeatParameters(e).write();
    new BrdsVectorParameters(e).write();
    new BrdsArithmeticParameters(e).write();
    new BrdsWeightParameters(e).write();
    new BrdsTableParameters(e).write();
    FixedFormat in = e.layers.get(0).plan().input();
    int lanes = e.config.xWordsPerCycle();
    List<BigInteger> words = stimulus.words(e.net, in.width(), lanes);
    List<RtlOutput> outputs = new BrdsOutputs(e).of(e.design.schedule());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("configuration", e.config.toString());
    facts.put("stimulus", stimulus.origin());
    facts.put("outputLayer", "on the host: logits are not part of this hardware");
    Map<String, Object> resources = new LinkedHashMap<>();
    resources.put("dsp", e.design.resources().dsp());
    resources.put("bram36", e.design.resources().bram36());
    resources.put("lut", e.design.resources().lut());
    resources.put("ff", e.design.resources().ff());
    facts.put("predicted", resources);
    facts.put(Untried.KEY, new BrdsSpareConstants(e).facts(outputs));
    return new RtlDesign(
        e.name,
        "brds",
        "brds_lstm",
        SOURCES,
        e.parameters,
        e.memories,
        in.width() * lanes,
        e.widest(p -> p.state().width()),
        e.config.stateWords(),
        words,
        outputs,
        stimulus.steps(),
        outputs.get(outputs.size() - 1).cycle() + 1,
        NumberContract.VERSION,
        new BrdsProbes(e.trace, e.layers, e.config.latency()).all(),
        facts);
  }
}
