package org.lstmc.core.quantize.datapath;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.fft.CirculantSum;
import org.lstmc.core.quantize.fft.CirculantTerm;
import org.lstmc.core.quantize.fft.FixedFft;
import org.lstmc.core.quantize.fft.SpectralGroup;

/** Transforms and alignments of a network's block-circulant products. */
final class CirculantPlans {
  private CirculantPlans() {}

  /** One for each group, by the name of its first matrix. */
  static Map<String, CirculantSum> of(FixedTensors tensors, QuantizationSpec q) {
    Map<String, CirculantSum> all = new LinkedHashMap<>();
    SumPlans sums = new SumPlans(tensors, q.formats());
    for (SpectralGroup group : tensors.groups()) {
      Accumulator plan = sums.spectral(group);
      List<CirculantTerm> terms = new ArrayList<>();
      for (int m = 0; m < group.matrices().size(); m++) {
        String name = group.matrices().get(m);
        FixedFft forward = fft(group.block(), SignalNames.spectrum(name), group.halvings(), q);
        terms.add(new CirculantTerm(name, tensors.spectra(name), forward, plan.shifts().get(m)));
      }
      int others = Integer.numberOfTrailingZeros(group.block()) - group.halvings();
      all.put(
          group.lead(),
          new CirculantSum(
              group.lead(),
              List.copyOf(terms),
              plan.check(q.formats().get(plan.name())),
              fft(group.block(), SignalNames.inverse(group.lead()), others, q)));
    }
    return all;
  }

  private static FixedFft fft(int block, String words, int halvings, QuantizationSpec q) {
    FixedFormat format = LayerPlan.signal(q.formats(), words);
    FixedFormat twiddle = LayerPlan.signal(q.formats(), SignalNames.TWIDDLE);
    return new FixedFft(block, format, twiddle, halvings, q.rounding(), q.overflow());
  }
}
