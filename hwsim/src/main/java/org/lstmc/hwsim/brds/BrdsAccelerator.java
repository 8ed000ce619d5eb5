package org.lstmc.hwsim.brds;

import java.util.Optional;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.Model;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Execution;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.Workload;

/** The BRDS machine (arXiv 2101.02667): sparse Wx·x and Wh·h side by side, four gates at once. */
public final class BrdsAccelerator implements Accelerator {
  @Override
  public String name() {
    return "brds";
  }

  @Override
  public String citation() {
    return "Ghasemzadeh, Bank-Tavakoli, Kamal, Afzali-Kusha, Pedram: BRDS, an FPGA-based LSTM"
        + " accelerator with row-balanced dual-ratio sparsification. arXiv 2101.02667";
  }

  @Override
  public String defaultDevice() {
    return "XCKU9P";
  }

  @Override
  public Optional<String> whyNot(Model model) {
    boolean lstm = model.network().layers().stream().allMatch(s -> s.cell() == CellType.LSTM);
    return lstm ? Optional.empty() : Optional.of("brds runs lstm layers alone");
  }

  @Override
  public Simulation simulate(Workload workload, MachineOptions options) {
    throw LstmcException.unsupported("brds: simulation is being built");
  }

  @Override
  public Execution run(Model model, Sequence sequence, MachineOptions options) {
    throw LstmcException.unsupported("brds: execution is being built");
  }
}
