package org.lstmc.core.compress.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.TensorForm;

/** Counts of the published rows: parameters, multiplications, intermediates, steps. */
class ContractionCountsTest {
  private static final List<String> LEAF_ROOT_LEAF =
      List.of("leaf3", "leaf5", "leaf4", "node3", "root", "node2", "leaf2", "node1", "leaf1");

  @Test
  void parameters() {
    assertThat(PublishedForms.HT_UCF11.parameters()).isEqualTo(1245);
    assertThat(PublishedForms.TT_UCF11_LSTM.parameters()).isEqualTo(3360);
    assertThat(PublishedForms.TT_UCF11_GRU.parameters()).isEqualTo(3232);
    assertThat(PublishedForms.VGG_FC6.parameters()).isEqualTo(2016);
    assertThat(PublishedForms.VGG_FC7.parameters()).isEqualTo(1152);
    assertThat(PublishedForms.TIE_UCF11.parameters()).isEqualTo(2976);
    assertThat(PublishedForms.TIE_YOUTUBE.parameters()).isEqualTo(3200);
    // Section 5: Hollywood2 and YouTube Celebrities, LSTM and GRU.
    assertThat(train(List.of(10, 18, 13, 30), 16).parameters()).isEqualTo(3104);
    assertThat(train(List.of(10, 18, 13, 30), 12).parameters()).isEqualTo(2944);
    assertThat(train(List.of(4, 20, 20, 36), 16).parameters()).isEqualTo(3392);
    assertThat(train(List.of(4, 20, 20, 36), 12).parameters()).isEqualTo(3328);
  }

  private static TensorForm train(List<Integer> modesIn, int first) {
    return PublishedForms.train(modesIn, List.of(first, 4, 4, 4), 4);
  }

  @Test
  void publishedRatios() {
    assertThat(25088L * 4096 / PublishedForms.VGG_FC6.parameters()).isEqualTo(50972);
    assertThat(57600L * 256 / PublishedForms.TIE_YOUTUBE.parameters()).isEqualTo(4608);
    assertThat(57600L * 1024 / PublishedForms.HT_UCF11.parameters()).isEqualTo(47375);
  }

  @Test
  void leafRootLeafHasTheStepsOfTheReference() {
    ContractionPlan plan = ContractionPlan.of(PublishedForms.HT_UCF11, LEAF_ROOT_LEAF);
    assertThat(plan.multiplications()).isEqualTo(2_408_448);
    assertThat(plan.steps().stream().map(ContractionCountsTest::shape))
        .containsExactly(
            "10x8x5760",
            "8x8x5760",
            "9x16x5120",
            "16x5x5120",
            "5x5x5120",
            "20x5x1280",
            "10x16x640",
            "20x4x512",
            "32x16x64");
    assertThat(plan.peakWords()).isEqualTo(81_920);
  }

  @Test
  void bottomUpCountsAsTheReference() {
    ContractionPlan plan = ContractionOrders.bottomUp(PublishedForms.HT_UCF11);
    assertThat(plan.multiplications()).isEqualTo(7_183_360);
    assertThat(plan.peakWords()).isEqualTo(327_680);
  }

  @Test
  void cheapestOrderOfTheReferenceNetwork() {
    ContractionPlan plan = ContractionOrders.cheapest(PublishedForms.HT_UCF11);
    assertThat(plan.multiplications()).isEqualTo(2_408_448);
  }

  @Property(tries = 30)
  void noPermutationOfTheFactorsIsCheaper(@ForAll long seed) {
    Random random = new Random(seed);
    TensorForm form = RandomForms.draw(random);
    while (form.factors().size() > 6) {
      form = RandomForms.draw(random);
    }
    List<String> names = new ArrayList<>(form.factors().stream().map(f -> f.name()).toList());
    long best = least(form, names, 0);
    assertThat(ContractionOrders.cheapest(form).multiplications()).isEqualTo(best);
  }

  /** Fewest multiplications over all permutations of the names from a place on. */
  private static long least(TensorForm form, List<String> names, int from) {
    if (from == names.size()) {
      try {
        return ContractionPlan.of(form, names).multiplications();
      } catch (LstmcException joinsNothing) {
        return Long.MAX_VALUE;
      }
    }
    long best = Long.MAX_VALUE;
    for (int i = from; i < names.size(); i++) {
      Collections.swap(names, from, i);
      best = Math.min(best, least(form, names, from + 1));
      Collections.swap(names, from, i);
    }
    return best;
  }

  @Test
  void compactSchemeHasTheStagesOfTie() {
    assertThat(stages(PublishedForms.VGG_FC6))
        .containsExactly(
            "4x16x6272", "28x16x3584", "32x16x1792", "32x16x896", "28x16x512", "8x4x1024");
    assertThat(stages(PublishedForms.TIE_YOUTUBE))
        .containsExactly("36x16x1600", "80x16x320", "80x16x64", "16x4x64");
    assertThat(count(PublishedForms.VGG_FC6)).isEqualTo(3_645_440);
    assertThat(count(PublishedForms.VGG_FC7)).isEqualTo(1_179_648);
    assertThat(count(PublishedForms.TIE_UCF11)).isEqualTo(1_912_832);
    assertThat(count(PublishedForms.TIE_YOUTUBE)).isEqualTo(1_417_216);
    assertThat(count(PublishedForms.TT_UCF11_LSTM)).isEqualTo(1_937_408);
    assertThat(ContractionOrders.compact(PublishedForms.VGG_FC6).peakWords()).isEqualTo(100_352);
    assertThat(ContractionOrders.compact(PublishedForms.VGG_FC6).arrangeOutput().isIdentity())
        .isTrue();
  }

  @Test
  void anOrderThatJoinsNothingIsRefused() {
    List<String> order =
        List.of("leaf3", "root", "leaf5", "leaf4", "node3", "node2", "leaf2", "node1", "leaf1");
    assertThatThrownBy(() -> ContractionPlan.of(PublishedForms.HT_UCF11, order))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("root joins nothing");
  }

  private static List<String> stages(TensorForm form) {
    return ContractionOrders.compact(form).steps().stream()
        .map(ContractionCountsTest::shape)
        .toList();
  }

  private static long count(TensorForm form) {
    return ContractionOrders.compact(form).multiplications();
  }

  private static String shape(ContractionStep step) {
    return step.contractedLength() + "x" + step.producedLength() + "x" + step.restLength();
  }
}
