package org.lstmc.hwsim.brds;

import java.util.concurrent.TimeUnit;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One step of the Google LSTM (153 to 1024, projection 512); the aim is below 5 ms once warm. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class BrdsSimulationBenchmark {
  private final Workload workload =
      Workload.ofShape("lstm:153,1024,p512,peep", ShapeRatios.uniform(0.875), 1);
  private final MachineOptions given = MachineOptions.DEFAULT.with("rx", 19).with("rh", 64);

  /** With given multipliers: the walk and its accounts. */
  @Benchmark
  public Simulation givenMultipliers() {
    return new BrdsAccelerator().simulate(workload, given);
  }

  /** With the search for the best multipliers. */
  @Benchmark
  public Simulation chosenMultipliers() {
    return new BrdsAccelerator().simulate(workload, MachineOptions.DEFAULT);
  }
}
