package org.lstmc.hwsim.parts.circulant.rtl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.Model;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.hwsim.Execution;
import org.lstmc.hwsim.parts.circulant.CirculantDesign;
import org.lstmc.hwsim.parts.circulant.CirculantMachine;
import org.lstmc.hwsim.parts.circulant.CirculantTrace;
import org.lstmc.hwsim.rtl.RtlDesign;
import org.lstmc.hwsim.rtl.RtlOutput;
import org.lstmc.hwsim.rtl.Untried;

/** The block-circulant machine for a network and a sequence as Verilog. */
public final class CirculantRtl {
  private static final String FOLDER = "circulant/";

  /** Every core, in the order of the file list. */
  private static final List<String> SOURCES =
      List.of(
          "circ_round",
          "circ_const",
          "circ_align",
          "circ_convert",
          "circ_fit",
          "circ_delay",
          "circ_flag",
          "circ_mult",
          "circ_ram",
          "circ_rom",
          "circ_words",
          "circ_fft_join",
          "circ_fft_part",
          "circ_fft",
          "circ_lane",
          "circ_mvm",
          "circ_sums",
          "circ_act",
          "circ_beats",
          "circ_gate",
          "circ_mix",
          "circ_scale",
          "circ_frames",
          "circ_input",
          "circ_copy",
          "circ_front");

  private CirculantRtl() {}

  /**
   * The design with its stimulus and expected outputs.
   *
   * @param name prefix of the generated files and modules
   * @param model quantized, block-circulant
   * @param d the machine as configured for the model
   * @param sequence what it is run on
   */
  public static RtlDesign of(String name, Model model, CirculantDesign d, Sequence sequence) {
    if (model.quantization() == null) {
      throw LstmcException.badInput(
          "model '%s' is not quantized; run 'lstmc quantize' first", model.network().name());
    }
    CirculantRtlSupport.require(model, d);
    IntegerNetwork net = IntegerNetwork.of(model);
    CirculantTrace trace = CirculantTrace.of(d, sequence.length());
    CirculantRun signals = CirculantRun.of(model, net, sequence, trace.frames());
    Engine e = new Engine(name, net, d, signals);
    LaneParameters lanes = new LaneParameters(e);
    UnitParameters first = new UnitParameters(e, 0);
    UnitParameters second = e.schedule().stages() > 2 ? new UnitParameters(e, 2) : null;
    CirculantRtlSupport.requireWidths(first, second);
    FrontParameters front = new FrontParameters(e);
    int columns = second == null ? front.columnBits(first) : front.columnBits(first, second);
    front.write(sequence.length(), first, second, columns, lanes.wordBits());
    CellParameters cell = new CellParameters(e, lanes, first, second, columns);
    cell.write();
    new SpareConstants(e, front, lanes, first, second).note();
    new RunConstants(e).note();
    new RunTransforms(e, first, "A_").note(true);
    if (second != null) {
      new RunTransforms(e, second, "B_").note(!e.projects());
    }
    Execution run = CirculantMachine.run(model, d, sequence);
    List<RtlOutput> outputs = new ArrayList<>();
    int size = net.network().layers().get(e.layers() - 1).outputSize();
    for (CirculantTrace.Output o : trace.outputs()) {
      if (o.unit() < size) {
        long value = run.states()[o.step()][o.unit()];
        outputs.add(new RtlOutput(o.step(), o.unit(), o.cycle(), value));
      }
    }
    return new RtlDesign(
        name,
        d.schedule().config().machine(),
        CellParameters.core(e.cell()),
        sources(e.cell()),
        e.parameters.map(),
        e.images,
        front.inputBits(),
        front.stateBits(),
        e.cell() == CellType.LSTM ? cell.outputs() : e.v(),
        front.stimulus(sequence),
        outputs,
        sequence.length(),
        trace.cycles(),
        FrontParameters.contract(),
        new CirculantProbes(e, first, second).all(),
        facts(e, first, second));
  }

  private static List<String> sources(CellType cell) {
    List<String> all = new ArrayList<>(SOURCES);
    all.addAll(
        switch (cell) {
          case LSTM -> List.of("circ_lstm");
          case GRU -> List.of("circ_blend", "circ_gru");
          case GRU_RESET_BEFORE -> List.of("circ_blend", "circ_reset", "circ_update");
        });
    all.add(CellParameters.core(cell));
    return all.stream().map(s -> FOLDER + s + ".v").toList();
  }

  private static Map<String, Object> facts(Engine e, UnitParameters first, UnitParameters second) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put(
        "configuration",
        String.format(
            Locale.ROOT,
            "k=%d gates=%d others=%d v=%d",
            e.k(),
            first.lanes(),
            second == null ? 0 : second.lanes(),
            e.v()));
    facts.put("outputLayer", "on the host: logits are not part of this hardware");
    Map<String, Object> predicted = new LinkedHashMap<>();
    predicted.put("dsp", EngineProducts.of(e, first, second));
    predicted.put("bram36", e.memories.bram36());
    LogicCells logic = EngineLogic.of(e);
    predicted.put("lut", logic.lut());
    predicted.put("ff", logic.ff());
    facts.put("predicted", predicted);
    facts.put(Untried.KEY, Untried.facts(e.parameters.open()));
    return facts;
  }
}
