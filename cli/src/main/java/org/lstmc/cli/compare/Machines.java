package org.lstmc.cli.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Accelerators;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.device.Devices;

/** A network on every machine, at equal terms or at each machine's own. */
final class Machines {
  private final CompareSettings settings;

  Machines(CompareSettings settings) {
    this.settings = settings;
  }

  /** A row for every machine; {@code blank} holds all but machine and simulation. */
  List<Compared> run(Workload workload, Compared blank) {
    List<Compared> rows = new ArrayList<>();
    for (Accelerator machine : Accelerators.all()) {
      rows.add(run(machine, workload, blank));
    }
    return rows;
  }

  private Compared run(Accelerator machine, Workload workload, Compared blank) {
    Optional<String> why = machine.whyNot(workload);
    if (why.isPresent()) {
      return Compared.not(blank.technique(), machine.name(), why.get());
    }
    try {
      return new Compared(
          blank.technique(),
          machine.name(),
          blank.accuracy(),
          blank.storedBits(),
          blank.smaller(),
          machine.simulate(workload, options(machine)),
          null,
          false);
    } catch (LstmcException e) {
      return Compared.not(blank.technique(), machine.name(), e.getMessage());
    }
  }

  private MachineOptions options(Accelerator machine) {
    if (!settings.fair() || !isOnFpga(machine)) {
      return MachineOptions.DEFAULT;
    }
    TreeMap<String, String> dsp = new TreeMap<>();
    dsp.put("dsp", "" + settings.multipliers());
    return new MachineOptions(settings.device(), settings.clockMhz(), false, dsp);
  }

  /** Chips keep their own process and clock in any comparison. */
  static boolean isOnFpga(Accelerator machine) {
    return Devices.BUILT_IN.contains(machine.defaultDevice());
  }
}
