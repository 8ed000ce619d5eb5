package org.lstmc.cli.explore;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lstmc.core.LstmcException;
import org.lstmc.core.explore.DesignPoint;
import org.lstmc.core.explore.MachineAnswer;
import org.lstmc.core.explore.MachineSurface;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.parts.circulant.TransformUnit;

/** A simulated machine as an exploration asks it; answers are kept. */
public final class SimulatedSurface implements MachineSurface {
  private static final int STEPS = 100;

  private final Accelerator accelerator;
  private final MachineOptions options;
  private final Map<String, MachineAnswer> known = new HashMap<>();

  /** That machine, built and clocked so. */
  public SimulatedSurface(Accelerator accelerator, MachineOptions options) {
    this.accelerator = accelerator;
    this.options = options;
  }

  @Override
  public int transformProducts(int k) {
    return TransformUnit.products(k);
  }

  @Override
  public MachineAnswer at(NetworkSpec base, DesignPoint point, int bits) {
    return known.computeIfAbsent(point.key() + "/" + bits, k -> ask(base, point, bits));
  }

  private MachineAnswer ask(NetworkSpec base, DesignPoint point, int bits) {
    ShapeRatios ratios =
        new ShapeRatios(
            0, 0, 0, bits, bits, point.blockInput(), point.blockRecurrent(), point.blockInput());
    Workload workload = Workload.ofNetwork(point.network(base), ratios, STEPS);
    Optional<String> reason = accelerator.whyNot(workload);
    if (reason.isPresent()) {
      return MachineAnswer.refused(reason.get());
    }
    try {
      return answer(accelerator.simulate(workload, options));
    } catch (LstmcException e) {
      // Too small a device is an answer; an unknown device or setting is the user's to mend.
      if (e.kind() != LstmcException.Kind.UNSUPPORTED) {
        throw e;
      }
      return MachineAnswer.refused(e.getMessage());
    }
  }

  /** A simulation's figures. */
  public static MachineAnswer answer(Simulation s) {
    return new MachineAnswer(
        null,
        s.configuration(),
        s.cyclesPerStep(),
        s.latencyUs(),
        s.framesPerSecond(),
        s.energyPerFrameUj(),
        s.resources().dsp(),
        s.resources().lut(),
        s.resources().bram36(),
        s.clockMhz(),
        s.clockOrigin(),
        s.boundBy());
  }
}
