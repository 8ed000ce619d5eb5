package org.lstmc.core.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.explore.ExploreStep.Stage;
import org.lstmc.core.explore.ExploreStep.Verdict;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.NetworkSpec;

/** Phase I over surfaces whose optimum is known. 4*512*(128+512) = 1 310 720 weights. */
class PhaseOneTest {
  private static final long HOLDS_K4 = 1_310_720 / 4;

  /** Error rises with the recurrent block size, hardly with the input's; a GRU is as good. */
  private static double gentle(DesignPoint p) {
    return 0.2 + 0.001 * p.blockRecurrent() + 0.0001 * p.blockInput();
  }

  private static List<ExploreStep> of(PhaseOneResult r, Stage stage) {
    return r.steps().stream().filter(s -> s.stage() == stage).toList();
  }

  private static PhaseOneResult run(int trials, double loss, ToDoubleFunction<DesignPoint> error) {
    return new Surface(HOLDS_K4, error).explore(Surface.NET, Surface.options(trials, loss), false);
  }

  @Test
  void walksThePapersPath() {
    Surface world = new Surface(HOLDS_K4, PhaseOneTest::gentle);
    // Losses against 0.2011: k=4 0.0033, 8 0.0077, 16 0.0165; 16 in, 8 recurrent 0.0085.
    PhaseOneResult r = world.explore(Surface.NET, Surface.options(9, 0.009), false);
    assertThat(r.bounds().lower()).isEqualTo(4);
    assertThat(world.trained)
        .containsExactly(
            "lstm-1-1",
            "lstm-4-4",
            "lstm-8-8",
            "lstm-16-16",
            "gru-reset-before-8-8",
            "gru-reset-before-16-8",
            "gru-reset-before-32-8");
    assertThat(r.steps())
        .extracting(ExploreStep::verdict)
        .containsExactly(
            Verdict.REFERENCE,
            Verdict.TAKEN,
            Verdict.TAKEN,
            Verdict.REFUSED,
            Verdict.TAKEN,
            Verdict.TAKEN,
            Verdict.REFUSED);
    assertThat(r.chosen()).isEqualTo(new DesignPoint(CellType.GRU_RESET_BEFORE, 16, 8));
    assertThat(r.score()).isEqualTo(gentle(r.chosen()));
    assertThat(r.spent()).isEqualTo(7);
    assertThat(r.stopped()).isNull();
  }

  @Test
  void stopsWhereTheLowerBoundMisses() {
    Surface world = new Surface(HOLDS_K4, p -> p.isDense() ? 0.2 : 0.25);
    PhaseOneResult r = world.explore(Surface.NET, Surface.options(6, 0.01), false);
    assertThat(world.trained).containsExactly("lstm-1-1", "lstm-4-4");
    assertThat(r.chosen()).isNull();
    assertThat(r.stopped())
        .contains("k = 4", "frameErrorRate is 0.25", "has 0.2", "loss of 0.05000", "0.01000")
        .contains("--max-loss", "--epochs", "--device");
  }

  @Test
  void aScoreThatIsNoNumberNeverHolds() {
    PhaseOneResult r = run(6, 1, p -> p.isDense() ? 0.2 : Double.NaN);
    assertThat(r.stopped()).isNotNull();
    assertThat(r.steps().get(1).why()).isEqualTo("its training diverged");
    assertThat(run(6, 1, p -> Double.POSITIVE_INFINITY).stopped())
        .startsWith("the dense network does not learn");
  }

  @Test
  void anAccuracyFallsWhereAnErrorRises() {
    ExploreOptions o =
        new ExploreOptions(
            6, 0.01, null, 16, CellType.GRU, org.lstmc.core.model.TaskKind.CLASSIFICATION);
    PhaseOneResult worse =
        new Surface(HOLDS_K4, p -> p.isDense() ? 0.9 : 0.88).explore(Surface.NET, o, false);
    PhaseOneResult better =
        new Surface(HOLDS_K4, p -> p.isDense() ? 0.9 : 0.95).explore(Surface.NET, o, false);
    assertThat(worse.stopped()).isNotNull();
    assertThat(better.stopped()).isNull();
    assertThat(better.steps().get(1).loss()).isNegative();
  }

  @Test
  void growsToTheUpperBoundAndNoFurther() {
    PhaseOneResult r = run(99, 1, p -> 0.2);
    assertThat(of(r, Stage.GROW))
        .extracting(s -> s.point().key() + " " + s.verdict().label())
        .containsExactly(
            "lstm-8-8 taken",
            "lstm-16-16 taken",
            "lstm-32-32 taken",
            "lstm-64-64 taken",
            "lstm-128-128 not tried");
    assertThat(of(r, Stage.INPUT).get(0).why()).contains("above the upper bound, k = 64");
    assertThat(r.chosen()).isEqualTo(DesignPoint.same(CellType.GRU_RESET_BEFORE, 64));
  }

