package org.lstmc.core.quantize.datapath;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Score;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.decode.Transcriber;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.quantize.kernel.LaneKernel;

/**
 * Scores a quantized model with the integer datapath over a whole split. The result is the same for
 * any number of threads and any lock-step width.
 */
public final class IntegerEvaluator {
  private static final int COLUMNS = 32;
  private static final int MOST_LANES = 32;

  private final IntegerNetwork net;
  private final TaskKind task;
  private final Transcriber transcriber;
  private final LaneKernel kernel;
  private final LaneNetwork lane;
  private final LaneForward forward;

  /**
   * What an evaluation found.
   *
   * @param score sums over all scored predictions
   * @param saturations weights clipped, signals out of range and accumulators wrapped, by tensor or
   *     signal name, zeros included
   */
  public record Evaluation(Score score, Map<String, Long> saturations) {}

  /** An evaluator of a network on a kernel. */
  IntegerEvaluator(IntegerNetwork net, Task task, LaneKernel kernel) {
    this.net = net;
    this.task = task.kind();
    this.transcriber = Transcriber.of(task, net.network().classes());
    this.kernel = kernel;
    this.lane = net.forward() == null ? new LaneNetwork(net) : null;
    this.forward = net.forward() == null ? null : new LaneForward(net);
  }

  /** Scores a quantized model; its task says what is asked. */
  public static Evaluation evaluate(Model model, Split split, int threads) {
    if (model.task() == null) {
      throw LstmcException.badInput(
          "model '%s' has no task, so there is nothing to score", model.network().name());
    }
    return evaluate(IntegerNetwork.of(model), model.task(), split, threads);
  }

  /** Scores a network that is at hand. */
  public static Evaluation evaluate(IntegerNetwork net, Task task, Split split, int threads) {
    return new IntegerEvaluator(net, task, LaneKernel.best()).evaluate(split, threads, MOST_LANES);
  }

  /** Scores with at most {@code lanes} sequences in lock step. */
  Evaluation evaluate(Split split, int threads, int lanes) {
    if (net.network().classes() == 0) {
      throw LstmcException.badInput(
          "network '%s' ends with its last layer; without a dense output there is nothing to score",
          net.network().name());
    }
    List<Sequence> sequences = split.columns(COLUMNS);
    if (sequences.isEmpty()) {
      throw LstmcException.badInput("split '%s' is empty; there is nothing to score", split.name());
    }
    // Longest first, so that the lanes of a group end one after the other from the back.
    List<Integer> order =
        IntStream.range(0, sequences.size())
            .filter(i -> sequences.get(i).length() > 0)
            .boxed()
            .sorted(Comparator.comparing(i -> -sequences.get(i).length()))
            .toList();
    SequenceScore[] scores = new SequenceScore[sequences.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = new SequenceScore();
    }
    int width = Math.min(lanes, Math.max(1, (order.size() + threads - 1) / threads));
    List<List<Integer>> groups = new ArrayList<>();
    for (int from = 0; from < order.size(); from += width) {
      groups.add(order.subList(from, Math.min(order.size(), from + width)));
    }
    EventCounts events = run(sequences, groups, scores, Math.min(threads, groups.size()), width);
    Score sum = Score.ZERO;
    for (SequenceScore s : scores) {
      sum = sum.plus(s.score());
    }
    Map<String, Long> saturations = new LinkedHashMap<>(net.clippedWeights());
    saturations.putAll(events.byName(net.network()));
    return new Evaluation(sum, saturations);
  }

  private EventCounts run(
      List<Sequence> sequences,
      List<List<Integer>> groups,
      SequenceScore[] scores,
      int threads,
      int width) {
    EventCounts total = net.newCounts();
    ThreadLocal<SequenceRunner> runners = ThreadLocal.withInitial(() -> runner(width));
    ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.max(1, threads),
            work -> {
              Thread t = new Thread(work, "integer-datapath");
              t.setDaemon(true);
              return t;
            });
    try {
      List<Future<EventCounts>> parts = new ArrayList<>();
      for (List<Integer> group : groups) {
        parts.add(pool.submit(() -> runGroup(runners.get(), sequences, group, scores)));
      }
      for (Future<EventCounts> part : parts) {
        total.addAll(part.get());
      }
      return total;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException r) {
        throw r;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LstmcException.of(LstmcException.Kind.INTERRUPTED, "interrupted while scoring");
    } finally {
      pool.shutdownNow();
    }
  }

  private EventCounts runGroup(
      SequenceRunner runner, List<Sequence> sequences, List<Integer> group, SequenceScore[] all) {
    EventCounts events = net.newCounts();
    runner.run(
        group.stream().map(sequences::get).toList(),
        task,
        group.stream().map(i -> all[i]).toArray(SequenceScore[]::new),
        events);
    if (transcriber != null) {
      group.forEach(i -> all[i].judge(transcriber, sequences.get(i)));
    }
    return events;
  }

  private SequenceRunner runner(int width) {
    if (forward != null && forward.isExact()) {
      return new LaneImageRunner(forward, kernel, width);
    }
    return lane != null && lane.isExact()
        ? new LaneRunner(lane, kernel, width)
        : new PlainRunner(net);
  }
}
