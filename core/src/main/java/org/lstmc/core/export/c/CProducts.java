package org.lstmc.core.export.c;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lstmc.core.quantize.datapath.FixedMatrix;
import org.lstmc.core.quantize.datapath.RowSum;

/** Matrices and row sums as C tables with their descriptions. */
final class CProducts {
  private static final String NO_SLOT = "LSTMC_NO_SLOT";

  private final CTables tables;
  private final CTransforms transforms;
  private final StringBuilder text = new StringBuilder();

  CProducts(CTables tables, CTransforms transforms) {
    this.tables = tables;
    this.transforms = transforms;
  }

  /**
   * A {@code lstmc_row_sum}, or an empty one for null.
   *
   * @param name of the C array of its parts
   * @param sumBits width of the accumulator
   * @param hot whether operand 0 is a unit vector
   */
  String rowSum(String name, RowSum sum, int sumBits, boolean hot) {
    if (sum == null) {
      return "{NULL, 0, 0, 0}";
    }
    StringBuilder parts = new StringBuilder();
    int i = 0;
    for (RowSum.Part part : sum.parts()) {
      parts.append("    {\n");
      if (part instanceof RowSum.Rows rows) {
        parts.append(rows(name + "_" + i, rows, sumBits, hot && rows.slot() == 0));
      } else if (part instanceof RowSum.Blocks blocks) {
        parts.append(blocks(blocks));
      }
      parts.append(CText.field("shift", CText.shift(part.shift()))).append("    },\n");
      i++;
    }
    text.append(
        String.format(
            Locale.ROOT, "static const lstmc_part %s[] = {\n%s};\n\n", name, parts.toString()));
    return String.format(
        Locale.ROOT, "{%s, %d, %d, %d}", name, sum.from(), sum.to(), sum.parts().size());
  }

  private String blocks(RowSum.Blocks blocks) {
    String slots =
        blocks.slots().stream()
            .map(s -> s < 0 ? NO_SLOT : s.toString())
            .collect(Collectors.joining(", "));
    return CText.field("add", CTransforms.kernel(blocks.sum()))
        + CText.field("circulant", "&" + transforms.circulant(blocks.sum()))
        + CText.field("slots", "{" + slots + "}");
  }

  private String rows(String name, RowSum.Rows rows, int sumBits, boolean hot) {
    return matrix(name, rows.matrix(), rows.slot(), sumBits, hot);
  }

  private String matrix(String name, FixedMatrix m, int slot, int sumBits, boolean hot) {
    int bits = m.format().width();
    long[] raws = new long[m.count()];
    for (int p = 0; p < raws.length; p++) {
      raws[p] = m.raw(p);
    }
    String weights = tables.signed("weights", name + "_weights", bits, raws);
    String suffix = "s" + CTables.typeBits(bits);
    String sums = sumBits <= 32 ? "_32" : "_64";
    String kind = hot ? "_hot_" : "_";
    String common = CText.field("weights", weights) + CText.field("slots", "{" + slot + "}");
    if (m.isDense()) {
      return CText.field("add", "lstmc_dense" + kind + suffix + sums)
          + common
          + CText.field("cols", m.cols());
    }
    int columnBits = m.cols() <= 256 ? 8 : m.cols() <= 65536 ? 16 : 32;
    long[] columns = new long[m.count()];
    for (int p = 0; p < columns.length; p++) {
      columns[p] = m.column(p);
    }
    String columnsName = tables.unsigned("indices", name + "_columns", columnBits, columns);
    return CText.field("add", "lstmc_sparse" + kind + suffix + "_c" + columnBits + sums)
        + common
        + CText.field("columns", columnsName)
        + starts(name, m);
  }

  /** Rows of one length need no list of where they start. */
  private String starts(String name, FixedMatrix m) {
    int first = m.rowStart(1);
    long[] starts = new long[m.rows() + 1];
    boolean balanced = true;
    for (int r = 0; r <= m.rows(); r++) {
      starts[r] = m.rowStart(r);
      balanced &= starts[r] == (long) r * first;
    }
    return balanced
        ? CText.field("cols", first)
        : CText.field("starts", tables.unsigned("indices", name + "_starts", 32, starts));
  }

  /** A {@code lstmc_vector} of the numbers of a tensor, row by row. */
  String vector(String name, FixedMatrix m) {
    if (m == null) {
      return "{NULL, 0}";
    }
    long[] raws = new long[m.count()];
    for (int p = 0; p < raws.length; p++) {
      raws[p] = m.raw(p);
    }
    int bits = m.format().width();
    String kind = name.equals("embedding") ? "embedding" : "biases and peepholes";
    return String.format(
        Locale.ROOT, "{%s, %d}", tables.signed(kind, name, bits, raws), CTables.typeBits(bits) / 8);
  }

  /** A dense matrix on the last layer's output. */
  String output(FixedMatrix m, int shift, int sumBits) {
    return rowSum(
        "output_rows",
        new RowSum(0, m.rows(), List.of(new RowSum.Rows(0, m, shift))),
        sumBits,
        false);
  }

  /** The descriptions. */
  String text() {
    return text.toString();
  }
}
