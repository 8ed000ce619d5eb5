package org.lstmc.cli.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.TensorForm;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Accelerators;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.TensorFit;
import org.lstmc.hwsim.Workload;

/** Every layer as a tensor network, of a size that the form's own machine holds. */
record TensorTechnique(TensorForm.Format format) {
  /** One command a layer, the last with fine-tuning. */
  List<List<String>> steps(CompareSettings s, List<LayerSpec> layers) {
    List<LayerSpec> fitted = fitted(s, layers);
    requireMachine(Workload.ofLayers("", fitted, Technique.ratios(s, 0, 0, null), 1));
    List<List<String>> all = new ArrayList<>();
    for (int l = 0; l < fitted.size(); l++) {
      List<String> step = decompose(fitted.get(l).factored(), l);
      step.add(l == fitted.size() - 1 ? "--fine-tune" : "--no-evaluate");
      all.add(step);
    }
    return all;
  }

  Workload workload(CompareSettings s, String shape) {
    List<LayerSpec> layers = Technique.layers(s, shape);
    Workload w =
        Workload.ofLayers(
            shape, fitted(s, layers), Technique.ratios(s, 0, 0, null), Technique.STEPS);
    requireMachine(w);
    return w;
  }

  private List<LayerSpec> fitted(CompareSettings s, List<LayerSpec> layers) {
    if (layers.isEmpty()) {
      throw LstmcException.unsupported(
          "%s takes the place of recurrent layers' matrices, and there are none", format.label());
    }
    Accelerator own = Accelerators.defaultFor(format.label());
    return TensorFit.of(format, layers, s.fewer(), own, Technique.ratios(s, 0, 0, null));
  }

  /** What no machine runs need not be trained. */
  private static void requireMachine(Workload w) {
    String why = null;
    for (Accelerator a : Accelerators.all()) {
      try {
        a.simulate(w, MachineOptions.DEFAULT);
        return;
      } catch (LstmcException e) {
        // Machines for tensor networks say what is in the way; others only that they are others.
        boolean tensors = a.whyNot(w).isEmpty() || w.whyNoTensors(a.name()).isEmpty();
        why = why == null || tensors ? e.getMessage() : why;
      }
    }
    throw LstmcException.unsupported("no machine runs it: %s", why);
  }

  private static List<String> decompose(TensorForm f, int layer) {
    List<String> step =
        new ArrayList<>(
            List.of(
                "decompose",
                "--format",
                f.format().name().toLowerCase(Locale.ROOT),
                "--modes-in",
                numbers(f.modesIn()),
                "--modes-out",
                numbers(f.modesOut()),
                "--ranks",
                numbers(f.ranks()),
                "--order",
                String.join(",", f.order()),
                "--tensor-layer",
                "" + layer));
    if (f.tree() != null) {
      step.addAll(List.of("--tree", f.tree()));
    }
    if (f.joined()) {
      step.add("--fully");
    }
    return step;
  }

  private static String numbers(List<Integer> list) {
    return list.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
