package org.lstmc.core.compress.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.TestMatrices;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class SensitivityScanTest {
  private final Model model = TestMatrices.model(TestMatrices.network());

  /** Counts zeros, a thousand times as dear in layer 1's Wh. */
  private static final ToDoubleFunction<Map<String, Tensor>> ZEROS =
      weights -> {
        double sum = 1;
        for (Map.Entry<String, Tensor> e : weights.entrySet()) {
          for (float w : e.getValue().data()) {
            sum += w != 0 ? 0 : e.getKey().equals("layers.1.wh") ? 1000 : 1;
          }
        }
        return sum;
      };

  private final SensitivityScan scan = new SensitivityScan("row-balanced", Map.of(), ZEROS);

  @Test
  void prunesOnePartAtATime() {
    SensitivityTable t = scan.scan(model, List.of(0.0, 0.5, 0.9), true, "zeros");
    // 4 gate matrices with 4 gates each and themselves, one projection; 3 ratios.
    assertThat(t.points()).hasSize((4 * 5 + 1) * 3);
    assertThat(t.denseScore()).isEqualTo(1);
    assertThat(t.points())
        .contains(
            // 32 rows of 8 columns lose 4 each; gate g alone: 8 rows.
            new SensitivityTable.Point("layers.1.wh", "", 0.5, 0.5, 1 + 32 * 4 * 1000.0),
            new SensitivityTable.Point("layers.1.wh", "g", 0.5, 0.125, 1 + 8 * 4 * 1000.0),
            new SensitivityTable.Point("layers.0.projection", "", 0.9, 0.9, 1 + 5 * 9.0));
    assertThat(t.toCsv())
        .startsWith("matrix,gate,ratio,achievedSparsity,metric,dense,score\n")
        .contains("layers.1.wh,g,0.5,0.125,zeros,1.0,32001.0\n")
        // 0.9 of 5 columns is all of them: no value.
        .contains("layers.1.wx,,0.9,,zeros,1.0,\n");
    assertThat(t.toCsv().lines()).hasSize(1 + 63);
  }

  @Test
  void gridHasBothRatios() {
    RatioGrid g = scan.grid(model, List.of(0.0, 0.5), List.of(0.0, 0.25, 0.5), "zeros");
    assertThat(g.scores().get(0).get(0)).isEqualTo(1);
    // Wx of layer 0: 40 rows lose 3 of 6; of layer 1: 32 rows lose 3 of 5.
    assertThat(g.scores().get(1).get(0)).isEqualTo(1 + 40 * 3 + 32 * 3);
    // Wh: 40 rows lose 1 of 5, 32 lose 2 of 8 (dear), projection: 5 rows lose 3 of 10.
    assertThat(g.scores().get(0).get(1)).isEqualTo(1 + 40 + 32 * 2 * 1000.0 + 5 * 3);
    assertThat(g.toCsv().lines()).hasSize(7).contains("0.5,0.0,zeros,217.0");
  }

  @Test
  void brokenWeightsAreAnErrorAndNotAnEmptyCell() {
    model.weights().get("layers.1.wh").data()[0] = Float.NaN;
    assertThatThrownBy(() -> scan.scan(model, List.of(0.5), false, "zeros"))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("NaN");
  }

  @Test
  void heatMapsAreWellFormedWithACellForEveryValue() throws Exception {
    HeatMap a = scan.scan(model, List.of(0.0, 0.5, 0.9), true, "a<b & c").heatMap();
    HeatMap b = scan.grid(model, List.of(0.0, 0.5), List.of(0.0, 0.25, 0.5), "zeros").heatMap();
    assertThat(texts(a)).contains("a<b & c (log colours)", "n/a", "layers.0.projection", "0.9");
    assertThat(texts(b)).contains("sparsity of Wh (share of zero weights)", "217");
    assertThat(a.toSvg()).contains("'" + ColourScale.viridis(0) + "'", "'#fde725'");
  }

  @Test
  void coloursFollowTheScale() {
    ColourScale linear = ColourScale.over(List.of(List.of(10.0, 20.0, Double.NaN)));
    assertThat(linear.logarithmic()).isFalse();
    assertThat(linear.colour(10)).isEqualTo("#440154");
    assertThat(linear.colour(20)).isEqualTo("#fde725");
    assertThat(linear.colour(15)).isEqualTo("#21908d");
    assertThat(linear.colour(Double.NaN)).isEqualTo("#dddddd");
    ColourScale log = ColourScale.over(List.of(List.of(1.0, 10000.0)));
    assertThat(log.colour(100)).isEqualTo("#21908d");
    assertThat(log.valueAt(0.5)).isEqualTo(100);
    assertThat(ColourScale.over(List.of(List.of(3.0, 3.0))).colour(3)).isEqualTo("#21908d");
  }

  private static List<String> texts(HeatMap map) throws Exception {
    Document d =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(map.toSvg())));
    var nodes = d.getElementsByTagName("text");
    return java.util.stream.IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent())
        .toList();
  }
}
