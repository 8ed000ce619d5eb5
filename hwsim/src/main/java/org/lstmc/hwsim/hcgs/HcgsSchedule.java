package org.lstmc.hwsim.hcgs;

import java.util.List;
import org.lstmc.hwsim.Workload;

/**
 * What runs in a step: the one source of cycles, activity and the run with values.
 *
 * @param settings the machine
 * @param layers layers in sequence
 * @param frameWords words of an input frame
 */
record HcgsSchedule(HcgsSettings settings, List<HcgsLayer> layers, int frameWords) {
  static HcgsSchedule of(Workload w, HcgsSettings s) {
    return new HcgsSchedule(
        s,
        w.layers().stream().map(l -> HcgsLayer.of(l, s)).toList(),
        w.layers().get(0).spec().inputSize());
  }

  long totalBeats() {
    return layers.stream().mapToLong(HcgsLayer::totalBeats).sum();
  }

  long storedBits() {
    return layers.stream().mapToLong(HcgsLayer::storedBits).sum();
  }

  long storedWeights() {
    return layers.stream().mapToLong(HcgsLayer::storedWeights).sum();
  }
}
