package org.lstmc.cli.explore;

import java.util.List;
import java.util.Map;
import org.lstmc.core.explore.PhaseOneResult;
import org.lstmc.core.explore.PhaseTwoResult;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.hwsim.BudgetSweep;
import org.lstmc.hwsim.Simulation;

/**
 * Everything that an exploration's page tells.
 *
 * @param system name of the machine
 * @param device name of the device
 * @param network that it started from
 * @param task whose metric decided
 * @param settings what was asked, in the order in which it is shown
 * @param one where Phase I led
 * @param two where Phase II led; null where it was not reached
 * @param budgets the machine with fewer DSP blocks; empty where it was not reached
 * @param model the result, scored; null where there is none
 * @param simulation of the result; null where it was not simulated
 */
public record Exploration(
    String system,
    String device,
    NetworkSpec network,
    TaskKind task,
    Map<String, String> settings,
    PhaseOneResult one,
    PhaseTwoResult two,
    List<BudgetSweep> budgets,
    Model model,
    Simulation simulation) {
  /** The same with Phase II. */
  public Exploration with(PhaseTwoResult second, List<BudgetSweep> sweep) {
    return new Exploration(
        system, device, network, task, settings, one, second, sweep, model, simulation);
  }

  /** The same with its result. */
  public Exploration with(Model scored, Simulation simulated) {
    return new Exploration(
        system, device, network, task, settings, one, two, budgets, scored, simulated);
  }
}
