package org.lstmc.core.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;

/** Multiplications, words and fits, counted by hand. */
class BoundsTest {
  private static final NetworkSpec GOOGLE =
      new NetworkSpec(
          "google",
          InputSpec.features(153),
          List.of(new LayerSpec(CellType.LSTM, 153, 1024, 512, true)),
          61);

  private static final Surface ANY = new Surface(Long.MAX_VALUE / 100, p -> 0);

  @Test
  void countsTheGoogleLstmAtEight() {
    ComputeBound.Row eight = ComputeBound.of(GOOGLE, ANY::transformProducts).rows().get(3);
    assertThat(eight.block()).isEqualTo(8);
    // Gates 512 x (20 + 64) blocks, projection 64 x 128 blocks, 14 products each.
    assertThat(eight.products()).isEqualTo((512L * 84 + 64 * 128) * 14);
    // 84 + 512 transforms around the gates, 128 + 64 around the projection, 2 products each.
    assertThat(eight.transforms()).isEqualTo((84 + 512 + 128 + 64) * 2);
    assertThat(eight.share()).isCloseTo((eight.products() + 1576) / 3_248_128.0, within(1e-12));
  }

  @Test
  void computationSaturatesWhereThePaperSays() {
    ComputeBound bound = ComputeBound.of(GOOGLE, ANY::transformProducts);
    // E-RNN: between 32 and 64. The next doubling saves 1.3 % of the dense multiplications.
    assertThat(bound.upper()).isEqualTo(64);
    assertThat(bound.rows().get(7).saved()).isBetween(0.01, ComputeBound.LEAST_SAVING);
    assertThat(bound.rows()).extracting(ComputeBound.Row::block).startsWith(1, 2, 4, 8);
    assertThat(bound.largest()).isEqualTo(512);
  }

  @Test
  void transformsThatCostMakeItSaturateEarlier() {
    assertThat(ComputeBound.of(GOOGLE, k -> 100 * k * k).upper()).isLessThan(64);
  }

  @Test
  void noBlockIsLargerThanALayersOutput() {
    ComputeBound small = ComputeBound.of(Surface.net(24, 0), ANY::transformProducts);
    assertThat(small.largest()).isEqualTo(16);
    assertThat(small.rows().get(small.rows().size() - 1).block()).isEqualTo(16);
  }

  @Test
  void wordsOfTheGoogleLstm() {
    // C-LSTM prints 7.9:1 and 15.9:1; the input's 153 columns are filled up to 160.
    long eight = DesignPoint.same(CellType.LSTM, 8).storedWords(GOOGLE);
    assertThat(eight).isEqualTo(4096 * 160 / 8 + 4096 * 512 / 8 + 512 * 1024 / 8);
    assertThat(3_248_128.0 / eight).isCloseTo(7.9, within(0.05));
    assertThat(DesignPoint.dense(CellType.LSTM).storedWords(GOOGLE)).isEqualTo(3_248_128);
    assertThat(new DesignPoint(CellType.LSTM, 16, 8).storedWords(GOOGLE))
        .isEqualTo(4096 * 160 / 16 + 4096 * 512 / 8 + 512 * 1024 / 16);
  }

  @Test
  void aGruHasThreeGatesAndNoProjection() {
    NetworkSpec gru = new DesignPoint(CellType.GRU_RESET_BEFORE, 8, 8).network(GOOGLE);
    assertThat(gru.layers().get(0))
        .isEqualTo(new LayerSpec(CellType.GRU_RESET_BEFORE, 153, 1024, 0, false));
    assertThat(DesignPoint.dense(CellType.GRU).storedWords(GOOGLE))
        .isEqualTo(3 * 1024 * (153 + 1024));
  }

  @Test
  void aMatrixThatABlockWouldNotShrinkStaysDense() {
    NetworkSpec one =
        new NetworkSpec(
            "one",
            InputSpec.features(1),
            List.of(new LayerSpec(CellType.LSTM, 1, 16, 0, false)),
            2);
    assertThat(DesignPoint.same(CellType.LSTM, 4).structures(one)).containsOnlyKeys("layers.0.wh");
  }

  @Test
  void lowerBoundIsTheFirstThatFitsAndFewerBitsLowerIt() {
    Surface quarter = new Surface(1_310_720 / 4, p -> 0);
    assertThat(BlockBounds.of(Surface.NET, CellType.LSTM, 16, quarter).lower()).isEqualTo(4);
    assertThat(BlockBounds.of(Surface.NET, CellType.LSTM, 8, quarter).lower()).isEqualTo(2);
  }

  @Test
  void aSmallDeviceRaisesBothBounds() {
    BlockBounds b =
        BlockBounds.of(Surface.NET, CellType.LSTM, 16, new Surface(1_310_720 / 128, p -> 0));
    assertThat(b.lower()).isEqualTo(128);
    assertThat(b.upper()).isEqualTo(128);
  }
}
