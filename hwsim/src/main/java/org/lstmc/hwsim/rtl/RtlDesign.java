package org.lstmc.hwsim.rtl;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A machine for one network as Verilog, with the stimulus and everything that the hardware must
 * answer. The core named here has the ports
 *
 * <pre>
 *   input  clk, rst                      rst is synchronous
 *   input  in_valid, output in_ready     a word of the stimulus passes where both are 1
 *   input  [inputBits-1:0] in_data
 *   output [lanes-1:0] out_valid         lane n carries a word
 *   output [lanes*wordBits-1:0] out_data
 * </pre>
 *
 * and the parameter CONTRACT, the version of the number contract it was written for.
 *
 * @param name prefix of the generated modules and files, {@code [a-z][a-z0-9_]*}
 * @param machine the machine's name
 * @param core the module that the generated top instantiates
 * @param sources hand-written cores: paths below the resource folder {@code /rtl}
 * @param parameters the core's parameters by name in the order of the top, as Verilog expressions
 * @param memories contents of memories
 * @param inputBits bits of a stimulus word
 * @param wordBits bits of an output word
 * @param lanes output words that may come in one cycle
 * @param stimulus input words in order
 * @param outputs output words in order of cycle, and of lane within a cycle (from lane 0 on)
 * @param steps time steps
 * @param cycles cycles of the whole run: the last output's cycle and one more
 * @param contract version of the number contract
 * @param probes signals inside the core that the bench compares too
 * @param facts what design.json says besides: configuration, formats, predicted resources
 */
public record RtlDesign(
    String name,
    String machine,
    String core,
    List<String> sources,
    Map<String, String> parameters,
    List<MemoryImage> memories,
    int inputBits,
    int wordBits,
    int lanes,
    List<BigInteger> stimulus,
    List<RtlOutput> outputs,
    int steps,
    long cycles,
    String contract,
    List<RtlProbe> probes,
    Map<String, Object> facts) {
  /** Copies the collections, keeping their order, and checks that the outputs agree with cycles. */
  public RtlDesign {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("name " + name);
    }
    sources = List.copyOf(sources);
    memories = List.copyOf(memories);
    stimulus = List.copyOf(stimulus);
    probes = List.copyOf(probes);
    outputs = List.copyOf(outputs);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    if (outputs.isEmpty() || outputs.get(outputs.size() - 1).cycle() + 1 != cycles) {
      throw new IllegalArgumentException(name + ": the last output is not in the last cycle");
    }
  }

  /** A design of which only the outputs are compared. */
  public RtlDesign(
      String name,
      String machine,
      String core,
      List<String> sources,
      Map<String, String> parameters,
      List<MemoryImage> memories,
      int inputBits,
      int wordBits,
      int lanes,
      List<BigInteger> stimulus,
      List<RtlOutput> outputs,
      int steps,
      long cycles,
      String contract,
      Map<String, Object> facts) {
    this(
        name,
        machine,
        core,
        sources,
        parameters,
        memories,
        inputBits,
        wordBits,
        lanes,
        stimulus,
        outputs,
        steps,
        cycles,
        contract,
        List.of(),
        facts);
  }

  /** Name of the generated top module. */
  public String top() {
    return name + "_top";
  }

  /** Name of the generated test bench module. */
  public String bench() {
    return name + "_bench";
  }
}
