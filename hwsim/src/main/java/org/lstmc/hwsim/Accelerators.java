package org.lstmc.hwsim;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.Structures;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.TensorForm;
import org.lstmc.hwsim.bbs.BbsAccelerator;
import org.lstmc.hwsim.brds.BrdsAccelerator;
import org.lstmc.hwsim.clstm.ClstmAccelerator;
import org.lstmc.hwsim.dense.DenseAccelerator;
import org.lstmc.hwsim.dense.SystolicAccelerator;
import org.lstmc.hwsim.ernn.ErnnAccelerator;
import org.lstmc.hwsim.ese.EseAccelerator;
import org.lstmc.hwsim.fdht.FdhtAccelerator;
import org.lstmc.hwsim.hcgs.HcgsAccelerator;
import org.lstmc.hwsim.swm.SwmAccelerator;
import org.lstmc.hwsim.swm.SwmAsicAccelerator;
import org.lstmc.hwsim.tie.TieAccelerator;

/** The one visible list of machines. A machine that is not here does not exist for the tool. */
public final class Accelerators {
  private static final List<Accelerator> ALL =
      List.of(
          new BrdsAccelerator(),
          new ClstmAccelerator(),
          new ErnnAccelerator(),
          new HcgsAccelerator(),
          new EseAccelerator(),
          new BbsAccelerator(),
          new DenseAccelerator(),
          new SystolicAccelerator(),
          new TieAccelerator(),
          new FdhtAccelerator(),
          new SwmAccelerator(),
          new SwmAsicAccelerator());

  private Accelerators() {}

  /** Every machine, in the order in which they are listed to people. */
  public static List<Accelerator> all() {
    return ALL;
  }

  /**
   * Other names of machines. SWM prints C-LSTM's figures for LSTM (21x and 33.5x over ESE are its
   * FFT16 rows), so its machine for LSTM is that one.
   */
  private static final Map<String, String> ALIASES = Map.of("swm-lstm", "c-lstm");

  /** The machine of that name. */
  public static Accelerator byName(String name) {
    String own = ALIASES.getOrDefault(name, name);
    return ALL.stream()
        .filter(a -> a.name().equals(own))
        .findFirst()
        .orElseThrow(
            () ->
                LstmcException.usage(
                    "accelerator '%s' is not known. Known: %s",
                    name, ALL.stream().map(Accelerator::name).collect(Collectors.joining(", "))));
  }

  /** The machine of each tensor form. */
  private static final Map<String, String> OF_FORM =
      Map.of(TensorForm.Format.TT.label(), "tie", TensorForm.Format.HT.label(), "fdht");

  /** The machine for feed-forward networks over images. */
  public static Accelerator forImages() {
    return ALL.stream().filter(Accelerator::runsImages).findFirst().orElseGet(() -> byName("brds"));
  }

  /**
   * The machine for a model: that for images where it is feed-forward, that of its tensor networks
   * where it has any, since no other runs these, else that of its scheme.
   */
  public static Accelerator defaultFor(Model model) {
    if (model.network().isFeedForward()) {
      return forImages();
    }
    return model.network().layers().stream()
        .filter(l -> l.factored() != null)
        .findFirst()
        .map(l -> byName(OF_FORM.get(l.factored().format().label())))
        .orElseGet(() -> defaultFor(model.compression().scheme()));
  }

  /**
   * The machine that a compression scheme was made for, as the technique itself names it ({@link
   * Structures}), or of a tensor form; BRDS, which runs any mask, for dense networks and for
   * schemes whose own machine is not in the list.
   */
  public static Accelerator defaultFor(String scheme) {
    if (OF_FORM.containsKey(scheme)) {
      return byName(OF_FORM.get(scheme));
    }
    return Structures.ofScheme(scheme)
        .flatMap(f -> ALL.stream().filter(a -> a.name().equals(f.machine())).findFirst())
        .orElseGet(() -> byName("brds"));
  }
}