  @Test
  void refusesGruThatLoses() {
    PhaseOneResult r = run(9, 0.009, p -> gentle(p) + (p.cell().isGru() ? 0.1 : 0));
    assertThat(of(r, Stage.CELL).get(0).verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(r.chosen()).isEqualTo(new DesignPoint(CellType.LSTM, 16, 8));
  }

  @Test
  void refusesLargerInputBlocksThatLose() {
    PhaseOneResult r = run(9, 0.009, p -> gentle(p) + (p.blockInput() > 8 ? 0.1 : 0));
    assertThat(of(r, Stage.INPUT)).hasSize(1);
    assertThat(r.chosen()).isEqualTo(DesignPoint.same(CellType.GRU_RESET_BEFORE, 8));
  }

  @Test
  void keepsPartOfTheBudgetForTheLaterSteps() {
    Surface world = new Surface(HOLDS_K4, p -> 0.2);
    PhaseOneResult six = world.explore(Surface.NET, Surface.options(6, 1), false);
    assertThat(world.trained)
        .containsExactly(
            "lstm-1-1",
            "lstm-4-4",
            "lstm-8-8",
            "lstm-16-16",
            "gru-reset-before-16-16",
            "gru-reset-before-32-16");
    assertThat(of(six, Stage.GROW).get(2).why())
        .isEqualTo("budget: 2 of 6 trials are left and kept for the next steps");
    assertThat(of(six, Stage.INPUT).get(1).why()).isEqualTo("budget: all 6 trials are spent");
    assertThat(six.spent()).isEqualTo(6);
  }

  @Test
  void threeTrialsGrowOnceAndTwoNotAtAll() {
    assertThat(run(3, 1, p -> 0.2).chosen()).isEqualTo(DesignPoint.same(CellType.LSTM, 8));
    PhaseOneResult two = run(2, 1, p -> 0.2);
    assertThat(two.chosen()).isEqualTo(DesignPoint.same(CellType.LSTM, 4));
    assertThat(two.steps().subList(2, 5)).allSatisfy(s -> assertThat(s.why()).startsWith("budget"));
  }

  @Test
  void aGivenBaselineCostsNoTrial() {
    Surface world = new Surface(HOLDS_K4, p -> 0.2);
    PhaseOneResult r = world.explore(Surface.NET, Surface.options(2, 1), true);
    assertThat(r.spent()).isEqualTo(2);
    assertThat(world.trained).containsExactly("lstm-1-1", "lstm-4-4", "lstm-8-8");
  }

  @Test
  void aGruThatStoresMoreIsNotTried() {
    // 4*512*(128+192) + 192*512 = 753 664 with a projection; 3*512*(128+512) = 983 040 without.
    NetworkSpec projected = Surface.net(512, 192);
    Surface world = new Surface(HOLDS_K4, p -> 0.2);
    PhaseOneResult r = world.explore(projected, Surface.options(9, 1), false);
    assertThat(of(r, Stage.CELL).get(0).verdict()).isEqualTo(Verdict.NOT_TRIED);
    assertThat(of(r, Stage.CELL).get(0).why()).contains("no fewer than");
    assertThat(r.chosen().cell()).isEqualTo(CellType.LSTM);
  }

  @Test
  void largerInputBlocksThatSlowTheMachineAreNotTried() {
    Surface world =
        new Surface(HOLDS_K4, PhaseOneTest::gentle) {
          @Override
          public MachineAnswer at(NetworkSpec base, DesignPoint p, int bits) {
            MachineAnswer a = super.at(base, p, bits);
            double cycles = a.cyclesPerStep() + (p.blockInput() > 8 ? 1e6 : 0);
            return new MachineAnswer(
                a.refusal(), "P=1", cycles, 1, 1, 1, 1, 1, 1, 200, "made up", "nothing");
          }
        };
    PhaseOneResult r = world.explore(Surface.NET, Surface.options(9, 0.009), false);
    assertThat(r.chosen()).isEqualTo(DesignPoint.same(CellType.GRU_RESET_BEFORE, 8));
    assertThat(of(r, Stage.INPUT).get(0).verdict()).isEqualTo(Verdict.NOT_TRIED);
    assertThat(of(r, Stage.INPUT).get(0).why()).startsWith("the machine would be slower; words");
  }

  @Test
  void theGreatestBlockSizeThereIsEndsEverything() {
    // 16384 x (128 + 4096): at k = 1024 the input's 128 columns are one block.
    NetworkSpec large = Surface.net(4096, 0);
    long atMost = 16 * (1 + 4) * 1024;
    PhaseOneResult r = new Surface(atMost, p -> 0.2).explore(large, Surface.options(9, 1), false);
    assertThat(r.bounds().lower()).isEqualTo(1024);
    assertThat(r.chosen()).isEqualTo(DesignPoint.same(CellType.GRU_RESET_BEFORE, 1024));
    assertThat(of(r, Stage.GROW)).isEmpty();
    assertThat(of(r, Stage.INPUT).get(0).verdict()).isEqualTo(Verdict.NOT_TRIED);
  }

  @Test
  void aDeviceTooSmallForEveryBlockSizeIsRefused() {
    Surface tiny = new Surface(1000, p -> 0.2);
    assertThatThrownBy(() -> tiny.explore(Surface.NET, Surface.options(6, 1), false))
        .isInstanceOfSatisfying(
            LstmcException.class,
            e -> assertThat(e.kind()).isEqualTo(LstmcException.Kind.UNSUPPORTED))
        .hasMessageContaining("no block size from 2 to 512 fits at 16 bits")
        .hasMessageContaining("there are 1000")
        .hasMessageContaining("--device");
    assertThat(tiny.trained).isEmpty();
  }

  @Test
  void oneTrialIsNoExploration() {
    assertThatThrownBy(() -> Surface.options(1, 1))
        .hasMessage("--trials 1: allowed is 2 (dense and lower bound) or more");
  }
}
