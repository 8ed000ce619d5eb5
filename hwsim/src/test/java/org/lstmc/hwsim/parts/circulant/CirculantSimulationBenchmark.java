package org.lstmc.hwsim.parts.circulant;

import java.util.concurrent.TimeUnit;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.clstm.ClstmAccelerator;
import org.lstmc.hwsim.ernn.ErnnAccelerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The Google LSTM (153 to 1024, projection 512) with blocks of 8 on both machines. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CirculantSimulationBenchmark {
  private final Workload workload =
      Workload.ofShape("lstm:153,1024,p512,peep", ShapeRatios.circulant(8), 1);

  /** C-LSTM: P from the budget. */
  @Benchmark
  public Simulation clstm() {
    return new ClstmAccelerator().simulate(workload, MachineOptions.DEFAULT);
  }

  /** E-RNN with the search for elements and lanes. */
  @Benchmark
  public Simulation ernn() {
    return new ErnnAccelerator().simulate(workload, MachineOptions.DEFAULT);
  }
}
