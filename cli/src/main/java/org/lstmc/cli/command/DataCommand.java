package org.lstmc.cli.command;

import java.util.Locale;
import org.lstmc.cli.Lstmc;
import org.lstmc.core.data.Datasets;
import org.lstmc.core.data.FormatInfo;
import org.lstmc.core.data.OptionInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Lists what lstmc can read or generate. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "List the data formats with their options.")
public final class DataCommand implements Runnable {
  @ParentCommand private Lstmc lstmc;

  @Override
  public void run() {
    if (lstmc.console().format() == org.lstmc.cli.Console.Format.json) {
      lstmc
          .console()
          .result(
              new String(
                  org.lstmc.core.manifest.ManifestJson.bytes(Datasets.list()),
                  java.nio.charset.StandardCharsets.UTF_8));
      return;
    }
    StringBuilder s = new StringBuilder();
    for (FormatInfo f : Datasets.list()) {
      s.append(String.format(Locale.ROOT, "%-24s %s\n", f.usage(), f.summary()));
      for (OptionInfo o : f.options()) {
        s.append(
            String.format(
                Locale.ROOT,
                "    %-20s %s%s\n",
                o.name(),
                o.description(),
                o.defaultValue() == null ? "" : " (default: " + o.defaultValue() + ")"));
      }
      s.append(String.format(Locale.ROOT, "    example: --data %s\n", f.example()));
    }
    lstmc.console().result(s.toString());
  }
}
