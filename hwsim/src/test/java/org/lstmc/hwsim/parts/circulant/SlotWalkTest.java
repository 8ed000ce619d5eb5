package org.lstmc.hwsim.parts.circulant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.hwsim.StageTime;

/** The coarse pipeline against what section 0.1 of its description says of rate and latency. */
class SlotWalkTest {
  private static final ActivationSpec TABLE =
      new ActivationSpec(ActivationSpec.Kind.TABLE, 256, 8.0);

  /** A frame a round, and as many rounds from start to output as there are stages. */
  @Property(tries = 200)
  void enoughSequencesFillThePipeline(
      @ForAll @IntRange(min = 1, max = 5) int stages,
      @ForAll @IntRange(min = 0, max = 3) int more,
      @ForAll @IntRange(min = 0, max = 3) int swap,
      @ForAll long seed) {
    long[] d = durations(stages, seed);
    SlotWalk.Steady t = walk(List.of(d), swap, stages + more, 1).steady();
    long slowest = 0;
    for (long x : d) {
      slowest = Math.max(slowest, x);
    }

    assertThat(t.cyclesPerFrame()).isEqualTo(slowest + swap);
    assertThat(t.latencyCycles()).isEqualTo(stages * (slowest + swap));
  }

  /** One sequence: y(t-1) feeds the first stage, so a frame takes all stages one by one. */
  @Property(tries = 200)
  void oneSequenceTakesItsStagesOneByOne(
      @ForAll @IntRange(min = 1, max = 5) int stages,
      @ForAll @IntRange(min = 0, max = 3) int swap,
      @ForAll long seed) {
    long[] d = durations(stages, seed);
    SlotWalk.Steady t = walk(List.of(d), swap, 1, 1).steady();
    long sum = (long) stages * swap;
    for (long x : d) {
      sum += x;
    }

    assertThat(t.cyclesPerFrame()).isEqualTo(sum);
    assertThat(t.latencyCycles()).isEqualTo(sum);
  }

  /** Two sequences in three stages: of three rounds, each holds another pair of stages. */
  @Property(tries = 100)
  void twoSequencesInThreeStages(@ForAll long seed) {
    long[] d = durations(3, seed);
    SlotWalk.Steady t = walk(List.of(d), 0, 2, 1).steady();

    double three = Math.max(d[0], d[2]) + Math.max(d[0], d[1]) + Math.max(d[1], d[2]);
    assertThat(t.cyclesPerFrame()).isCloseTo(three / 2, within(1e-9));
  }

  @Property(tries = 100)
  void slowInputSetsThePace(@ForAll @IntRange(min = 1, max = 3) int stages, @ForAll long seed) {
    long[] d = durations(stages, seed);
    SlotWalk.Steady t = walk(List.of(d), 0, stages, 5000).steady();

    assertThat(t.cyclesPerFrame()).isEqualTo(5000);
  }

  /** Whatever stands still, all of a stage's cycles are put under some head. */
  @Property(tries = 200)
  void cyclesOfEveryStageAddUp(
      @ForAll @IntRange(min = 1, max = 4) int stages,
      @ForAll @IntRange(min = 1, max = 3) int layers,
      @ForAll @IntRange(min = 1, max = 6) int streams,
      @ForAll @IntRange(min = 1, max = 300) int input,
      @ForAll long seed) {
    List<long[]> d = new ArrayList<>();
    long total = 0;
    for (int l = 0; l < layers; l++) {
      d.add(durations(stages, seed + l));
      for (long x : d.get(l)) {
        total += x;
      }
    }
    SlotWalk.Steady t = walk(d, 1, streams, input).steady();

    double work = 0;
    for (int j = 0; j < stages; j++) {
      double sum = t.occupied()[j] + t.waited()[j] + t.empty()[j] + t.inputWaits();
      assertThat(sum).isCloseTo(t.cyclesPerFrame(), within(1e-6));
      work += t.occupied()[j];
    }
    assertThat(work).isCloseTo(total, within(1e-6));
    assertThat(t.latencyCycles()).isGreaterThanOrEqualTo(total);
  }

  /** The steady state goes on as a walk of every step does, and no frame overtakes its inputs. */
  @Property(tries = 100)
  void laterStepsFollowTheSteadyState(
      @ForAll @IntRange(min = 1, max = 4) int stages,
      @ForAll @IntRange(min = 1, max = 3) int layers,
      @ForAll long seed) {
    List<long[]> d = new ArrayList<>();
    for (int l = 0; l < layers; l++) {
      d.add(durations(stages, seed + l));
    }
    CirculantSchedule s = schedule(d, 1);
    long[] finished = new long[layers];
    List<String> order = new ArrayList<>();
    SlotWalk.Listener listener =
        new SlotWalk.Listener() {
          @Override
          public void input(int step, long first) {
            order.add("x" + step);
          }

          @Override
          public void stage(SlotWalk.Frame f, int stage, long start) {
            if (stage == 0) {
              assertThat(finished[f.layer()]).isEqualTo(f.step());
              assertThat(f.layer() == 0 || finished[f.layer() - 1] > f.step()).isTrue();
            }
            if (stage == stages - 1) {
              finished[f.layer()]++;
            }
          }
        };
    long[] ends = SlotWalk.ends(s, 3, 150, listener);
    SlotWalk.Steady t = new SlotWalk(s, 1, 3).steady();

    assertThat(order).hasSize(150);
    assertThat((ends[149] - ends[29]) / 120.0)
        .isCloseTo(t.cyclesPerFrame(), within(0.05 * t.cyclesPerFrame()));
    assertThat(SlotWalk.total(s, 3, 150)).isEqualTo(ends[149]);
  }

  private static long[] durations(int stages, long seed) {
    return new Random(seed).longs(stages, 1, 1000).toArray();
  }

  private static SlotWalk walk(List<long[]> d, int swap, int streams, long input) {
    return new SlotWalk(schedule(d, swap), streams, input);
  }

  private static CirculantSchedule schedule(List<long[]> durations, int swap) {
    List<List<Stage>> layers = new ArrayList<>();
    List<List<StageTime>> times = new ArrayList<>();
    for (int l = 0; l < durations.size(); l++) {
      List<Stage> stages = new ArrayList<>();
      List<StageTime> all = new ArrayList<>();
      for (long d : durations.get(l)) {
        stages.add(new Stage.Vector("v", 1, 1, (int) d, Stage.Work.LSTM));
        all.add(new StageTime("v", l, d, Map.of(StageWalk.BEATS, d)));
      }
      layers.add(stages);
      times.add(all);
    }
    CirculantDepths depths = CirculantDepths.of(TABLE, TABLE, 0, swap);
    CirculantConfig c = new CirculantConfig("test", List.of(), 1, 1, 1, false, depths);
    return new CirculantSchedule(c, layers, times);
  }
}
