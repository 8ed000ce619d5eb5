package org.lstmc.hwsim;

import java.util.concurrent.TimeUnit;
import org.lstmc.core.compress.hcgs.BlockLevels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One hardware point of one shape, another one every time, without a trace: what a sweep over
 * machines does. The aim is 100,000 points in two minutes on two cores, which is 2.4 ms a point.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class HardwarePointBenchmark {
  private static final String GOOGLE = "lstm:153,1024,p512,peep";

  /** Machines in the order in which they are listed. */
  @Param({"brds", "c-lstm", "e-rnn", "hcgs", "ese", "bbs", "dense", "systolic", "tie", "fdht"})
  public String machine;

  private Accelerator accelerator;
  private Workload workload;
  private int point;

  /** The network that the machine was made for. */
  @Setup
  public void shape() {
    accelerator = Accelerators.byName(machine);
    workload = workload(machine);
  }

  static Workload workload(String machine) {
    return switch (machine) {
      case "c-lstm", "e-rnn" -> Workload.ofShape(GOOGLE, ShapeRatios.circulant(8), 100);
      case "hcgs" ->
          Workload.ofShape("lstm:440,512x3", ShapeRatios.hcgs(new BlockLevels(128, 8, 4, 4)), 100);
      case "tie", "fdht" ->
          Workload.ofShape(
              "lstm:57600,256",
              TensorShape.form("tt:8,20,20,19:16,4,4,4:4", true),
              ShapeRatios.uniform(0),
              100);
      default -> Workload.ofShape(GOOGLE, ShapeRatios.uniform(0.888), 100);
    };
  }

  /** Options of the n-th point: no two of the first 100,000 are alike. */
  static MachineOptions point(String machine, int n) {
    MachineOptions o = MachineOptions.DEFAULT.withStream(true);
    int a = n % 50;
    int b = n / 50 % 50;
    int c = n / 2500;
    double mhz = 100 + c;
    return switch (machine) {
      case "brds" -> o.with("rx", 1 + a).with("rh", 1 + b).withClockMhz(mhz);
      case "c-lstm" ->
          o.with("dsp", 1500 + 10 * a).with("v", 1 + b % 8).with("xwords", 1 + b).withClockMhz(mhz);
      case "e-rnn" -> o.with("dsp", 1500 + 20 * a).with("xwords", 1 + b).withClockMhz(mhz);
      case "hcgs" ->
          o.with("macs", 16 + a)
              .with("celllanes", 1 + b)
              .with("refill", 1 + c % 16)
              .with("framewords", 1 + c / 16);
      case "ese" ->
          o.with("queue", 1 + a).with("lanes", 1 + b % 8).with("channels", 1 + b).withClockMhz(mhz);
      case "bbs" -> o.with("pes", 1 + a).with("lanes", 1 + b).withClockMhz(mhz);
      case "dense" -> o.with("dsp", 500 + 20 * a).with("lanes", 1 + b % 32).withClockMhz(mhz);
      case "systolic" ->
          o.with("rows", 2 + a).with("cols", 2 + b % 8).with("lanes", 1 + b).withClockMhz(mhz);
      default ->
          MachineOptions.DEFAULT
              .with("passcycles", 1 + a)
              .with("framewords", b)
              .withClockMhz(100 + c);
    };
  }

  /** The next point; one that does not fit counts too, as in a sweep. */
  @Benchmark
  public Object next() {
    try {
      return accelerator.simulate(workload, point(machine, point++));
    } catch (org.lstmc.core.LstmcException e) {
      return e;
    }
  }
}
