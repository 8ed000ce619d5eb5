package org.lstmc.hwsim;

import java.util.Optional;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.Model;
import org.lstmc.hwsim.rtl.RtlDesign;
import org.lstmc.hwsim.rtl.RtlStimulus;

/** One published machine: what it runs, how long it takes, what it costs, and its exact results. */
public interface Accelerator {
  /** Short lower-case name, as on the command line: {@code brds}. */
  String name();

  /** The publication this machine follows. */
  String citation();

  /** The device it is simulated on when the user names none. */
  String defaultDevice();

  /** Whether it is for feed-forward networks over images; most are for recurrent layers. */
  default boolean runsImages() {
    return false;
  }

  /** Empty if the workload runs on this machine; otherwise why not and what would. */
  default Optional<String> whyNot(Workload workload) {
    Optional<String> kind = workload.whyNotKind(name(), runsImages());
    return kind.isPresent() ? kind : whyNotLayers(workload);
  }

  /**
   * As {@link #whyNot(Workload)}, of a workload of the kind that this machine is for.
   *
   * @param workload recurrent layers, or a feed-forward network where {@link #runsImages}
   */
  Optional<String> whyNotLayers(Workload workload);

  /** Empty if the model runs on this machine; otherwise why not and what would. */
  default Optional<String> whyNot(Model model) {
    return whyNot(Workload.of(model));
  }

  /** Whether the model runs on this machine. */
  default boolean supports(Model model) {
    return whyNot(model).isEmpty();
  }

  /**
   * Timing, activity, cost and energy of a workload; no values are computed.
   *
   * @throws org.lstmc.core.LstmcException if the workload is not supported, the options do not fit
   *     or the device is too small
   */
  Simulation simulate(Workload workload, MachineOptions options);

  /**
   * Runs a quantized model on one sequence in the machine's own order, from its encoded storage.
   * The raw integers equal those of {@code org.lstmc.core.quantize} bit for bit.
   *
   * @throws org.lstmc.core.LstmcException if the model is not quantized or not supported
   */
  Execution run(Model model, Sequence sequence, MachineOptions options);

  /**
   * Tells of every interval in which a unit works during the first steps of a sequence, from the
   * schedule that {@link #simulate} counts.
   *
   * @throws org.lstmc.core.LstmcException as {@link #simulate}, and if the machine keeps no trace
   */
  default void trace(Workload workload, MachineOptions options, int steps, UnitTrace trace) {
    throw LstmcException.unsupported("%s keeps no trace of its units yet", name());
  }

  /**
   * The machine for a quantized model as Verilog, with a stimulus and every output and cycle that
   * it must answer with.
   *
   * @param name prefix of modules and files
   * @throws org.lstmc.core.LstmcException if this machine, or this model on it, has no Verilog
   */
  default RtlDesign verilog(
      String name, Model model, RtlStimulus stimulus, MachineOptions options) {
    throw LstmcException.unsupported("%s has no Verilog", name());
  }
}
