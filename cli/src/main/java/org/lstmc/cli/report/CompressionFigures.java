package org.lstmc.cli.report;

import org.lstmc.core.compress.StorageReport;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Model;

/** The compression section, from masks and storage. */
final class CompressionFigures {
  private CompressionFigures() {}

  static Report.CompressionSection of(Model model) {
    StorageReport storage = StorageReport.of(model);
    StorageReport.Sum all = storage.all();
    StorageReport.Sum matrices = storage.recurrent();
    return new Report.CompressionSection(
        model.compression().scheme(),
        sparsity(model, ".wx"),
        sparsity(model, ".wh"),
        sparsity(model, ".projection"),
        sparsity(model, ""),
        all.storedParameters(),
        all.storedBits(),
        all.compressionRatio(),
        matrices.storedBits(),
        matrices.indexBits(),
        matrices.paddingBits(),
        matrices.compressionRatioSameWidth(),
        matrices.idealRatio());
  }

  /** Share of zeros over all recurrent matrices of that ending; null where there are none. */
  private static Double sparsity(Model model, String ending) {
    long all = 0;
    long kept = 0;
    for (String name : model.network().recurrentMatrices()) {
      if (name.endsWith(ending)) {
        long size = model.weights().get(name).data().length;
        Mask mask = model.masks().get(name);
        all += size;
        kept += mask == null ? size : mask.count();
      }
    }
    return all == 0 ? null : 1.0 - (double) kept / all;
  }
}
