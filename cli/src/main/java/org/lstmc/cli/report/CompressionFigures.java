package org.lstmc.cli.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lstmc.core.compress.StorageReport;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.compress.storage.StorageSize;
import org.lstmc.core.compress.tensor.ContractionPlan;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorForm;
import org.lstmc.core.model.TensorNames;

/** The compression section, from the storage of the model. */
final class CompressionFigures {
  private CompressionFigures() {}

  static Report.CompressionSection of(Model model) {
    StorageReport storage = StorageReport.of(model);
    StorageReport.Sum all = storage.all();
    StorageReport.Sum matrices = storage.recurrent();
    return new Report.CompressionSection(
        model.compression().scheme(),
        notStored(model, storage, ".wx"),
        notStored(model, storage, ".wh"),
        notStored(model, storage, ".projection"),
        notStored(model, storage, ""),
        blockSizes(model),
        networks(model, storage),
        tensors(model, storage),
        all.storedParameters(),
        all.storedBits(),
        all.compressionRatio(),
        matrices.storedBits(),
        matrices.indexBits(),
        matrices.paddingBits(),
        matrices.compressionRatioSameWidth(),
        matrices.idealRatio());
  }

  /**
   * Share of numbers that are not stored, over all layer matrices of that ending; null where there
   * are none.
   */
  private static Double notStored(Model model, StorageReport storage, String ending) {
    long all = 0;
    long stored = 0;
    for (String name : model.network().layerMatrices()) {
      if (name.endsWith(ending)) {
        all += Tensor.count(model.network().tensorShapes().get(name));
        stored += storage.tensors().get(name).storedWeights();
      }
    }
    for (Map.Entry<String, StorageReport.Sum> e : storage.factored().entrySet()) {
      // One tensor network for Wx and Wh has one ratio, which is that of either.
      boolean joined = e.getKey().endsWith(".joined") && !ending.equals(".projection");
      if (joined || e.getKey().endsWith(ending)) {
        all += e.getValue().denseParameters();
        stored += e.getValue().storedParameters();
      }
    }
    return all == 0 ? null : 1.0 - (double) stored / all;
  }

  /** Every tensor; the factors of a tensor network under the matrix that they stand for. */
  private static List<Report.StoredTensor> tensors(Model model, StorageReport storage) {
    List<Report.StoredTensor> all = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Map.Entry<String, StorageSize> e : storage.tensors().entrySet()) {
      String name = e.getKey();
      StorageSize s = e.getValue();
      String matrix = name.substring(0, name.lastIndexOf('.'));
      StorageReport.Sum factored = storage.factored().get(matrix);
      if (factored == null) {
        all.add(
            new Report.StoredTensor(
                name,
                model.network().layerMatrices().contains(name),
                Tensor.count(model.network().tensorShapes().get(name)),
                s.storedWeights(),
                s.valueBits(),
                s.indexBits(),
                s.paddingBits(),
                s.pointerBits()));
      } else if (seen.add(matrix)) {
        all.add(
            new Report.StoredTensor(
                matrix,
                true,
                factored.denseParameters(),
                factored.storedParameters(),
                factored.valueBits(),
                factored.indexBits(),
                factored.paddingBits(),
                factored.pointerBits()));
      }
    }
    return all;
  }

  private static Map<String, Report.TensorNetwork> networks(Model model, StorageReport storage) {
    Map<String, Report.TensorNetwork> all = new TreeMap<>();
    for (int l = 0; l < model.network().layers().size(); l++) {
      TensorForm form = model.network().layers().get(l).factored();
      if (form != null) {
        ContractionPlan plan = ContractionPlan.of(form);
        String matrix = TensorNames.factored(l, form);
        all.put(
            matrix,
            new Report.TensorNetwork(
                form.format().label(),
                form.modesIn(),
                form.modesOut(),
                form.tree(),
                form.ranks(),
                plan.order(),
                form.parameters(),
                storage.factored().get(matrix).idealRatio(),
                plan.multiplications(),
                plan.peakWords()));
      }
    }
    return all;
  }

  private static Map<String, Integer> blockSizes(Model model) {
    Map<String, Integer> blocks = new TreeMap<>();
    model
        .compression()
        .matrices()
        .forEach(
            (name, c) -> {
              if (c.scheme().equals(BlockCirculant.SCHEME)) {
                blocks.put(name, c.parameters().get(BlockCirculant.BLOCK));
              }
            });
    return blocks;
  }
}
