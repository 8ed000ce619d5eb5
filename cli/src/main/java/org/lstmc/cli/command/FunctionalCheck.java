package org.lstmc.cli.command;

import java.util.Arrays;
import java.util.List;
import org.lstmc.cli.Console;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.Model;
import org.lstmc.core.quantize.datapath.ForwardTrace;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.core.quantize.datapath.NetworkState;
import org.lstmc.core.quantize.datapath.StepTrace;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Execution;
import org.lstmc.hwsim.MachineOptions;

/** Compares what a machine computes with the integer datapath, number by number. */
final class FunctionalCheck {
  private static final int COLUMNS = 32;
  private static final int MOST_STEPS = 200;

  private FunctionalCheck() {}

  /** Runs up to {@code count} test sequences (of running text: their first steps) on both. */
  static void run(
      Accelerator machine,
      Model model,
      Dataset data,
      int count,
      MachineOptions options,
      Console console) {
    if (model.quantization() == null) {
      throw LstmcException.usage("--check: the model is not quantized; 'lstmc quantize' does that");
    }
    IntegerNetwork network = IntegerNetwork.of(model);
    List<Sequence> sequences = data.test().columns(COLUMNS);
    int used = Math.min(count, sequences.size());
    long values = 0;
    for (int i = 0; i < used; i++) {
      Sequence s = head(sequences.get(i), model.network().input().size());
      values += compare(machine, model, network, s, i, options);
    }
    console.info(
        "check: %,d values of %d sequences on %s equal the integer datapath",
        values, used, machine.name());
  }

  private static long compare(
      Accelerator machine,
      Model model,
      IntegerNetwork network,
      Sequence s,
      int index,
      MachineOptions options) {
    Execution run = machine.run(model, s, options);
    NetworkState state = network.newState();
    if (network.forward() != null) {
      return images(machine, network, state, s, index, run);
    }
    int last = model.network().layers().size() - 1;
    int features = model.network().input().size();
    long values = 0;
    for (int t = 0; t < s.length(); t++) {
      StepTrace trace =
          s.tokens() != null
              ? network.step(state, s.tokens()[t])
              : network.step(state, s.frame(t, features));
      equal(machine, index, t, "state", state.state(last), run.states()[t]);
      equal(machine, index, t, "logit", trace.logits(), run.logits()[t]);
      values += run.states()[t].length + run.logits()[t].length;
    }
    return values;
  }

  /** Images: what the last layer reads, and its logits. */
  private static long images(
      Accelerator machine,
      IntegerNetwork network,
      NetworkState state,
      Sequence s,
      int index,
      Execution run) {
    long values = 0;
    int last = network.forward().spec().layers().size() - 1;
    for (int t = 0; t < s.length(); t++) {
      ForwardTrace trace = network.image(state, s.frame(t, network.network().input().size()));
      equal(machine, index, t, "map", trace.layers().get(last).input(), run.states()[t]);
      equal(machine, index, t, "logit", trace.logits(), run.logits()[t]);
      values += run.states()[t].length + run.logits()[t].length;
    }
    return values;
  }

  private static void equal(
      Accelerator machine, int sequence, int step, String what, long[] expected, long[] got) {
    for (int j = 0; j < expected.length; j++) {
      if (expected[j] != got[j]) {
        throw LstmcException.of(
            LstmcException.Kind.CHECK_FAILED,
            "--check: %s differs from the integer datapath in sequence %d, step %d, %s %d:"
                + " expected %d, got %d",
            machine.name(),
            sequence,
            step,
            what,
            j,
            expected[j],
            got[j]);
      }
    }
  }

  private static Sequence head(Sequence s, int features) {
    int length = Math.min(MOST_STEPS, s.length());
    return new Sequence(
        s.tokens() == null ? null : Arrays.copyOf(s.tokens(), length),
        s.features() == null ? null : Arrays.copyOf(s.features(), length * features),
        length,
        s.targets());
  }
}
