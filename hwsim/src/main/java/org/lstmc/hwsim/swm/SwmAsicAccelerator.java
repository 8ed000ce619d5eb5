package org.lstmc.hwsim.swm;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.Model;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Execution;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.UnitTrace;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.asic.Chip;
import org.lstmc.hwsim.asic.Chips;
import org.lstmc.hwsim.asic.ClockChoice;
import org.lstmc.hwsim.asic.OperatingPoint;

/** SWM and CirCNN as a chip: the engine of {@link SwmAccelerator} at 45 nm. */
public final class SwmAsicAccelerator implements Accelerator {
  @Override
  public String name() {
    return "swm-asic";
  }

  @Override
  public String citation() {
    return new SwmAccelerator().citation();
  }

  @Override
  public String defaultDevice() {
    return "CIRCNN-45";
  }

  @Override
  public boolean runsImages() {
    return true;
  }

  @Override
  public Optional<String> whyNotLayers(Workload w) {
    return SwmSupport.whyNot(name(), w);
  }

  private SwmChip design(Workload w, MachineOptions o, Chip chip, OperatingPoint point) {
    SwmSupport.require(name(), whyNot(w));
    Map<String, String> known = new TreeMap<>(SwmSettings.known());
    known.putAll(ClockChoice.SETTINGS);
    o.requireKnown(name(), known);
    return SwmChip.of(w, SwmSettings.of(o), chip, point);
  }

  private SwmChip design(Workload w, MachineOptions o) {
    Chip chip = chip(o);
    return design(w, o, chip, ClockChoice.of(chip, o));
  }

  private Chip chip(MachineOptions o) {
    return Chips.load(o.device() == null ? defaultDevice() : o.device());
  }

  @Override
  public Simulation simulate(Workload w, MachineOptions o) {
    Chip chip = chip(o);
    OperatingPoint point = ClockChoice.of(chip, o);
    SwmChip d = design(w, o, chip, point);
    return SwmSimulation.of(
        w,
        d.config(),
        d.timing(),
        new SwmSimulation.Place(
            name(),
            chip.name(),
            chip.node().nm(),
            point.clockMhz(),
            String.format(Locale.ROOT, "operating point '%s': %s", point.name(), point.source()),
            String.format(Locale.ROOT, ", %s V", point.voltageV())),
        d.activity(),
        d.resources(),
        d.power(),
        SwmChip.uncertainty(chip),
        "");
  }

  @Override
  public void trace(Workload w, MachineOptions o, int steps, UnitTrace trace) {
    SwmTrace.of(design(w, o).config(), steps, trace);
  }

  @Override
  public Execution run(Model model, Sequence sequence, MachineOptions o) {
    return SwmMachine.run(model, design(Workload.of(model), o).config(), sequence);
  }
}
