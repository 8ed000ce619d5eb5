package org.lstmc.hwsim.brds;

import java.util.concurrent.TimeUnit;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.hwsim.Execution;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.TestModels;
import org.lstmc.hwsim.rtl.RtlStimulus;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The machine's bits and cycles on 2,000 steps of a small LSTM (12 to 24, half of the weights,
 * Rx=6, Rh=12; 48 cycles a step), to be set beside Verilator on the exported Verilog.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class BrdsMachineBenchmark {
  private static final int STEPS = 2000;

  private final Model model =
      TestModels.quantized(
          TestModels.rowBalanced(
              TestModels.model(TestModels.network(InputSpec.features(12), 1, 24, 0, false), 1.0, 1),
              0.5,
              2),
          QuantizeOptions.defaults().withWidth(12));
  private final Sequence sequence = RtlStimulus.random(model.network(), STEPS, 3, 1).sequence();
  private final MachineOptions options = MachineOptions.DEFAULT.with("rx", 6).with("rh", 12);

  /** Integer datapath and timed walk. */
  @Benchmark
  public Execution bitsAndCycles() {
    return new BrdsAccelerator().run(model, sequence, options);
  }
}
