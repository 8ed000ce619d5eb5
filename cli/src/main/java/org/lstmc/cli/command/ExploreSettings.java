package org.lstmc.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.cli.report.ReportBuilder;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.train.ExploreTrials;
import picocli.CommandLine.Model.CommandSpec;

/** What an exploration was asked, for its page and for the history. */
final class ExploreSettings {
  private ExploreSettings() {}

  /** For the page, in the order in which it is shown. */
  static Map<String, String> shown(CommandSpec spec, Dataset d, ExploreTrials.Setup setup) {
    Map<String, String> s = new LinkedHashMap<>();
    s.put("command", spec.name() + " " + String.join(" ", GivenArguments.of(spec)));
    s.put("data", d.task().data() + listed(d.task().options()));
    s.put("network", network(setup.base()));
    s.put(
        "dense network",
        setup.given() != null ? "given" : listed(TrainOptionArgs.record(setup.training())));
    s.put("method", setup.method().label());
    if (setup.method() != ExploreTrials.Method.DIRECT) {
      s.put("retraining", listed(TrainOptionArgs.record(setup.retraining())));
    }
    if (setup.method() == ExploreTrials.Method.ADMM) {
      Map<String, String> r = new TreeMap<>();
      AdmmArgs.record(setup.admm(), r);
      s.put("ADMM", listed(r));
    }
    s.put("seed of every training", String.valueOf(setup.training().seed()));
    return s;
  }

  private static String network(NetworkSpec n) {
    return n.layers().get(0).cell().label()
        + " "
        + String.join(", ", ReportBuilder.shapes(n.layers()))
        + ", "
        + n.classes()
        + " classes";
  }

  private static String listed(Map<String, String> values) {
    StringBuilder s = new StringBuilder();
    values.forEach((k, v) -> s.append(' ').append(k).append('=').append(v));
    return s.toString();
  }

  /** Effective options, for the history. */
  static Map<String, String> record(ExploreArgs explore, ExploreTrials.Setup setup) {
    Map<String, String> r = TrainOptionArgs.record(setup.training());
    explore.record(r);
    if (setup.method() != ExploreTrials.Method.DIRECT) {
      TrainOptionArgs.record(setup.retraining()).forEach((k, v) -> r.put("retrain." + k, v));
    }
    if (setup.method() == ExploreTrials.Method.ADMM) {
      AdmmArgs.record(setup.admm(), r);
    }
    return r;
  }
}
