package org.lstmc.cli.command;

import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.model.Model;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Accelerators;
import org.lstmc.hwsim.MachineOptions;
import picocli.CommandLine.Option;

/** Which machine is simulated, and how it is built. */
final class MachineOptionsArgs {
  @Option(
      names = "--accelerator",
      paramLabel = "NAME",
      description = "Machine to simulate (default: the one made for the model's scheme).")
  private String accelerator;

  @Option(
      names = "--device",
      paramLabel = "NAME|FILE",
      description =
          "Device or chip it stands on: a name that ships with lstmc, or a device or chip file.")
  private String device;

  @Option(
      names = "--clock-mhz",
      paramLabel = "MHZ",
      description = "Clock (default: the device's typical clock for this class of design).")
  private Double clockMhz;

  @Option(
      names = "--stream",
      description = "Fetch weights that do not fit on chip from DRAM, at the device's bandwidth.")
  private boolean stream;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of the machine, such as rx=16, or point=slow of a chip; repeatable.")
  private Map<String, String> settings = new TreeMap<>();

  Accelerator machineFor(Model model) {
    return accelerator != null ? Accelerators.byName(accelerator) : Accelerators.defaultFor(model);
  }

  Accelerator machineFor(String scheme) {
    return accelerator != null ? Accelerators.byName(accelerator) : Accelerators.defaultFor(scheme);
  }

  Accelerator machineForImages() {
    return accelerator != null ? Accelerators.byName(accelerator) : Accelerators.forImages();
  }

  MachineOptions options() {
    return new MachineOptions(device, clockMhz, stream, new TreeMap<>(settings));
  }
}
