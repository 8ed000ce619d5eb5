package org.lstmc.hwsim;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.LstmcException;

/**
 * What a machine makes of less than the whole device: one of its answers.
 *
 * @param dsp DSP blocks that it may use
 * @param simulation its answer; null where that is too few
 * @param refusal why it is too few; null otherwise
 */
public record BudgetSweep(long dsp, Simulation simulation, String refusal) {
  private static final int HALVINGS = 3;

  /**
   * As many DSP blocks as the machine would take of the whole device, half of these, a quarter and
   * an eighth.
   */
  public static List<BudgetSweep> of(Accelerator machine, Workload workload, MachineOptions o) {
    Simulation whole = machine.simulate(workload, o);
    long used = whole.resources().dsp();
    List<BudgetSweep> all = new ArrayList<>(List.of(new BudgetSweep(used, whole, null)));
    for (int h = 1; h <= HALVINGS && used >> h > 0; h++) {
      long dsp = used >> h;
      try {
        all.add(new BudgetSweep(dsp, machine.simulate(workload, o.with("dsp", dsp)), null));
      } catch (LstmcException e) {
        if (e.kind() != LstmcException.Kind.UNSUPPORTED) {
          throw e;
        }
        all.add(new BudgetSweep(dsp, null, e.getMessage()));
      }
    }
    return all;
  }
}
