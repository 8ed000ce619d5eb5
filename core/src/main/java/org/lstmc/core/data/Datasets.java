package org.lstmc.core.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;

/** Opens data sets by what a user writes, and again by what a model remembers. */
public final class Datasets {
  private Datasets() {}

  /** Every format with its options and an example, in the order of help texts. */
  public static List<FormatInfo> list() {
    return Formats.ALL.stream().map(DataFormat::info).toList();
  }

  /** Whether data of the format of this name are made up; false for a name that is not known. */
  public static boolean synthetic(String name) {
    DataFormat format = Formats.named(name);
    return format != null && format.synthetic();
  }

  /**
   * Opens a data set.
   *
   * @param spec {@code NAME} of a generator, {@code NAME:PATH}, or an existing path whose format is
   *     told from its files
   * @param options by name; a format's own defaults fill the rest
   * @param seed for formats with an option {@code seed}, when that is not among the options
   * @throws LstmcException usage for unknown names and options, bad input for files that do not fit
   */
  public static Dataset open(String spec, Map<String, String> options, long seed) {
    int colon = spec.indexOf(':');
    String name = colon < 0 ? spec : spec.substring(0, colon);
    DataFormat format = Formats.named(name);
    String path = colon < 0 ? null : spec.substring(colon + 1);
    if (format == null) {
      format = recognise(spec);
      path = spec;
    }
    FormatInfo info = format.info();
    if (info.argument() != null && (path == null || path.isBlank())) {
      throw LstmcException.usage(
          "data '%s' needs a path: write %s, for example '%s'", spec, info.usage(), info.example());
    }
    if (info.argument() == null && path != null) {
      throw LstmcException.usage(
          "data '%s': '%s' is generated and takes no path; write '%s'", spec, name, info.usage());
    }
    Map<String, String> given = new TreeMap<>(options);
    if (info.options().stream().anyMatch(o -> o.name().equals("seed"))) {
      given.putIfAbsent("seed", Long.toString(seed));
    }
    return load(format, path, path == null ? null : path(path), given, null);
  }

  /**
   * Opens the very data a model was made from: vocabulary, labels and normalisation are the task's.
   *
   * @param task what the model remembers
   * @param manifestFolder where the model lies; a relative path is looked up from the working
   *     directory, then from here
   * @param overridePath where the data lie now, as {@code PATH} or {@code NAME:PATH}; null for
   *     where they lay
   * @throws LstmcException bad input, when the data are gone or are not the same
   */
  public static Dataset reopen(Task task, Path manifestFolder, String overridePath) {
    DataFormat format = Formats.named(task.data());
    if (format == null) {
      throw LstmcException.badInput(
          "the model's data format '%s' is not known here; known: %s",
          task.data(), String.join(", ", Formats.names()));
    }
    if (format.info().argument() == null) {
      return load(format, null, null, task.options(), task);
    }
    String named = overridePath == null ? task.path() : withoutName(overridePath, task.data());
    Path root = locate(task, manifestFolder, named, overridePath != null);
    return load(format, task.path(), root, task.options(), task);
  }

  private static Dataset load(
      DataFormat format, String named, Path root, Map<String, String> given, Task known) {
    Options options = Options.of(format.info(), given);
    if (root != null && !Files.exists(root)) {
      throw LstmcException.badInput(
          "data '%s': %s does not exist; expected %s",
          format.info().name(), root, format.info().looksFor());
    }
    Map<String, Path> files = format.files(root, options);
    Source source = new Source(format, named, files, options, known);
    if (known != null && known.sha256() != null && !known.sha256().equals(source.sha256())) {
      throw LstmcException.badInput(
          "data at %s are not what the model was made from: SHA-256 %s, the model has %s; "
              + "name the folder with the original data, or train again",
          root, source.sha256(), known.sha256());
    }
    Dataset data = format.load(source);
    for (Split split : List.of(data.train(), data.valid(), data.test())) {
      if (split.sequences().isEmpty() || split.steps() == 0) {
        throw LstmcException.badInput(
            "data '%s'%s: the %s split is empty; give more data or other split options",
            format.info().name(), root == null ? "" : " at " + root, split.name());
      }
      if (data.task().kind() == TaskKind.TRANSCRIPTION) {
        split.requireRoomForLabels("data '" + format.info().name() + "'");
      }
    }
    return data;
  }

  private static DataFormat recognise(String spec) {
    Path path = path(spec);
    if (!Files.exists(path)) {
      String name = spec.contains(":") ? spec.substring(0, spec.indexOf(':')) : spec;
      throw LstmcException.usage(
          "'%s' is neither a data format nor an existing path%s; formats: %s",
          spec,
          NearestName.hint(name, Formats.names()),
          Formats.ALL.stream().map(f -> f.info().usage()).collect(Collectors.joining(", ")));
    }
    return Formats.ALL.stream()
        .filter(f -> f.recognises(path))
        .findFirst()
        .orElseThrow(() -> unrecognised(path));
  }

  private static LstmcException unrecognised(Path path) {
    String name = path.getFileName() == null ? "" : path.getFileName().toString();
    boolean packed = name.matches(".*\\.(tar|tar\\.gz|tgz|zip)");
    return LstmcException.badInput(
        "%s: no known data format; %slooked for %s",
        path,
        packed ? "unpack the archive and name the folder; " : "",
        Formats.ALL.stream()
            .map(DataFormat::info)
            .filter(i -> i.argument() != null)
            .map(i -> i.looksFor() + " (" + i.name() + ")")
            .collect(Collectors.joining("; ")));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw LstmcException.usage("'%s' cannot be a path: %s", text, e.getReason(), e);
    }
  }

  private static String withoutName(String path, String name) {
    return path.startsWith(name + ":") ? path.substring(name.length() + 1) : path;
  }

  private static Path locate(Task task, Path manifestFolder, String named, boolean override) {
    Path direct = path(named);
    if (Files.exists(direct)) {
      return direct;
    }
    Path beside = manifestFolder == null ? direct : manifestFolder.resolve(direct);
    if (Files.exists(beside)) {
      return beside;
    }
    throw LstmcException.badInput(
        "the model's data (%s) are not at %s%s; name the place where they are now, as %s:PATH",
        task.data(),
        direct,
        override || beside.equals(direct) ? "" : ", nor at " + beside,
        task.data());
  }
}
