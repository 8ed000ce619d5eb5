package org.lstmc.core.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.Structure;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedFormat;

/** What a {@link TrainingRun} is made of: all that a {@link Trainer} was told. */
record RunSetup(
    NetworkSpec network,
    Dataset data,
    TrainOptions options,
    MaskSchedule schedule,
    TrainedForms forms,
    Map<String, Structure> structures,
    AdmmOptions admm,
    Map<String, FixedFormat> formats,
    boolean exactSignals,
    CheckpointPolicy policy,
    ProgressListener listener,
    BooleanSupplier interrupt) {
  /** Whether there is anything to validate on. */
  boolean validates() {
    return data.valid() != null && !data.valid().sequences().isEmpty();
  }

  /** What decides the run, by names that a message can use. */
  Map<String, String> identity(Map<String, Tensor> start) {
    Map<String, String> id = new LinkedHashMap<>();
    id.put("network", network.toString());
    id.put("options", options.toString());
    id.put(
        "data",
        new Fingerprint().add(data.task().kind().name()).add(data.train()).add(validData()).hex());
    id.put("start weights", new Fingerprint().add(start).hex());
    id.put("masks", new Fingerprint().add(schedule.id()).hex());
    id.put("structures", forms.byName().toString());
    id.put("ADMM", admm == null ? "none" : admm + ids(structures));
    id.put("number formats", new TreeMap<>(formats) + " exact=" + exactSignals);
    return id;
  }

  private static String ids(Map<String, Structure> structures) {
    Map<String, String> ids = new TreeMap<>();
    structures.forEach((name, s) -> ids.put(name, s.id()));
    return ids.toString();
  }

  private Split validData() {
    return validates() ? data.valid() : new Split("valid", List.of(), false);
  }

  /** A mask would cut holes into a structure that has none. */
  void checkFree(Map<String, Mask> masks) {
    for (String name : masks.keySet()) {
      if (forms.byName().containsKey(name)) {
        throw LstmcException.usage(
            "%s: pruning a matrix that is trained as %s would break its structure; prune other"
                + " matrices, or start from the dense model",
            name, forms.byName().get(name));
      }
    }
  }

  /** Form or mask first, then number format, for every tensor that has one. */
  Map<String, List<WeightTransform>> transforms(Map<String, Mask> masks) {
    Map<String, List<WeightTransform>> all = new LinkedHashMap<>();
    for (String name : network.tensorShapes().keySet()) {
      List<WeightTransform> list = new ArrayList<>();
      WeightTransform form = forms.byName().get(name);
      FixedFormat format = formats.get(name);
      // The format of a block-circulant matrix is that of its spectra, which are what is stored.
      if (form instanceof WeightTransform.Circulant c && format != null) {
        list.add(new WeightTransform.SpectrumQuantized(c.form(), format));
        format = null;
      }
      if (form != null) {
        list.add(form);
      }
      if (masks.containsKey(name)) {
        list.add(new WeightTransform.Masked(masks.get(name)));
      }
      if (format != null) {
        list.add(new WeightTransform.FakeQuantized(format));
      }
      if (!list.isEmpty()) {
        all.put(name, list);
      }
    }
    return all;
  }
}
