package org.lstmc.hwsim.brds;

import org.junit.jupiter.api.Test;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.Workload;

class BrdsShapesTest {
  @Test
  void tell() {
    for (String shape :
        new String[] {
          "lstm:153,1024,p512,peep", "lstm:32,512", "lstm:1500,1500x2", "lstm:1500,1500"
        }) {
      Workload w = Workload.ofShape(shape, ShapeRatios.uniform(0.875), 100);
      long a = System.nanoTime();
      Simulation s = new BrdsAccelerator().simulate(w, MachineOptions.DEFAULT.withStream(true));
      System.out.println((System.nanoTime() - a) / 1e6 + " ms");
      System.out.println(s.toString().replace(", ", ",\n  "));
      System.out.println(
          s.gopsPerWatt() + " " + s.effectiveGopsPerWatt() + " " + s.power().chipW());
    }
  }
}
