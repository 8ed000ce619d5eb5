package org.lstmc.hwsim.ese;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.lstmc.core.compress.loadbalanced.LoadBalanced;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.TestModels;
import org.lstmc.hwsim.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One step of the Google LSTM (153 to 1024, projection 512); the aim is below 50 ms. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class EseSimulationBenchmark {
  private final Model pruned = pruned();
  private Workload known;
  private int depth;

  private static Workload fresh() {
    return Workload.ofShape("lstm:153,1024,p512,peep", ShapeRatios.uniform(0.888), 1);
  }

  /** Load-balanced masks of weights of every size, as pruning leaves them. */
  private static Model pruned() {
    Model m =
        TestModels.model(TestModels.network(InputSpec.features(153), 1, 1024, 512, true), 1, 7);
    Random random = new Random(5);
    Map<String, Mask> masks = new LinkedHashMap<>();
    Map<String, MatrixCompression> matrices = new TreeMap<>();
    for (String name : m.network().layerMatrices()) {
      Tensor t = m.weights().get(name);
      for (int i = 0; i < t.data().length; i++) {
        t.data()[i] = (float) random.nextGaussian();
      }
      masks.put(name, new LoadBalanced().select(t, 0.888, Map.of()));
      matrices.put(name, new MatrixCompression("load-balanced", 0.888, Map.of("pes", 32)));
    }
    return m.withCompression(new CompressionSpec("load-balanced", matrices), masks);
  }

  /** From the model: masks read, loads counted, queues run. */
  @Benchmark
  public Simulation realMask() {
    return new EseAccelerator().simulate(Workload.of(pruned, 1), MachineOptions.DEFAULT);
  }

  /** Another queue depth (of 64) every time on a mask drawn anew for each 64 of them. */
  @Benchmark
  public Simulation anotherQueue() {
    depth++;
    Workload shape = depth % 64 == 1 ? fresh() : known;
    known = shape;
    return new EseAccelerator()
        .simulate(shape, MachineOptions.DEFAULT.with("queue", depth % 64 + 1));
  }
}
